//! The locks of instances: who is named when a borrow is in the way, and what waits for what.

use std::thread;
use std::time::Duration;

use pydust as py;

#[py::module]
pub mod locks {
    use super::*;

    /// Counts; every method may call back while it holds the lock.
    #[class]
    pub struct Counter {
        pub total: i64,
        #[readonly]
        pub calls: i64,
    }

    impl Counter {
        pub fn __init__(#[default = 0] total: i64) -> Self {
            Counter { total, calls: 0 }
        }

        pub fn add(&mut self, amount: i64) -> i64 {
            self.total += amount;
            self.total
        }

        pub fn peek(&self) -> i64 {
            self.total
        }

        /// Calls while it changes.
        pub fn each(&mut self, f: &py::Callable) -> py::Result<py::PyObj> {
            self.calls += 1;
            Ok(f.call0()?.unbind())
        }

        /// Calls while it reads.
        pub fn look(&self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }

        /// Calls with the numbers from before and after: they differ if anyone else could change them.
        pub fn split(&mut self, f: &py::Callable) -> py::Result<bool> {
            let before = self.total;
            f.call0()?;
            let is_alone = self.total == before;
            self.total = before + 1;
            Ok(is_alone)
        }

        /// Needs both.
        pub fn take(&mut self, other: &mut Counter, f: &py::Callable) -> py::Result<()> {
            f.call0()?;
            self.total += std::mem::take(&mut other.total);
            Ok(())
        }

        pub fn __add__(&self, other: &Counter) -> Counter {
            Counter { total: self.total + other.total, calls: 0 }
        }

        pub fn __repr__(&self) -> String {
            format!("Counter({})", self.total)
        }

        /// Sleeps without holding the interpreter, but with the lock.
        #[detach]
        pub fn nap(&mut self, seconds: f64) -> i64 {
            let before = self.total;
            thread::sleep(Duration::from_secs_f64(seconds));
            self.total += 1;
            self.total - before
        }

        /// Another thread, which Rust starts, asks for the same instance meanwhile.
        pub fn ask_from_rust(&mut self, py: py::Python, other: py::Py<Counter>) -> py::Result<i64> {
            self.total += 1;
            let ask = move || py::attach(|py| Ok(other.bind(py).borrow()?.total));
            py.detach(|| thread::spawn(ask).join().expect("no panic"))
        }
    }

    /// A function of the module that borrows by its parameters.
    pub fn merge(into: &mut Counter, f: &py::Callable) -> py::Result<i64> {
        f.call0()?;
        into.total += 1;
        Ok(into.total)
    }

    pub fn compare(a: &Counter, b: &Counter) -> bool {
        a.total == b.total
    }

    pub fn swap(a: &mut Counter, b: &mut Counter) {
        std::mem::swap(a, b);
    }

    /// Rust code that borrows by itself.
    pub fn hold(counter: &py::Instance<Counter>, f: &py::Callable) -> py::Result<i64> {
        let mut counter = counter.borrow_mut()?;
        f.call0()?;
        counter.total += 1;
        Ok(counter.total)
    }

    pub fn ask(counter: &py::Instance<Counter>) -> py::Result<i64> {
        Ok(counter.borrow()?.total)
    }

    /// A callable that borrows, and has no place in a module.
    pub fn closure<'py>(py: py::Python<'py>) -> py::Result<py::Callable<'py>> {
        py::closure!(
            py,
            [],
            fn borrowing(counter: &mut Counter, f: &py::Callable) -> py::Result<i64> {
                f.call0()?;
                Ok(counter.total)
            }
        )
    }

    #[state]
    #[derive(Default)]
    pub struct State {
        count: i64,
    }

    impl State {
        pub fn count(&mut self) -> i64 {
            self.count += 1;
            self.count
        }

        pub fn while_counting(&mut self, f: &py::Callable) -> py::Result<i64> {
            f.call0()?;
            Ok(self.count)
        }
    }

    pub mod inner {
        use super::*;

        /// In another module of the package.
        pub fn deep(into: &mut Counter, f: &py::Callable) -> py::Result<()> {
            f.call0()?;
            into.total += 1;
            Ok(())
        }
    }
}
