//! `example.contexts`: what goes with `with`, `await`, `async for` and `async with`.

use pydust as py;

/// Transactions and connections.
#[py::module]
pub mod contexts {
    use super::*;

    /// An account whose changes within a `with` block are kept if the block ends well.
    #[class]
    pub struct Account {
        #[readonly]
        pub balance: i64,
        before: Vec<i64>,
    }

    impl Account {
        pub fn __init__(#[default = 0] balance: i64) -> Self {
            Account { balance, before: Vec::new() }
        }

        pub fn pay(&mut self, amount: i64) -> py::Result<()> {
            match self.balance.checked_sub(amount) {
                Some(balance) if balance >= 0 => self.balance = balance,
                _ => {
                    return py::raise!(
                        ValueError,
                        "expected at most {}, found {amount}",
                        self.balance
                    );
                }
            }
            Ok(())
        }

        pub fn __enter__<'py>(
            this: &py::Instance<'py, Self>,
        ) -> py::Result<py::Instance<'py, Self>> {
            let mut account = this.borrow_mut()?;
            let balance = account.balance;
            account.before.push(balance);
            Ok(this.clone())
        }

        /// A `ValueError` undoes what the block did, and ends here; others undo it and go on.
        pub fn __exit__(
            &mut self,
            kind: Option<&py::Type>,
            exception: Option<&py::Obj>,
            _traceback: Option<&py::Traceback>,
        ) -> py::Result<bool> {
            let before = self.before.pop();
            let (Some(_), Some(exception)) = (kind, exception) else { return Ok(false) };
            self.balance = before.unwrap_or(self.balance);
            let error = py::Error::from_exception(exception.clone());
            Ok(error.is::<py::exceptions::ValueError>(exception.py()))
        }
    }

    /// A connection that gives pages, one after the other.
    #[class]
    pub struct Connection {
        fetch: py::PyCallable,
        next: u32,
        #[readonly]
        pub is_open: bool,
    }

    impl Connection {
        /// `fetch` is an async function that gives the page of a number, or None beyond the last.
        pub fn __init__(fetch: py::PyCallable) -> Self {
            Connection { fetch, next: 0, is_open: false }
        }

        /// What is there at once is `py::Ready` to await.
        pub fn __aenter__<'py>(
            this: &py::Instance<'py, Self>,
        ) -> py::Result<py::Ready<py::Instance<'py, Self>>> {
            this.borrow_mut()?.is_open = true;
            Ok(py::Ready(this.clone()))
        }

        pub fn __aexit__(
            &mut self,
            _kind: Option<&py::Type>,
            _exception: Option<&py::Obj>,
            _traceback: Option<&py::Traceback>,
        ) -> py::Ready<bool> {
            self.is_open = false;
            py::Ready(false)
        }

        pub fn __aiter__<'py>(
            this: &py::Instance<'py, Self>,
        ) -> py::Result<py::Instance<'py, Self>> {
            this.borrow_mut()?.next = 0;
            Ok(this.clone())
        }

        /// An awaitable of Python's, or None after ten pages.
        pub fn __anext__<'py>(&mut self, py: py::Python<'py>) -> py::Result<Option<py::Obj<'py>>> {
            if !self.is_open {
                return py::raise!(
                    ConnectionError,
                    "expected an open connection: use 'async with'"
                );
            }
            if self.next == 10 {
                return Ok(None);
            }
            self.next += 1;
            self.fetch.bind(py).call1((self.next,)).map(Some)
        }
    }

    /// Awaits something else, whose result is its own.
    #[class]
    pub struct Job {
        work: py::PyObj,
    }

    impl Job {
        pub fn __init__(work: py::PyObj) -> Self {
            Job { work }
        }

        pub fn __await__<'py>(&self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
            self.work.bind(py).call_method0("__await__")
        }
    }

    /// Yields to the event loop a number of times, then gives that number.
    #[class]
    pub struct Pause {
        turns: u32,
        left: u32,
    }

    impl Pause {
        pub fn __init__(turns: u32) -> Self {
            Pause { turns, left: turns }
        }

        pub fn __await__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__(&mut self) -> py::Resumed<(), u32> {
            match self.left.checked_sub(1) {
                Some(left) => {
                    self.left = left;
                    py::Resumed::Yielded(())
                }
                None => py::Resumed::Returned(self.turns),
            }
        }
    }
}
