//! [`Bytes`]: Python's `bytes`.

use super::handle;
use crate::error::Result;
use crate::raw::{self, Python};

handle! {
    /// Python's `bytes`, which never change. [`as_slice`](Bytes::as_slice) has all that a Rust slice can do.
    ///
    /// ```
    /// # use pydust as py;
    /// fn reversed<'py>(data: &py::Bytes<'py>) -> py::Result<py::Bytes<'py>> {
    ///     let reversed: Vec<u8> = data.as_slice().iter().rev().copied().collect();
    ///     py::Bytes::new(data.py(), &reversed)
    /// }
    /// ```
    Bytes, PyBytes, "bytes", raw::bytes::is
}

impl<'py> Bytes<'py> {
    /// A new `bytes` with a copy of the data.
    ///
    /// Raises `MemoryError`.
    #[inline]
    #[track_caller]
    pub fn new(py: Python<'py>, data: &[u8]) -> Result<Bytes<'py>> {
        Ok(Bytes(raw::bytes::new(py, data)?))
    }

    /// A new `bytes` of the given length, written in place by `fill`, which finds zeros.
    ///
    /// Raises `MemoryError`, and what `fill` returns.
    ///
    /// ```
    /// # use pydust as py;
    /// fn countdown(py: py::Python, n: u8) -> py::Result<py::PyBytes> {
    ///     let bytes = py::Bytes::new_with(py, n.into(), |data| {
    ///         data.iter_mut().zip((0..n).rev()).for_each(|(byte, left)| *byte = left);
    ///         Ok(())
    ///     })?;
    ///     Ok(bytes.unbind())
    /// }
    /// ```
    #[inline]
    #[track_caller]
    pub fn new_with(
        py: Python<'py>,
        length: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<()>,
    ) -> Result<Bytes<'py>> {
        Ok(Bytes(raw::bytes::new_with(py, length, fill)?))
    }

    /// The data, borrowed from the object.
    #[inline]
    pub fn as_slice(&self) -> &[u8] {
        raw::bytes::as_slice(self).unwrap_or_default()
    }

    /// How many bytes there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }
}
