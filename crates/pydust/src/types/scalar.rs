//! [`Bool`], [`Int`], [`Float`] and [`NoneType`]: handles of values that mostly convert to Rust's own.

use super::handle;
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
    ///     number.call_method("__format__", ("x",))?.extract()
    /// }
    /// ```
    Int, PyInt, "int", raw::number::is_int
}

handle! {
    /// Python's `float`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn half(number: &py::Float) -> py::Result<f64> { Ok(number.value()? / 2.0) }
    /// ```
    Float, PyFloat, "float", raw::number::is_float
}

handle! {
    /// Python's `None`. Return `()`, and take `Option<T>`, where a value would do.
    NoneType, PyNone, "None", |obj| obj.is(&raw::object::none(obj.py()))
}

impl Bool<'_> {
    /// The value.
    pub fn value(&self) -> bool {
        self.is(&raw::object::true_(self.py()))
    }
}

impl<'py> Int<'py> {
    /// A new `int`.
    pub fn new(py: Python<'py>, value: i64) -> Result<Int<'py>> {
        Ok(Int(raw::number::from_i64(py, value)?))
    }

    /// The value.
    ///
    /// Raises `OverflowError` beyond 64 bits.
    pub fn value(&self) -> Result<i64> {
        Ok(raw::number::as_i64(self)?)
    }
}

impl<'py> Float<'py> {
    /// A new `float`.
    pub fn new(py: Python<'py>, value: f64) -> Result<Float<'py>> {
        Ok(Float(raw::number::from_f64(py, value)?))
    }

    /// The value.
    pub fn value(&self) -> Result<f64> {
        Ok(raw::number::as_f64(self)?)
    }
}
