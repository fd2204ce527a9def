//! Exception groups: several errors that are raised as one.

use std::borrow::Cow;

use super::kind::ExceptionType;
use super::{Arg, Error, Result, mismatch};
use crate::exceptions::BaseExceptionGroup;
use crate::raw::{self, Python};

impl Error {
    /// An exception group of the given errors, to be caught by `except*`. At least one error is needed: Python raises
    /// `ValueError` for an empty group.
    ///
    /// It is an `ExceptionGroup`, or a `BaseExceptionGroup` if one of the errors is no `Exception` (a
    /// `KeyboardInterrupt`, say).
    ///
    /// ```
    /// use pydust as py;
    /// fn check_all(names: Vec<String>) -> py::Result<()> {
    ///     let check = |name: &String| -> py::Result<()> {
    ///         if name.is_empty() { py::raise!(ValueError, "a name is empty") } else { Ok(()) }
    ///     };
    ///     let errors: Vec<py::Error> = names.iter().filter_map(|name| check(name).err()).collect();
    ///     if errors.is_empty() { Ok(()) } else { Err(py::Error::group("wrong names", errors)) }
    /// }
    /// ```
    #[track_caller]
    pub fn group<E: Into<Error>>(
        message: impl Into<Cow<'static, str>>,
        errors: impl IntoIterator<Item = E>,
    ) -> Error {
        let errors: Vec<Error> = errors.into_iter().map(Into::into).collect();
        Error::with_args(BaseExceptionGroup, [message.into().into(), Arg::from(errors)])
    }

    /// The errors of an exception group; none of any other exception.
    ///
    /// Raises what a group's class of Python's own raises that redefines `exceptions`.
    pub fn exceptions(&self, py: Python<'_>) -> Result<Vec<Error>> {
        if !self.is::<BaseExceptionGroup>(py) {
            return Ok(Vec::new());
        }
        let items = self.value(py).getattr("exceptions")?;
        items.iter()?.map(|item| Error::caught_if_exception(item?)).collect()
    }

    /// What `except* Kind` would catch of this error, and the rest: parts of a group, which are groups with the same
    /// message, cause and notes; of any other exception all or nothing.
    ///
    /// Raises what a group's class of Python's own raises as its `split` or `derive` is called.
    ///
    /// ```
    /// use pydust as py;
    /// fn without_timeouts(result: py::Result<()>, py: py::Python) -> py::Result<()> {
    ///     let Err(error) = result else { return Ok(()) };
    ///     match error.split::<py::exceptions::TimeoutError>(py)? {
    ///         (_, Some(rest)) => Err(rest),
    ///         (_, None) => Ok(()),
    ///     }
    /// }
    /// ```
    pub fn split<E: ExceptionType>(self, py: Python<'_>) -> Result<(Option<Error>, Option<Error>)> {
        if !self.is::<BaseExceptionGroup>(py) {
            return Ok(if self.is::<E>(py) { (Some(self), None) } else { (None, Some(self)) });
        }
        let class = E::KIND.find(py)?;
        let parts = self.value(py).call_method("split", (class,))?;
        // A subclass may give anything.
        let part = |index| match raw::container::tuple_get(&parts, index) {
            Some(part) if part.is_none() => Ok(None),
            Some(part) => Error::caught_if_exception(part).map(Some),
            None => Err(mismatch::new(&parts, "tuple of two")),
        };
        Ok((part(0)?, part(1)?))
    }
}
