//! Capsules: Rust values inside of Python objects, and foreign pointers.
//!
//! A capsule's own context word marks it as one of ours: it holds the address of a static of this library, which
//! no other library gives to a capsule. Only then is its pointer believed to be a [`Content`].

use std::any::TypeId;
use std::ffi::{CStr, CString, c_void};
use std::ptr::{self, NonNull};

use super::error::Raised;
use super::{Obj, Python, ffi};

/// What a capsule of ours points to.
#[repr(C)]
struct Content<T> {
    /// Whatever `T` is, this comes first.
    kind: TypeId,
    /// The name, to which the capsule itself holds a pointer.
    name: CString,
    value: T,
}

static OURS: u8 = 0;

fn mark() -> *mut c_void {
    (&raw const OURS).cast_mut().cast()
}

/// Whether the object is a capsule.
pub(crate) fn is(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyCapsule_CheckExact(obj.as_ptr()) != 0 }
}

/// A new capsule with a value, which `end` must [`take`].
pub(crate) fn new<T: Send + Sync + 'static>(
    py: Python<'_>,
    name: CString,
    value: T,
    end: unsafe extern "C" fn(*mut ffi::PyObject),
) -> Result<Obj<'_>, Raised> {
    let content = Box::into_raw(Box::new(Content { kind: TypeId::of::<T>(), name, value }));
    // SAFETY: attached; the content is ours until a capsule has it, and its name lives as long as it does.
    // Nobody has seen the capsule before it gets its mark.
    unsafe {
        let new = ffi::PyCapsule_New(content.cast(), (*content).name.as_ptr(), Some(end));
        let capsule = Obj::from_new(py, new).inspect_err(|_| drop(Box::from_raw(content)))?;
        match ffi::PyCapsule_SetContext(capsule.as_ptr(), mark()) {
            0 => Ok(capsule),
            _ => Err(Raised), // does not happen: that was a capsule. Its content leaks
        }
    }
}

/// The content of a capsule of ours that holds a `T`.
///
/// # Safety
/// `capsule` must be a live object, or a capsule that is ending.
unsafe fn content<T: 'static>(capsule: *mut ffi::PyObject) -> Option<NonNull<Content<T>>> {
    // SAFETY: by contract; the type is checked before the capsule's words are read. One with our mark points to
    // the content that `new` gave it, of which the kind is read first, as it is there for every `T`.
    unsafe {
        if ffi::PyCapsule_CheckExact(capsule) == 0
            || !ptr::eq(ffi::PyCapsule_GetContext(capsule), mark())
        {
            return None;
        }
        let name = ffi::PyCapsule_GetName(capsule);
        let content = NonNull::new(ffi::PyCapsule_GetPointer(capsule, name))?;
        (*content.cast::<TypeId>().as_ptr() == TypeId::of::<T>()).then(|| content.cast())
    }
}

/// The value of a capsule of ours, if it is a `T`. Raises nothing.
pub(crate) fn value<'a, T: Sync + 'static>(capsule: &'a Obj<'_>) -> Option<&'a T> {
    // SAFETY: a live capsule keeps its content, which is only read.
    unsafe { content::<T>(capsule.as_ptr()).map(|content| &(*content.as_ptr()).value) }
}

/// The content, out of a capsule that is ending.
///
/// # Safety
/// Only for the destructor that was given to [`new`], with its `T`, once.
pub(crate) unsafe fn take<T: 'static>(capsule: *mut ffi::PyObject) -> Option<impl Sized> {
    // SAFETY: by contract nobody has the capsule any more; `new` made the content from a box.
    unsafe { content::<T>(capsule).map(|content| Box::from_raw(content.as_ptr())) }
}

/// The name of a capsule, copied: whoever made it may give it another.
pub(crate) fn name(capsule: &Obj<'_>) -> Result<Option<CString>, Raised> {
    // SAFETY: attached; the call checks the type.
    let name = unsafe { ffi::PyCapsule_GetName(capsule.as_ptr()) };
    if name.is_null() {
        return if super::error::occurred(capsule.py()) { Err(Raised) } else { Ok(None) };
    }
    // SAFETY: whoever makes a capsule promises that its name is NUL-terminated, and there as long as it has it.
    Ok(Some(unsafe { CStr::from_ptr(name) }.to_owned()))
}

/// The pointer of a capsule of this name.
///
/// Raises `ValueError` for another name.
pub(crate) fn pointer(capsule: &Obj<'_>, name: Option<&CStr>) -> Result<NonNull<c_void>, Raised> {
    let name = name.map_or(ptr::null(), CStr::as_ptr);
    // SAFETY: attached; the call checks type and name.
    NonNull::new(unsafe { ffi::PyCapsule_GetPointer(capsule.as_ptr(), name) }).ok_or(Raised)
}
