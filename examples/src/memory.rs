//! `example.memory`: who owns what, and when it is released.
//!
//! Arguments are borrowed, results are given away, and what is to stay is stored as a `py::Py`. Large data stays where
//! it is: in Rust behind an `Arc`, or in a Python object that is read in place.

use std::sync::{Arc, Mutex, PoisonError};

use pydust as py;

/// Who owns what.
#[py::module]
pub mod memory {
    use super::*;

    /// A shelf of Python objects: each is owned until it is taken away, or the module goes.
    #[state]
    #[derive(Default)]
    pub struct Shelf {
        objects: Vec<py::PyObj>,
    }

    impl Shelf {
        /// Keep an object: one more reference to it.
        pub fn keep(&mut self, object: py::PyObj) {
            self.objects.push(object);
        }

        /// Give back the object that was kept last: its reference goes to the caller.
        pub fn take(&mut self) -> Option<py::PyObj> {
            self.objects.pop()
        }

        /// A second reference to the object that was kept last.
        pub fn peek(&self, py: py::Python) -> Option<py::PyObj> {
            self.objects.last().map(|object| object.clone_ref(py))
        }

        /// Give back all objects, as a list.
        ///
        /// The end of an object may run any Python code, which may come back here. So none ends in this function,
        /// which has the state to itself: they leave it, and end with the list.
        pub fn take_all(&mut self) -> Vec<py::PyObj> {
            std::mem::take(&mut self.objects)
        }
    }

    /// The number of bytes that are zero: the argument is borrowed, and nothing is copied.
    pub fn zeros(data: &[u8]) -> usize {
        data.iter().filter(|&&byte| byte == 0).count()
    }

    /// The same, while other threads run Python: `bytes` never change, and the caller keeps them alive.
    #[detach]
    pub fn zeros_detached(data: &[u8]) -> usize {
        data.iter().filter(|&&byte| byte == 0).count()
    }

    /// Drop an object in a thread that does not hold the interpreter: it is released when a thread next does.
    pub fn drop_elsewhere(py: py::Python, object: py::PyObj) {
        py.detach(move || drop(object));
    }

    /// A table that Rust owns, and that any number of readers share.
    #[class]
    pub struct Table {
        numbers: Arc<[f64]>,
    }

    impl Table {
        pub fn __init__(numbers: Vec<f64>) -> Self {
            Table { numbers: numbers.into() }
        }

        /// Another object on the same numbers: they are not copied.
        pub fn share(&self) -> Table {
            Table { numbers: Arc::clone(&self.numbers) }
        }

        /// How many objects share the numbers.
        pub fn owners(&self) -> usize {
            Arc::strong_count(&self.numbers)
        }

        /// The sum, with the interpreter left to others: the numbers are Rust's.
        pub fn sum(&self, py: py::Python) -> f64 {
            py.detach(|| self.numbers.iter().sum())
        }
    }

    /// A log that a function of Python's appends to, and one that reads it: both own it.
    pub fn log(py: py::Python) -> py::Result<(py::PyCallable, py::PyCallable)> {
        let lines = Arc::new(Mutex::new(Vec::<String>::new()));
        let read = Arc::clone(&lines);
        let append = py::closure!(py, [lines]
            fn append(line: String) {
                lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        )?;
        let read = py::closure!(py, [read]
            fn read() -> Vec<String> {
                read.lock().unwrap_or_else(PoisonError::into_inner).clone()
            }
        )?;
        Ok((append.unbind(), read.unbind()))
    }
}
