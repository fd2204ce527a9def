//! `int` of any size: to and from two's complement bytes, the lowest first. What 64 bits hold is in `number.rs`.

#[cfg(all(Py_LIMITED_API, not(Py_3_14)))]
use std::ptr::NonNull;

use super::error::Raised;
#[cfg(any(feature = "num-bigint", all(Py_LIMITED_API, not(Py_3_14))))]
use super::number;
use super::{Obj, Python, ffi};
#[cfg(all(Py_LIMITED_API, not(Py_3_14)))]
use super::{call, text};

/// The bytes of an `int` with its sign: at least one, sometimes one more than needed.
#[cfg(feature = "num-bigint")]
pub(crate) fn to_vec(int: &Obj<'_>) -> Result<Vec<u8>, Raised> {
    let bits = number::bit_length(int)?;
    let mut bytes = vec![0; (bits / 8 + 1) as usize];
    let fits = write(int, &mut bytes)?;
    debug_assert!(fits, "one bit above those of the absolute value is enough");
    Ok(bytes)
}

/// Writes an `int` with its sign into the whole of `bytes`; gives false if there is not enough room.
#[cfg(any(Py_3_14, all(Py_3_13, not(Py_LIMITED_API))))]
pub(crate) fn write(int: &Obj<'_>, bytes: &mut [u8]) -> Result<bool, Raised> {
    let (flags, room) = (ffi::Py_ASNATIVEBYTES_LITTLE_ENDIAN, bytes.len() as isize);
    // SAFETY: attached; the call checks the type, and writes no more than there is room for.
    let needed =
        unsafe { ffi::PyLong_AsNativeBytes(int.as_ptr(), bytes.as_mut_ptr().cast(), room, flags) };
    if needed < 0 { Err(Raised) } else { Ok(needed <= room) }
}

/// As above.
#[cfg(not(any(Py_3_13, Py_LIMITED_API)))]
pub(crate) fn write(int: &Obj<'_>, bytes: &mut [u8]) -> Result<bool, Raised> {
    let int = super::number::index(int)?;
    // SAFETY: attached; an `int`, by the line above; little-endian and signed; the call writes exactly as many
    // bytes as there are, or raises.
    let status = unsafe {
        ffi::_PyLong_AsByteArray(int.as_ptr().cast(), bytes.as_mut_ptr(), bytes.len(), 1, 1)
    };
    fits(int.py(), super::error::check(status)).map(|fits| fits.is_some())
}

/// As above, with the method of `int`, whatever a subclass has in its place.
#[cfg(all(Py_LIMITED_API, not(Py_3_14)))]
pub(crate) fn write(int: &Obj<'_>, bytes: &mut [u8]) -> Result<bool, Raised> {
    let py = int.py();
    let length = number::from_u64(py, bytes.len() as u64)?;
    let arguments = [int.clone(), length, text::new(py, "little")?];
    let Some(written) = fits(py, call_signed(py, "to_bytes", arguments, true))? else {
        return Ok(false);
    };
    let written = super::bytes::as_slice(&written).unwrap_or_default();
    for (byte, written) in bytes.iter_mut().zip(written) {
        *byte = *written;
    }
    Ok(true)
}

/// The result of a call, or `None` if it raised `OverflowError`.
#[cfg(not(any(Py_3_14, all(Py_3_13, not(Py_LIMITED_API)))))]
fn fits<T>(py: Python<'_>, result: Result<T, Raised>) -> Result<Option<T>, Raised> {
    use super::error;
    let Err(Raised) = result else { return result.map(Some) };
    let exception = error::take(py);
    let overflow = error::exception_type(py, &raw const ffi::PyExc_OverflowError);
    if error::matches(&exception, &overflow) {
        return Ok(None);
    }
    error::restore(exception);
    Err(Raised)
}

/// A new `int` from bytes, of which the highest bit is the sign if there is one.
pub(crate) fn new<'py>(py: Python<'py>, bytes: &[u8], signed: bool) -> Result<Obj<'py>, Raised> {
    #[cfg(any(Py_3_14, all(Py_3_13, not(Py_LIMITED_API))))]
    // SAFETY: attached; the calls read as many bytes as there are.
    unsafe {
        let make = match signed {
            true => ffi::PyLong_FromNativeBytes,
            false => ffi::PyLong_FromUnsignedNativeBytes,
        };
        let flags = ffi::Py_ASNATIVEBYTES_LITTLE_ENDIAN;
        Obj::from_new(py, make(bytes.as_ptr().cast(), bytes.len(), flags))
    }
    #[cfg(not(any(Py_3_13, Py_LIMITED_API)))]
    // SAFETY: attached; the call reads as many bytes as there are, as little-endian.
    unsafe {
        let new = ffi::_PyLong_FromByteArray(bytes.as_ptr(), bytes.len(), 1, signed.into());
        Obj::from_new(py, new)
    }
    #[cfg(all(Py_LIMITED_API, not(Py_3_14)))]
    {
        let arguments = [super::bytes::new(py, bytes)?, text::new(py, "little")?];
        call_signed(py, "from_bytes", arguments, signed)
    }
}

/// `int.NAME(*args, signed=signed)`.
#[cfg(all(Py_LIMITED_API, not(Py_3_14)))]
fn call_signed<'py, const N: usize>(
    py: Python<'py>,
    name: &str,
    args: [Obj<'py>; N],
    signed: bool,
) -> Result<Obj<'py>, Raised> {
    let method = call::get_attr(&class(py), &text::new(py, name)?)?;
    let names = super::container::new_dict(py)?;
    let truth = if signed { super::object::true_(py) } else { super::object::false_(py) };
    super::container::dict_set(&names, &text::new(py, "signed")?, &truth)?;
    call::call_tuple(&method, &super::container::new_tuple(py, args)?, Some(&names))
}

/// The class `int`.
#[cfg(all(Py_LIMITED_API, not(Py_3_14)))]
fn class(py: Python<'_>) -> Obj<'_> {
    let class = (&raw mut ffi::PyLong_Type).cast();
    // SAFETY: a static type, alive as long as Python is.
    unsafe { Obj::from_borrowed(py, NonNull::new_unchecked(class)) }
}
