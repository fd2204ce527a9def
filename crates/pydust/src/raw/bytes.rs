//! `bytes`: made from and read as slices.

use std::ptr;
use std::slice;

use super::{Obj, Python, Raised, ffi};

/// A new `bytes`.
#[inline]
pub(crate) fn new<'py>(py: Python<'py>, data: &[u8]) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; pointer and length describe initialised memory.
    unsafe {
        let new = ffi::PyBytes_FromStringAndSize(data.as_ptr().cast(), data.len() as isize);
        Obj::from_new(py, new)
    }
}

/// A new `bytes` of the given length, which `fill` writes; it begins as zeros.
pub(crate) fn new_with<'py, E: From<Raised>>(
    py: Python<'py>,
    length: usize,
    fill: impl FnOnce(&mut [u8]) -> Result<(), E>,
) -> Result<Obj<'py>, E> {
    let Ok(size) = isize::try_from(length) else {
        // SAFETY: attached.
        unsafe { ffi::PyErr_NoMemory() };
        return Err(Raised.into());
    };
    // SAFETY: attached; with a null pointer the content is left to the caller.
    let bytes = unsafe { Obj::from_new(py, ffi::PyBytes_FromStringAndSize(ptr::null(), size))? };
    if length > 0 {
        // SAFETY: the object is new and nobody else sees it; it has `length` bytes, zeroed before they are
        // seen as initialised. (The empty `bytes` is shared, and has none.)
        fill(unsafe {
            let data = ffi::PyBytes_AsString(bytes.as_ptr()).cast::<u8>();
            ptr::write_bytes(data, 0, length);
            slice::from_raw_parts_mut(data, length)
        })?;
    }
    Ok(bytes)
}

/// Whether the object is a `bytes` or of a subclass.
#[inline(always)]
pub(crate) fn is(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyBytes_Check(obj.as_ptr()) != 0 }
}

/// The bytes of a `bytes`, borrowed: they never change. `None` for any other object.
#[inline(always)]
pub(crate) fn as_slice<'a>(obj: &'a Obj<'_>) -> Option<&'a [u8]> {
    if !is(obj) {
        return None;
    }
    // SAFETY: the object is a `bytes`, immutable, and keeps its memory as long as it lives.
    unsafe {
        #[cfg(not(Py_LIMITED_API))]
        let (data, size) = (ffi::PyBytes_AS_STRING(obj.as_ptr()), ffi::Py_SIZE(obj.as_ptr()));
        #[cfg(Py_LIMITED_API)]
        let (data, size) = (ffi::PyBytes_AsString(obj.as_ptr()), ffi::PyBytes_Size(obj.as_ptr()));
        Some(slice::from_raw_parts(data.cast(), size as usize))
    }
}
