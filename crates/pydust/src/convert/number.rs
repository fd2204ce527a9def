//! `bool`, integers up to 64 bits, and floats.

use std::num::NonZero;

use super::{AtOnce, FromPy, IntoPy, mismatch};
use crate::error::{self, Error, Result};
use crate::exceptions::{ExceptionType, OverflowError, ValueError};
use crate::hint::{TypeHint, hint};
use crate::raw::message::Message;
use crate::raw::{self, Obj, Python, Raised};

/// `operator.index(obj)`, for what is no `int` itself.
#[cold]
pub(crate) extern "C" fn index<'py>(obj: &Obj<'py>) -> Result<Obj<'py>> {
    if raw::number::is_index(obj) {
        Ok(raw::number::index(obj)?)
    } else {
        Err(error::mismatch::new(obj, "int"))
    }
}

/// The error for an `int` beyond the range of the Rust type: `expected` names the range.
#[cold]
pub(crate) extern "C" fn out_of_range(int: &Obj<'_>, expected: &'static str) -> Error {
    const MOST_BITS: u64 = 160;
    let found = |int: &Obj<'_>| -> Result<Message, Raised> {
        let mut message = Message::new();
        match raw::number::bit_length(int)? {
            ..=MOST_BITS => {
                let digits = raw::number::digits(int)?;
                message.push(&[raw::text::peek(&digits).unwrap_or("another")]);
            }
            bits => {
                message.push(&["an int of "]);
                message.push_number(bits as usize);
                message.push(&[" bits"]);
            }
        }
        Ok(message)
    };
    match found(int) {
        Ok(found) => {
            let kind = OverflowError::KIND;
            error::mismatch::in_words(int.py(), expected, found.as_str(), kind)
        }
        Err(raised) => raised.into(),
    }
}

macro_rules! integers {
    ($read:ident, $new:ident($wide:ident): $($int:ident $range:literal $(, $byte:ident)?;)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $int {
            type Guard = ();
            const EXPECTED: &'static str = "int";
            const TAKES: TypeHint = hint!("int");

            /// An `int`, or what `__index__` gives.
            ///
            /// Raises `OverflowError` for an `int` that does not fit.
            #[inline(always)]
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                let fitting = |obj: &Obj<'_>| raw::number::$read(obj)?.try_into().ok();
                if let Some(value) = fitting(obj) {
                    return Ok(value);
                }
                if raw::number::is_int(obj) {
                    return Err(out_of_range(obj, $range));
                }
                let int = index(obj)?;
                fitting(&int).ok_or_else(|| out_of_range(&int, $range))
            }

            const AT_ONCE: Option<AtOnce<Self>> =
                Some(AtOnce(|obj| raw::number::int_i64(obj)?.try_into().ok()));

            $(const FROM_BYTE: Option<fn(u8) -> Self> = Some(|$byte| $byte);)?
        }

        impl<'py> IntoPy<'py> for $int {
            const GIVES: TypeHint = hint!("int");

            #[inline(always)]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                Ok(raw::number::$new(py, self as $wide)?)
            }

            $(const AS_BYTE: Option<fn(&Self) -> u8> = Some(|$byte| *$byte);)?
        }

        impl<'py> IntoPy<'py> for &$int {
            const GIVES: TypeHint = hint!("int");

            #[inline(always)]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                (*self).into_py(py)
            }

            $(const AS_BYTE: Option<fn(&Self) -> u8> = Some(|$byte| **$byte);)?
        }

        impl<'a, 'py> FromPy<'a, 'py> for NonZero<$int> {
            type Guard = ();
            const EXPECTED: &'static str = "int";
            const TAKES: TypeHint = hint!("int");

            /// As the integer itself; raises `ValueError` for 0.
            #[inline]
            fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
                NonZero::new($int::from_py(obj, guard)?).ok_or_else(|| zero(obj.py()))
            }
        }

        impl<'py> IntoPy<'py> for NonZero<$int> {
            const GIVES: TypeHint = hint!("int");

            #[inline(always)]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                self.get().into_py(py)
            }
        }

        super::by_reference!(NonZero<$int>);
    )*};
}

integers! { int_i64, from_i64(i64):
    i8 "int in range -128 to 127";
    u8 "int in range 0 to 255", byte;
    i16 "int in range -32768 to 32767";
    i32 "int in range -2147483648 to 2147483647";
    i64 "int in range -2**63 to 2**63-1";
    u16 "int in range 0 to 65535";
    u32 "int in range 0 to 4294967295";
}
integers! { int_u64, from_u64(u64):
    u64 "int in range 0 to 2**64-1";
}
#[cfg(target_pointer_width = "64")]
integers! { int_i64, from_i64(i64): isize "int in range -2**63 to 2**63-1"; }
#[cfg(target_pointer_width = "64")]
integers! { int_u64, from_u64(u64): usize "int in range 0 to 2**64-1"; }
#[cfg(target_pointer_width = "32")]
integers! { int_i64, from_i64(i64): isize "int in range -2147483648 to 2147483647"; }
#[cfg(target_pointer_width = "32")]
integers! { int_u64, from_u64(u64): usize "int in range 0 to 4294967295"; }

#[cold]
extern "C" fn zero(py: Python<'_>) -> Error {
    error::mismatch::in_words(py, "int other than 0", "0", ValueError::KIND)
}

/// The value of what is no `float`: an `int`, or an object with `__float__` or `__index__`.
#[cold]
extern "C" fn real(obj: &Obj<'_>) -> Result<f64> {
    // A subclass may have its own `__float__`.
    if raw::exact::is_int(obj) {
        return raw::number::int_f64(obj).map_err(|raised| {
            raw::error::clear(raised.py());
            out_of_range(obj, "int in the range of float")
        });
    }
    if raw::number::is_real(obj) {
        Ok(raw::number::as_f64(obj)?)
    } else {
        Err(error::mismatch::new(obj, "float"))
    }
}

impl<'a, 'py> FromPy<'a, 'py> for f64 {
    type Guard = ();
    const EXPECTED: &'static str = "float";
    const TAKES: TypeHint = hint!("float");

    /// A `float`, an `int`, or what `__float__` or `__index__` gives.
    ///
    /// Raises `OverflowError` for an `int` that is larger than every `float`.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        match raw::number::float_value(obj) {
            Some(value) => Ok(value),
            None => real(obj),
        }
    }

    const AT_ONCE: Option<AtOnce<Self>> = Some(AtOnce(raw::number::float_value));
}

/// The nearest `f32`; `None` where only infinity is near.
#[inline(always)]
fn narrow(value: f64) -> Option<f32> {
    let narrow = value as f32;
    (narrow.is_finite() || !value.is_finite()).then_some(narrow)
}

impl<'a, 'py> FromPy<'a, 'py> for f32 {
    type Guard = ();
    const EXPECTED: &'static str = "float";
    const TAKES: TypeHint = hint!("float");

    /// As `f64`, rounded to the nearest `f32`.
    ///
    /// Raises `OverflowError` for a finite number that rounds to infinity, as `struct.pack('f', ..)` does.
    #[inline]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        const RANGE: &str = "float in the range of 32 bits (up to 3.4028235e+38)";
        let value = f64::from_py(obj, guard)?;
        match narrow(value) {
            Some(narrow) => Ok(narrow),
            None => {
                let value = value.into_py(obj.py())?;
                Err(error::mismatch::of_value(&value, RANGE, OverflowError::KIND))
            }
        }
    }

    const AT_ONCE: Option<AtOnce<Self>> =
        Some(AtOnce(|obj| raw::number::float_value(obj).and_then(narrow)));
}

macro_rules! into_float {
    ($($float:ident)*) => {$(
        impl<'py> IntoPy<'py> for $float {
            const GIVES: TypeHint = hint!("float");

            #[inline(always)]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                Ok(raw::number::from_f64(py, self.into())?)
            }
        }

        super::by_reference!($float);
    )*};
}

into_float!(f32 f64);

#[inline(always)]
fn truth(obj: &Obj<'_>) -> Option<bool> {
    raw::number::is_bool(obj).then(|| obj.is(&raw::object::true_(obj.py())))
}

impl<'a, 'py> FromPy<'a, 'py> for bool {
    type Guard = ();
    const EXPECTED: &'static str = "bool";
    const TAKES: TypeHint = hint!("bool");

    /// Only `True` and `False`: take `&Obj` and call `is_true` for anything's truth.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        truth(obj).ok_or_else(|| mismatch::<Self>(obj))
    }

    const AT_ONCE: Option<AtOnce<Self>> = Some(AtOnce(truth));
}

impl<'py> IntoPy<'py> for bool {
    const GIVES: TypeHint = hint!("bool");

    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(if self { raw::object::true_(py) } else { raw::object::false_(py) })
    }
}

super::by_reference!(bool);
