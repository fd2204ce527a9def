//! `example.iterators`: classes that can be iterated over, Rust iterators as Python's, and generators.

use pydust as py;

/// Ranges, words, and running means.
#[py::module]
pub mod iterators {
    use super::*;

    /// Numbers from `start` up to `stop`. Each `for` begins anew.
    #[class(frozen)]
    pub struct Range {
        pub start: i64,
        pub stop: i64,
        pub step: i64,
    }

    impl Range {
        pub fn __new__(start: i64, stop: i64, #[default = 1] step: i64) -> py::Result<Self> {
            if step <= 0 {
                return py::raise!(ValueError, "expected a step above 0, found {step}");
            }
            Ok(Range { start, stop, step })
        }

        pub fn __iter__(&self) -> RangeIterator {
            RangeIterator { next: self.start, stop: self.stop, step: self.step }
        }
    }

    /// Walks over a `Range`, which makes it: an iterator written out.
    #[class]
    pub struct RangeIterator {
        next: i64,
        stop: i64,
        step: i64,
    }

    impl RangeIterator {
        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__(&mut self) -> Option<i64> {
            let next = self.next;
            if next >= self.stop {
                return None;
            }
            self.next = next.saturating_add(self.step);
            Some(next)
        }

        pub fn __length_hint__(&self) -> usize {
            let left = i128::from(self.stop) - i128::from(self.next);
            usize::try_from(left.max(0).unsigned_abs().div_ceil(self.step.unsigned_abs().into()))
                .unwrap_or(0)
        }
    }

    /// Give the words of a text: any iterator of Rust is one of Python.
    pub fn words(text: String) -> py::Lazy<impl Iterator<Item = String>> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        py::Lazy(words.into_iter())
    }

    /// Add up numbers, as they come from any iterable.
    pub fn total(numbers: py::Items<i64>) -> py::Result<i64> {
        let mut total = 0_i64;
        for number in numbers {
            total = match total.checked_add(number?) {
                Some(total) => total,
                None => return py::raise!(OverflowError, "expected a total of 64 bits"),
            };
        }
        Ok(total)
    }

    /// Calls a function for each item, until it returns `None`.
    #[class]
    pub struct Polling {
        function: py::PyCallable,
    }

    impl Polling {
        pub fn __init__(function: py::PyCallable) -> Self {
            Polling { function }
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__<'py>(&self, py: py::Python<'py>) -> py::Result<Option<py::Obj<'py>>> {
            let item = self.function.bind(py).call0()?;
            Ok(Some(item).filter(|item| !item.is_none()))
        }
    }

    /// A generator: takes numbers by `send`, yields their mean so far, and returns how many there were.
    #[class]
    pub struct Mean {
        sum: f64,
        count: u32,
        is_closed: bool,
    }

    impl Mean {
        pub fn __init__() -> Self {
            Mean { sum: 0.0, count: 0, is_closed: false }
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__(&mut self) -> py::Resumed<Option<f64>, u32> {
            self.send(None)
        }

        pub fn send(&mut self, #[pos] number: Option<f64>) -> py::Resumed<Option<f64>, u32> {
            if self.is_closed {
                return py::Resumed::Returned(self.count);
            }
            if let Some(number) = number {
                self.sum += number;
                self.count += 1;
            }
            py::Resumed::Yielded((self.count > 0).then(|| self.sum / f64::from(self.count)))
        }

        /// A `ValueError` is a number that is left out, all else ends it.
        pub fn throw(
            &mut self,
            py: py::Python,
            #[pos] error: py::Obj,
        ) -> py::Result<py::Resumed<Option<f64>, u32>> {
            let error = py::Error::from_exception(error);
            if error.is::<py::exceptions::ValueError>(py) {
                return Ok(self.send(None));
            }
            self.is_closed = true;
            Err(error)
        }

        pub fn close(&mut self) {
            self.is_closed = true;
        }
    }
}
