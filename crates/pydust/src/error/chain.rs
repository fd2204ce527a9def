//! What belongs to an exception beside its class and arguments: cause, context, notes and traceback. Said in Rust,
//! it is kept with the [`Error`] until there is an exception to add it to.

use std::borrow::Cow;
use std::mem;

use super::{Error, Parts, Raise, Repr, Result, held};
use crate::raw::opaque::Opaque;
use crate::raw::{self, Obj, Python};
use crate::types::{Handle, Traceback};

/// What was said of an error in Rust.
#[derive(Default)]
pub(super) struct Said {
    cause: Cause,
    context: Option<Error>,
    notes: Vec<Cow<'static, str>>,
}

#[derive(Default)]
enum Cause {
    #[default]
    Unsaid,
    /// `from None`.
    Nothing,
    Error(Error),
}

/// What was said, and what raises an error of which something was said.
pub(super) struct Links {
    said: Said,
    pub(super) raise: Raise,
}

impl Links {
    /// Adds all that was said to the exception.
    pub(super) fn add_to(&self, exception: &Obj<'_>) -> Result<()> {
        let (said, py) = (&self.said, exception.py());
        held::make_held(py, self.held());
        if let Some(context) = &said.context {
            raw::error::set_context(exception, Some(context.raised(py)));
        }
        match &said.cause {
            Cause::Error(cause) => raw::error::set_cause(exception, Some(cause.value(py))),
            Cause::Nothing => raw::error::set_cause(exception, None),
            Cause::Unsaid => {}
        }
        for note in &said.notes {
            exception.call_method("add_note", (&**note,))?;
        }
        Ok(())
    }

    /// Whether what is being handled is known, so that nothing else is the exception's context.
    pub(super) fn have_context(&self) -> bool {
        self.said.context.is_some()
    }

    pub(super) fn cause(&self) -> Option<&Error> {
        match &self.said.cause {
            Cause::Error(cause) => Some(cause),
            Cause::Nothing | Cause::Unsaid => None,
        }
    }

    /// The errors that are kept here.
    pub(super) fn held(&self) -> impl Iterator<Item = &Error> {
        self.cause().into_iter().chain(&self.said.context)
    }

    /// As above, taken out.
    pub(super) fn take_held(&mut self) -> impl Iterator<Item = Error> + use<> {
        let cause = match mem::take(&mut self.said.cause) {
            Cause::Error(cause) => Some(cause),
            Cause::Nothing | Cause::Unsaid => None,
        };
        cause.into_iter().chain(self.said.context.take())
    }
}

impl Drop for Links {
    fn drop(&mut self) {
        held::drop_held(self.take_held().collect());
    }
}

/// Saying it.
impl Error {
    /// `raise ... from cause`.
    ///
    /// ```
    /// use pydust as py;
    /// fn port(text: &str) -> py::Result<u16> {
    ///     text.parse::<u16>().map_err(|error| {
    ///         py::Error::new(py::exceptions::LookupError, "the port is no number").caused_by(error)
    ///     })
    /// }
    /// ```
    #[must_use = "gives the error with its cause"]
    #[track_caller]
    pub fn caused_by(self, cause: impl Into<Error>) -> Error {
        let cause = Cause::Error(cause.into());
        self.said(|said| said.cause = cause)
    }

    /// `raise ... from None`: tracebacks don't show what was being handled.
    #[must_use = "gives the error without a cause"]
    pub fn caused_by_nothing(self) -> Error {
        self.said(|said| said.cause = Cause::Nothing)
    }

    /// As if raised in an `except` block that handles `handled`, which becomes the `__context__`.
    ///
    /// An error that reaches Python while Python handles another one has that as its context without being told.
    ///
    /// ```
    /// use pydust as py;
    /// fn restore(f: &py::Callable, undo: &py::Callable) -> py::Result<()> {
    ///     if let Err(error) = f.call0() {
    ///         undo.call0().map_err(|failure| failure.while_handling(error))?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    #[must_use = "gives the error with its context"]
    #[track_caller]
    pub fn while_handling(self, handled: impl Into<Error>) -> Error {
        let handled = handled.into();
        self.said(|said| said.context = Some(handled))
    }

    /// `add_note(note)`: a line that tracebacks show below the error.
    ///
    /// ```
    /// use pydust as py;
    /// fn load(path: &str) -> py::Result<String> {
    ///     std::fs::read_to_string(path)
    ///         .map_err(|error| py::Error::from(error).note("set ORDERS to another file"))
    /// }
    /// ```
    #[must_use = "gives the error with the note"]
    pub fn note(self, note: impl Into<Cow<'static, str>>) -> Error {
        let note = note.into();
        self.said(|said| said.notes.push(note))
    }

    fn said(mut self, say: impl FnOnce(&mut Said)) -> Error {
        let Some(parts) = self.0.as_deref_mut() else { return self };
        if let Some(whole) = parts.whole.take() {
            // What was said before is in the exception already.
            parts.repr = Repr::Exception(whole.exception);
            parts.links = None;
        }
        if parts.links.is_none() {
            let links = Links { said: Said::default(), raise: Error::set_complete };
            parts.links = Opaque::new(links);
        }
        if let Some(links) = parts.links.as_deref_mut() {
            say(&mut links.said);
        }
        self
    }
}

/// Reading it.
impl Error {
    /// The `__cause__`, which `raise ... from` sets.
    pub fn cause(&self, py: Python<'_>) -> Option<Error> {
        raw::error::cause(&self.value(py)).map(|found| Error::caught(found))
    }

    /// The `__context__`: what was being handled.
    pub fn context(&self, py: Python<'_>) -> Option<Error> {
        raw::error::context(&self.value(py)).map(|found| Error::caught(found))
    }

    /// The `__traceback__`. An error that began in Rust has none before it reaches Python.
    pub fn traceback<'py>(&self, py: Python<'py>) -> Option<Traceback<'py>> {
        Traceback::from_obj(raw::error::traceback(&self.value(py))?).ok()
    }

    /// The `__notes__`.
    ///
    /// Raises `TypeError` if somebody put something else than texts there.
    pub fn notes(&self, py: Python<'_>) -> Result<Vec<String>> {
        match raw::call::find_attr(&self.value(py), c"__notes__")? {
            Some(notes) => notes.extract(),
            None => Ok(Vec::new()),
        }
    }

    /// Prints the traceback to `sys.stderr`, as for an error that nobody catches, and goes on.
    pub fn print(&self, py: Python<'_>) {
        let printed = py
            .import("traceback")
            .and_then(|module| module.call_method("print_exception", (self.value(py),)));
        if let Err(error) = printed {
            error.write_unraisable(py, None);
        }
    }

    /// Gives the error to `sys.unraisablehook`, where nobody can catch it: in a callback of C, or in a destructor. The
    /// hook is told of `context`, the object that it happened in.
    pub fn write_unraisable(self, py: Python<'_>, context: Option<&Obj<'_>>) {
        self.set(py);
        raw::error::write_unraisable(context);
    }

    /// The same exception, as an error of its own.
    pub(super) fn shared(&self) -> Error {
        match crate::python::try_attach(|py| Error::caught(self.value(py))) {
            Some(shared) => shared,
            None => Error::new(crate::exceptions::RuntimeError, self.to_string()),
        }
    }

    /// The exception, raised at least once: what is being handled is the context of one that was not.
    fn raised<'py>(&self, py: Python<'py>) -> Obj<'py> {
        let exception = self.value(py);
        if matches!(self.0.as_deref(), Some(Parts { repr: Repr::Exception(_), .. })) {
            return exception;
        }
        raw::error::raise(&exception);
        raw::error::take(py)
    }
}
