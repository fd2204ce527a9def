//! What several threads call at once, each on objects of its own or all on the same one.

use std::sync::atomic::{AtomicI64, Ordering};

use pydust as py;

#[py::module]
pub mod scaling {
    use super::*;

    #[state]
    #[derive(Default)]
    pub struct State {
        number: i64,
    }

    impl State {
        /// Reads the module's state.
        pub fn state(&self) -> i64 {
            self.number
        }
    }

    /// A value that changes, behind its lock.
    #[class]
    pub struct Counter {
        pub total: i64,
    }

    impl Counter {
        pub fn __init__(#[default = 0] total: i64) -> Self {
            Counter { total }
        }

        pub fn of(number: i64) -> i64 {
            number
        }

        pub fn add(&mut self, amount: i64) -> i64 {
            self.total += amount;
            self.total
        }

        pub fn get(&self) -> i64 {
            self.total
        }

        pub fn __add__(&self, other: &Counter) -> Counter {
            Counter { total: self.total + other.total }
        }
    }

    /// A value that never changes, and has no lock; what counts in it is atomic.
    #[class(frozen)]
    pub struct Tally {
        total: AtomicI64,
    }

    impl Tally {
        pub fn __new__() -> Self {
            Tally { total: AtomicI64::new(0) }
        }

        pub fn add(&self, amount: i64) {
            self.total.fetch_add(amount, Ordering::Relaxed);
        }

        pub fn get(&self) -> i64 {
            self.total.load(Ordering::Relaxed)
        }
    }

    pub fn add(a: i64, b: i64) -> i64 {
        a + b
    }

    pub fn greet(name: &str) -> String {
        format!("Hello, {name}!")
    }

    pub fn sum(numbers: Vec<i64>) -> i64 {
        numbers.iter().sum()
    }

    pub fn total_of(counter: &Counter) -> i64 {
        counter.total
    }

    pub fn call(f: &py::Callable) -> py::Result<py::PyObj> {
        Ok(f.call0()?.unbind())
    }

    pub fn fail() -> py::Result<()> {
        py::raise!(ValueError, "on purpose")
    }
}
