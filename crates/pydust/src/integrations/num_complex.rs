//! `num_complex`: `Complex<f64>` and `Complex<f32>` are `complex`.

use num_complex::Complex;

use crate::convert::{FromPy, IntoPy, by_reference};
use crate::error::{Result, mismatch};
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};
use crate::types::{self, Handle};

macro_rules! complex {
    ($($float:ident)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for Complex<$float> {
            type Guard = ();
            const EXPECTED: &'static str = "complex";
            const TAKES: TypeHint = hint!("complex");

            /// A `complex`, a `float`, an `int`, or an object with `__complex__`, `__float__` or `__index__`.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                let complex = plain(obj)?;
                let part = |value| types::Float::new(obj.py(), value)?.extract();
                Ok(Complex::new(part(complex.real())?, part(complex.imag())?))
            }
        }

        impl<'py> IntoPy<'py> for Complex<$float> {
            const GIVES: TypeHint = hint!("complex");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                types::Complex::new(py, self.re.into(), self.im.into())?.into_py(py)
            }
        }

        by_reference!(Complex<$float>);
    )*};
}

complex!(f32 f64);

/// The object as a plain `complex`. (`complex("1")` would read a text, which is no number yet.)
fn plain<'py>(obj: &Obj<'py>) -> Result<types::Complex<'py>> {
    let class = obj.py().type_of::<types::Complex<'_>>()?;
    let complex = if obj.type_obj().is(&class) {
        obj.clone()
    } else if raw::number::is_real(obj)
        || types::Complex::check(obj)
        || raw::call::find_attr(&obj.type_obj(), c"__complex__")?.is_some()
    {
        class.call1((obj,))?
    } else {
        return Err(mismatch::new(obj, "complex"));
    };
    types::Complex::from_obj(complex)
}
