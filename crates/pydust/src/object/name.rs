//! Names of attributes, methods and keys: any text, and literals that are made once.

use std::fmt;

use super::Py;
use crate::convert::IntoPy;
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::kept::Kept;
use crate::raw::{self, Lent, Obj, Python};
use crate::types::{Handle, Str};

/// A text that becomes an interned `str` at its first use in each interpreter, and is found again at the cost
/// of two loads: the names that a program's own source mentions.
///
/// Usually made by [`intern!`](crate::intern); as a static where several functions use it. It can be given
/// wherever a [`Name`] or a value is.
///
/// ```
/// use pydust as py;
///
/// static RATE: py::Interned = py::Interned::new("rate");
///
/// fn rate(order: &py::Dict) -> py::Result<f64> {
///     match order.get(&RATE)? {
///         Some(rate) => rate.extract(),
///         None => order.getattr(&RATE)?.extract(),
///     }
/// }
/// ```
pub struct Interned {
    text: &'static str,
    kept: Kept,
}

impl Interned {
    /// The literal, for a static: it must have a place of its own.
    pub const fn new(text: &'static str) -> Interned {
        Interned { text, kept: Kept::new() }
    }

    /// The text.
    pub fn as_str(&self) -> &'static str {
        self.text
    }

    /// This interpreter's `str` of the text.
    ///
    /// Raises `MemoryError` at the first use.
    #[inline]
    #[track_caller]
    pub fn get<'py>(&'static self, py: Python<'py>) -> Result<Str<'py>> {
        Str::from_obj(self.lend(py)?.to_owned())
    }

    #[inline(always)]
    pub(crate) fn lend<'py>(&'static self, py: Python<'py>) -> Result<Lent<'py, 'py>> {
        Ok(self.kept.get(py, || raw::text::intern(py, self.text))?)
    }
}

impl fmt::Debug for Interned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// A literal that becomes an interned `str` once in each interpreter: see [`Interned`](crate::Interned).
///
/// ```
/// use pydust as py;
///
/// fn read<'py>(file: &py::Obj<'py>, size: usize) -> py::Result<py::Obj<'py>> {
///     file.call_method(py::intern!("read"), (size,))
/// }
/// ```
#[macro_export]
macro_rules! intern {
    ($text:expr $(,)?) => {{
        static NAME: $crate::Interned = $crate::Interned::new($text);
        &NAME
    }};
}

/// What names an attribute or a method: a `&str`, a [`Str`](crate::Str), or a literal of
/// [`intern!`](crate::intern), which is the fastest.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no name of an attribute or a method",
    label = "expected a `&str`, a `&pydust::Str` or `pydust::intern!(\"..\")`"
)]
pub trait Name<'py> {
    /// Runs `work` with the name as a `str`.
    #[doc(hidden)]
    fn with<R>(self, py: Python<'py>, work: impl FnOnce(&Obj<'py>) -> Result<R>) -> Result<R>;
}

impl<'py> Name<'py> for &'static Interned {
    #[inline(always)]
    fn with<R>(self, py: Python<'py>, work: impl FnOnce(&Obj<'py>) -> Result<R>) -> Result<R> {
        work(&*self.lend(py)?)
    }
}

impl<'py> Name<'py> for &Str<'py> {
    #[inline(always)]
    fn with<R>(self, _: Python<'py>, work: impl FnOnce(&Obj<'py>) -> Result<R>) -> Result<R> {
        work(self)
    }
}

impl<'py> Name<'py> for &Py<Str<'static>> {
    #[inline(always)]
    fn with<R>(self, py: Python<'py>, work: impl FnOnce(&Obj<'py>) -> Result<R>) -> Result<R> {
        work(self.try_as_obj(py)?)
    }
}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl<'py> Name<'py> for $text {
            #[inline]
            fn with<R>(
                self,
                py: Python<'py>,
                work: impl FnOnce(&Obj<'py>) -> Result<R>,
            ) -> Result<R> {
                work(&raw::text::new(py, self)?)
            }
        }
    )*};
}

texts!(&str && str & String);

impl<'py> IntoPy<'py> for &'static Interned {
    const GIVES: TypeHint = hint!("str");

    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(self.lend(py)?.to_owned())
    }
}
