//! Classes that extend types whose instances are of different sizes: `int`, `tuple` and `bytes`.

use pydust as py;

#[py::module]
pub mod bare_bases {
    use super::*;

    /// Degrees, with a unit among the attributes.
    #[class(extends = Int, dict)]
    pub struct Celsius;

    impl Celsius {
        pub const ZERO: i32 = 273;

        /// Takes what `int` takes.
        pub fn __init__(
            this: &py::Instance<Self>,
            #[default = None] degrees: Option<&py::Obj>,
        ) -> py::Result<Self> {
            this.setattr("given", degrees.cloned())?;
            Ok(Celsius)
        }

        pub fn kelvin(this: &py::Instance<Self>) -> py::Result<i64> {
            Ok(this.as_base().extract::<i64>()? + 273)
        }

        #[getter]
        pub fn unit(&self) -> &'static str {
            "C"
        }

        pub fn __add__<'py>(
            this: &py::Instance<'py, Self>,
            other: i64,
        ) -> py::Result<py::Obj<'py>> {
            let sum = this.as_base().extract::<i64>()? + other;
            this.py().type_of::<py::Instance<Self>>()?.call1((sum,))
        }

        pub fn __repr__(this: &py::Instance<Self>) -> py::Result<String> {
            Ok(format!("{} °C", this.as_base().extract::<i64>()?))
        }

        #[classmethod]
        pub fn freezing<'py>(cls: &py::Type<'py>) -> py::Result<py::Obj<'py>> {
            cls.call1((0,))
        }
    }

    /// Without attributes, and with the constructor of `int`.
    #[class(extends = Int)]
    pub struct Plain;

    impl Plain {
        pub fn double(this: &py::Instance<Self>) -> py::Result<i64> {
            Ok(this.as_base().extract::<i64>()? * 2)
        }
    }

    #[class(extends = py::Tuple, dict)]
    pub struct Pair;

    impl Pair {
        pub fn first<'py>(this: &py::Instance<'py, Self>) -> Option<py::Obj<'py>> {
            this.as_base().get(0)
        }

        /// Overrides that of `tuple`, which is the method of the handle.
        pub fn __len__(this: &py::Instance<Self>) -> usize {
            this.as_base().len() + 100
        }
    }

    #[class(extends = Tuple, final)]
    pub struct Last;

    #[class(extends = Bytes, dict)]
    pub struct Packet;

    impl Packet {
        pub fn sum(this: &py::Instance<Self>) -> u64 {
            this.as_base().as_slice().iter().map(|byte| u64::from(*byte)).sum()
        }
    }

    pub fn same<'py>(value: &py::Instance<'py, Celsius>) -> py::Instance<'py, Celsius> {
        value.clone()
    }

    pub fn unit_of(value: &Celsius) -> &'static str {
        value.unit()
    }

    pub fn nothing() -> Celsius {
        Celsius
    }

    pub fn new_pair(py: py::Python) -> py::Result<py::Instance<Pair>> {
        py::Instance::new(py, Pair)
    }
}
