//! [`OrRaise`]: errors of any type, and missing values, as an exception that the caller names.

use std::borrow::Cow;
use std::error::Error as StdError;

use super::kind::ExceptionType;
use super::{Error, Result, sources};

/// Says which exception to raise in place of an error (of any type) or of `None`.
///
/// ```
/// use pydust as py;
/// use py::OrRaise as _;
/// use py::exceptions::{KeyError, LookupError, ValueError};
///
/// fn port(settings: &std::collections::HashMap<String, String>) -> py::Result<u16> {
///     let text = settings.get("port").or_raise_with(KeyError, || "port")?;
///     text.parse::<u16>().or_raise(ValueError)
/// }
///
/// fn template(path: &str) -> py::Result<String> {
///     std::fs::read_to_string(path).or_raise_with(LookupError, || format!("no template at {path}"))
/// }
/// ```
pub trait OrRaise<T> {
    /// An error becomes an exception of the given type with the error's own text; its sources become the causes
    /// (`__cause__`). `None` becomes an exception without arguments.
    fn or_raise<K: ExceptionType>(self, kind: K) -> Result<T>;

    /// An exception of the given type with the given message. If there was an error, it is the cause.
    fn or_raise_with<K: ExceptionType, M: Into<Cow<'static, str>>>(
        self,
        kind: K,
        message: impl FnOnce() -> M,
    ) -> Result<T>;
}

impl<T, E: Into<Box<dyn StdError>>> OrRaise<T> for Result<T, E> {
    #[inline]
    #[track_caller]
    fn or_raise<K: ExceptionType>(self, kind: K) -> Result<T> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(retold(kind, error.into())),
        }
    }

    #[inline]
    #[track_caller]
    fn or_raise_with<K: ExceptionType, M: Into<Cow<'static, str>>>(
        self,
        kind: K,
        message: impl FnOnce() -> M,
    ) -> Result<T> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => {
                Err(Error::new(kind, message()).caused_by(sources::from_boxed(error.into())))
            }
        }
    }
}

impl<T> OrRaise<T> for Option<T> {
    #[inline]
    #[track_caller]
    fn or_raise<K: ExceptionType>(self, kind: K) -> Result<T> {
        match self {
            Some(value) => Ok(value),
            None => Err(Error::with_args(kind, [])),
        }
    }

    #[inline]
    #[track_caller]
    fn or_raise_with<K: ExceptionType, M: Into<Cow<'static, str>>>(
        self,
        kind: K,
        message: impl FnOnce() -> M,
    ) -> Result<T> {
        match self {
            Some(value) => Ok(value),
            None => Err(Error::new(kind, message())),
        }
    }
}

/// An exception with the error's own text.
#[cold]
#[track_caller]
fn retold<K: ExceptionType>(kind: K, error: Box<dyn StdError>) -> Error {
    let made = Error::new(kind, sources::text(&*error));
    match error.downcast::<Error>() {
        Ok(error) => made.caused_by(*error),
        Err(error) => sources::with_sources(made, &*error),
    }
}
