//! Attaching any thread to Python, for users' code: what panics in there is printed where nobody else would tell.

use std::fmt;

use crate::boundary::outermost;
use crate::error::Result;
use crate::raw::view::View;
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

/// An interpreter, as any thread sees it: the way into one that is not the main one.
///
/// [`attach`] is for one interpreter. What is to call back into the interpreter it was made in, be that a
/// sub-interpreter, keeps a view of it: beside a [`Py`](crate::Py), say. A view does not keep its interpreter from ending.
///
/// ```
/// use pydust as py;
///
/// /// Calls `f` on a thread of its own, in the interpreter that `f` belongs to.
/// fn call_on_a_thread(py: py::Python, f: py::PyCallable) -> py::Result<()> {
///     let home = py::InterpreterView::current(py)?;
///     std::thread::spawn(move || {
///         let called = home.attach(|py| match f.bind(py).call0() {
///             Ok(_) => {}
///             Err(error) => error.report(py),
///         });
///         called.is_some()
///     });
///     Ok(())
/// }
/// ```
pub struct InterpreterView(View);

impl InterpreterView {
    /// The interpreter that this thread is attached to.
    ///
    /// Raises `MemoryError`, as nearly everything does.
    pub fn current(py: Python<'_>) -> Result<InterpreterView> {
        Ok(InterpreterView(View::current(py)?))
    }

    /// Runs `work` attached to this interpreter, from any thread; `None` if it has ended, or is ending.
    ///
    /// A thread that is attached to it runs `work` at once. One that is attached to another interpreter is detached from
    /// that meanwhile: so what `work` uses and gives follows the rule of [`Python::detach`].
    ///
    /// The end of the interpreter waits for threads that Python does not know, for up to ten seconds, and before 3.14 in
    /// sub-interpreters without limit: there CPython would end the process. A panic of `work` goes on in the thread; one
    /// that Python does not know prints it first.
    pub fn attach<R: Send>(
        &self,
        work: impl for<'py> FnOnce(Python<'py>) -> R + Send,
    ) -> Option<R> {
        if raw::attach::is_known() {
            return raw::attach::attach_to(&self.0, work);
        }
        raw::attach::attach_to(&self.0, |py| outermost(|| work(py)))
    }
}

impl fmt::Debug for InterpreterView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InterpreterView").finish_non_exhaustive()
    }
}
