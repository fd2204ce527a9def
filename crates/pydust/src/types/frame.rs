//! [`Frame`]: a call of Python code that runs.

use super::{Code, Dict, attributes, handle};
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
    Frame, PyFrame, "frame" as "{types.FrameType}", raw::frame::is_frame
}

impl<'py> Frame<'py> {
    /// The innermost call of Python code on this thread: in an exported function that is its caller. `None` on
    /// a thread that only Rust code runs on.
    pub fn current(py: Python<'py>) -> Option<Frame<'py>> {
        raw::frame::current(py).map(Frame)
    }

    attributes! {
        /// The code that runs.
        code = "f_code": Code<'py>;
        /// The line that runs, from 1. `None` for code of no line.
        line = "f_lineno": Option<u32>;
        /// The namespace of the module that the code is from.
        globals = "f_globals": Dict<'py>;
        /// The local variables, as a mapping. Whether writing to it changes them depends on the version of
        /// Python: from 3.13 on it does.
        locals = "f_locals": Obj<'py>;
        /// The call that made this one; `None` for the outermost.
        back = "f_back": Option<Frame<'py>>;
    }

    /// The name of the function, as tracebacks give it; `<module>` for code of none.
    #[track_caller]
    pub fn function(&self) -> Result<String> {
        self.code()?.name()
    }

    /// The file that the code is from.
    #[track_caller]
    pub fn filename(&self) -> Result<String> {
        self.code()?.filename()
    }
}
