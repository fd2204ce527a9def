//! `half`: `f16` and `bf16` are `float`, rounded on the way in.

use half::{bf16, f16};

use crate::convert::{FromPy, IntoPy, by_reference};
use crate::error::{Result, mismatch};
use crate::exceptions::{ExceptionType, OverflowError};
use crate::hint::{TypeHint, hint};
use crate::raw::{Obj, Python};

macro_rules! floats {
    ($($float:ident $range:literal;)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $float {
            type Guard = ();
            const EXPECTED: &'static str = "float";
            const TAKES: TypeHint = hint!("float");

            /// What `f64` takes, rounded; `OverflowError` for a finite value that would become infinite.
            fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
                let exact = f64::from_py(obj, guard)?;
                let value = $float::from_f64(exact);
                if value.is_infinite() && exact.is_finite() {
                    return Err(mismatch::of_value(obj, $range, OverflowError::KIND));
                }
                Ok(value)
            }
        }

        impl<'py> IntoPy<'py> for $float {
            const GIVES: TypeHint = hint!("float");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                self.to_f64().into_py(py)
            }
        }

        by_reference!($float);
    )*};
}

floats! {
    f16 "float in the range of f16";
    bf16 "float in the range of bf16";
}
