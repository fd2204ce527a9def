//! [`Iter`]: a Python iterator, which is also a Rust one.

use super::handle;
use crate::error::{Error, Result};
use crate::raw::{self, Obj};

handle! {
    /// A Python iterator: what [`Obj::iter`](crate::Obj::iter) gives, or any object with `__next__`.
    ///
    /// Each item may raise, so the items are `Result`s. What is behind the iterator may change meanwhile; it is the
    /// iterator that says what comes then.
    ///
    /// ```
    /// # use pydust as py;
    /// fn total(numbers: &py::Obj) -> py::Result<f64> {
    ///     let mut total = 0.0;
    ///     for number in numbers.iter()? {
    ///         total += number?.extract::<f64>()?;
    ///     }
    ///     Ok(total)
    /// }
    ///
    /// /// The next two items of an iterator that Python passed and goes on with.
    /// fn pair(mut rows: &py::Iter) -> py::Result<Option<(py::PyObj, py::PyObj)>> {
    ///     match (rows.next().transpose()?, rows.next().transpose()?) {
    ///         (Some(a), Some(b)) => Ok(Some((a.unbind(), b.unbind()))),
    ///         _ => Ok(None),
    ///     }
    /// }
    /// ```
    Iter, PyIter, "iterator" as "{collections.abc.Iterator}[{typing.Any}]", raw::container::is_iter
}

impl<'py> Iterator for Iter<'py> {
    type Item = Result<Obj<'py>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        (&*self).next()
    }
}

/// Iterating changes the Python object and not the handle.
impl<'py> Iterator for &Iter<'py> {
    type Item = Result<Obj<'py>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        raw::container::next(self).map_err(Error::from).transpose()
    }
}
