//! `str`: made from UTF-8, read as UTF-8.

use std::ffi::CStr;
use std::ops::Range;
use std::slice;
use std::str;

use super::{Obj, Python, Raised, ffi};

/// A new `str`.
#[inline]
pub(crate) fn new<'py>(py: Python<'py>, text: &str) -> Result<Obj<'py>, Raised> {
    py.check();
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

/// The interned `str` of a text.
pub(crate) fn intern<'py>(py: Python<'py>, text: &str) -> Result<Obj<'py>, Raised> {
    let mut text = new(py, text)?.into_ptr();
    // SAFETY: attached; the call replaces our reference by one to the interned object, and can't fail: at
    // worst the text stays as it is.
    unsafe {
        ffi::PyUnicode_InternInPlace(&mut text);
        Obj::from_new(py, text)
    }
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
pub(crate) extern "C" fn as_c_str<'a>(obj: &'a Obj<'_>) -> Result<&'a CStr, Raised> {
    let text = as_str_slow(obj)?;
    // Not by std's search, which could panic, for all that the compiler knows.
    if text.bytes().any(|byte| byte == 0) {
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
#[inline(never)]
pub(crate) extern "C" fn peek<'a>(obj: &'a Obj<'_>) -> Option<&'a str> {
    look(obj)
}

/// As [`peek`], in line.
#[inline(always)]
pub(crate) fn look<'a>(obj: &'a Obj<'_>) -> Option<&'a str> {
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

/// As [`peek`], in line, where it is done for each item of a container that is being walked: `None` for anything else, and for what the long way
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

/// The number of characters of a `str`.
pub(crate) fn len(obj: &Obj<'_>) -> usize {
    // SAFETY: attached; the call checks the type.
    super::container::count(unsafe { ffi::PyUnicode_GetLength(obj.as_ptr()) })
}

/// The characters of a `str`, with U+FFFD for each lone surrogate.
pub(crate) fn to_string_lossy(obj: &Obj<'_>) -> Result<String, Raised> {
    // SAFETY: attached; the call checks the type, and gives memory of our own with a zero at its end.
    let data = unsafe { ffi::PyUnicode_AsUCS4Copy(obj.as_ptr()) };
    if data.is_null() {
        return Err(Raised);
    }
    // SAFETY: as many code points as the `str` has.
    let points = unsafe { slice::from_raw_parts(data, len(obj)) };
    let text = points.iter().map(|&point| char::from_u32(point).unwrap_or('\u{FFFD}')).collect();
    // SAFETY: attached; the memory is not used any more.
    unsafe { ffi::PyMem_Free(data.cast()) };
    Ok(text)
}

/// `text[start:end]`, in characters.
pub(crate) fn substring<'py>(text: &Obj<'py>, range: Range<usize>) -> Result<Obj<'py>, Raised> {
    let length = len(text);
    let (start, end) = (range.start.min(length) as isize, range.end.min(length) as isize);
    // SAFETY: attached; the call checks type and indices.
    unsafe { Obj::from_new(text.py(), ffi::PyUnicode_Substring(text.as_ptr(), start, end)) }
}

/// `separator.join(parts)`.
pub(crate) fn join<'py>(separator: &Obj<'py>, parts: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks both types.
    unsafe {
        let joined = ffi::PyUnicode_Join(separator.as_ptr(), parts.as_ptr());
        Obj::from_new(separator.py(), joined)
    }
}

/// `text.split(separator)`, at whitespace without one.
pub(crate) fn split<'py>(text: &Obj<'py>, separator: Option<&Obj<'_>>) -> Result<Obj<'py>, Raised> {
    let separator = separator.map_or(std::ptr::null_mut(), Obj::as_ptr);
    // SAFETY: attached; the call checks both types; -1 stands for no limit.
    unsafe { Obj::from_new(text.py(), ffi::PyUnicode_Split(text.as_ptr(), separator, -1)) }
}

/// `text.replace(old, new)`.
pub(crate) fn replace<'py>(
    text: &Obj<'py>,
    old: &Obj<'_>,
    new: &Obj<'_>,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks the types; -1 stands for no limit.
    unsafe {
        let text_ptr = text.as_ptr();
        Obj::from_new(text.py(), ffi::PyUnicode_Replace(text_ptr, old.as_ptr(), new.as_ptr(), -1))
    }
}

/// Whether one `str` is part of another.
pub(crate) fn contains(text: &Obj<'_>, part: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached; the call checks both types.
    let found = unsafe { ffi::PyUnicode_Contains(text.as_ptr(), part.as_ptr()) };
    super::error::check(found).map(|found| found != 0)
}

/// `text.encode(encoding, errors)`.
pub(crate) fn encode<'py>(
    text: &Obj<'py>,
    encoding: &CStr,
    errors: &CStr,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks the type, and the names end in NUL.
    unsafe {
        let bytes =
            ffi::PyUnicode_AsEncodedString(text.as_ptr(), encoding.as_ptr(), errors.as_ptr());
        Obj::from_new(text.py(), bytes)
    }
}
