//! `num_bigint`: `BigInt` and `BigUint` are `int`, of any size.

use num_bigint::{BigInt, BigUint};

use crate::convert::bigint::signed_bytes;
use crate::convert::number::out_of_range;
use crate::convert::{FromPy, IntoPy};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

impl<'a, 'py> FromPy<'a, 'py> for BigInt {
    type Guard = ();
    const EXPECTED: &'static str = "int";
    const TAKES: TypeHint = hint!("int");

    /// An `int`, or what `__index__` gives.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        Ok(BigInt::from_signed_bytes_le(&signed_bytes(obj)?))
    }
}

impl<'a, 'py> FromPy<'a, 'py> for BigUint {
    type Guard = ();
    const EXPECTED: &'static str = "int";
    const TAKES: TypeHint = hint!("int");

    /// An `int` that is not negative, or what `__index__` gives.
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        let value = BigInt::from_py(obj, guard)?;
        value.try_into().map_err(|_| out_of_range(obj, "int of at least 0"))
    }
}

impl<'py> IntoPy<'py> for &BigInt {
    const GIVES: TypeHint = hint!("int");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::bigint::new(py, &self.to_signed_bytes_le(), true)?)
    }
}

impl<'py> IntoPy<'py> for &BigUint {
    const GIVES: TypeHint = hint!("int");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::bigint::new(py, &self.to_bytes_le(), false)?)
    }
}

super::by_value!(BigInt BigUint);
