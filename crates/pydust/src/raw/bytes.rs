//! `bytes`: made from and read as slices; and copies of what is like them.

use std::ffi::CStr;
use std::ptr;
use std::slice;

use super::error::check;
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

/// Whether the object is a `bytearray` or of a subclass.
pub(crate) fn is_bytearray(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyByteArray_Check(obj.as_ptr()) != 0 }
}

/// A view of an exporter's memory, released when dropped.
struct View(ffi::Py_buffer);

impl View {
    fn of(obj: &Obj<'_>) -> Result<View, Raised> {
        let mut view = View(ffi::Py_buffer::new());
        // SAFETY: attached; an empty view, which is filled, or left without an exporter.
        check(unsafe { ffi::PyObject_GetBuffer(obj.as_ptr(), &mut view.0, ffi::PyBUF_FULL_RO) })?;
        Ok(view)
    }

    /// Whether this is one row of unsigned bytes or characters.
    fn is_of_bytes(&self) -> bool {
        let format = if self.0.format.is_null() {
            c"B"
        } else {
            // SAFETY: the format is NUL-terminated, and lives as long as the view.
            unsafe { CStr::from_ptr(self.0.format) }
        };
        self.0.ndim == 1
            && self.0.itemsize == 1
            && matches!(format.to_bytes(), b"B" | b"c" | b"<B" | b"<c")
    }
}

impl Drop for View {
    fn drop(&mut self) {
        // SAFETY: attached, as views are only made by `copy_buffer`; a view without an exporter is left alone.
        unsafe { ffi::PyBuffer_Release(&mut self.0) }
    }
}

/// A copy of the bytes that an object exports as a buffer, such as a `bytearray` or a `memoryview`; `None` for an
/// object that exports none, or other things than bytes.
pub(crate) fn copy_buffer(obj: &Obj<'_>) -> Result<Option<Vec<u8>>, Raised> {
    // SAFETY: a live object.
    if unsafe { ffi::PyObject_CheckBuffer(obj.as_ptr()) } == 0 {
        return Ok(None);
    }
    let view = View::of(obj)?;
    if !view.is_of_bytes() {
        return Ok(None);
    }
    let length = view.0.len as usize;
    let mut bytes: Vec<u8> = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        super::error::set_no_memory(obj.py());
        return Err(Raised);
    }
    // SAFETY: attached; the call writes the whole length into memory that is there, whatever the strides, after which
    // it is initialised.
    unsafe {
        check(ffi::PyBuffer_ToContiguous(
            bytes.as_mut_ptr().cast(),
            &view.0,
            view.0.len,
            b'C' as std::ffi::c_char,
        ))?;
        bytes.set_len(length);
    }
    Ok(Some(bytes))
}
