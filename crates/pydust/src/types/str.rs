//! [`Str`]: Python's `str`.

use std::borrow::Cow;
use std::ffi::CStr;
use std::ops::Range;

use super::{Bytes, Handle, List, handle};
use crate::convert::IntoPy;
use crate::error::{Here, Result};
use crate::object::Name;
use crate::raw::{self, Python};

handle! {
    /// Python's `str`, which never changes.
    ///
    /// Its methods see the text itself, whatever a subclass overrides. For what Rust's `str` can do as well, take
    /// [`as_str`](Str::as_str).
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
    #[track_caller]
    pub fn as_str(&self) -> Result<&str> {
        raw::text::as_str(self).here()
    }

    /// The text with U+FFFD for each lone surrogate; borrowed if there is none.
    ///
    /// ```
    /// # use pydust as py;
    /// fn log_line(text: &py::Str) -> py::Result<()> {
    ///     eprintln!("{}", text.to_string_lossy()?);
    ///     Ok(())
    /// }
    /// ```
    #[track_caller]
    pub fn to_string_lossy(&self) -> Result<Cow<'_, str>> {
        match raw::text::peek(self) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => Ok(Cow::Owned(raw::text::to_string_lossy(self)?)),
        }
    }

    /// `len(self)`: how many characters there are. (Rust's `str::len` counts bytes of UTF-8.)
    pub fn len(&self) -> usize {
        raw::text::len(self)
    }

    /// Whether there are no characters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `self + other`.
    #[inline]
    #[track_caller]
    pub fn concat(&self, other: &Str<'py>) -> Result<Str<'py>> {
        Ok(Str(raw::text::concat(self, other)?))
    }

    /// `self.join(parts)`: the parts, a Python iterable of `str`, with this text between them.
    ///
    /// ```
    /// # use pydust as py;
    /// fn path<'py>(parts: &py::List<'py>) -> py::Result<py::Str<'py>> {
    ///     py::Str::new(parts.py(), "/").join(parts)
    /// }
    /// ```
    #[track_caller]
    pub fn join(&self, parts: impl IntoPy<'py>) -> Result<Str<'py>> {
        Str::from_obj(raw::text::join(self, &parts.into_py(self.py())?)?)
    }

    /// `self.split(separator)`; with `None` the words between whitespace.
    ///
    /// Raises `ValueError` for an empty separator.
    #[track_caller]
    pub fn split(&self, separator: Option<&str>) -> Result<List<'py>> {
        let separator = separator.map(|text| raw::text::new(self.py(), text)).transpose()?;
        List::from_obj(raw::text::split(self, separator.as_ref())?)
    }

    /// `self.replace(old, new)`.
    #[track_caller]
    pub fn replace(&self, old: &str, new: &str) -> Result<Str<'py>> {
        let (old, new) = (raw::text::new(self.py(), old)?, raw::text::new(self.py(), new)?);
        Str::from_obj(raw::text::replace(self, &old, &new)?)
    }

    /// `part in self`.
    #[track_caller]
    pub fn contains(&self, part: impl Name<'py>) -> Result<bool> {
        part.with(self.py(), |part| Ok(raw::text::contains(self, part)?)).here()
    }

    /// `self[start:end]`, counted in characters. What is past the end is left out.
    #[track_caller]
    pub fn slice(&self, range: Range<usize>) -> Result<Str<'py>> {
        Str::from_obj(raw::text::substring(self, range)?)
    }

    /// `self.encode(encoding, errors)`: with `errors` being `c"strict"`, `c"replace"`, `c"surrogatepass"`, ...
    ///
    /// Raises `UnicodeEncodeError`, and `LookupError` for an unknown encoding.
    ///
    /// ```
    /// # use pydust as py;
    /// fn latin<'py>(text: &py::Str<'py>) -> py::Result<py::Bytes<'py>> {
    ///     text.encode(c"latin-1", c"replace")
    /// }
    /// ```
    #[track_caller]
    pub fn encode(&self, encoding: &CStr, errors: &CStr) -> Result<Bytes<'py>> {
        Bytes::from_obj(raw::text::encode(self, encoding, errors)?)
    }
}
