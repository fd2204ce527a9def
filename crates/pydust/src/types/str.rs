//! [`Str`]: Python's `str`.

use super::handle;
use crate::error::Result;
use crate::raw::{self, Python};

handle! {
    /// Python's `str`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn initials(name: &py::Str) -> py::Result<String> {
    ///     Ok(name.as_str()?.split(' ').filter_map(|word| word.chars().next()).collect())
    /// }
    /// ```
    Str, PyStr, "str", raw::text::is
}

impl<'py> Str<'py> {
    /// A new `str`.
    ///
    /// # Panics
    /// If there is no memory for it.
    #[inline]
    pub fn new(py: Python<'py>, text: &str) -> Str<'py> {
        match raw::text::new(py, text) {
            Ok(text) => Str(text),
            Err(raised) => panic!("{}", crate::Error::from(raised)),
        }
    }

    /// The text, borrowed from the object.
    ///
    /// Raises `UnicodeEncodeError` for lone surrogates, which UTF-8 does not have.
    #[inline]
    pub fn as_str(&self) -> Result<&str> {
        Ok(raw::text::as_str(self)?)
    }

    /// `self + other`.
    #[inline]
    pub fn concat(&self, other: &Str<'py>) -> Result<Str<'py>> {
        Ok(Str(raw::text::concat(self, other)?))
    }
}
