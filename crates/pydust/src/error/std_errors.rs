//! Which exceptions the errors of the standard library become. `std::io::Error` is in `io_error.rs`.

use std::any::Any;
use std::env::VarError;
use std::error::Error as StdError;
use std::fmt::Display;
use std::str::Utf8Error;
use std::string::FromUtf8Error;
use std::sync::mpsc::{RecvTimeoutError, SendError, TryRecvError, TrySendError};
use std::sync::{PoisonError, TryLockError};

use super::kind::ExceptionType;
use super::{Error, IntoError, sources};
use crate::exceptions::{
    BrokenPipeError, EOFError, KeyError, MemoryError, OverflowError, RuntimeError, TimeoutError,
    UnicodeDecodeError, UnicodeError, ValueError,
};

// What Python's own channels between threads raise.
crate::import_exception!(queue, Empty);
crate::import_exception!(queue, Full);

/// For each error the exception that `$made` makes of a reference to it.
macro_rules! std_errors {
    ($($error:ty => |$name:ident| $made:expr;)*) => {
        $(
            impl IntoError for $error {
                #[track_caller]
                fn into_error(self) -> Error {
                    let $name = &self;
                    $made
                }
            }
        )*

        /// The exception for an error, if it is one of these.
        #[track_caller]
        pub(super) fn known(error: &(dyn StdError + 'static)) -> Option<Error> {
            $(
                if let Some($name) = error.downcast_ref::<$error>() {
                    return Some($made);
                }
            )*
            None
        }
    };
}

std_errors! {
    std::num::ParseIntError => |e| after("invalid literal for int(): ", e);
    std::num::ParseFloatError => |e| after("could not convert string to float: ", e);
    std::num::TryFromIntError => |e| text(OverflowError, e);
    std::str::ParseBoolError => |e| text(ValueError, e);
    std::char::ParseCharError => |e| text(ValueError, e);
    std::char::CharTryFromError => |e| text(ValueError, e);
    std::char::TryFromCharError => |e| text(ValueError, e);
    std::char::DecodeUtf16Error => |e| text(UnicodeError, e);
    std::array::TryFromSliceError => |e| text(ValueError, e);
    std::net::AddrParseError => |e| text(ValueError, e);
    std::path::StripPrefixError => |e| text(ValueError, e);
    std::env::JoinPathsError => |e| text(ValueError, e);
    std::time::SystemTimeError => |e| text(ValueError, e);
    std::time::TryFromFloatSecsError => |e| text(ValueError, e);
    std::ffi::NulError => |e| nul(e);
    std::ffi::FromBytesWithNulError => |e| text(ValueError, e);
    std::ffi::FromBytesUntilNulError => |e| text(ValueError, e);
    std::ffi::IntoStringError => |e| text(UnicodeError, e);
    std::string::FromUtf16Error => |e| text(UnicodeError, e);
    Utf8Error => |e| text(UnicodeError, e);
    FromUtf8Error => |e| undecodable(e);
    VarError => |e| variable(e);
    std::collections::TryReserveError => |e| text(MemoryError, e);
    std::alloc::LayoutError => |e| text(MemoryError, e);
    std::sync::mpsc::RecvError => |e| text(EOFError, e);
    TryRecvError => |e| not_received(e);
    RecvTimeoutError => |e| not_received_in_time(e);
    std::cell::BorrowError => |e| text(RuntimeError, e);
    std::cell::BorrowMutError => |e| text(RuntimeError, e);
    std::thread::AccessError => |e| text(RuntimeError, e);
    std::fmt::Error => |e| text(RuntimeError, e);
}

#[track_caller]
fn text(kind: impl ExceptionType, error: &impl Display) -> Error {
    Error::new(kind, error.to_string())
}

#[track_caller]
fn after(begin: &str, error: &impl Display) -> Error {
    Error::new(ValueError, format!("{begin}{error}"))
}

#[track_caller]
fn nul(error: &std::ffi::NulError) -> Error {
    Error::new(ValueError, format!("embedded null byte at position {}", error.nul_position()))
}

/// `UnicodeDecodeError`, as `bytes.decode` raises it.
#[track_caller]
fn undecodable(error: &FromUtf8Error) -> Error {
    let (bytes, found) = (error.as_bytes(), error.utf8_error());
    let start = found.valid_up_to();
    let (end, reason) = match (found.error_len(), bytes.get(start)) {
        (None, _) => (bytes.len(), "unexpected end of data"),
        (Some(length), Some(0xC2..=0xF4)) => (start + length, "invalid continuation byte"),
        (Some(length), _) => (start + length, "invalid start byte"),
    };
    let bytes = bytes.to_vec();
    let args = ["utf-8".into(), bytes.into(), start.into(), end.into(), reason.into()];
    Error::with_args(UnicodeDecodeError, args)
}

#[track_caller]
fn variable(error: &VarError) -> Error {
    match error {
        VarError::NotPresent => text(KeyError, error),
        VarError::NotUnicode(_) => text(UnicodeError, error),
    }
}

#[track_caller]
fn not_received(error: &TryRecvError) -> Error {
    match error {
        TryRecvError::Empty => text(Empty, error),
        TryRecvError::Disconnected => text(EOFError, error),
    }
}

#[track_caller]
fn not_received_in_time(error: &RecvTimeoutError) -> Error {
    match error {
        RecvTimeoutError::Timeout => text(TimeoutError, error),
        RecvTimeoutError::Disconnected => text(EOFError, error),
    }
}

impl<T> IntoError for SendError<T> {
    #[track_caller]
    fn into_error(self) -> Error {
        text(BrokenPipeError, &self)
    }
}

impl<T> IntoError for TrySendError<T> {
    #[track_caller]
    fn into_error(self) -> Error {
        match self {
            TrySendError::Full(_) => text(Full, &self),
            TrySendError::Disconnected(_) => text(BrokenPipeError, &self),
        }
    }
}

impl<T> IntoError for PoisonError<T> {
    #[track_caller]
    fn into_error(self) -> Error {
        text(RuntimeError, &self)
    }
}

impl<T> IntoError for TryLockError<T> {
    #[track_caller]
    fn into_error(self) -> Error {
        text(RuntimeError, &self)
    }
}

/// What `join` gives for a thread that panicked.
impl IntoError for Box<dyn Any + Send> {
    #[track_caller]
    fn into_error(self) -> Error {
        let message = match self.downcast_ref::<&'static str>() {
            Some(message) => message,
            None => self.downcast_ref::<String>().map_or("", String::as_str),
        };
        let colon = if message.is_empty() { "" } else { ": " };
        Error::new(RuntimeError, format!("a thread panicked{colon}{message}"))
    }
}

/// Errors of any type: an exception inside is itself, the standard library's are as here, the others
/// `RuntimeError`s.
macro_rules! boxed_errors {
    ($($error:ty),*) => {$(
        impl IntoError for $error {
            #[track_caller]
            fn into_error(self) -> Error {
                sources::from_boxed(self)
            }
        }
    )*};
}
boxed_errors!(Box<dyn StdError>, Box<dyn StdError + Send>, Box<dyn StdError + Send + Sync>);

impl IntoError for std::convert::Infallible {
    fn into_error(self) -> Error {
        match self {}
    }
}
