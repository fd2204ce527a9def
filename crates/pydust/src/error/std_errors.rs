//! Which exceptions the errors of the standard library become.

use super::{Error, IntoError, Repr};

macro_rules! std_errors {
    ($($error:ty => $exception:ident;)*) => {$(
        impl IntoError for $error {
            fn into_error(self) -> Error {
                Error::new(crate::exceptions::$exception, self.to_string())
            }
        }
    )*};
}

std_errors! {
    std::num::ParseIntError => ValueError;
    std::num::ParseFloatError => ValueError;
    std::str::ParseBoolError => ValueError;
    std::char::ParseCharError => ValueError;
    std::str::Utf8Error => ValueError;
    std::string::FromUtf8Error => ValueError;
    std::num::TryFromIntError => OverflowError;
    std::fmt::Error => RuntimeError;
}

impl IntoError for std::io::Error {
    /// `OSError(errno, text)`, of which CPython makes `FileNotFoundError` and the like.
    fn into_error(self) -> Error {
        let errno = self.raw_os_error();
        let mut text = self.to_string();
        if let Some(errno) = errno {
            // Python shows the number itself.
            let suffix = format!(" (os error {errno})");
            text.truncate(text.strip_suffix(&suffix).map_or(text.len(), str::len));
        }
        let mut error = Error::new(crate::exceptions::OSError, text);
        if let Some(Repr::Asked(asked)) = error.0.as_deref_mut() {
            asked.errno = errno;
        }
        error
    }
}

impl IntoError for std::convert::Infallible {
    fn into_error(self) -> Error {
        match self {}
    }
}
