//! Operators of classes: what a native class does, beside the same class in Python (`test_operators.py`).
#![forbid(unsafe_code)]

use pydust as py;

#[py::module]
pub mod operators {
    /// A number of whole units. Every operation with something else says which method was called with what.
    #[class]
    pub struct Units {
        #[readonly]
        pub n: i64,
    }

    impl Units {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __repr__(&self) -> String {
            format!("Units({})", self.n)
        }
        pub fn __add__(&self, other: &Units) -> String {
            format!("add {} {}", self.n, other.n)
        }
        pub fn __radd__(&self, other: i64) -> String {
            format!("radd {} {}", self.n, other)
        }
        pub fn __isub__(&mut self, other: i64) {
            self.n -= other;
        }
        pub fn __bool__(&self) -> bool {
            self.n != 0
        }
        pub fn __hash__(&self) -> i64 {
            self.n
        }
        pub fn __neg__(&self) -> Self {
            Self { n: -self.n }
        }
    }
}
