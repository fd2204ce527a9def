//! [`Arg`]: an argument of an exception that is made later.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::ops::Deref;

use super::{Error, Result};
use crate::object::{Py, PyObj};
use crate::raw::carried::Carried;
use crate::raw::{self, Obj, Python};

/// One argument of an exception, kept until the exception is made: see
/// [`Error::with_args`](crate::Error::with_args).
///
/// Made from numbers, `bool`, text, bytes, `Option`s of these, references to handles, [`Py`]s, and
/// errors (for exception groups).
///
/// ```
/// use pydust as py;
/// fn missing(key: &py::Str) -> py::Error {
///     py::Error::with_args(py::exceptions::KeyError, [py::Arg::from(key)])
/// }
/// ```
pub struct Arg(Value);

enum Value {
    None,
    Bool(bool),
    Int(i64),
    Unsigned(u64),
    Float(f64),
    Text(Cow<'static, str>),
    Bytes(Vec<u8>),
    Object(PyObj),
    Errors(Vec<Error>),
    /// A number of the platform, by its name in Python's module `errno`.
    Errno(&'static str),
    /// What the platform says of such a number.
    Strerror(&'static str),
    /// A value that an exception type with fields is made of, which has no other arguments.
    Carried(Carried),
}

impl Arg {
    /// The platform's number of the given name, `ENOENT`.
    pub(super) fn errno(name: &'static str) -> Arg {
        Arg(Value::Errno(name))
    }

    /// The platform's text for the number of the given name.
    pub(super) fn strerror(name: &'static str) -> Arg {
        Arg(Value::Strerror(name))
    }

    /// A value for an exception type with fields; `None` without memory.
    pub(super) fn carrying<T: Send + 'static>(value: T) -> Option<Arg> {
        Carried::new(value).map(|carried| Arg(Value::Carried(carried)))
    }

    /// That value, if nobody took it before.
    pub(crate) fn take_value<T: 'static>(&self) -> Option<T> {
        match &self.0 {
            Value::Carried(carried) => carried.take(),
            _ => None,
        }
    }

    /// The argument as an object.
    pub(super) fn to_obj<'py>(&self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(match &self.0 {
            Value::None => raw::object::none(py),
            Value::Bool(true) => raw::object::true_(py),
            Value::Bool(false) => raw::object::false_(py),
            Value::Int(value) => raw::number::from_i64(py, *value)?,
            Value::Unsigned(value) => raw::number::from_u64(py, *value)?,
            Value::Float(value) => raw::number::from_f64(py, *value)?,
            Value::Text(text) => raw::text::new(py, text)?,
            Value::Bytes(bytes) => raw::bytes::new(py, bytes)?,
            Value::Object(object) => object.try_clone_bound(py)?,
            Value::Errors(errors) => list(py, errors, |error| Ok(error.value(py)))?,
            Value::Errno(name) => py.import("errno")?.getattr(name)?,
            Value::Carried(_) => raw::object::none(py), // not reached: taken, and never an argument
            Value::Strerror(name) => {
                let number = py.import("errno")?.getattr(name)?;
                py.import("os")?.call_method("strerror", (number,))?
            }
        })
    }
}

/// A list of what `convert` makes of each item.
pub(super) fn list<'py, T>(
    py: Python<'py>,
    items: &[T],
    mut convert: impl FnMut(&T) -> Result<Obj<'py>>,
) -> Result<Obj<'py>> {
    raw::container::new_list(py, items.len(), |index| match items.get(index) {
        Some(item) => convert(item),
        None => Ok(raw::object::none(py)), // not reached: the list is as long as the items are
    })
}

impl Arg {
    /// The errors that this is, for a group.
    pub(super) fn errors(&self) -> &[Error] {
        match &self.0 {
            Value::Errors(errors) => errors,
            _ => &[],
        }
    }

    /// As above, taken out.
    pub(super) fn take_errors(&mut self) -> Vec<Error> {
        match &mut self.0 {
            Value::Errors(errors) => std::mem::take(errors),
            _ => Vec::new(),
        }
    }
}

impl Display for Arg {
    /// The argument as far as Rust alone can tell: `repr` is Python's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Value::None => f.write_str("None"),
            Value::Bool(true) => f.write_str("True"),
            Value::Bool(false) => f.write_str("False"),
            Value::Int(value) => Display::fmt(value, f),
            Value::Unsigned(value) => Display::fmt(value, f),
            Value::Float(value) => Display::fmt(value, f),
            Value::Text(text) => f.write_str(text),
            Value::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Value::Object(_) => f.write_str("<object>"),
            Value::Errors(errors) => write!(f, "{} errors", errors.len()),
            Value::Errno(name) | Value::Strerror(name) => f.write_str(name),
            Value::Carried(_) => f.write_str(".."),
        }
    }
}

macro_rules! made_from {
    ($($type:ty => $variant:ident;)*) => {$(
        impl From<$type> for Arg {
            fn from(value: $type) -> Arg {
                Arg(Value::$variant(value.into()))
            }
        }
    )*};
}

made_from! {
    bool => Bool;
    i8 => Int;
    i16 => Int;
    i32 => Int;
    i64 => Int;
    u8 => Unsigned;
    u16 => Unsigned;
    u32 => Unsigned;
    u64 => Unsigned;
    f32 => Float;
    f64 => Float;
    &'static str => Text;
    String => Text;
    Cow<'static, str> => Text;
    Vec<u8> => Bytes;
    Vec<Error> => Errors;
}

impl From<isize> for Arg {
    fn from(value: isize) -> Arg {
        Arg(Value::Int(value as i64)) // at most 64 bits, everywhere
    }
}

impl From<usize> for Arg {
    fn from(value: usize) -> Arg {
        Arg(Value::Unsigned(value as u64)) // as above
    }
}

impl<T: Into<Arg>> From<Option<T>> for Arg {
    fn from(value: Option<T>) -> Arg {
        value.map_or(Arg(Value::None), Into::into)
    }
}

impl<H> From<Py<H>> for Arg {
    fn from(stored: Py<H>) -> Arg {
        Arg(Value::Object(stored.into_any()))
    }
}

impl From<Obj<'_>> for Arg {
    fn from(object: Obj<'_>) -> Arg {
        Arg(Value::Object(Py::from_obj(object)))
    }
}

impl From<&Obj<'_>> for Arg {
    fn from(object: &Obj<'_>) -> Arg {
        object.clone().into()
    }
}

impl<'py, H: Deref<Target = Obj<'py>>> From<&H> for Arg {
    fn from(handle: &H) -> Arg {
        Obj::clone(handle).into()
    }
}
