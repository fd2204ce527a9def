//! Errors of every origin, and panics.

use std::fs::File;

use pydust as py;

#[derive(Debug)]
pub enum OrderError {
    Empty,
    TooLarge { limit: usize },
}

impl py::IntoError for OrderError {
    fn into_error(self) -> py::Error {
        match self {
            OrderError::Empty => py::Error::new(py::exceptions::ValueError, "the order is empty"),
            OrderError::TooLarge { limit } => {
                py::Error::new(py::exceptions::OverflowError, format!("more than {limit} items"))
            }
        }
    }
}

#[py::module]
pub mod errors {
    use super::*;

    pub fn invalid(name: &str) -> py::Result<()> {
        py::raise!(ValueError, "Invalid email address for {name}")
    }

    pub fn raise_plain() -> py::Result<()> {
        py::raise!(KeyError, "plain")
    }

    pub fn open(path: &str) -> py::Result<u64> {
        Ok(File::open(path)?.metadata()?.len())
    }

    pub fn parse(text: &str) -> py::Result<i64> {
        Ok(text.parse()?)
    }

    pub fn narrow(x: i64) -> py::Result<u8> {
        Ok(u8::try_from(x)?)
    }

    pub fn utf8(data: &[u8]) -> py::Result<&str> {
        Ok(std::str::from_utf8(data)?)
    }

    pub fn order(items: usize) -> Result<usize, OrderError> {
        match items {
            0 => Err(OrderError::Empty),
            items if items > 100 => Err(OrderError::TooLarge { limit: 100 }),
            items => Ok(items),
        }
    }

    /// Calls and passes on what the callable raises.
    pub fn call(f: &py::Callable) -> py::Result<py::PyObj> {
        Ok(f.call0()?.unbind())
    }

    /// Calls, and gives the message of a `LookupError` instead of raising it.
    pub fn catch(f: &py::Callable) -> py::Result<String> {
        match f.call0() {
            Err(error) if error.is::<py::exceptions::LookupError>(f.py()) => Ok(error.to_string()),
            other => other?.extract(),
        }
    }

    /// Shows an error without raising it.
    pub fn display(f: &py::Callable) -> String {
        match f.call0() {
            Ok(_) => "no error".into(),
            Err(error) => format!("{error} / {error:?}"),
        }
    }

    pub fn made_by_thread() -> py::Result<()> {
        std::thread::spawn(|| py::raise!(TimeoutError, "made without the interpreter"))
            .join()
            .expect("the thread does not panic")
    }

    pub fn panic(message: &str) {
        panic!("{message}");
    }

    pub fn panic_any() {
        std::panic::panic_any(42);
    }

    pub fn index(items: Vec<i64>, at: usize) -> i64 {
        items[at]
    }

    pub fn panic_while_detached(py: py::Python) {
        py.detach(|| panic!("detached"));
    }
}
