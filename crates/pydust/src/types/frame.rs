//! [`Frame`]: a call of Python code that runs.

use super::{Code, Dict, Handle, handle};
use crate::error::Result;
use crate::raw::{self, Obj, Python};

handle! {
    /// A call of Python code, as `sys._getframe()` shows it.
    ///
    /// ```
    /// # use pydust as py;
    /// /// Where this was called: `script.py:7 in main`.
    /// fn caller(py: py::Python) -> py::Result<String> {
    ///     let Some(frame) = py::Frame::current(py) else { return Ok("Rust".into()) };
    ///     let (file, line) = (frame.filename()?, frame.line()?.unwrap_or(0));
    ///     Ok(format!("{file}:{line} in {}", frame.function()?))
    /// }
    /// ```
    Frame, PyFrame, "frame", raw::frame::is_frame
}

impl<'py> Frame<'py> {
    /// The innermost call of Python code on this thread: in an exported function that is its caller. `None` on
    /// a thread that only Rust code runs on.
    pub fn current(py: Python<'py>) -> Option<Frame<'py>> {
        raw::frame::current(py).map(Frame)
    }

    /// The code that runs.
    pub fn code(&self) -> Result<Code<'py>> {
        Code::from_obj(self.getattr("f_code")?)
    }

    /// The name of the function, as tracebacks give it; `<module>` for code of none.
    pub fn function(&self) -> Result<String> {
        self.code()?.name()
    }

    /// The file that the code is from.
    pub fn filename(&self) -> Result<String> {
        self.code()?.filename()
    }

    /// The line that runs, from 1. `None` for code of no line.
    pub fn line(&self) -> Result<Option<u32>> {
        self.getattr("f_lineno")?.extract()
    }

    /// The namespace of the module that the code is from.
    pub fn globals(&self) -> Result<Dict<'py>> {
        Dict::from_obj(self.getattr("f_globals")?)
    }

    /// The local variables, as a mapping. Whether writing to it changes them depends on the version of
    /// Python: from 3.13 on it does.
    pub fn locals(&self) -> Result<Obj<'py>> {
        self.getattr("f_locals")
    }

    /// The call that made this one; `None` for the outermost.
    pub fn back(&self) -> Result<Option<Frame<'py>>> {
        self.getattr("f_back")?.extract()
    }
}
