//! [`Bool`], [`Int`], [`Float`] and [`NoneType`]: handles of values that mostly convert to Rust's own.

use super::{Handle, handle};
use crate::convert::{FromPyOwned, IntoPy};
use crate::error::Result;
use crate::raw::{self, Python};

handle! {
    /// Python's `bool`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn not(value: &py::Bool) -> bool { !value.value() }
    /// ```
    Bool, PyBool, "bool", raw::number::is_bool
}

handle! {
    /// Python's `int`, of any size.
    ///
    /// ```
    /// # use pydust as py;
    /// fn as_hex(number: &py::Int) -> py::Result<String> {
    ///     number.format("x")?.extract()
    /// }
    /// ```
    Int, PyInt, "int", raw::number::is_int
}

handle! {
    /// Python's `float`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn half(number: &py::Float) -> f64 { number.value() / 2.0 }
    /// ```
    Float, PyFloat, "float", raw::number::is_float
}

handle! {
    /// Python's `None`. Return `()`, and take `Option<T>`, where a value would do.
    NoneType, PyNone, "None", |obj| obj.is(&raw::object::none(obj.py()))
}

impl<'py> Bool<'py> {
    /// `True` or `False`.
    pub fn new(py: Python<'py>, value: bool) -> Bool<'py> {
        Bool(if value { raw::object::true_(py) } else { raw::object::false_(py) })
    }

    /// The value.
    pub fn value(&self) -> bool {
        self.is(&raw::object::true_(self.py()))
    }
}

/// Rust's integers, of any width that converts: what [`Int`] is made of and read as.
pub trait Integer<'py>: IntoPy<'py> + FromPyOwned<'py> + private::Integer {}

mod private {
    /// Nobody else can say that something is an integer.
    pub trait Integer {}
}

macro_rules! integers {
    ($($int:ident)*) => {$(
        impl private::Integer for $int {}
        impl Integer<'_> for $int {}
    )*};
}

integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl<'py> Int<'py> {
    /// A new `int`, from an integer of any width.
    #[track_caller]
    pub fn new(py: Python<'py>, value: impl Integer<'py>) -> Result<Int<'py>> {
        Int::from_obj(value.into_py(py)?)
    }

    /// The value, as an integer of any width: `number.value::<u8>()?`.
    ///
    /// Raises `OverflowError` if it does not fit.
    #[track_caller]
    pub fn value<T: Integer<'py>>(&self) -> Result<T> {
        self.extract()
    }

    /// How many bits the number takes, without its sign.
    #[track_caller]
    pub fn bit_length(&self) -> Result<u64> {
        raw::base::int_bit_length(self)?.extract()
    }
}

impl<'py> Float<'py> {
    /// A new `float`.
    #[track_caller]
    pub fn new(py: Python<'py>, value: f64) -> Result<Float<'py>> {
        Ok(Float(raw::number::from_f64(py, value)?))
    }

    /// The value.
    pub fn value(&self) -> f64 {
        raw::number::float_value(self).unwrap_or(f64::NAN) // never: a `float` has one
    }
}
