//! `str`: made from UTF-8, read as UTF-8.

use std::ffi::CStr;
use std::slice;
use std::str;

use super::{Obj, Python, Raised, ffi};

/// A new `str`.
#[inline]
pub(crate) fn new<'py>(py: Python<'py>, text: &str) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; pointer and length describe initialised memory (a Rust slice is never longer
    // than `isize::MAX`).
    unsafe {
        let new = ffi::PyUnicode_FromStringAndSize(text.as_ptr().cast(), text.len() as isize);
        Obj::from_new(py, new)
    }
}

/// The interned `str` of a name.
pub(crate) fn interned<'py>(py: Python<'py>, name: &CStr) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the name is NUL-terminated.
    unsafe { Obj::from_new(py, ffi::PyUnicode_InternFromString(name.as_ptr())) }
}

/// Whether the object is a `str` or of a subclass.
#[inline(always)]
pub(crate) fn is(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyUnicode_Check(obj.as_ptr()) != 0 }
}

/// The text of a `str`, borrowed: CPython keeps the UTF-8 form as long as the object.
///
/// The object must be a `str` (checked in debug builds; anything else raises). Lone surrogates raise
/// `UnicodeEncodeError`.
#[inline(always)]
pub(crate) fn as_str<'a>(obj: &'a Obj<'_>) -> Result<&'a str, Raised> {
    // The bindings don't have the layout from 3.14 on.
    #[cfg(not(any(Py_LIMITED_API, Py_3_14)))]
    // SAFETY: the checks say that the object is a `str` in compact ASCII form, whose bytes follow the
    // header and never change; ASCII is UTF-8.
    unsafe {
        if is(obj) && ffi::PyUnicode_IS_COMPACT_ASCII(obj.as_ptr()) != 0 {
            let data = obj.as_ptr().cast::<ffi::PyASCIIObject>().add(1).cast::<u8>();
            let length = (*obj.as_ptr().cast::<ffi::PyASCIIObject>()).length as usize;
            return Ok(str::from_utf8_unchecked(slice::from_raw_parts(data, length)));
        }
    }
    as_str_slow(obj)
}

#[inline]
fn as_str_slow<'a>(obj: &'a Obj<'_>) -> Result<&'a str, Raised> {
    let mut length = 0;
    // SAFETY: attached; the call checks the type, and its memory lives as long as the object.
    unsafe {
        let data = ffi::PyUnicode_AsUTF8AndSize(obj.as_ptr(), &mut length);
        if data.is_null() {
            return Err(Raised);
        }
        Ok(str::from_utf8_unchecked(slice::from_raw_parts(data.cast(), length as usize)))
    }
}

/// `outer.name`: the full name of what is in a module.
pub(crate) fn dotted<'py>(outer: &Obj<'py>, name: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    concat(&concat(outer, &new(outer.py(), ".")?)?, name)
}

/// The text of a `str` as C sees it; raises `ValueError` if there is a NUL in it.
pub(crate) fn as_c_str<'a>(obj: &'a Obj<'_>) -> Result<&'a CStr, Raised> {
    let text = as_str_slow(obj)?;
    if text.contains('\0') {
        let class = &raw const ffi::PyExc_ValueError;
        super::error::set_text(
            &super::error::exception_type(obj.py(), class),
            "embedded null character",
        );
        return Err(Raised);
    }
    // SAFETY: CPython ends the UTF-8 form with a NUL, and there is no other.
    Ok(unsafe { CStr::from_ptr(text.as_ptr().cast()) })
}

/// The text of a `str`, or `None` for anything else, and for lone surrogates. Raises nothing.
pub(crate) fn peek<'a>(obj: &'a Obj<'_>) -> Option<&'a str> {
    if !is(obj) {
        return None;
    }
    match as_str(obj) {
        Ok(text) => Some(text),
        Err(Raised) => {
            drop(super::error::take(obj.py()));
            None
        }
    }
}

/// The text of a `str` in a container that is being walked: `None` for anything else, and for what the long way
/// must tell about. Leaves nothing raised.
///
/// Raising makes objects, at which CPython up to 3.11 may collect garbage, and so run Python code; only then is it
/// `None`.
#[inline(always)]
pub(crate) fn glance<'a>(obj: &'a Obj<'_>) -> Option<&'a str> {
    if !is(obj) {
        return None;
    }
    #[cfg(not(any(Py_LIMITED_API, Py_3_14)))]
    // SAFETY: a live `str`.
    if unsafe { ffi::PyUnicode_IS_COMPACT_ASCII(obj.as_ptr()) } != 0 {
        return as_str(obj).ok();
    }
    // The container may lose the object while it raises.
    let _held = obj.clone();
    match as_str_slow(obj) {
        Ok(text) => Some(text),
        Err(Raised) => {
            super::error::clear(obj.py());
            None
        }
    }
}

/// `left + right` of two `str`.
#[inline]
pub(crate) fn concat<'py>(left: &Obj<'py>, right: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks both types.
    unsafe { Obj::from_new(left.py(), ffi::PyUnicode_Concat(left.as_ptr(), right.as_ptr())) }
}
