//! `int`, `float` and `bool`: to and from Rust's scalars.

use super::error::{self, Raised};
use super::{Obj, Python, ffi};

/// A new `int`.
#[inline(always)]
pub(crate) fn from_i64<'py>(py: Python<'py>, value: i64) -> Result<Obj<'py>, Raised> {
    py.check();
    // SAFETY: attached; any value is allowed.
    unsafe { Obj::from_new(py, ffi::PyLong_FromLongLong(value)) }
}

/// A new `int`.
#[inline(always)]
pub(crate) fn from_u64<'py>(py: Python<'py>, value: u64) -> Result<Obj<'py>, Raised> {
    py.check();
    if let Ok(value) = i64::try_from(value) {
        return from_i64(py, value); // the shorter way for small numbers
    }
    // SAFETY: attached; any value is allowed.
    unsafe { Obj::from_new(py, ffi::PyLong_FromUnsignedLongLong(value)) }
}

/// A new `float`.
#[inline(always)]
pub(crate) fn from_f64<'py>(py: Python<'py>, value: f64) -> Result<Obj<'py>, Raised> {
    py.check();
    // SAFETY: attached; any value is allowed.
    unsafe { Obj::from_new(py, ffi::PyFloat_FromDouble(value)) }
}

/// Whether the object is an `int` or of a subclass (`bool` is one).
#[inline(always)]
pub(crate) fn is_int(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyLong_Check(obj.as_ptr()) != 0 }
}

/// Whether the object is an `int` or has `__index__`.
pub(crate) fn is_index(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyIndex_Check(obj.as_ptr()) != 0 }
}

/// Whether the object is a `float` or of a subclass.
#[inline(always)]
pub(crate) fn is_float(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyFloat_Check(obj.as_ptr()) != 0 }
}

/// Whether the object is `True` or `False`.
#[inline(always)]
pub(crate) fn is_bool(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyBool_Check(obj.as_ptr()) != 0 }
}

/// The value of a small `int` without a call; `None` for a large one, another type, or the stable ABI.
#[inline(always)]
pub(crate) fn compact(obj: &Obj<'_>) -> Option<i64> {
    #[cfg(not(Py_LIMITED_API))]
    // SAFETY: the check says that the object is an `int`, whose layout `layout` gives.
    unsafe {
        if is_int(obj) { layout::compact(obj.as_ptr()) } else { None }
    }
    #[cfg(Py_LIMITED_API)]
    {
        let _ = obj;
        None
    }
}

/// The layout of `int`, as `cpython/longintrepr.h` publishes it for the full API.
#[cfg(not(Py_LIMITED_API))]
mod layout {
    use super::ffi::PyObject;

    #[cfg(Py_3_12)]
    #[repr(C)]
    struct Int {
        head: PyObject,
        /// The count of digits above the lowest three bits; the lowest two: 0 positive, 1 zero, 2 negative.
        tag: usize,
        digit: u32,
    }

    #[cfg(Py_3_12)]
    #[inline(always)]
    pub(super) unsafe fn compact(int: *mut PyObject) -> Option<i64> {
        // SAFETY: the caller says that this is an `int`; the object is aligned and initialised, and an
        // `int` of at most one digit has that digit (zero for 0).
        let (tag, digit) = unsafe {
            let int = int.cast::<Int>();
            ((*int).tag, (*int).digit)
        };
        (tag < 2 << 3).then(|| (1 - (tag & 3) as i64) * i64::from(digit))
    }

    #[cfg(not(Py_3_12))]
    #[repr(C)]
    struct Int {
        head: super::ffi::PyVarObject,
        digit: u32,
    }

    #[cfg(not(Py_3_12))]
    #[inline(always)]
    pub(super) unsafe fn compact(int: *mut PyObject) -> Option<i64> {
        // SAFETY: as above; the size is the count of digits, negative for a negative `int`.
        unsafe {
            let int = int.cast::<Int>();
            match (*int).head.ob_size {
                0 => Some(0),
                size @ (1 | -1) => Some(size as i64 * i64::from((*int).digit)),
                _ => None,
            }
        }
    }
}

/// The value of an `int`, or of what `__index__` gives, if it is not negative.
pub(crate) fn as_u64(obj: &Obj<'_>) -> Result<u64, Raised> {
    // SAFETY: attached; `PyNumber_Index` checks the type and gives an exact `int`.
    let index = unsafe { Obj::from_new(obj.py(), ffi::PyNumber_Index(obj.as_ptr()))? };
    // SAFETY: attached; an `int`.
    let value = unsafe { ffi::PyLong_AsUnsignedLongLong(index.as_ptr()) };
    if value == u64::MAX && error::occurred(obj.py()) { Err(Raised) } else { Ok(value) }
}

/// The value of an `int`, if it is one and fits. Runs no Python code and raises nothing.
#[inline(always)]
pub(crate) fn int_i64(obj: &Obj<'_>) -> Option<i64> {
    if let Some(value) = compact(obj) {
        return Some(value);
    }
    if !is_int(obj) {
        return None;
    }
    let mut overflow = 0;
    // SAFETY: attached; an `int`, whose value is read without further ado.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(obj.as_ptr(), &mut overflow) };
    (overflow == 0).then_some(value)
}

/// The value of an `int`, if it is one and fits. Runs no Python code, and leaves nothing raised.
#[inline(always)]
pub(crate) fn int_u64(obj: &Obj<'_>) -> Option<u64> {
    if let Some(value) = compact(obj) {
        return value.try_into().ok();
    }
    if is_int(obj) { large_u64(obj) } else { None }
}

extern "C" fn large_u64(int: &Obj<'_>) -> Option<u64> {
    // SAFETY: attached; the call checks that this is an `int`.
    let value = unsafe { ffi::PyLong_AsUnsignedLongLong(int.as_ptr()) };
    if value == u64::MAX && error::occurred(int.py()) {
        error::clear(int.py());
        return None;
    }
    Some(value)
}

/// `operator.index(obj)`: an `int`. Raises what `__index__` raises, and `TypeError` where there is none.
pub(crate) fn index<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks the type.
    unsafe { Obj::from_new(obj.py(), ffi::PyNumber_Index(obj.as_ptr())) }
}

/// The decimal digits of an `int`, as a `str`. Raises `ValueError` for thousands of them.
pub(crate) fn digits<'py>(int: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks that this is an `int`.
    unsafe { Obj::from_new(int.py(), ffi::PyNumber_ToBase(int.as_ptr(), 10)) }
}

/// How many bits the absolute value of an `int` has.
pub(crate) fn bit_length(int: &Obj<'_>) -> Result<u64, Raised> {
    // `int`'s own method: a subclass may have another.
    // SAFETY: attached; a static type.
    let class = unsafe {
        let class = (&raw mut ffi::PyLong_Type).cast::<ffi::PyObject>();
        Obj::from_borrowed(int.py(), std::ptr::NonNull::new_unchecked(class))
    };
    let method = super::call::get_attr(&class, &super::text::interned(int.py(), c"bit_length")?)?;
    as_u64(&super::call::call_rarely(&method, int.clone())?)
}

/// The value of a `float`; `None` for another object.
#[inline(always)]
pub(crate) fn float_value(obj: &Obj<'_>) -> Option<f64> {
    if !is_float(obj) {
        return None;
    }
    // SAFETY: checked to be a `float`, whose value is read without further ado.
    unsafe {
        #[cfg(not(Py_LIMITED_API))]
        let value = ffi::PyFloat_AS_DOUBLE(obj.as_ptr());
        #[cfg(Py_LIMITED_API)]
        let value = ffi::value_of_float(obj.as_ptr());
        Some(value)
    }
}

/// The nearest `float` to an `int`; raises `OverflowError`.
pub(crate) fn int_f64(int: &Obj<'_>) -> Result<f64, Raised> {
    // SAFETY: attached; the call checks that this is an `int`.
    let value = unsafe { ffi::PyLong_AsDouble(int.as_ptr()) };
    if value == -1.0 && error::occurred(int.py()) { Err(Raised) } else { Ok(value) }
}

/// The value of a `float`, or of what `__float__` or `__index__` gives.
#[inline]
pub(crate) fn as_f64(obj: &Obj<'_>) -> Result<f64, Raised> {
    // SAFETY: attached; the call checks the type.
    let value = unsafe { ffi::PyFloat_AsDouble(obj.as_ptr()) };
    if value == -1.0 && error::occurred(obj.py()) { Err(Raised) } else { Ok(value) }
}

/// Whether the object converts to `float`: it is a `float` or an `int`, or its type has `__float__`
/// or `__index__`.
pub(crate) fn is_real(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object; `__float__` is looked up on the type, as Python does.
    is_float(obj)
        || is_index(obj)
        || unsafe {
            ffi::PyObject_HasAttrString(obj.type_obj().as_ptr(), c"__float__".as_ptr()) != 0
        }
}

/// Whether the object is a `complex` or of a subclass.
pub(crate) fn is_complex(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyComplex_Check(obj.as_ptr()) != 0 }
}

/// A new `complex`.
pub(crate) fn new_complex(py: Python<'_>, real: f64, imag: f64) -> Result<Obj<'_>, Raised> {
    // SAFETY: attached; any values are allowed.
    unsafe { Obj::from_new(py, ffi::PyComplex_FromDoubles(real, imag)) }
}

/// The real and the imaginary part of a `complex`.
pub(crate) fn complex_parts(complex: &Obj<'_>) -> (f64, f64) {
    // SAFETY: attached; a `complex`, whose parts are read without further ado.
    unsafe {
        let complex = complex.as_ptr();
        (ffi::PyComplex_RealAsDouble(complex), ffi::PyComplex_ImagAsDouble(complex))
    }
}
