//! `set` and `frozenset`.

use std::ptr;

use super::container::count;
use super::error::{Raised, check};
use super::{Obj, Python, ffi};

/// Whether the object is a `set` or of a subclass.
#[inline(always)]
pub(crate) fn is(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PySet_Check(obj.as_ptr()) != 0 }
}

/// Whether the object is a `frozenset` or of a subclass.
#[inline(always)]
pub(crate) fn is_frozen(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyFrozenSet_Check(obj.as_ptr()) != 0 }
}

/// An empty `set`.
pub(crate) fn new(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    py.check();
    // SAFETY: attached; null stands for no items.
    unsafe { Obj::from_new(py, ffi::PySet_New(ptr::null_mut())) }
}

/// `frozenset(items)`.
pub(crate) fn freeze<'py>(items: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call raises for what can't be iterated.
    unsafe { Obj::from_new(items.py(), ffi::PyFrozenSet_New(items.as_ptr())) }
}

/// The number of items of a `set` or `frozenset`.
pub(crate) fn len(set: &Obj<'_>) -> usize {
    // SAFETY: attached; the call checks the type.
    count(unsafe { ffi::PySet_Size(set.as_ptr()) })
}

/// Whether a `set` or `frozenset` has the item.
pub(crate) fn contains(set: &Obj<'_>, item: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PySet_Contains(set.as_ptr(), item.as_ptr()) }).map(|found| found != 0)
}

/// Adds an item to a `set`.
pub(crate) fn add(set: &Obj<'_>, item: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PySet_Add(set.as_ptr(), item.as_ptr()) }).map(drop)
}

/// Takes an item out of a `set`, and says whether it was there.
pub(crate) fn discard(set: &Obj<'_>, item: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PySet_Discard(set.as_ptr(), item.as_ptr()) }).map(|found| found != 0)
}

/// Takes any item out of a `set`; raises `KeyError` if it is empty.
pub(crate) fn pop<'py>(set: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks the type.
    unsafe { Obj::from_new(set.py(), ffi::PySet_Pop(set.as_ptr())) }
}

/// Takes all items out of a `set`.
pub(crate) fn clear(set: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PySet_Clear(set.as_ptr()) }).map(drop)
}
