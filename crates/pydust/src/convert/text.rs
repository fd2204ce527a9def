//! `str`: text and characters. `bytes` are in `bytes.rs`, paths in `path.rs`.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{AtOnce, FromPy, IntoPy, mismatch};
use crate::error::{self, Result};
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

impl<'a, 'py> FromPy<'a, 'py> for &'a str {
    type Guard = ();
    const EXPECTED: &'static str = "str";
    const TAKES: TypeHint = hint!("str");

    /// Borrowed from the `str`, without a copy.
    ///
    /// Raises `UnicodeEncodeError` for lone surrogates, which UTF-8 does not have.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if !raw::text::is(obj) {
            return Err(mismatch::<Self>(obj));
        }
        match raw::text::as_str(obj) {
            Ok(text) => Ok(text),
            Err(raised) => Err(error::mismatch::of_text(raised)),
        }
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Cow<'a, str> {
    type Guard = ();
    const EXPECTED: &'static str = "str";
    const TAKES: TypeHint = hint!("str");

    /// Borrowed from the `str`, without a copy.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        <&str>::from_py(obj, guard).map(Cow::Borrowed)
    }
}

macro_rules! owned {
    ($($type:ty)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $type {
            type Guard = ();
            const EXPECTED: &'static str = "str";
            const TAKES: TypeHint = hint!("str");

            #[inline]
            fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
                <&str>::from_py(obj, guard).map(Into::into)
            }

            const AT_ONCE: Option<AtOnce<Self>> =
                Some(AtOnce(|obj| raw::text::glance(obj).map(Into::into)));
        }
    )*};
}

owned!(String Box<str> Arc<str> Rc<str>);

impl<'a, 'py> FromPy<'a, 'py> for char {
    type Guard = ();
    const EXPECTED: &'static str = "str of length 1";
    const TAKES: TypeHint = hint!("str");

    #[inline]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        if !raw::text::is(obj) {
            return Err(mismatch::<Self>(obj));
        }
        let text = <&str>::from_py(obj, guard)?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(error::mismatch::of_length(obj.py(), "str", 1, text.chars().count())),
        }
    }
}

macro_rules! into_str {
    ($($type:ty)*) => {$(
        impl<'py> IntoPy<'py> for $type {
            const GIVES: TypeHint = hint!("str");

            #[inline(always)]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                Ok(raw::text::new(py, &self)?)
            }
        }
    )*};
}

into_str!(&str &&str String &String Box<str>);

impl<'py> IntoPy<'py> for char {
    const GIVES: TypeHint = hint!("str");

    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::text::new(py, self.encode_utf8(&mut [0; 4]))?)
    }
}

super::by_reference!(char);
