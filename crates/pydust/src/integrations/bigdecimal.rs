//! `bigdecimal`: `BigDecimal` is `decimal.Decimal`, exact both ways.

use std::str::FromStr;

use bigdecimal::BigDecimal;

use super::decimal;
use crate::convert::{FromPy, IntoPy};
use crate::error::{Result, mismatch};
use crate::exceptions::{ExceptionType, OverflowError};
use crate::hint::{TypeHint, hint};
use crate::raw::{Obj, Python};

impl<'a, 'py> FromPy<'a, 'py> for BigDecimal {
    type Guard = ();
    const EXPECTED: &'static str = "Decimal";
    const TAKES: TypeHint = hint!("{decimal.Decimal} | int");

    /// A `Decimal` or an `int`; `ValueError` for NaN and infinities.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let text = decimal::text(obj)?;
        BigDecimal::from_str(text.as_str()?).map_err(|_| {
            mismatch::of_value(obj, "Decimal in the range of BigDecimal", OverflowError::KIND)
        })
    }
}

impl<'py> IntoPy<'py> for &BigDecimal {
    const GIVES: TypeHint = hint!("{decimal.Decimal}");

    /// With the scale as it is: 1.50 is not 1.5.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let (digits, scale) = self.as_bigint_and_exponent();
        decimal::new(py, &format!("{digits}E{}", -i128::from(scale)))
    }
}

super::by_value!(BigDecimal);
