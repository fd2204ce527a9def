//! Errors that nobody is there to catch, as in a thread of Rust's own.

use super::{Error, Result};
use crate::raw::{self, Obj, Python};

impl Error {
    /// Reports the error as Python does one that ends a thread: by `threading.excepthook` (in the main thread
    /// `sys.excepthook`), which prints it with its traceback unless the program has set another.
    ///
    /// ```
    /// use pydust as py;
    ///
    /// fn call_in_thread(listener: py::PyCallable) {
    ///     std::thread::spawn(move || {
    ///         py::try_attach(|py| {
    ///             listener.bind(py).call0().map(drop).unwrap_or_else(|error| error.report(py));
    ///         })
    ///     });
    /// }
    /// ```
    #[cold]
    pub fn report(self, py: Python<'_>) {
        self.set_in(py, c"<native thread>", None);
        let exception = raw::error::take(py);
        if let Err(error) = call_hook(&exception) {
            error.set(py);
            raw::error::write_unraisable(None);
        }
    }
}

fn call_hook(exception: &Obj<'_>) -> Result<()> {
    let threading = exception.py().import("threading")?;
    let traceback = exception.getattr("__traceback__")?;
    let thread = threading.call_method("current_thread", ())?;
    if thread.is(&threading.call_method("main_thread", ())?) {
        let sys = exception.py().import("sys")?;
        let parts = (exception.type_obj(), exception, traceback);
        return sys.call_method("excepthook", parts).map(drop);
    }
    let parts = (exception.type_obj(), exception, traceback, thread);
    let arguments = threading.call_method("ExceptHookArgs", (parts,))?;
    threading.call_method("excepthook", (arguments,)).map(drop)
}
