//! A class with an operator in two blocks: the import raises.

use pydust as py;

#[py::class]
pub struct Torn;

#[py::methods]
impl Torn {
    pub fn __add__(&self, other: i64) -> i64 {
        other
    }
}

#[py::methods]
impl Torn {
    pub fn __radd__(&self, other: i64) -> i64 {
        other
    }
}

#[py::module]
pub mod torn {
    pub use super::Torn;
}
