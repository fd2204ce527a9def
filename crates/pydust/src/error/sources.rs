//! Errors of which only Rust's trait `Error` is known, with their chain of sources as causes.

use std::error::Error as StdError;

use super::{Error, io_error, std_errors};
use crate::exceptions::RuntimeError;

/// The exception for an error: that of the standard library's errors, an [`Error`] itself, and else a
/// `RuntimeError` with the error's text.
#[cold]
#[track_caller]
pub(crate) fn from_boxed(error: Box<dyn StdError>) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(error) => from_ref(&*error),
    }
}

/// As above, for an error that belongs to somebody else.
#[track_caller]
pub(crate) fn from_ref(error: &(dyn StdError + 'static)) -> Error {
    if let Some(known) = known(error) {
        return known;
    }
    with_sources(Error::new(RuntimeError, error.to_string()), error)
}

/// The exception for an error of the standard library, or of Python.
#[track_caller]
pub(super) fn known(error: &(dyn StdError + 'static)) -> Option<Error> {
    if let Some(error) = error.downcast_ref::<Error>() {
        return Some(error.shared());
    }
    error.downcast_ref().map(io_error::from_ref).or_else(|| std_errors::known(error))
}

/// `made`, caused by what `error` names as its source.
#[track_caller]
pub(super) fn with_sources(made: Error, error: &(dyn StdError + 'static)) -> Error {
    match error.source() {
        Some(source) => made.caused_by(from_ref(source)),
        None => made,
    }
}

/// The text of an error for the message of an exception.
pub(super) fn text(error: &(dyn StdError + 'static)) -> String {
    error.downcast_ref().map_or_else(|| error.to_string(), io_error::text)
}

/// The source of a derived error, of which the macro does not know how it becomes an exception.
pub struct Source<E>(pub E);

impl<E: Into<Error>> Source<E> {
    /// By its own exception; the compiler takes this one if it can.
    #[track_caller]
    pub fn into_cause(self) -> Error {
        self.0.into()
    }
}

/// The other way, by Rust's trait alone.
pub trait ForeignSource {
    /// By its text and sources.
    fn into_cause(self) -> Error;
}

impl<E: Into<Box<dyn StdError>>> ForeignSource for Source<E> {
    #[track_caller]
    fn into_cause(self) -> Error {
        from_boxed(self.0.into())
    }
}
