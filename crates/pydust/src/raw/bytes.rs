//! `bytes`, made from and read as slices; `bytearray`, which can change, and so is only copied.

use std::ptr;
use std::slice;

use super::error::check;
use super::{Obj, Python, Raised, container, critical, ffi};

/// A new `bytes`.
#[inline]
pub(crate) fn new<'py>(py: Python<'py>, data: &[u8]) -> Result<Obj<'py>, Raised> {
    py.check();
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
    let size = container::new_length(py, length)?;
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

/// A new `bytes` of the first `length` items; of zeros, where there are fewer. The items run no Python code.
#[inline(always)]
pub(crate) fn from_iter<'py>(
    py: Python<'py>,
    length: usize,
    items: impl Iterator<Item = u8>,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; with a null pointer the content is left to the caller. No collection of bytes is longer than
    // `isize::MAX`.
    let bytes =
        unsafe { Obj::from_new(py, ffi::PyBytes_FromStringAndSize(ptr::null(), length as isize))? };
    // SAFETY: the object is new and nobody else sees it; it has `length` bytes, of which each is written, without being
    // read before. (The empty `bytes` is shared; nothing is written to it.)
    unsafe {
        #[cfg(not(Py_LIMITED_API))]
        let data = ffi::PyBytes_AS_STRING(bytes.as_ptr()).cast_mut().cast::<u8>();
        #[cfg(Py_LIMITED_API)]
        let data = ffi::PyBytes_AsString(bytes.as_ptr()).cast::<u8>();
        let mut written = 0;
        for byte in items.take(length) {
            data.add(written).write(byte);
            written += 1;
        }
        ptr::write_bytes(data.add(written), 0, length - written);
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
#[inline(always)]
pub(crate) fn is_array(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyByteArray_Check(obj.as_ptr()) != 0 }
}

/// A new `bytearray`.
pub(crate) fn new_array<'py>(py: Python<'py>, data: &[u8]) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; pointer and length describe initialised memory.
    unsafe {
        let size = data.len() as isize;
        let new = ffi::PyByteArray_FromStringAndSize(data.as_ptr().cast(), size);
        Obj::from_new(py, new)
    }
}

/// The number of bytes of a `bytearray`.
pub(crate) fn array_len(array: &Obj<'_>) -> usize {
    // SAFETY: attached; only called with a `bytearray`.
    container::count(unsafe { ffi::PyByteArray_Size(array.as_ptr()) })
}

/// Shows where the bytes of a `bytearray` are and how many, while nobody resizes it: `work` runs no Python code.
fn with_array<R>(array: &Obj<'_>, work: impl FnOnce(*mut u8, usize) -> R) -> R {
    critical::section(array, || {
        // SAFETY: attached; only called with a `bytearray`.
        let data = unsafe { ffi::PyByteArray_AsString(array.as_ptr()) };
        work(data.cast(), array_len(array))
    })
}

/// A copy of the bytes of a `bytearray`.
pub(crate) fn array_to_vec(array: &Obj<'_>) -> Vec<u8> {
    with_array(array, |data, length| {
        let mut copy = Vec::with_capacity(length);
        // SAFETY: `length` initialised bytes, which nobody else writes meanwhile; the copy has room for them.
        unsafe {
            ptr::copy_nonoverlapping(data, copy.as_mut_ptr(), length);
            copy.set_len(length);
        }
        copy
    })
}

/// The byte at an index of a `bytearray`, or `None` past its end.
pub(crate) fn array_get(array: &Obj<'_>, index: usize) -> Option<u8> {
    with_array(array, |data, length| {
        // SAFETY: within the length, which nobody changes meanwhile.
        (index < length).then(|| unsafe { data.add(index).read() })
    })
}

/// Writes into a `bytearray` from an index on, and says whether there was room.
pub(crate) fn array_write(array: &Obj<'_>, index: usize, bytes: &[u8]) -> bool {
    with_array(array, |data, length| {
        let fits = index <= length && bytes.len() <= length - index;
        if fits {
            // SAFETY: within the length, which nobody changes meanwhile. A Rust slice is never memory of a
            // `bytearray`: nothing here lends that.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), data.add(index), bytes.len()) };
        }
        fits
    })
}

/// Gives a `bytearray` another length; new bytes are zeros. Raises `BufferError` if a memoryview looks at it.
pub(crate) fn array_resize(array: &Obj<'_>, length: usize) -> Result<(), Raised> {
    critical::section(array, || array_resize_locked(array, length))
}

/// Adds bytes at the end of a `bytearray`.
pub(crate) fn array_extend(array: &Obj<'_>, bytes: &[u8]) -> Result<(), Raised> {
    critical::section(array, || {
        let old = array_len(array);
        array_resize_locked(array, old.saturating_add(bytes.len()))?;
        // SAFETY: attached; just made long enough, and nobody changes it meanwhile; see `array_write`.
        unsafe {
            let data = ffi::PyByteArray_AsString(array.as_ptr()).cast::<u8>();
            ptr::copy_nonoverlapping(bytes.as_ptr(), data.add(old), bytes.len());
        }
        Ok(())
    })
}

fn array_resize_locked(array: &Obj<'_>, length: usize) -> Result<(), Raised> {
    let size = container::new_length(array.py(), length)?;
    let old = array_len(array);
    // SAFETY: attached; only called with a `bytearray`; the call raises if it can't be resized.
    check(unsafe { ffi::PyByteArray_Resize(array.as_ptr(), size) })?;
    if length > old {
        // SAFETY: attached; the new bytes are ours to write, and nobody changes the length meanwhile.
        unsafe {
            let data = ffi::PyByteArray_AsString(array.as_ptr()).cast::<u8>();
            ptr::write_bytes(data.add(old), 0, length - old);
        }
    }
    Ok(())
}
