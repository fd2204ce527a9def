//! The header of every object: how large it is, and where the memory begins that types of ours lay out themselves.
//!
//! Most ABIs show the header, so it is the first field of a layout. That of free-threaded builds' stable ABI does not,
//! as one binary is for Pythons whose headers differ: there a layout is what comes behind the header, whose size is read
//! once in a process. Sizes and offsets of layouts are constants either way, and go to CPython through [`whole`].

use super::error::Raised;
use super::ffi::PyObject;
use super::{Python, ffi};

#[cfg(not(all(Py_LIMITED_API, Py_GIL_DISABLED)))]
mod place {
    use super::{Python, Raised, ffi};

    /// What a layout begins with.
    pub(crate) type Header = ffi::PyObject;

    /// Nothing is to be learnt: the header is part of the layout.
    #[inline(always)]
    pub(crate) fn learn(_: Python<'_>) -> Result<(), Raised> {
        Ok(())
    }

    /// How many bytes of an object come before its layout.
    #[inline(always)]
    pub(super) fn ahead() -> usize {
        0
    }
}

#[cfg(all(Py_LIMITED_API, Py_GIL_DISABLED))]
mod place {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Python, Raised, ffi};
    use crate::raw::{Obj, base_type};

    /// What a layout begins with: nothing, since the header comes before it.
    #[repr(C)]
    pub(crate) struct Header([u8; 0]);

    /// The size of the running Python's headers; 0 until it is known.
    static SIZE: AtomicUsize = AtomicUsize::new(0);

    /// Reads the size of headers, before any type of ours is made.
    pub(crate) fn learn(py: Python<'_>) -> Result<(), Raised> {
        /// CPython's allocator aligns objects so, and a layout may rely on it.
        const ALIGNMENT: usize = 16;

        if SIZE.load(Ordering::Relaxed) == 0 {
            let object = (&raw mut ffi::PyBaseObject_Type).cast::<ffi::PyObject>();
            // SAFETY: attached; a static type is never deleted.
            let object = unsafe { Obj::from_new(py, ffi::Py_NewRef(object))? };
            let size = base_type::number(&object, "__basicsize__")?.unsigned_abs();
            SIZE.store(size.next_multiple_of(ALIGNMENT), Ordering::Relaxed);
        }
        Ok(())
    }

    /// How many bytes of an object come before its layout. Who has an instance of a type of ours sees what was stored
    /// before the type was made.
    #[inline(always)]
    pub(super) fn ahead() -> usize {
        SIZE.load(Ordering::Relaxed)
    }
}

pub(crate) use place::{Header, learn};

/// Where the layout of an instance begins.
///
/// # Safety
/// The object's memory must be that of an instance of a type of ours.
#[inline(always)]
pub(crate) unsafe fn layout(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: by contract: all of its header is there.
    unsafe { object.byte_add(place::ahead()) }
}

/// A size or an offset of a layout, counted from the beginning of the object.
#[inline(always)]
pub(crate) fn whole(of_layout: usize) -> usize {
    place::ahead() + of_layout
}
