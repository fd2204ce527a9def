//! `bool`, integers up to 64 bits, and floats.

use super::{AtOnce, FromPy, IntoPy, mismatch};
use crate::error::{Error, Result};
use crate::raw::message::Message;
use crate::raw::{self, Obj, Python, Raised, ffi};

/// An `OverflowError` that says which Rust type the value does not fit.
#[cold]
extern "C" fn out_of_range(value: &Obj<'_>, target: &'static str) -> Error {
    let py = value.py();
    let mut message = Message::new();
    message.push(&["int is out of range for Rust's ", target]);
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_OverflowError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}

/// Why an object gave no integer: it has another type, or what converting it raised.
#[cold]
extern "C" fn no_integer(obj: &Obj<'_>, raised: Raised) -> Error {
    let error = Error::from(raised);
    if raw::number::is_index(obj) { error } else { crate::error::mismatch::new(obj, "int") }
}

macro_rules! integers {
    ($wide:ident, $read:ident, $new:ident: $($int:ident)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $int {
            type Guard = ();
            const EXPECTED: &'static str = "int";

            /// An `int`, or what `__index__` gives.
            #[inline(always)]
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if let Some(value) = raw::number::compact(obj).and_then(|value| value.try_into().ok()) {
                    return Ok(value);
                }
                match raw::number::$read(obj).map($int::try_from) {
                    Ok(Ok(value)) => Ok(value),
                    Ok(Err(_)) => Err(out_of_range(obj, stringify!($int))),
                    Err(raised) => Err(no_integer(obj, raised)),
                }
            }

            const AT_ONCE: Option<AtOnce<Self>> =
                Some(AtOnce(|obj| raw::number::compact(obj).and_then(|value| value.try_into().ok())));
        }

        impl<'py> IntoPy<'py> for $int {
            #[inline(always)]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                Ok(raw::number::$new(py, self as $wide)?)
            }
        }

        super::by_reference!($int);
    )*};
}

integers!(i64, as_i64, from_i64: i8 i16 i32 i64 isize u8 u16 u32);
integers!(u64, as_u64, from_u64: u64 usize);

macro_rules! floats {
    ($($float:ident)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $float {
            type Guard = ();
            const EXPECTED: &'static str = "float";

            #[inline(always)]
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                match raw::number::float_value(obj) {
                    Some(value) => Ok(value as $float),
                    None => Ok(real(obj)? as $float),
                }
            }

            const AT_ONCE: Option<AtOnce<Self>> =
                Some(AtOnce(|obj| raw::number::float_value(obj).map(|value| value as $float)));
        }

        impl<'py> IntoPy<'py> for $float {
            #[inline(always)]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                Ok(raw::number::from_f64(py, self.into())?)
            }
        }

        super::by_reference!($float);
    )*};
}

floats!(f32 f64);

/// What is no `float` but converts: an `int`, or an object with `__float__` or `__index__`.
#[cold]
extern "C" fn real(obj: &Obj<'_>) -> Result<f64> {
    if raw::number::is_real(obj) {
        Ok(raw::number::as_f64(obj)?)
    } else {
        Err(crate::error::mismatch::new(obj, "float"))
    }
}

impl<'a, 'py> FromPy<'a, 'py> for bool {
    type Guard = ();
    const EXPECTED: &'static str = "bool";

    /// Only `True` and `False`: take `&Obj` and call `is_true` for anything's truth.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if raw::number::is_bool(obj) {
            Ok(obj.is(&raw::object::true_(obj.py())))
        } else {
            Err(mismatch::<Self>(obj))
        }
    }
}

impl<'py> IntoPy<'py> for bool {
    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(if self { raw::object::true_(py) } else { raw::object::false_(py) })
    }
}

super::by_reference!(bool);
