//! Names of files, as the operating system has them: `os.fspath`, and the file system's encoding.

use std::ffi::{OsStr, OsString};

use super::{Obj, Python, Raised, bytes, call, ffi, text};

/// Whether `os.fspath` takes the object: it is a `str`, `bytes`, or its type has `__fspath__`.
pub(crate) fn is(obj: &Obj<'_>) -> Result<bool, Raised> {
    Ok(text::is(obj)
        || bytes::is(obj)
        || call::find_attr(&obj.type_obj(), c"__fspath__")?.is_some())
}

/// `os.fspath(obj)`: a `str` or `bytes`.
pub(crate) fn fspath<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached.
    unsafe { Obj::from_new(obj.py(), ffi::PyOS_FSPath(obj.as_ptr())) }
}

/// The name that a `str` or `bytes` stands for: surrogates that stand for undecodable bytes become those bytes.
///
/// Raises `UnicodeEncodeError` for what the encoding does not have.
#[cfg(unix)]
pub(crate) fn encode(path: &Obj<'_>) -> Result<OsString, Raised> {
    use std::os::unix::ffi::OsStringExt;

    if let Some(bytes) = bytes::as_slice(path) {
        return Ok(OsString::from_vec(bytes.to_vec()));
    }
    // SAFETY: attached; the call checks the type, and gives `bytes`.
    let encoded =
        unsafe { Obj::from_new(path.py(), ffi::PyUnicode_EncodeFSDefault(path.as_ptr()))? };
    Ok(OsString::from_vec(bytes::as_slice(&encoded).unwrap_or_default().to_vec()))
}

/// The `str` of a name, with surrogates for bytes that can't be decoded.
#[cfg(unix)]
pub(crate) fn decode<'py>(py: Python<'py>, name: &OsStr) -> Result<Obj<'py>, Raised> {
    use std::os::unix::ffi::OsStrExt;

    let bytes = name.as_bytes();
    // SAFETY: attached; pointer and length describe initialised memory.
    unsafe {
        let decoded =
            ffi::PyUnicode_DecodeFSDefaultAndSize(bytes.as_ptr().cast(), bytes.len() as isize);
        Obj::from_new(py, decoded)
    }
}

/// The name that a `str` or `bytes` stands for: wide characters, whose unpaired surrogates are kept.
///
/// Raises `UnicodeDecodeError` for bytes that are not in the file system's encoding.
#[cfg(windows)]
pub(crate) fn encode(path: &Obj<'_>) -> Result<OsString, Raised> {
    use std::os::windows::ffi::OsStringExt;

    let decoded = match bytes::as_slice(path) {
        // SAFETY: attached; pointer and length describe initialised memory.
        Some(bytes) => unsafe {
            let (data, length) = (bytes.as_ptr().cast(), bytes.len() as isize);
            Obj::from_new(path.py(), ffi::PyUnicode_DecodeFSDefaultAndSize(data, length))?
        },
        None => path.clone(),
    };
    let mut length = 0;
    // SAFETY: attached; the call checks the type, and gives that many characters in memory of its own, which is
    // freed here.
    unsafe {
        let wide = ffi::PyUnicode_AsWideCharString(decoded.as_ptr(), &mut length);
        if wide.is_null() {
            return Err(Raised);
        }
        let name = OsString::from_wide(std::slice::from_raw_parts(wide.cast(), length as usize));
        ffi::PyMem_Free(wide.cast());
        Ok(name)
    }
}

/// The `str` of a name, unpaired surrogates and all.
#[cfg(windows)]
pub(crate) fn decode<'py>(py: Python<'py>, name: &OsStr) -> Result<Obj<'py>, Raised> {
    use std::os::windows::ffi::OsStrExt;

    let wide: Vec<u16> = name.encode_wide().collect();
    // SAFETY: attached; pointer and length describe initialised memory.
    unsafe {
        let decoded = ffi::PyUnicode_FromWideChar(wide.as_ptr().cast(), wide.len() as isize);
        Obj::from_new(py, decoded)
    }
}
