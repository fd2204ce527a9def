//! `set`: made and filled.

use super::error::{Raised, check};
use super::{Obj, Python, ffi};

/// A new empty set.
pub(crate) fn new(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    // SAFETY: attached; without an iterable the set is empty.
    unsafe { Obj::from_new(py, ffi::PySet_New(std::ptr::null_mut())) }
}

/// `set.add(item)`. Raises `TypeError` for an item that can't be hashed.
#[inline]
pub(crate) fn add(set: &Obj<'_>, item: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PySet_Add(set.as_ptr(), item.as_ptr()) }).map(drop)
}
