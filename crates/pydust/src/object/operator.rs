//! Operators on any object: arithmetic, bits, comparison. Each is what Python's own operator does, dunders,
//! reflected dunders and errors included.
//!
//! They are methods and not `std::ops`, since every one of them can raise.

use std::cmp::Ordering;

use crate::convert::IntoPy;
use crate::error::{Here, Result};
use crate::raw::{self, Comparison, Obj};

macro_rules! binary {
    ($($name:ident = $python:literal;)*) => {
        impl<'py> Obj<'py> {$(
            #[doc = concat!("`self ", $python, " other`.")]
            #[track_caller]
            pub fn $name(&self, other: impl IntoPy<'py>) -> Result<Obj<'py>> {
                Ok(raw::operator::$name(self, &other.into_py(self.py())?)?)
            }
        )*}
    };
}

binary! {
    add = "+";
    sub = "-";
    mul = "*";
    matmul = "@";
    true_div = "/";
    floor_div = "//";
    rem = "%";
    lshift = "<<";
    rshift = ">>";
    bit_and = "&";
    bit_or = "|";
    bit_xor = "^";
}

macro_rules! in_place {
    ($($name:ident = $python:literal;)*) => {
        impl<'py> Obj<'py> {$(
            #[doc = concat!("What `self ", $python, " other` leaves in the variable: `self` where its type \
                changes in place, else a new object.")]
            #[track_caller]
            pub fn $name(&self, other: impl IntoPy<'py>) -> Result<Obj<'py>> {
                Ok(raw::operator::$name(self, &other.into_py(self.py())?)?)
            }
        )*}
    };
}

in_place! {
    in_place_add = "+=";
    in_place_sub = "-=";
    in_place_mul = "*=";
    in_place_matmul = "@=";
    in_place_true_div = "/=";
    in_place_floor_div = "//=";
    in_place_rem = "%=";
    in_place_lshift = "<<=";
    in_place_rshift = ">>=";
    in_place_and = "&=";
    in_place_or = "|=";
    in_place_xor = "^=";
}

macro_rules! unary {
    ($($name:ident = $python:literal;)*) => {
        impl<'py> Obj<'py> {$(
            #[doc = concat!("`", $python, "`.")]
            #[track_caller]
            pub fn $name(&self) -> Result<Obj<'py>> {
                Ok(raw::operator::$name(self)?)
            }
        )*}
    };
}

unary! {
    neg = "-self";
    pos = "+self";
    abs = "abs(self)";
    invert = "~self";
}

macro_rules! comparisons {
    ($($name:ident = $comparison:ident $python:literal;)*) => {
        impl<'py> Obj<'py> {$(
            #[doc = concat!("`self ", $python, " other`, as a truth value.")]
            #[track_caller]
            pub fn $name(&self, other: impl IntoPy<'py>) -> Result<bool> {
                self.rich_compare(other, Comparison::$comparison)?.is_true()
            }
        )*}
    };
}

comparisons! {
    lt = Lt "<";
    le = Le "<=";
    eq = Eq "==";
    ne = Ne "!=";
    gt = Gt ">";
    ge = Ge ">=";
}

impl<'py> Obj<'py> {
    /// `divmod(self, other)`: quotient and remainder, usually as a tuple.
    #[track_caller]
    pub fn divmod(&self, other: impl IntoPy<'py>) -> Result<Obj<'py>> {
        raw::operator::divmod(self, &other.into_py(self.py())?).here()
    }

    /// `self ** exponent`.
    #[track_caller]
    pub fn pow(&self, exponent: impl IntoPy<'py>) -> Result<Obj<'py>> {
        raw::operator::pow(self, &exponent.into_py(self.py())?, None).here()
    }

    /// `pow(self, exponent, modulus)`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn encrypt(message: &py::Int, key: &py::Int, n: &py::Int) -> py::Result<py::PyObj> {
    ///     Ok(message.pow_mod(key, n)?.unbind())
    /// }
    /// ```
    #[track_caller]
    pub fn pow_mod(
        &self,
        exponent: impl IntoPy<'py>,
        modulus: impl IntoPy<'py>,
    ) -> Result<Obj<'py>> {
        let py = self.py();
        let (exponent, modulus) = (exponent.into_py(py)?, modulus.into_py(py)?);
        raw::operator::pow(self, &exponent, Some(&modulus)).here()
    }

    /// What `self **= exponent` leaves in the variable.
    #[track_caller]
    pub fn in_place_pow(&self, exponent: impl IntoPy<'py>) -> Result<Obj<'py>> {
        raw::operator::in_place_pow(self, &exponent.into_py(self.py())?, None).here()
    }

    /// What a comparison gives: mostly `True` or `False`, but an array compares to an array.
    ///
    /// ```
    /// # use pydust as py;
    /// fn mask<'py>(array: &py::Obj<'py>, limit: f64) -> py::Result<py::Obj<'py>> {
    ///     array.rich_compare(limit, py::Comparison::Le)
    /// }
    /// ```
    #[track_caller]
    pub fn rich_compare(
        &self,
        other: impl IntoPy<'py>,
        comparison: Comparison,
    ) -> Result<Obj<'py>> {
        raw::operator::rich_compare(self, &other.into_py(self.py())?, comparison).here()
    }

    /// How the two are ordered: asks `==`, then `<`, then `>`.
    ///
    /// Raises what they raise, and `ValueError` if none of them holds, as with NaN.
    ///
    /// ```
    /// # use pydust as py;
    /// fn smaller<'py>(a: &py::Obj<'py>, b: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
    ///     Ok(if a.compare(b)?.is_le() { a.clone() } else { b.clone() })
    /// }
    /// ```
    #[track_caller]
    pub fn compare(&self, other: impl IntoPy<'py>) -> Result<Ordering> {
        let other = other.into_py(self.py())?;
        if self.eq(&other)? {
            Ok(Ordering::Equal)
        } else if self.lt(&other)? {
            Ok(Ordering::Less)
        } else if self.gt(&other)? {
            Ok(Ordering::Greater)
        } else {
            Err(unordered(self, &other))
        }
    }
}

#[cold]
fn unordered(left: &Obj<'_>, right: &Obj<'_>) -> crate::Error {
    let message =
        format!("{left:?} and {right:?} have no order: neither is equal, less or greater");
    crate::Error::new(crate::exceptions::ValueError, message)
}
