//! `example.gil`: letting other Python threads run, and coming back from a thread of Rust.
//!
//! The same in earnest work, with a progress callback, is in `identifiers.rs`.

use std::thread;
use std::time::Duration;

use pydust as py;

/// Working detached from the interpreter.
#[py::module]
pub mod gil {
    use super::*;

    /// Sleep; the whole function runs detached, so other Python threads go on meanwhile.
    #[detach]
    pub fn sleep(milliseconds: u64) {
        thread::sleep(Duration::from_millis(milliseconds));
    }

    /// Count the primes below `limit`; only the work in the closure is detached.
    pub fn count_primes(py: py::Python, limit: u32) -> usize {
        py.detach(|| (2..limit).filter(|&number| is_prime(number)).count())
    }

    /// Call `function(0)`, `function(1)`, ... each in a thread of its own that Rust started.
    ///
    /// Returns the results in order, or raises the first exception.
    pub fn call_in_threads(
        py: py::Python,
        function: py::PyCallable,
        #[default = 2] threads: usize,
    ) -> py::Result<Vec<py::PyObj>> {
        py.detach(|| {
            thread::scope(|scope| {
                let call = |index| py::attach(|py| Ok(function.bind(py).call1((index,))?.unbind()));
                let running: Vec<_> =
                    (0..threads).map(|index| scope.spawn(move || call(index))).collect();
                running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
            })
        })
    }

    fn is_prime(number: u32) -> bool {
        let mut divisors = (2..).take_while(|divisor| divisor * divisor <= number);
        divisors.all(|divisor| number.checked_rem(divisor) != Some(0))
    }
}
