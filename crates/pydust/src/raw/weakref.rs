//! Weak references.

use std::ptr::{self, NonNull};

use super::error::{self, Raised};
use super::imported::Imported;
use super::{Obj, ffi};

/// `weakref.ref`.
pub(crate) static REF: Imported = Imported::new("weakref", "ref");

/// Whether the object is a `weakref.ref` or of a subclass. Proxies are not.
pub(crate) fn is(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyWeakref_CheckRef(obj.as_ptr()) != 0 }
}

/// `weakref.ref(obj, callback)`.
pub(crate) fn new<'py>(obj: &Obj<'py>, callback: Option<&Obj<'py>>) -> Result<Obj<'py>, Raised> {
    let callback = callback.map_or(ptr::null_mut(), Obj::as_ptr);
    // SAFETY: attached; the call checks the object's type, and takes references of its own.
    unsafe { Obj::from_new(obj.py(), ffi::PyWeakref_NewRef(obj.as_ptr(), callback)) }
}

/// The object that a weak reference is to, or `None` once it has ended (or for what is no weak reference).
pub(crate) fn get<'py>(reference: &Obj<'py>) -> Option<Obj<'py>> {
    debug_assert!(is(reference));
    let mut found = ptr::null_mut();
    // SAFETY: attached; the call checks the type. It makes the reference in one step: by itself from 3.13 on;
    // before, and under the stable ABI, nothing can come between two calls that run no Python code, since
    // there is a GIL.
    if unsafe { ffi::compat::PyWeakref_GetRef(reference.as_ptr(), &mut found) } < 0 {
        drop(error::take(reference.py()));
    }
    // SAFETY: null, or a new reference.
    NonNull::new(found).map(|found| unsafe { Obj::from_owned(found) })
}
