//! Integers of 128 bits, and the bytes of an `int` of any size, of which integers of other crates are made.

use super::number::{index, out_of_range};
use super::{AtOnce, FromPy, IntoPy};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python, Raised};

macro_rules! integers {
    ($($int:ident $range:literal;)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $int {
            type Guard = ();
            const EXPECTED: &'static str = "int";
            const TAKES: TypeHint = hint!("int");

            /// An `int`, or what `__index__` gives.
            #[inline]
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if let Some(value) = raw::number::int_i64(obj).and_then(|value| value.try_into().ok()) {
                    return Ok(value);
                }
                let index = if raw::number::is_int(obj) { None } else { Some(index(obj)?) };
                let int = index.as_ref().unwrap_or(obj);
                let Some((low, high)) = wide(int)? else { return Err(out_of_range(int, $range)) };
                let value = $int::from_le_bytes(low);
                let negative = $int::MIN != 0 && value.leading_zeros() == 0;
                // What is above must say no more than the sign.
                if high == (if negative { 0xff } else { 0 }) {
                    Ok(value)
                } else {
                    Err(out_of_range(int, $range))
                }
            }

            const AT_ONCE: Option<AtOnce<Self>> =
                Some(AtOnce(|obj| raw::number::int_i64(obj)?.try_into().ok()));
        }

        impl<'py> IntoPy<'py> for $int {
            const GIVES: TypeHint = hint!("int");

            #[inline]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                match i64::try_from(self) {
                    Ok(value) => Ok(raw::number::from_i64(py, value)?),
                    Err(_) => Ok(raw::bigint::new(py, &self.to_le_bytes(), $int::MIN != 0)?),
                }
            }
        }

        super::by_reference!($int);
    )*};
}

integers! {
    i128 "int in range -2**127 to 2**127-1";
    u128 "int in range 0 to 2**128-1";
}

/// The lowest 128 bits of an `int` and the byte above them; `None` if it has more.
extern "C" fn wide(int: &Obj<'_>) -> Result<Option<([u8; 16], u8)>, Raised> {
    let mut bytes = [0; 17];
    if !raw::bigint::write(int, &mut bytes)? {
        return Ok(None);
    }
    let [low @ .., high] = bytes;
    Ok(Some((low, high)))
}

/// The two's complement bytes of an `int` of any size, or of what `__index__` gives, the lowest first.
#[cfg(feature = "num-bigint")]
pub(crate) fn signed_bytes(obj: &Obj<'_>) -> Result<Vec<u8>> {
    let index = if raw::number::is_int(obj) { None } else { Some(index(obj)?) };
    Ok(raw::bigint::to_vec(index.as_ref().unwrap_or(obj))?)
}
