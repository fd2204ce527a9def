//! Special methods return the types that Python has a use for, in all their forms.
#![deny(warnings)]

use std::borrow::Cow;

use pydust as py;

#[py::module]
pub mod results {
    use super::*;

    #[class]
    pub struct Owned {
        name: String,
    }

    impl Owned {
        pub fn __repr__(&self) -> &str {
            &self.name
        }
        pub fn __str__(&self) -> py::Result<Cow<'_, str>> {
            Ok(Cow::Borrowed(&self.name))
        }
        pub fn __format__(&self, spec: &str) -> Box<str> {
            spec.into()
        }
        pub fn __bytes__(&self) -> &[u8] {
            self.name.as_bytes()
        }
        pub fn __dir__(&self) -> py::Lazy<std::vec::IntoIter<&'static str>> {
            py::Lazy(vec!["a"].into_iter())
        }
        pub fn __reduce__(&self) -> &'static str {
            "OWNED"
        }
        pub fn __int__(&self) -> u128 {
            1
        }
        pub fn __float__(&self) -> Result<f32, std::num::ParseFloatError> {
            self.name.parse()
        }
        pub fn __iter__(&self) -> Owned {
            Owned { name: self.name.clone() }
        }
    }

    #[class]
    pub struct Objects {
        any: py::PyObj,
        text: py::PyStr,
    }

    impl Objects {
        pub fn __repr__(&self) -> char {
            'x'
        }
        pub fn __str__(&self) -> &py::PyStr {
            &self.text
        }
        pub fn __bytes__(&self) -> [u8; 2] {
            *b"ab"
        }
        pub fn __index__<'py>(&self, py: py::Python<'py>) -> py::Result<py::Int<'py>> {
            py::Int::new(py, 1)
        }
        pub fn __complex__(&self) -> &py::PyObj {
            &self.any
        }
        pub fn __float__<'py>(&self, py: py::Python<'py>) -> &py::Obj<'py> {
            self.any.bind(py)
        }
        pub fn __dir__(&self) -> [&str; 1] {
            ["a"]
        }
        pub fn __iter__(&self) -> &py::PyObj {
            &self.any
        }
        pub fn __reduce__<'py>(this: &py::Instance<'py, Self>) -> (py::Type<'py>, (), i64) {
            (this.class(), (), 1)
        }
    }
}

fn main() {}
