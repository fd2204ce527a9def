//! Operators: arithmetic, bits and comparison, as Python's own `+`, `+=` and `<` do them.

use std::cmp::Ordering;
use std::ffi::c_int;

use super::error::{Raised, check};
use super::{Obj, ffi};

macro_rules! binary {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("What `", stringify!($raw), "` gives.")]
        pub(crate) fn $name<'py>(left: &Obj<'py>, right: &Obj<'_>) -> Result<Obj<'py>, Raised> {
            // SAFETY: attached; both are live.
            unsafe { Obj::from_new(left.py(), ffi::$raw(left.as_ptr(), right.as_ptr())) }
        }
    )*};
}

binary! {
    add = PyNumber_Add;
    sub = PyNumber_Subtract;
    mul = PyNumber_Multiply;
    matmul = PyNumber_MatrixMultiply;
    true_div = PyNumber_TrueDivide;
    floor_div = PyNumber_FloorDivide;
    rem = PyNumber_Remainder;
    divmod = PyNumber_Divmod;
    lshift = PyNumber_Lshift;
    rshift = PyNumber_Rshift;
    bit_and = PyNumber_And;
    bit_or = PyNumber_Or;
    bit_xor = PyNumber_Xor;
    in_place_add = PyNumber_InPlaceAdd;
    in_place_sub = PyNumber_InPlaceSubtract;
    in_place_mul = PyNumber_InPlaceMultiply;
    in_place_matmul = PyNumber_InPlaceMatrixMultiply;
    in_place_true_div = PyNumber_InPlaceTrueDivide;
    in_place_floor_div = PyNumber_InPlaceFloorDivide;
    in_place_rem = PyNumber_InPlaceRemainder;
    in_place_lshift = PyNumber_InPlaceLshift;
    in_place_rshift = PyNumber_InPlaceRshift;
    in_place_and = PyNumber_InPlaceAnd;
    in_place_or = PyNumber_InPlaceOr;
    in_place_xor = PyNumber_InPlaceXor;
}

macro_rules! powers {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("What `", stringify!($raw), "` gives, `modulus` being `None` for the plain power.")]
        pub(crate) fn $name<'py>(
            base: &Obj<'py>,
            exponent: &Obj<'_>,
            modulus: Option<&Obj<'_>>,
        ) -> Result<Obj<'py>, Raised> {
            // SAFETY: attached; all are live, and `None` stands for no modulus.
            unsafe {
                let modulus = modulus.map_or(ffi::Py_None(), Obj::as_ptr);
                Obj::from_new(base.py(), ffi::$raw(base.as_ptr(), exponent.as_ptr(), modulus))
            }
        }
    )*};
}

powers! {
    pow = PyNumber_Power;
    in_place_pow = PyNumber_InPlacePower;
}

macro_rules! unary {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("What `", stringify!($raw), "` gives.")]
        pub(crate) fn $name<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
            // SAFETY: attached; a live object.
            unsafe { Obj::from_new(obj.py(), ffi::$raw(obj.as_ptr())) }
        }
    )*};
}

unary! {
    neg = PyNumber_Negative;
    pos = PyNumber_Positive;
    abs = PyNumber_Absolute;
    invert = PyNumber_Invert;
}

/// One of the six comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Comparison {
    /// `<`
    Lt = ffi::Py_LT,
    /// `<=`
    Le = ffi::Py_LE,
    /// `==`
    Eq = ffi::Py_EQ,
    /// `!=`
    Ne = ffi::Py_NE,
    /// `>`
    Gt = ffi::Py_GT,
    /// `>=`
    Ge = ffi::Py_GE,
}

impl Comparison {
    /// The comparison of C's number.
    pub(crate) fn of(operator: c_int) -> Option<Comparison> {
        Some(match operator {
            ffi::Py_LT => Comparison::Lt,
            ffi::Py_LE => Comparison::Le,
            ffi::Py_EQ => Comparison::Eq,
            ffi::Py_NE => Comparison::Ne,
            ffi::Py_GT => Comparison::Gt,
            ffi::Py_GE => Comparison::Ge,
            _ => return None,
        })
    }

    /// Whether the comparison holds for two values in this order. Values without an order, as a NaN, are unequal,
    /// and nothing else holds for them.
    ///
    /// ```
    /// # use pydust as py;
    /// assert!(py::Comparison::Le.holds(1.cmp(&2)));
    /// assert!(!py::Comparison::Le.holds(1.0.partial_cmp(&f64::NAN)));
    /// ```
    #[inline]
    pub fn holds(self, order: impl Into<Option<Ordering>>) -> bool {
        let order = order.into();
        match self {
            Comparison::Lt => order == Some(Ordering::Less),
            Comparison::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Comparison::Eq => order == Some(Ordering::Equal),
            Comparison::Ne => order != Some(Ordering::Equal),
            Comparison::Gt => order == Some(Ordering::Greater),
            Comparison::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

/// `left is right or left == right`, as containers compare.
pub(crate) fn equal(left: &Obj<'_>, right: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached; both are live.
    let equal = unsafe { ffi::PyObject_RichCompareBool(left.as_ptr(), right.as_ptr(), ffi::Py_EQ) };
    check(equal).map(|equal| equal != 0)
}

/// What the comparison gives: most often `True` or `False`, but arrays compare to arrays.
pub(crate) fn rich_compare<'py>(
    left: &Obj<'py>,
    right: &Obj<'_>,
    comparison: Comparison,
) -> Result<Obj<'py>, Raised> {
    let operator: c_int = comparison as c_int;
    // SAFETY: attached; both are live, and the number is one of the six.
    unsafe {
        let result = ffi::PyObject_RichCompare(left.as_ptr(), right.as_ptr(), operator);
        Obj::from_new(left.py(), result)
    }
}
