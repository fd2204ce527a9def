//! `memoryview`.

use super::error::Raised;
use super::{Obj, ffi};

/// Whether the object is a `memoryview`.
pub(crate) fn is(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyMemoryView_Check(obj.as_ptr()) != 0 }
}

/// `memoryview(obj)`.
pub(crate) fn new<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks that the object has a buffer.
    unsafe { Obj::from_new(obj.py(), ffi::PyMemoryView_FromObject(obj.as_ptr())) }
}
