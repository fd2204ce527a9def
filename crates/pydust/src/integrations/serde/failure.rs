//! What went wrong between serde and Python, with the path to where it did.

use std::fmt::{self, Display};

use ::serde::{de, ser};

use crate::error::kind::Kind;
use crate::error::{Error, mismatch};
use crate::exceptions::{ExceptionType, TypeError, ValueError};
use crate::raw::{Obj, Python};

/// An exception, or a complaint of serde's that will be one.
pub(super) enum Failure {
    Raised(Error),
    Type(String),
    Value(String),
    /// Something else was expected.
    Unexpected {
        kind: Kind,
        path: Vec<String>,
        expected: String,
        found: String,
    },
}

impl Failure {
    /// The same, as one of a part of a value.
    #[cold]
    pub(super) fn within(self, py: Python<'_>, part: fmt::Arguments<'_>) -> Failure {
        match self {
            Failure::Raised(error) => Failure::Raised(error.within(py, part)),
            Failure::Type(text) => Failure::Type(format!("{part}: {text}")),
            Failure::Value(text) => Failure::Value(format!("{part}: {text}")),
            Failure::Unexpected { kind, mut path, expected, found } => {
                path.push(part.to_string());
                Failure::Unexpected { kind, path, expected, found }
            }
        }
    }

    /// The error for an object of another type than the expected one.
    pub(super) fn mismatch(found: &Obj<'_>, expected: &'static str) -> Failure {
        Failure::Raised(mismatch::new(found, expected))
    }

    /// For an object of another kind or value than the expected one, in words.
    pub(super) fn unexpected<K: ExceptionType>(_: K, expected: String, found: String) -> Failure {
        Failure::Unexpected { kind: K::KIND, path: Vec::new(), expected, found }
    }

    #[track_caller]
    pub(super) fn into_error(self, py: Python<'_>) -> Error {
        match self {
            Failure::Raised(error) => error,
            Failure::Type(text) => Error::new(TypeError, text),
            Failure::Value(text) => Error::new(ValueError, text),
            Failure::Unexpected { kind, path, expected, found } => {
                let error = mismatch::in_words(py, &expected, &found, kind);
                path.iter().fold(error, |error, part| error.within(py, format_args!("{part}")))
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Raised(error)
    }
}

impl de::Error for Failure {
    fn custom<T: Display>(message: T) -> Failure {
        Failure::Value(message.to_string())
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Failure {
        Failure::unexpected(TypeError, expected.to_string(), found.to_string())
    }

    fn invalid_value(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Failure {
        Failure::unexpected(ValueError, expected.to_string(), found.to_string())
    }

    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Failure {
        Failure::unexpected(ValueError, expected.to_string(), format!("one of length {length}"))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Failure {
        Failure::Value(format!("unknown variant '{variant}', expected {}", one_of(expected)))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Failure {
        Failure::Type(format!("unknown field '{field}', expected {}", one_of(expected)))
    }

    fn missing_field(field: &'static str) -> Failure {
        Failure::Type(format!("missing field '{field}'"))
    }

    fn duplicate_field(field: &'static str) -> Failure {
        Failure::Type(format!("field '{field}' is there twice"))
    }
}

impl ser::Error for Failure {
    fn custom<T: Display>(message: T) -> Failure {
        Failure::Value(message.to_string())
    }
}

/// `'a', 'b' or 'c'`.
fn one_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Raised(error) => Display::fmt(error, f),
            Failure::Type(text) | Failure::Value(text) => f.write_str(text),
            Failure::Unexpected { expected, found, .. } => {
                write!(f, "expected {expected}, got {found}")
            }
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Failure {}
