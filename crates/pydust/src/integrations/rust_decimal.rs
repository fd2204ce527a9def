//! `rust_decimal`: `Decimal` is `decimal.Decimal`, with its trailing zeros.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::decimal;
use crate::convert::{FromPy, IntoPy, by_reference};
use crate::error::{Result, mismatch};
use crate::exceptions::{ExceptionType, OverflowError};
use crate::hint::{TypeHint, hint};
use crate::raw::{Obj, Python};

impl<'a, 'py> FromPy<'a, 'py> for Decimal {
    type Guard = ();
    const EXPECTED: &'static str = "Decimal";
    const TAKES: TypeHint = hint!("{decimal.Decimal} | int");

    /// A `Decimal` or an `int`, as in Python's own arithmetic with decimals. Digits below what 96 bits and 28
    /// places hold are rounded; `OverflowError` for digits above, `ValueError` for NaN and infinities.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let text = decimal::text(obj)?;
        let value = Number::parse(text.as_str()?).and_then(|number| number.to_decimal());
        value.ok_or_else(|| {
            mismatch::of_value(obj, "Decimal of at most 96 bits", OverflowError::KIND)
        })
    }
}

impl<'py> IntoPy<'py> for Decimal {
    const GIVES: TypeHint = hint!("{decimal.Decimal}");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        decimal::new(py, &self.to_string())
    }
}

by_reference!(Decimal);

/// `-1.50E+3` in parts: sign, digits without a point, and how many places they are moved up.
struct Number<'a> {
    sign: &'a str,
    digits: String,
    exponent: i64,
}

impl<'a> Number<'a> {
    fn parse(text: &'a str) -> Option<Number<'a>> {
        let (sign, text) = text.split_at(text.starts_with('-').into());
        let (coefficient, exponent) = text.split_once('E').unwrap_or((text, "0"));
        let (whole, fraction) = coefficient.split_once('.').unwrap_or((coefficient, ""));
        let places = i64::try_from(fraction.len()).ok()?;
        let exponent = exponent.parse::<i64>().ok()?.checked_sub(places)?;
        let digits = format!("{whole}{fraction}");
        let zeros = digits.bytes().take_while(|digit| *digit == b'0').count();
        Some(Number { sign, digits: digits[zeros..].to_owned(), exponent })
    }

    /// `None` if the number is too large.
    fn to_decimal(&self) -> Option<Decimal> {
        let scale = (-self.exponent).clamp(0, Decimal::MAX_SCALE.into());
        let length = i64::try_from(self.digits.len()).ok()?;
        // The power of ten of the first digit: beyond these bounds it need not be looked at further.
        let leading = length.checked_add(self.exponent)? - 1;
        if length == 0 || leading < -i64::from(Decimal::MAX_SCALE) - 1 {
            return Some(Decimal::new(0, u32::try_from(scale).ok()?));
        }
        if leading > Decimal::MAX_SCALE.into() {
            return None;
        }
        let (sign, digits) = (self.sign, &self.digits);
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
        let text = match usize::try_from(length + self.exponent) {
            Ok(point) if point >= digits.len() => format!("{sign}{digits}{}", zeros(self.exponent)),
            Ok(point) => format!("{sign}{}.{}", &digits[..point], &digits[point..]),
            Err(_) => format!("{sign}0.{}{digits}", zeros(-leading - 1)),
        };
        Decimal::from_str(&text).ok()
    }
}
