//! Errors of every origin, and panics.

use std::fs::File;

use pydust as py;

#[derive(Debug)]
pub enum OrderError {
    Empty,
    TooLarge { limit: usize },
}

/// By hand, as the derive would.
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

/// One error of each type that the framework knows.
mod std_errors {
    use std::cell::RefCell;
    use std::error::Error as StdError;
    use std::ffi::{CStr, CString};
    use std::io::{self, ErrorKind};
    use std::net::IpAddr;
    use std::sync::{Mutex, TryLockError, mpsc};
    use std::time::{Duration, SystemTime};

    use pydust as py;

    /// The error that the name stands for.
    pub fn raise(name: &str) -> py::Result<()> {
        match name.split_once(' ') {
            Some(("io", kind)) => io_kind(kind),
            Some(("parse", kind)) => parse(kind),
            Some(("channel", kind)) => channel(kind),
            Some(("text", kind)) => text(kind),
            Some(("boxed", kind)) => boxed(kind),
            _ => other(name),
        }
    }

    fn io_kind(kind: &str) -> py::Result<()> {
        let not_found = ErrorKind::NotFound;
        Err(match kind {
            "NotFound" => not_found.into(),
            "PermissionDenied" => ErrorKind::PermissionDenied.into(),
            "AlreadyExists" => ErrorKind::AlreadyExists.into(),
            "TimedOut" => ErrorKind::TimedOut.into(),
            "WouldBlock" => ErrorKind::WouldBlock.into(),
            "Interrupted" => ErrorKind::Interrupted.into(),
            "BrokenPipe" => ErrorKind::BrokenPipe.into(),
            "ConnectionRefused" => ErrorKind::ConnectionRefused.into(),
            "NotADirectory" => ErrorKind::NotADirectory.into(),
            "Unsupported" => ErrorKind::Unsupported.into(),
            "UnexpectedEof" => ErrorKind::UnexpectedEof.into(),
            "InvalidData" => ErrorKind::InvalidData.into(),
            "OutOfMemory" => ErrorKind::OutOfMemory.into(),
            "Other" => io::Error::other("something else"),
            "errno" => io::Error::from_raw_os_error(28),
            "custom" => io::Error::new(not_found, "no order 3"),
            "parse" => io::Error::new(not_found, "x".parse::<u8>().expect_err("no number")),
            _ => io::Error::new(not_found, py::Error::new(py::exceptions::LookupError, "inside")),
        })?
    }

    fn parse(kind: &str) -> py::Result<()> {
        match kind {
            "int" => "x".parse::<i32>().map(drop)?,
            "float" => "x".parse::<f64>().map(drop)?,
            "bool" => "x".parse::<bool>().map(drop)?,
            "char" => "xy".parse::<char>().map(drop)?,
            "address" => "x".parse::<IpAddr>().map(drop)?,
            "narrow" => u8::try_from(300_i32).map(drop)?,
            "chr" => char::try_from(0xD800_u32).map(drop)?,
            "ord" => u8::try_from('\u{100}').map(drop)?,
            _ => <[u8; 2]>::try_from([1, 2, 3].as_slice()).map(drop)?,
        }
        Ok(())
    }

    fn channel(kind: &str) -> py::Result<()> {
        let (sender, receiver) = mpsc::sync_channel::<u8>(1);
        match kind {
            "empty" => receiver.try_recv().map(drop)?,
            "slow" => receiver.recv_timeout(Duration::ZERO).map(drop)?,
            "full" => {
                sender.try_send(1)?;
                sender.try_send(2)?;
            }
            "recv" => {
                drop(sender);
                receiver.recv().map(drop)?;
            }
            "try_recv" => {
                drop(sender);
                receiver.try_recv().map(drop)?;
            }
            _ => {
                drop(receiver);
                sender.send(1)?;
            }
        }
        Ok(())
    }

    fn text(kind: &str) -> py::Result<()> {
        match kind {
            "borrowed" => std::str::from_utf8(&[b'a', 0xFF].repeat(1)).map(drop)?,
            "start" => String::from_utf8(b"a\xffb".to_vec()).map(drop)?,
            "continuation" => String::from_utf8(b"a\xe2\x82(".to_vec()).map(drop)?,
            "end" => String::from_utf8(b"ab\xe2\x82".to_vec()).map(drop)?,
            "surrogate" => String::from_utf8(b"\xed\xa0\x80".to_vec()).map(drop)?,
            "utf16" => String::from_utf16(&[0xD800]).map(drop)?,
            "nul" => CString::new("a\0b").map(drop)?,
            _ => CStr::from_bytes_with_nul(b"a").map(drop)?,
        }
        Ok(())
    }

    fn boxed(kind: &str) -> py::Result<()> {
        let error: Box<dyn StdError + Send + Sync> = match kind {
            "text" => "only text".into(),
            "python" => Box::new(py::Error::new(py::exceptions::LookupError, "inside")),
            "int" => Box::new("x".parse::<u8>().expect_err("no number")),
            _ => Box::new(io::Error::from(ErrorKind::NotFound)),
        };
        Err(error)?
    }

    fn other(name: &str) -> py::Result<()> {
        let cell = RefCell::new(());
        let lock = Mutex::new(());
        match name {
            "variable" => std::env::var("PYDUST_NOT_THERE").map(drop)?,
            "memory" => Vec::<u8>::new().try_reserve(usize::MAX)?,
            "time" => {
                let now = SystemTime::now();
                now.duration_since(now + Duration::from_secs(9)).map(drop)?;
            }
            "borrow" => {
                let _held = cell.borrow_mut();
                cell.try_borrow().map(drop)?;
            }
            "locked" => {
                let _held = lock.lock()?;
                match lock.try_lock() {
                    Err(error @ TryLockError::WouldBlock) => Err(error)?,
                    _ => return Ok(()),
                }
            }
            "poisoned" => {
                let hold = || {
                    let _held = lock.lock();
                    panic!("held");
                };
                let _panicked = std::thread::scope(|scope| scope.spawn(hold).join());
                lock.lock().map(drop)?;
            }
            "thread" => std::thread::spawn(|| panic!("in a thread")).join()?,
            _ => Err(std::fmt::Error)?,
        }
        Ok(())
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

    /// Raises the error of `std` that the name stands for.
    pub fn std_error(name: &str) -> py::Result<()> {
        std_errors::raise(name)
    }

    pub fn narrow(x: i64) -> py::Result<u8> {
        Ok(u8::try_from(x)?)
    }

    pub fn utf8(data: &[u8]) -> py::Result<&str> {
        Ok(std::str::from_utf8(data)?)
    }

    /// The error becomes an exception in the framework's code.
    pub fn parse_directly(text: &str) -> Result<i64, std::num::ParseIntError> {
        text.parse()
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
