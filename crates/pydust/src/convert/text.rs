//! `str` and `bytes`: text, characters and byte slices.

use std::borrow::Cow;

use super::{FromPy, IntoPy, mismatch};
use crate::error::Result;
use crate::raw::{self, Obj, Python};

impl<'a, 'py> FromPy<'a, 'py> for &'a str {
    type Guard = ();
    const EXPECTED: &'static str = "str";

    /// Borrowed from the `str`, without a copy.
    ///
    /// Raises `UnicodeEncodeError` for lone surrogates, which UTF-8 does not have.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if raw::text::is(obj) { Ok(raw::text::as_str(obj)?) } else { Err(mismatch::<Self>(obj)) }
    }
}

impl<'a, 'py> FromPy<'a, 'py> for String {
    type Guard = ();
    const EXPECTED: &'static str = "str";

    #[inline]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        <&str>::from_py(obj, guard).map(str::to_owned)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for char {
    type Guard = ();
    const EXPECTED: &'static str = "str of length 1";

    #[inline]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if raw::text::is(obj) {
            let mut chars = raw::text::as_str(obj)?.chars();
            if let (Some(only), None) = (chars.next(), chars.next()) {
                return Ok(only);
            }
        }
        Err(mismatch::<Self>(obj))
    }
}

impl<'a, 'py> FromPy<'a, 'py> for &'a [u8] {
    type Guard = ();
    const EXPECTED: &'static str = "bytes";

    /// Borrowed from the `bytes`, without a copy. Only `bytes`: other buffers can change meanwhile.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        match raw::bytes::as_slice(obj) {
            Some(bytes) => Ok(bytes),
            None => Err(mismatch::<Self>(obj)),
        }
    }
}

impl<'py> IntoPy<'py> for &str {
    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::text::new(py, self)?)
    }
}

impl<'py> IntoPy<'py> for &&str {
    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::text::new(py, self)?)
    }
}

impl<'py> IntoPy<'py> for String {
    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::text::new(py, &self)?)
    }
}

impl<'py> IntoPy<'py> for &String {
    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::text::new(py, self)?)
    }
}

impl<'py> IntoPy<'py> for Cow<'_, str> {
    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::text::new(py, &self)?)
    }
}

impl<'py> IntoPy<'py> for char {
    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::text::new(py, self.encode_utf8(&mut [0; 4]))?)
    }
}

super::by_reference!(char);

impl<'py> IntoPy<'py> for &[u8] {
    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::bytes::new(py, self)?)
    }
}
