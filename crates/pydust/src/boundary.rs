//! The one place where errors and panics cross from Rust to Python.
//!
//! `catch_unwind` is inlined around the user's code, so that it vanishes where nothing can panic. For the
//! same reason every function of the core that such code may call is `extern "C"` (which the compiler
//! knows not to unwind), although nothing but Rust calls it: one opaque call that might unwind would
//! keep the handler, and with it std's panic machinery (some 290 kB), in every extension. And `describe`
//! and `print` are only called from here, in code that is inlined: see `pydust-panic` on why.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;

use pydust_panic::Panic;

use crate::error::{Error, Result};
use crate::raw::kept::Kept;
use crate::raw::traceback::Entry;
use crate::raw::{self, Lent, Obj, PyObject, Python};
use crate::spec::FunctionSpec;

/// Runs the user's code of one call, and turns what it gives into what CPython expects: a new reference, or
/// null with the error indicator set.
#[inline(always)]
pub(crate) fn guarded<'py>(
    py: Python<'py>,
    spec: &'static FunctionSpec,
    receiver: *mut PyObject,
    body: impl FnOnce() -> Result<Obj<'py>>,
) -> *mut PyObject {
    guarded_value(py, spec, receiver, ptr::null_mut(), || Ok(body()?.into_ptr()))
}

/// As [`guarded`], for calls that return a status: 0, or -1 with the error indicator set.
#[inline(always)]
pub(crate) fn guarded_status(
    py: Python<'_>,
    spec: &'static FunctionSpec,
    body: impl FnOnce() -> Result<()>,
) -> std::ffi::c_int {
    guarded_value(py, spec, ptr::null_mut(), -1, || body().map(|()| 0))
}

/// As [`guarded`], for calls that return a value of C's: `failed` says that the error indicator is set.
#[inline(always)]
pub(crate) fn guarded_value<V: Copy>(
    py: Python<'_>,
    spec: &'static FunctionSpec,
    receiver: *mut PyObject,
    failed: V,
    body: impl FnOnce() -> Result<V>,
) -> V {
    let body = || match body() {
        Ok(value) => value,
        Err(error) => {
            raise(py, error, spec, receiver);
            failed
        }
    };
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => value,
        Err(payload) => {
            panicked(py, payload, spec, receiver);
            failed
        }
    }
}

/// As above, where nobody can catch an exception: it goes to `sys.unraisablehook`.
#[inline(always)]
pub(crate) fn guarded_unraisable(
    py: Python<'_>,
    spec: &'static FunctionSpec,
    body: impl FnOnce() -> Result<()>,
) {
    if guarded_status(py, spec, body) != 0 {
        raw::error::write_unraisable(None);
    }
}

/// Runs `work` on a thread on which no call from Python is around it, to turn a panic into an exception: it
/// is printed, and goes on.
#[inline]
pub(crate) fn outermost<R>(work: impl FnOnce() -> R) -> R {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(payload) => {
            pydust_panic::print(&*payload);
            resume_unwind(payload)
        }
    }
}

/// Raises the error, with an entry for the function in its traceback if it began there.
#[cold]
extern "C" fn raise(
    py: Python<'_>,
    error: Error,
    spec: &'static FunctionSpec,
    receiver: *mut PyObject,
) {
    error.set_in(py, spec.name, raw::module::receiver(py, &receiver));
}

/// Inlined, so that it is compiled into the crate that uses it: only there may `describe` be called.
#[cold]
#[inline]
fn panicked(
    py: Python<'_>,
    payload: Box<dyn Any + Send>,
    spec: &'static FunctionSpec,
    receiver: *mut PyObject,
) {
    raise_panic(py, pydust_panic::describe(payload), spec, receiver);
}

/// Raises a caught panic as `pydust.Panic`, a subclass of `RuntimeError`.
#[cold]
extern "C" fn raise_panic(
    py: Python<'_>,
    panic: Panic,
    spec: &'static FunctionSpec,
    receiver: *mut PyObject,
) {
    let owner = raw::module::receiver(py, &receiver);
    let entry = Entry::new(py, spec.name, &panic.file, panic.line, owner);
    if let Ok(class) = panic_class(py) {
        let Panic { message, file, line } = &panic;
        let place = if *line > 0 { format!(" (panicked at {file}:{line})") } else { String::new() };
        raw::error::set_text(&class, &format!("{message}{place}"));
        entry.add(py);
    }
}

/// The exception class of panics: one for each interpreter.
fn panic_class(py: Python<'_>) -> std::result::Result<Lent<'_, '_>, raw::Raised> {
    static CLASS: Kept = Kept::new();
    CLASS.get(py, || {
        let base = raw::error::exception_type(py, &raw const raw::ffi::PyExc_RuntimeError);
        let doc =
            c"A panic in native code: a bug there. The interpreter is sound, and can be used on.";
        raw::error::new_exception_class(&base, c"pydust.Panic", doc)
    })
}
