//! Slots of containers: length, items by key and by number, membership, concatenation and repetition.
//!
//! As in a class of Python, `__getitem__` and its kin fill both the slots that take any key and those that take a
//! number, so that all of C's ways to an item lead to it.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::mem::transmute;
use std::ptr;

use super::called::{inherited, object, refused, status, value};
use super::outcome::{Count, Nothing, Truth};
use super::{Class, Member};
use crate::function::Function;
use crate::raw::heap_type::{self, slot};
use crate::raw::{self, PyObject, ffi};

/// Fills `Py_mp_length` and `Py_sq_length`.
pub const fn fill_len<T: Class, F: Function<Count>>() -> Member {
    Member::several(
        const {
            let function = len::<F> as ffi::lenfunc as *mut c_void;
            &[
                Member::slot(slot::Py_mp_length, function),
                Member::slot(slot::Py_sq_length, function),
            ]
        },
    )
}

/// Fills `Py_mp_subscript` and `Py_sq_item`.
pub const fn fill_getitem<T: Class, F: Function>() -> Member {
    Member::several(
        const {
            &[
                Member::slot(slot::Py_mp_subscript, binary::<F> as ffi::binaryfunc as *mut c_void),
                Member::slot(slot::Py_sq_item, item::<F> as ffi::ssizeargfunc as *mut c_void),
            ]
        },
    )
}

/// Fills `Py_mp_ass_subscript` and `Py_sq_ass_item`, by `__setitem__` and `__delitem__`.
pub const fn fill_setitem<T: Class, S: Function<Nothing>, D: Function<Nothing>>() -> Member {
    Member::several(
        const {
            let by_key = set_item::<T, S, D> as ffi::objobjargproc as *mut c_void;
            let by_number = set_item_at::<T, S, D> as ffi::ssizeobjargproc as *mut c_void;
            &[
                Member::slot(slot::Py_mp_ass_subscript, by_key),
                Member::slot(slot::Py_sq_ass_item, by_number),
            ]
        },
    )
}

/// Fills `Py_sq_contains`.
pub const fn fill_contains<T: Class, F: Function<Truth>>() -> Member {
    Member::slot(slot::Py_sq_contains, contains::<F> as ffi::objobjproc as *mut c_void)
}

macro_rules! with_object {
    ($($fill:ident = $slot:ident;)*) => {$(
        #[doc = concat!("Fills `", stringify!($slot), "`.")]
        pub const fn $fill<T: Class, F: Function>() -> Member {
            Member::slot(slot::$slot, binary::<F> as ffi::binaryfunc as *mut c_void)
        }
    )*};
}

with_object! {
    fill_concat = Py_sq_concat;
    fill_inplace_concat = Py_sq_inplace_concat;
}

macro_rules! with_count {
    ($($fill:ident = $slot:ident;)*) => {$(
        #[doc = concat!("Fills `", stringify!($slot), "`.")]
        pub const fn $fill<T: Class, F: Function>() -> Member {
            Member::slot(slot::$slot, repeat::<F> as ffi::ssizeargfunc as *mut c_void)
        }
    )*};
}

with_count! {
    fill_repeat = Py_sq_repeat;
    fill_inplace_repeat = Py_sq_inplace_repeat;
}

unsafe extern "C" fn len<F: Function<Count>>(instance: *mut PyObject) -> isize {
    // SAFETY: CPython calls this attached, with an instance of the class.
    unsafe { value::<Count, F, _, 0>(instance, [], -1, |length, _| Ok(length)) }
}

unsafe extern "C" fn contains<F: Function<Truth>>(
    instance: *mut PyObject,
    item: *mut PyObject,
) -> c_int {
    // SAFETY: as above; the item is live.
    unsafe { value::<Truth, F, _, 1>(instance, [item], -1, |found, _| Ok(found.into())) }
}

unsafe extern "C" fn binary<F: Function>(
    instance: *mut PyObject,
    other: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as above; the other object is live.
    unsafe { object::<F, 1>(instance, [other]) }
}

/// Runs `work` with a number as an object; `failed` if there is none.
///
/// # Safety
/// CPython must be calling.
#[inline(always)]
unsafe fn with_number<V>(number: isize, failed: V, work: impl FnOnce(*mut PyObject) -> V) -> V {
    // SAFETY: by contract.
    let py = unsafe { raw::module::called() };
    match raw::number::from_i64(py, number as i64) {
        Ok(number) => work(number.as_ptr()),
        Err(raw::Raised) => failed,
    }
}

/// Whether a number is no item's. C counts negative ones from the end before it asks: what is still negative is
/// beyond the beginning, and must not be counted once more. (Without a length it is passed on, as Python does.)
///
/// # Safety
/// CPython must be calling, with a live object.
#[inline(always)]
unsafe fn is_beyond(instance: *mut PyObject, number: isize) -> bool {
    // SAFETY: by contract.
    number < 0 && unsafe { raised_beyond(instance) }
}

#[cold]
unsafe extern "C" fn raised_beyond(instance: *mut PyObject) -> bool {
    // SAFETY: by contract of the caller.
    let instance = unsafe { raw::module::borrowed(&instance) };
    let has_length = !heap_type::slot_of(instance, slot::Py_sq_length).is_null();
    if has_length {
        let class = raw::error::exception_type(instance.py(), &raw const ffi::PyExc_IndexError);
        raw::error::set_text(&class, "index out of range");
    }
    has_length
}

unsafe extern "C" fn item<F: Function>(instance: *mut PyObject, number: isize) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an instance of the class.
    unsafe {
        if is_beyond(instance, number) {
            return ptr::null_mut();
        }
        with_number(number, ptr::null_mut(), |number| object::<F, 1>(instance, [number]))
    }
}

unsafe extern "C" fn repeat<F: Function>(instance: *mut PyObject, times: isize) -> *mut PyObject {
    // SAFETY: as above. A negative number of times is none, for all of Python's sequences.
    unsafe { with_number(times.max(0), ptr::null_mut(), |times| object::<F, 1>(instance, [times])) }
}

/// `instance[key] = value`; `del instance[key]` without a value.
unsafe extern "C" fn set_item<T: Class, S: Function<Nothing>, D: Function<Nothing>>(
    instance: *mut PyObject,
    key: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: as above; the key is live, and the value or null.
    unsafe {
        match value.is_null() {
            false if S::PRESENT => status::<S, 2>(instance, [key, value]),
            true if D::PRESENT => status::<D, 1>(instance, [key]),
            _ => set_inherited::<T>(instance, key, value),
        }
    }
}

/// # Safety
/// As CPython calls `mp_ass_subscript`, for an instance of the class.
#[cold]
unsafe fn set_inherited<T: Class>(
    instance: *mut PyObject,
    key: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: by contract; such a slot holds null or such a function.
    unsafe {
        let found = inherited(instance, T::runtime(), slot::Py_mp_ass_subscript);
        match transmute::<*mut c_void, Option<ffi::objobjargproc>>(found) {
            Some(set) => ffi::in_slot::set(instance, key, value, set),
            None if value.is_null() => refused(instance, "doesn't support item deletion"),
            None => refused(instance, "does not support item assignment"),
        }
    }
}

unsafe extern "C" fn set_item_at<T: Class, S: Function<Nothing>, D: Function<Nothing>>(
    instance: *mut PyObject,
    number: isize,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: as for `set_item`.
    unsafe {
        if is_beyond(instance, number) {
            return -1;
        }
        with_number(number, -1, |number| set_item::<T, S, D>(instance, number, value))
    }
}
