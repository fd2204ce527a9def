//! Attaching any thread to Python, for users' code: what panics in there is printed where nobody else would tell.

use crate::boundary::outermost;
use crate::raw::{self, Python};

/// Runs `work` attached to Python, from any thread.
///
/// A thread that is attached runs it at once; one inside [`Python::detach`] attaches again; one that Python
/// does not know attaches to the main interpreter, and that waits for it at its end, for up to ten seconds.
///
/// # Panics
/// If there is no interpreter: see [`try_attach`]. A panic of `work` goes on in the thread; one that Python does not
/// know prints it first, as Rust does.
///
/// ```no_run
/// use pydust as py;
/// std::thread::spawn(|| {
///     py::attach(|py| {
///         let log = || py.import("logging")?.call_method("info", ("from a thread",));
///         log().map(drop).unwrap_or_else(|error: py::Error| error.report(py));
///     })
/// });
/// ```
pub fn attach<R>(work: impl for<'py> FnOnce(Python<'py>) -> R) -> R {
    match try_attach(work) {
        Some(result) => result,
        None => {
            panic!("there is no Python interpreter to attach to: none was started, or it has ended")
        }
    }
}

/// Runs `work` attached to Python, as [`attach`] does; `None` if there is no interpreter, or it is ending.
///
/// What threads do until the end of the process is done with this:
///
/// ```
/// use pydust as py;
///
/// fn tell(listener: &py::PyCallable, event: &str) -> bool {
///     let told = py::try_attach(|py| match listener.bind(py).call1((event,)) {
///         Ok(_) => {}
///         Err(error) => error.report(py),
///     });
///     told.is_some()
/// }
/// ```
pub fn try_attach<R>(work: impl for<'py> FnOnce(Python<'py>) -> R) -> Option<R> {
    if raw::attach::is_known() {
        return raw::attach::attach(work);
    }
    raw::attach::attach(|py| outermost(|| work(py)))
}
