//! [`Traceback`]: the calls that an exception came through.

use super::{Frame, Str, attributes, handle};
use crate::error::Result;
use crate::raw::{self, Obj};

handle! {
    /// The `__traceback__` of an exception.
    ///
    /// ```
    /// # use pydust as py;
    /// fn began_in(py: py::Python, error: &py::Error) -> py::Result<Option<String>> {
    ///     let Some(traceback) = error.traceback(py) else { return Ok(None) }; // never raised
    ///     Ok(traceback.entries()?.pop().map(|entry| entry.function))
    /// }
    /// ```
    Traceback, PyTraceback, "traceback" as "{types.TracebackType}", raw::frame::is_traceback
}

/// One call in a [`Traceback`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracebackEntry {
    /// The file that the code is from.
    pub file: String,
    /// The line that the exception came through, from 1. `None` for code of no line.
    pub line: Option<u32>,
    /// The name of the function.
    pub function: String,
}

impl<'py> Traceback<'py> {
    /// The calls, from the one that caught the exception to the one that raised it.
    #[track_caller]
    pub fn entries(&self) -> Result<Vec<TracebackEntry>> {
        let mut entries = Vec::new();
        let mut next = Some(self.clone());
        while let Some(traceback) = next {
            let code = traceback.frame()?.code()?;
            entries.push(TracebackEntry {
                file: code.filename()?,
                line: traceback.line()?,
                function: code.name()?,
            });
            next = traceback.next()?;
        }
        Ok(entries)
    }

    attributes! {
        /// The frame of the first call.
        frame = "tb_frame": Frame<'py>;
        /// The line in it that the exception came through, from 1. `None` for code of no line.
        line = "tb_lineno": Option<u32>;
        /// What follows after the first call: one step nearer to where the exception was raised.
        next = "tb_next": Option<Traceback<'py>>;
    }

    /// The text that Python prints between `Traceback (most recent call last):` and the exception.
    #[track_caller]
    pub fn format(&self) -> Result<String> {
        let lines = self.py().import("traceback")?.call_method("format_tb", (&**self,))?;
        let text: Obj<'py> = Str::new(self.py(), "").call_method("join", (lines,))?;
        text.extract()
    }
}
