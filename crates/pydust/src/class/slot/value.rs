//! Slots that are called with the instance alone and give a number of C's: truth values, hashes.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};

use super::Member;
use super::called::value;
use super::outcome::{Hash, Truth};
use crate::class::Class;
use crate::function::Function;
use crate::raw::heap_type::slot;
use crate::raw::{PyObject, ffi};

/// Fills `Py_nb_bool`.
pub const fn fill_bool<T: Class, F: Function<Truth>>() -> Member {
    Member::slot(slot::Py_nb_bool, truth::<F> as ffi::inquiry as *mut c_void)
}

/// Fills `Py_tp_hash`.
pub const fn fill_hash<T: Class, F: Function<Hash>>() -> Member {
    Member::slot(slot::Py_tp_hash, hash::<F> as ffi::hashfunc as *mut c_void)
}

unsafe extern "C" fn truth<F: Function<Truth>>(instance: *mut PyObject) -> c_int {
    // SAFETY: CPython calls this attached, with an instance of the class.
    unsafe { value::<Truth, F, _, 0>(instance, [], -1, |truth, _| Ok(truth.into())) }
}

unsafe extern "C" fn hash<F: Function<Hash>>(instance: *mut PyObject) -> isize {
    // SAFETY: as above.
    unsafe { value::<Hash, F, _, 0>(instance, [], -1, |hash, _| Ok(hash)) }
}
