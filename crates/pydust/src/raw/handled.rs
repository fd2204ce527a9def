//! The exception that is being handled, as in an `except` clause: what is raised meanwhile gets it as its
//! `__context__`, and `sys.exception()` gives it.

use std::ptr::{self, NonNull};

use super::{Obj, Python, ffi};

/// What this call itself handled before; put back when dropped.
pub(crate) struct Handled<'py>(Option<Obj<'py>>);

impl<'py> Handled<'py> {
    /// Handles an exception from now on.
    pub(crate) fn begin(exception: &Obj<'py>) -> Handled<'py> {
        let before = innermost(exception.py());
        set(None);
        // If there still is one, it is handled by whoever runs this generator, and would stay with the generator if
        // it were put back as its own.
        let outer = innermost(exception.py());
        let is_own = match (&before, &outer) {
            (Some(before), Some(outer)) => !before.is(outer),
            (before, _) => before.is_some(),
        };
        set(Some(exception));
        Handled(if is_own { before } else { None })
    }
}

impl Drop for Handled<'_> {
    fn drop(&mut self) {
        set(self.0.as_ref());
    }
}

/// The exception that is handled, by this call or by what runs this generator.
fn innermost(_: Python<'_>) -> Option<Obj<'_>> {
    // SAFETY: attached; a new reference, or null.
    unsafe { NonNull::new(ffi::PyErr_GetHandledException()).map(|found| Obj::from_owned(found)) }
}

/// Sets what this call handles.
fn set(exception: Option<&Obj<'_>>) {
    let exception = exception.map_or(ptr::null_mut(), Obj::as_ptr);
    // SAFETY: only called by attached code; null is allowed, and the call takes a reference of its own.
    unsafe { ffi::PyErr_SetHandledException(exception) }
}
