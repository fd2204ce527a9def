//! `range`: Rust's ranges of integers.

use std::ops::{Range, RangeInclusive};

use super::{FromPy, FromPyOwned, IntoPy};
use crate::error::{self, Error, Result};
use crate::exceptions::{ExceptionType, ValueError};
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

/// The start and the end of a `range` with step 1.
fn bounds<'py>(obj: &Obj<'py>) -> Result<[Obj<'py>; 2]> {
    if !raw::range::is_range(obj) {
        return Err(error::mismatch::new(obj, "range"));
    }
    let [start, stop, step] = raw::range::range_parts(obj)?;
    match raw::number::int_i64(&step) {
        Some(1) => Ok([start, stop]),
        _ => Err(error::mismatch::of_value(obj, "range with step 1", ValueError::KIND)),
    }
}

#[cold]
fn in_bound(error: Error, name: &str, py: Python<'_>) -> Error {
    error.within(py, format_args!("{name}"))
}

macro_rules! ranges {
    ($($int:ident)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for Range<$int> {
            type Guard = ();
            const EXPECTED: &'static str = "range";
            const TAKES: TypeHint = hint!("range");

            /// A `range` with step 1.
            ///
            /// Raises `ValueError` for another step, and `OverflowError` if a bound does not fit.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                let [start, stop] = bounds(obj)?;
                let start = <$int>::from_py_owned(&start).map_err(|error| in_bound(error, "start", obj.py()))?;
                Ok(start..<$int>::from_py_owned(&stop).map_err(|error| in_bound(error, "stop", obj.py()))?)
            }
        }

        impl<'a, 'py> FromPy<'a, 'py> for RangeInclusive<$int> {
            type Guard = ();
            const EXPECTED: &'static str = "range";
            const TAKES: TypeHint = hint!("range");

            /// A `range` with step 1, its last integer included: all of `range(256)` is a `RangeInclusive<u8>`. What is
            /// empty becomes `1..=0`.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                let [start, stop] = bounds(obj)?;
                if !raw::call::is_true(obj)? {
                    return Ok(RangeInclusive::new(1, 0));
                }
                let last = raw::range::offset(&stop, -1)?;
                let start = <$int>::from_py_owned(&start).map_err(|error| in_bound(error, "start", obj.py()))?;
                Ok(start..=<$int>::from_py_owned(&last).map_err(|error| in_bound(error, "last", obj.py()))?)
            }
        }

        impl<'py> IntoPy<'py> for Range<$int> {
            const GIVES: TypeHint = hint!("range");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                Ok(raw::range::new_range(py, [self.start.into_py(py)?, self.end.into_py(py)?])?)
            }
        }

        impl<'py> IntoPy<'py> for RangeInclusive<$int> {
            const GIVES: TypeHint = hint!("range");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                let start = self.start().into_py(py)?;
                // One that was iterated to its end is empty, whatever its bounds say.
                let stop = match self.is_empty() {
                    true => start.clone(),
                    false => raw::range::offset(&self.end().into_py(py)?, 1)?,
                };
                Ok(raw::range::new_range(py, [start, stop])?)
            }
        }

        impl<'py> IntoPy<'py> for &Range<$int> {
            const GIVES: TypeHint = hint!("range");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                self.clone().into_py(py)
            }
        }

        impl<'py> IntoPy<'py> for &RangeInclusive<$int> {
            const GIVES: TypeHint = hint!("range");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                self.clone().into_py(py)
            }
        }
    )*};
}

ranges!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
