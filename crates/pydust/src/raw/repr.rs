//! `repr` of objects that may contain themselves.

use super::error::{Raised, check};
use super::{Obj, ffi};

/// This thread is making the `repr` of an object.
pub(crate) struct Entered<'a, 'py>(&'a Obj<'py>);

impl<'a, 'py> Entered<'a, 'py> {
    /// Begins, or gives `None` if this thread is at it already further up.
    pub(crate) fn new(obj: &'a Obj<'py>) -> Result<Option<Self>, Raised> {
        // SAFETY: attached; a live object.
        let inside = check(unsafe { ffi::Py_ReprEnter(obj.as_ptr()) })?;
        Ok((inside == 0).then(|| Entered(obj)))
    }
}

impl Drop for Entered<'_, '_> {
    fn drop(&mut self) {
        // SAFETY: attached, as the handle proves; entered by `new`.
        unsafe { ffi::Py_ReprLeave(self.0.as_ptr()) }
    }
}
