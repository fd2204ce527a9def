//! `bytes` and what is like it: slices of bytes. Vectors and arrays of `u8`, which are `bytes` too, are made and read
//! in `sequence.rs`.

use std::borrow::Cow;

use super::{FromPy, FromPyOwned, IntoPy, mismatch};
use crate::buffer;
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

impl<'a, 'py> FromPy<'a, 'py> for &'a [u8] {
    type Guard = ();
    const EXPECTED: &'static str = "bytes";
    const TAKES: TypeHint = hint!("bytes");

    /// Borrowed from the `bytes`, without a copy. Only `bytes`: other buffers can change meanwhile.
    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        match raw::bytes::as_slice(obj) {
            Some(bytes) => Ok(bytes),
            None => Err(mismatch::<Self>(obj)),
        }
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Cow<'a, [u8]> {
    type Guard = ();
    const EXPECTED: &'static str = "bytes-like object";
    const TAKES: TypeHint = hint!("{typing_extensions.Buffer}");

    /// Borrowed from `bytes`, copied from what can change meanwhile: `bytearray`, `memoryview`, `mmap`, and other
    /// buffers of single bytes.
    #[inline]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if let Some(bytes) = raw::bytes::as_slice(obj) {
            return Ok(Cow::Borrowed(bytes));
        }
        match buffer::copy_bytes(obj)? {
            Some(bytes) => Ok(Cow::Owned(bytes)),
            None => Err(mismatch::<Self>(obj)),
        }
    }
}

/// The bytes of a bytes-like object as items, if items of this type are bytes.
#[inline(always)]
pub(super) fn items<'py, T: FromPyOwned<'py>>(obj: &Obj<'py>) -> Result<Option<Vec<T>>> {
    let Some(convert) = T::FROM_BYTE else { return Ok(None) };
    if let Some(bytes) = raw::bytes::as_slice(obj) {
        return Ok(Some(bytes.iter().copied().map(convert).collect()));
    }
    Ok(buffer::copy_bytes(obj)?.map(|bytes| bytes.into_iter().map(convert).collect()))
}

/// A new `bytes` of as many items as `length` says; of other items than bytes, zeros.
#[inline(always)]
pub(super) fn from_items<'py, T: IntoPy<'py>>(
    py: Python<'py>,
    length: usize,
    items: impl Iterator<Item = T>,
) -> Result<Obj<'py>> {
    let byte = T::AS_BYTE.unwrap_or(|_| 0);
    Ok(raw::bytes::from_iter(py, length, items.map(|item| byte(&item)))?)
}
