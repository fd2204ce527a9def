//! `anyhow`: what exception its error becomes, with what it says of causes as `__cause__`.

use crate::error::{Error, IntoError, sources};

impl IntoError for anyhow::Error {
    /// Errors of the standard library become the exceptions that `?` makes of them, an [`Error`] comes out unchanged,
    /// and everything else, the context too, is a `RuntimeError` with its text. Each has the next one of the chain as
    /// its `__cause__`.
    #[track_caller]
    fn into_error(self) -> Error {
        // `downcast` looks below the context, which would be lost.
        let is_own = self.chain().next().is_some_and(|outermost| outermost.is::<Error>());
        match if is_own { self.downcast() } else { Err(self) } {
            Ok(error) => error,
            Err(error) => sources::from_ref(error.as_ref()),
        }
    }
}
