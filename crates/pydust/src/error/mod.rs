//! [`Error`]: everything that a Python exception can be on the Rust side, and how Rust's own errors
//! become one. The exception types are in `exceptions.rs`.

pub(crate) mod mismatch;
mod std_errors;

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::panic::Location;

use crate::exceptions::{ExceptionType, Kind, MemoryError};
use crate::object::PyObj;
use crate::raw::boxed::Boxed;
use crate::raw::{self, Obj, Python, Raised};

/// The result of everything that can raise.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A Python exception, raised or about to be.
///
/// Make one with [`raise!`](crate::raise) or [`Error::new`]; `?` turns the errors of the standard
/// library into the exceptions that Python users expect (see [`IntoError`]). An error made in Rust
/// remembers its place in the source, which becomes an entry of the Python traceback.
///
/// ```
/// use pydust as py;
///
/// fn half(n: i64) -> py::Result<i64> {
///     if n % 2 != 0 {
///         return py::raise!(ValueError, "{n} is odd");
///     }
///     Ok(n / 2)
/// }
///
/// fn parse(text: &str) -> py::Result<i64> {
///     Ok(text.parse::<i64>()?) // a ValueError
/// }
/// ```
pub struct Error(Option<Boxed<Repr>>); // one pointer: results are returned in registers. `None`: no memory

enum Repr {
    /// An exception instance: it was raised by Python, or made complete.
    Exception(PyObj),
    /// A value of the wrong type, as a tuple that `mismatch` describes: the function that is called completes
    /// the message with its own and the argument's name.
    Mismatch(PyObj),
    /// A value of the right type that is not one of those expected: as above, with the exception.
    WrongValue(PyObj),
    /// An exception that Rust code asked for; made when it reaches Python, so that errors can be made
    /// by detached threads too.
    Asked(Asked),
}

struct Asked {
    kind: Kind,
    message: Cow<'static, str>,
    place: &'static Location<'static>,
    /// Arguments of the exception before the message: the `errno` of an `OSError`.
    errno: Option<i32>,
}

impl Error {
    /// An exception of the given type with a message, to be raised by returning it.
    ///
    /// ```
    /// use pydust as py;
    /// let error = py::Error::new(py::exceptions::ValueError, "must be positive");
    /// assert_eq!(error.to_string(), "ValueError: must be positive");
    /// ```
    #[track_caller]
    #[cold]
    pub fn new<E: ExceptionType>(kind: E, message: impl Into<Cow<'static, str>>) -> Error {
        let _ = kind;
        let place = Location::caller();
        Error::of(Repr::Asked(Asked { kind: E::KIND, message: message.into(), place, errno: None }))
    }

    fn of(repr: Repr) -> Error {
        Error(Boxed::new(repr))
    }

    /// Takes the exception that Python has raised out of the error indicator.
    #[cold]
    pub(crate) extern "C" fn fetch(py: Python<'_>) -> Error {
        Error::of(Repr::Exception(PyObj::from_obj(raw::error::take(py))))
    }

    /// A complete exception, made from an instance, or from a class as `raise` does.
    ///
    /// Gives a `TypeError` for any other object.
    ///
    /// ```
    /// use pydust as py;
    /// fn reraise(exception: py::Obj) -> py::Result<()> {
    ///     Err(py::Error::from_exception(exception))
    /// }
    /// ```
    pub fn from_exception(exception: Obj<'_>) -> Error {
        let exception = if raw::error::is_exception_class(&exception) {
            match exception.call0() {
                Ok(exception) => exception,
                Err(error) => return error,
            }
        } else {
            exception
        };
        if raw::error::is_exception(&exception) {
            return Error::of(Repr::Exception(PyObj::from_obj(exception)));
        }
        mismatch::new(&exception, "an instance of BaseException")
    }

    /// Whether `except Kind` would catch this error.
    ///
    /// ```
    /// use pydust as py;
    /// fn get_or_zero(dict: &py::Dict, key: &py::Str) -> py::Result<i64> {
    ///     match dict.get_item(key) {
    ///         Err(error) if error.is::<py::exceptions::KeyError>(dict.py()) => Ok(0),
    ///         found => found?.extract(),
    ///     }
    /// }
    /// ```
    pub fn is<E: ExceptionType>(&self, py: Python<'_>) -> bool {
        let class = E::KIND.class(py);
        let own = match self.0.as_deref() {
            Some(Repr::Exception(exception)) => match exception.try_clone_bound(py) {
                Ok(exception) => exception,
                Err(_) => return false,
            },
            Some(Repr::Mismatch(parts) | Repr::WrongValue(parts)) => match parts.try_as_obj(py) {
                Ok(parts) => mismatch::class(parts),
                Err(_) => return false,
            },
            Some(Repr::Asked(asked)) => asked.kind.class(py),
            None => MemoryError::KIND.class(py),
        };
        raw::error::matches(&own, &class)
    }

    /// The exception instance, as `except ... as e` would bind it.
    pub fn into_exception(self, py: Python<'_>) -> Obj<'_> {
        self.set(py);
        raw::error::take(py)
    }

    /// The place in Rust's source where the error began, if it began there.
    pub(crate) fn place(&self) -> Option<&'static Location<'static>> {
        match self.0.as_deref() {
            Some(Repr::Asked(asked)) => Some(asked.place),
            _ => None,
        }
    }

    /// Raises the error: sets the error indicator.
    pub(crate) extern "C" fn set(self, py: Python<'_>) {
        match self.0.map(Boxed::into_inner) {
            Some(Repr::Exception(exception)) => match exception.try_into_obj(py) {
                Ok(exception) => raw::error::restore(exception),
                Err(error) => error.set(py),
            },
            Some(Repr::Mismatch(parts) | Repr::WrongValue(parts)) => match parts.try_into_obj(py) {
                Ok(parts) => mismatch::set(&parts, &[]),
                Err(error) => error.set(py),
            },
            Some(Repr::Asked(asked)) => {
                let class = asked.kind.class(py);
                match asked.errno {
                    None => raw::error::set_text(&class, &asked.message),
                    Some(errno) => set_os_error(&class, errno, &asked.message),
                }
            }
            None => raw::error::set_no_memory(py),
        }
    }

    /// The error as one of the given argument of the given function.
    #[cold]
    pub(crate) extern "C" fn for_argument(
        self,
        py: Python<'_>,
        function: &'static str,
        argument: &'static str,
    ) -> Error {
        self.of_value(py, &[function, "() argument '", argument, "'"])
    }

    /// The error as one of a value assigned to an attribute.
    #[cold]
    pub(crate) extern "C" fn for_attribute(self, py: Python<'_>, name: &'static str) -> Error {
        self.of_value(py, &["attribute '", name, "'"])
    }

    /// Completes the message of a value that does not convert with what it was for.
    fn of_value(self, py: Python<'_>, place: &[&str]) -> Error {
        let parts = match self.mismatch(py) {
            Ok(parts) => parts,
            Err(error) => return error,
        };
        mismatch::set(&parts, place);
        Error::fetch(py)
    }

    /// The parts of a value that does not convert, or whatever other error this is.
    extern "C" fn mismatch(self, py: Python<'_>) -> Result<Obj<'_>> {
        if !matches!(self.0.as_deref(), Some(Repr::Mismatch(_) | Repr::WrongValue(_))) {
            return Err(self);
        }
        match self.0.map(Boxed::into_inner) {
            Some(Repr::Mismatch(parts) | Repr::WrongValue(parts)) => parts.try_into_obj(py),
            other => Err(Error(other.and_then(Boxed::new))),
        }
    }

    /// The same error, as one of a part of a value: `item 3`, `field 'x'`, `value of key 'k'`.
    #[cold]
    pub(crate) fn within(self, py: Python<'_>, part: fmt::Arguments<'_>) -> Error {
        match self.mismatch(py) {
            Ok(parts) => mismatch::within(&parts, part),
            Err(error) => error,
        }
    }

    /// What was expected and what was found instead, if that is all that this says.
    pub(crate) fn wanted(&self, py: Python<'_>) -> Option<(String, String)> {
        match self.0.as_deref()? {
            Repr::Mismatch(parts) | Repr::WrongValue(parts) => {
                mismatch::wanted(parts.try_as_obj(py).ok()?)
            }
            _ => None,
        }
    }

    /// Whether this says no more than that a value has not the type that was asked for.
    pub(crate) fn is_mismatch(&self) -> bool {
        matches!(self.0.as_deref(), Some(Repr::Mismatch(_)))
    }
}

fn set_os_error(class: &Obj<'_>, errno: i32, message: &str) {
    let py = class.py();
    let Ok(number) = raw::number::from_i64(py, errno.into()) else { return };
    let Ok(text) = raw::text::new(py, message) else { return };
    if let Ok(arguments) = raw::container::new_tuple(py, [number, text]) {
        raw::error::set_object(class, &arguments);
    }
}

impl From<Raised> for Error {
    #[inline]
    fn from(raised: Raised) -> Error {
        Error::fetch(raised.py())
    }
}

impl Display for Error {
    /// `ValueError: must be positive`, as the last line of a traceback.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Repr::Asked(asked)) = self.0.as_deref() {
            return write!(f, "{}: {}", asked.kind.name(), asked.message);
        }
        match crate::python::try_attach(|py| self.describe(py)).flatten() {
            Some((class, text)) if text.is_empty() => f.write_str(&class),
            Some((class, text)) => write!(f, "{class}: {text}"),
            None => f.write_str("a Python exception"),
        }
    }
}

impl Error {
    /// The name of the exception's class and its text, where both can be had.
    fn describe(&self, py: Python<'_>) -> Option<(String, String)> {
        let exception = match self.0.as_deref()? {
            Repr::Exception(exception) => exception.try_clone_bound(py).ok()?,
            Repr::Mismatch(parts) | Repr::WrongValue(parts) => {
                mismatch::set(&parts.try_clone_bound(py).ok()?, &[]);
                raw::error::take(py)
            }
            Repr::Asked(_) => return None,
        };
        let class = crate::types::class_name(&exception.type_obj()).ok()?;
        let text = exception.str().and_then(|text| text.as_str().map(str::to_owned));
        Some((class, text.unwrap_or_default()))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

/// Which exception a Rust error becomes, when `?` passes it on to Python.
///
/// Implemented for the errors of the standard library; implement it for your own:
///
/// ```
/// use pydust as py;
///
/// #[derive(Debug)]
/// enum OrderError { Empty, TooLarge { limit: usize } }
///
/// impl py::IntoError for OrderError {
///     fn into_error(self) -> py::Error {
///         match self {
///             OrderError::Empty => py::Error::new(py::exceptions::ValueError, "the order is empty"),
///             OrderError::TooLarge { limit } => {
///                 py::Error::new(py::exceptions::OverflowError, format!("more than {limit} items"))
///             }
///         }
///     }
/// }
///
/// fn order(items: usize) -> py::Result<usize> {
///     match items {
///         0 => Err(OrderError::Empty)?,
///         items if items > 100 => Err(OrderError::TooLarge { limit: 100 })?,
///         items => Ok(items),
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no Python exception",
    label = "which exception this error becomes is not known",
    note = "implement `pydust::IntoError` for it, or map it: `.map_err(|e| Error::new(ValueError, e.to_string()))`"
)]
pub trait IntoError {
    /// The exception to raise. Its place is that of the `?`, not of this function.
    #[track_caller]
    fn into_error(self) -> Error;
}

impl<E: IntoError> From<E> for Error {
    #[track_caller]
    #[cold]
    fn from(error: E) -> Error {
        let place = Location::caller();
        let mut error = error.into_error();
        if let Some(Repr::Asked(asked)) = error.0.as_deref_mut() {
            asked.place = place;
        }
        error
    }
}
