//! `anyhow`: what exception its error becomes, with what it says of causes as `__cause__`.

use std::error::Error as StdError;

use crate::error::{Error, IntoError};
use crate::exceptions::RuntimeError;
use crate::python::try_attach;
use crate::raw::Python;

impl IntoError for anyhow::Error {
    /// Errors of the standard library become the exceptions that `?` makes of them, a [`Error`] comes out unchanged,
    /// and everything else, the context too, is a `RuntimeError` with its text. Each has the next one of the chain as
    /// its `__cause__`.
    fn into_error(self) -> Error {
        let mut layers = Vec::new();
        for layer in self.chain() {
            if layer.is::<Error>() {
                break;
            }
            layers.push(converted(layer));
        }
        if let Some(found) = self.chain().nth(layers.len()) {
            let text = found.to_string();
            // What another error holds as its source can be seen, but not taken out.
            layers.push(self.downcast().unwrap_or_else(|_| Error::new(RuntimeError, text)));
        }
        let chain = layers.into_iter().rev().reduce(|cause, error| caused_by(error, cause));
        chain.unwrap_or_else(|| Error::new(RuntimeError, "")) // not reached: a chain has a layer
    }
}

macro_rules! converted {
    ($layer:ident: $($error:ty)*) => {
        $(if let Some(error) = $layer.downcast_ref::<$error>() {
            return error.clone().into_error();
        })*
    };
}

/// One error of a chain, without its cause.
fn converted(layer: &(dyn StdError + 'static)) -> Error {
    converted!(layer:
        std::num::ParseIntError std::num::ParseFloatError std::num::TryFromIntError
        std::str::ParseBoolError std::str::Utf8Error std::string::FromUtf8Error
        std::char::ParseCharError
    );
    if let Some(error) = layer.downcast_ref::<std::io::Error>() {
        return match error.raw_os_error() {
            Some(errno) => std::io::Error::from_raw_os_error(errno),
            None => std::io::Error::new(error.kind(), error.to_string()),
        }
        .into_error();
    }
    Error::new(RuntimeError, layer.to_string())
}

/// `raise error from cause`; without an interpreter, the error alone.
fn caused_by(error: Error, cause: Error) -> Error {
    let mut both = Some((error, cause));
    let linked = try_attach(|py| both.take().map(|(error, cause)| link(py, error, cause)));
    match (linked.flatten(), both) {
        (Some(error), _) | (None, Some((error, _))) => error,
        (None, None) => Error::new(RuntimeError, ""), // not reached: one of them has it
    }
}

fn link(py: Python<'_>, error: Error, cause: Error) -> Error {
    let exception = error.into_exception(py);
    match exception.setattr("__cause__", cause.into_exception(py)) {
        Ok(()) => Error::from_exception(exception),
        Err(error) => error,
    }
}
