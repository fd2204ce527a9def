//! `num_complex`: `Complex<f64>` and `Complex<f32>` are `complex`.

use num_complex::Complex;

use super::imported::Imported;
use crate::convert::{FromPy, IntoPy, by_reference};
use crate::error::Result;
use crate::raw::{self, Obj, Python};

static COMPLEX: Imported = Imported::new("builtins", "complex");

macro_rules! complex {
    ($($float:ident)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for Complex<$float> {
            type Guard = ();
            const EXPECTED: &'static str = "complex";

            /// A `complex`, a `float`, an `int`, or an object with `__complex__`, `__float__` or `__index__`.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                let complex = exact(obj)?;
                Ok(Complex::new(complex.getattr("real")?.extract()?, complex.getattr("imag")?.extract()?))
            }
        }

        impl<'py> IntoPy<'py> for Complex<$float> {
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                COMPLEX.get(py)?.call1((self.re, self.im))
            }
        }

        by_reference!(Complex<$float>);
    )*};
}

complex!(f32 f64);

/// The object as a plain `complex`. (`complex("1")` would read a text, which is no number yet.)
fn exact<'py>(obj: &Obj<'py>) -> Result<Obj<'py>> {
    let class = COMPLEX.get(obj.py())?;
    if obj.type_obj().is(&class) {
        return Ok(obj.clone());
    }
    let converts = raw::number::is_real(obj)
        || raw::call::is_instance(obj, &class)?
        || raw::call::find_attr(&obj.type_obj(), c"__complex__")?.is_some();
    if converts { class.call1((obj,)) } else { Err(COMPLEX.mismatch(obj)) }
}
