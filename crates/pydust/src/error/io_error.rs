//! `std::io::Error` as the exception that Python raises for the same failure.

use std::error::Error as StdError;
use std::io::{self, ErrorKind};

use super::{Arg, Error, IntoError, sources};
use crate::exceptions::{EOFError, MemoryError, OSError, ValueError};

impl IntoError for io::Error {
    /// `OSError(errno, text)`, of which CPython makes `FileNotFoundError` and the like; where there is no errno, it is
    /// that of the error's kind. A Python exception inside is itself.
    #[track_caller]
    fn into_error(self) -> Error {
        match self.downcast::<Error>() {
            Ok(exception) => exception,
            Err(error) => from_ref(&error),
        }
    }
}

/// As above, for an error that belongs to somebody else.
#[track_caller]
pub(super) fn from_ref(error: &io::Error) -> Error {
    if let Some(exception) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        return exception.shared();
    }
    match error.get_ref() {
        None => plain(error),
        Some(inner) => {
            let made = plain(error);
            let inner: &(dyn StdError + 'static) = inner;
            match sources::known(inner) {
                Some(cause) => made.caused_by(cause),
                None => sources::with_sources(made, inner),
            }
        }
    }
}

/// The exception without its cause.
#[track_caller]
fn plain(error: &io::Error) -> Error {
    if let Some(code) = error.raw_os_error() {
        return of_the_system(code, text(error));
    }
    match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData => Error::new(ValueError, text(error)),
        ErrorKind::UnexpectedEof => Error::new(EOFError, text(error)),
        ErrorKind::OutOfMemory => Error::new(MemoryError, text(error)),
        kind => match errno(kind) {
            None => Error::new(OSError, text(error)),
            // Made of the kind alone, it has no text of its own.
            Some(name) if error.to_string() == kind.to_string() => {
                Error::with_args(OSError, [Arg::errno(name), Arg::strerror(name)])
            }
            Some(name) => Error::with_args(OSError, [Arg::errno(name), text(error).into()]),
        },
    }
}

#[cfg(not(windows))]
#[track_caller]
fn of_the_system(errno: i32, text: String) -> Error {
    Error::with_args(OSError, [errno.into(), text.into()])
}

/// Python finds the `errno` of a `winerror`.
#[cfg(windows)]
#[track_caller]
fn of_the_system(code: i32, text: String) -> Error {
    Error::with_args(OSError, [0.into(), text.into(), None::<i32>.into(), code.into()])
}

/// The error's text, without the number that Python shows itself.
pub(super) fn text(error: &io::Error) -> String {
    let mut text = error.to_string();
    if let Some(code) = error.raw_os_error() {
        let suffix = format!(" (os error {code})");
        text.truncate(text.strip_suffix(&suffix).map_or(text.len(), str::len));
    }
    text
}

/// The name that C has for a kind of error.
fn errno(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::AddrInUse => "EADDRINUSE",
        ErrorKind::AddrNotAvailable => "EADDRNOTAVAIL",
        ErrorKind::AlreadyExists => "EEXIST",
        ErrorKind::ArgumentListTooLong => "E2BIG",
        ErrorKind::BrokenPipe => "EPIPE",
        ErrorKind::ConnectionAborted => "ECONNABORTED",
        ErrorKind::ConnectionRefused => "ECONNREFUSED",
        ErrorKind::ConnectionReset => "ECONNRESET",
        ErrorKind::CrossesDevices => "EXDEV",
        ErrorKind::Deadlock => "EDEADLK",
        ErrorKind::DirectoryNotEmpty => "ENOTEMPTY",
        ErrorKind::ExecutableFileBusy => "ETXTBSY",
        ErrorKind::FileTooLarge => "EFBIG",
        ErrorKind::HostUnreachable => "EHOSTUNREACH",
        ErrorKind::Interrupted => "EINTR",
        ErrorKind::IsADirectory => "EISDIR",
        ErrorKind::NetworkDown => "ENETDOWN",
        ErrorKind::NetworkUnreachable => "ENETUNREACH",
        ErrorKind::NotADirectory => "ENOTDIR",
        ErrorKind::NotConnected => "ENOTCONN",
        ErrorKind::NotFound => "ENOENT",
        ErrorKind::NotSeekable => "ESPIPE",
        ErrorKind::PermissionDenied => "EACCES",
        ErrorKind::QuotaExceeded => "EDQUOT",
        ErrorKind::ReadOnlyFilesystem => "EROFS",
        ErrorKind::ResourceBusy => "EBUSY",
        ErrorKind::StaleNetworkFileHandle => "ESTALE",
        ErrorKind::StorageFull => "ENOSPC",
        ErrorKind::TimedOut => "ETIMEDOUT",
        ErrorKind::TooManyLinks => "EMLINK",
        ErrorKind::Unsupported => "EOPNOTSUPP",
        ErrorKind::WouldBlock => "EAGAIN",
        _ => return None,
    })
}
