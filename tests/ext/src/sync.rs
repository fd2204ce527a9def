//! What threads share, waited for detached: values made once, mutexes, an object for each interpreter.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use pydust as py;

/// One of each, for the process.
static SHARED: py::Mutex<Vec<i64>> = py::Mutex::new(Vec::new());
static WORD_COUNT: py::OnceLock<usize> = py::OnceLock::new();
static MADE: AtomicU64 = AtomicU64::new(0);
static DECIMAL: py::PerInterpreter<py::Type<'static>> = py::PerInterpreter::new();
static NO_TYPE: py::PerInterpreter<py::Type<'static>> = py::PerInterpreter::new();
static NAMES: py::PerInterpreter<py::List<'static>> = py::PerInterpreter::new();

#[py::module]
pub mod sync {
    use super::*;

    /// A mutex of Rust's as Python sees it.
    #[class(frozen, weakref)]
    pub struct Account {
        balance: py::Mutex<i64>,
    }

    impl Account {
        pub fn __new__(#[default = 0] balance: i64) -> Self {
            Account { balance: py::Mutex::new(balance) }
        }

        pub fn add(&self, py: py::Python, amount: i64) -> py::Result<i64> {
            let mut balance = self.balance.lock(py)?;
            *balance += amount;
            Ok(*balance)
        }

        pub fn balance(&self, py: py::Python) -> py::Result<i64> {
            Ok(*self.balance.lock(py)?)
        }

        /// Reads, calls, writes: other threads must not come in between.
        pub fn split(&self, f: &py::Callable) -> py::Result<()> {
            let mut balance = self.balance.lock(f.py())?;
            let before = *balance;
            f.call0()?;
            *balance = before + 1;
            Ok(())
        }

        /// Holds the lock for some milliseconds, detached.
        pub fn hold(&self, py: py::Python, milliseconds: u64) -> py::Result<()> {
            let mut balance = self.balance.lock(py)?;
            py.detach(|| {
                std::thread::sleep(Duration::from_millis(milliseconds));
                *balance += 1;
            });
            Ok(())
        }

        /// What it is if nobody has locked it.
        pub fn look(&self) -> Option<i64> {
            self.balance.try_lock().map(|balance| *balance)
        }

        /// Locks this one, calls, then locks the other.
        pub fn give(&self, other: &Account, amount: i64, f: &py::Callable) -> py::Result<()> {
            let mut mine = self.balance.lock(f.py())?;
            f.call0()?;
            *other.balance.lock(f.py())? += amount;
            *mine -= amount;
            Ok(())
        }

        /// Panics while it has the lock.
        pub fn fail(&self, py: py::Python) -> py::Result<()> {
            let mut balance = self.balance.lock(py)?;
            *balance += 1;
            panic!("on purpose");
        }

        pub fn __repr__(&self) -> String {
            format!("{:?}", self.balance)
        }
    }

    /// A value that a function of Python's makes when it is first asked for.
    #[class(weakref)]
    pub struct Lazy {
        value: py::OnceLock<py::PyObj>,
    }

    impl Lazy {
        pub fn __init__() -> Self {
            Lazy { value: py::OnceLock::new() }
        }

        pub fn get(&self, make: &py::Callable) -> py::Result<&py::PyObj> {
            self.value.get_or_try_init(make.py(), |_| Ok(make.call0()?.unbind()))
        }

        pub fn get_or_panic(&self, py: py::Python) -> py::Result<&py::PyObj> {
            self.value.get_or_init(py, |_| panic!("on purpose"))
        }

        pub fn peek(&self) -> Option<&py::PyObj> {
            self.value.get()
        }

        /// Whether it was the first.
        pub fn set(&self, value: &py::Obj) -> bool {
            self.value.set(value.py(), value.clone().unbind()).is_ok()
        }

        pub fn take(&mut self) -> Option<py::PyObj> {
            self.value.take()
        }
    }

    /// What is made once in a process; detached, so that others can come meanwhile.
    pub fn word_count(py: py::Python) -> py::Result<usize> {
        let made = WORD_COUNT.get_or_try_init(py, |py| {
            MADE.fetch_add(1, Ordering::Relaxed);
            py.detach(|| std::thread::sleep(Duration::from_millis(50)));
            py.import("keyword")?.getattr("kwlist")?.len()
        })?;
        Ok(*made)
    }

    /// How often it was made.
    pub fn made() -> u64 {
        MADE.load(Ordering::Relaxed)
    }

    pub fn push(py: py::Python, number: i64) -> py::Result<usize> {
        let mut shared = SHARED.lock(py)?;
        shared.push(number);
        Ok(shared.len())
    }

    pub fn drain(py: py::Python) -> py::Result<Vec<i64>> {
        Ok(std::mem::take(&mut *SHARED.lock(py)?))
    }

    /// `decimal.Decimal(text)`.
    pub fn decimal<'py>(py: py::Python<'py>, text: &str) -> py::Result<py::Obj<'py>> {
        DECIMAL.get_or_try_init(py, |py| py.import("decimal")?.getattr("Decimal"))?.call1((text,))
    }

    /// Makes what is no type.
    pub fn no_type(py: py::Python) -> py::Result<String> {
        NO_TYPE.get_or_try_init(py, |_| Ok("text"))?.name()
    }

    /// A list that is the same at each call in one interpreter.
    pub fn names(py: py::Python<'_>) -> py::Result<py::List<'_>> {
        Ok(NAMES.get_or_try_init(py, py::List::new)?.clone())
    }
}
