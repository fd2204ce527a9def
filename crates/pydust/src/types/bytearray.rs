//! [`ByteArray`]: Python's `bytearray`.

use super::handle;
use crate::error::{Error, Here, Result};
use crate::exceptions::IndexError;
use crate::raw::{self, Python};

handle! {
    /// Python's `bytearray`: bytes that can change, and move in memory as they do.
    ///
    /// So nothing here lends them as a slice: they are copied out and in. (To work on them in place, see buffers.)
    ///
    /// ```
    /// # use pydust as py;
    /// fn frame<'py>(payload: &py::ByteArray<'py>) -> py::Result<py::ByteArray<'py>> {
    ///     let length = u32::try_from(payload.len())?;
    ///     let frame = py::ByteArray::new(payload.py(), &length.to_be_bytes())?;
    ///     frame.extend(&payload.to_vec())?;
    ///     Ok(frame)
    /// }
    /// ```
    ByteArray, PyByteArray, "bytearray", raw::bytes::is_array
}

impl<'py> ByteArray<'py> {
    /// A new `bytearray` with a copy of the data.
    ///
    /// Raises `MemoryError`.
    #[track_caller]
    pub fn new(py: Python<'py>, data: &[u8]) -> Result<ByteArray<'py>> {
        Ok(ByteArray(raw::bytes::new_array(py, data)?))
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        raw::bytes::array_len(self)
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy of the bytes.
    pub fn to_vec(&self) -> Vec<u8> {
        raw::bytes::array_to_vec(self)
    }

    /// The byte at an index, or `None` past the end.
    pub fn get(&self, index: usize) -> Option<u8> {
        raw::bytes::array_get(self, index)
    }

    /// Writes bytes over those from `index` on.
    ///
    /// Raises `IndexError` if there are not as many, and writes nothing then.
    #[track_caller]
    pub fn set(&self, index: usize, bytes: &[u8]) -> Result<()> {
        if raw::bytes::array_write(self, index, bytes) {
            return Ok(());
        }
        let message = format!(
            "{} bytes at index {index} are past the end of a bytearray of {}",
            bytes.len(),
            self.len()
        );
        Err(Error::new(IndexError, message))
    }

    /// Adds bytes at the end.
    ///
    /// Raises `BufferError` if a `memoryview` looks at the bytes, and `MemoryError`.
    #[track_caller]
    pub fn extend(&self, bytes: &[u8]) -> Result<()> {
        raw::bytes::array_extend(self, bytes).here()
    }

    /// Makes it shorter, or longer by zeros.
    ///
    /// Raises `BufferError` if a `memoryview` looks at the bytes, and `MemoryError`.
    #[track_caller]
    pub fn resize(&self, length: usize) -> Result<()> {
        raw::bytes::array_resize(self, length).here()
    }
}
