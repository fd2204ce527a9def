//! `__del__`: the slot that is called once for an instance, before its value ends. When that is, is in `class/end.rs`.
#![allow(unsafe_code)]

use std::ffi::c_void;
use std::ptr;

use super::Member;
use super::outcome::Nothing;
use crate::boundary::guarded_unraisable;
use crate::class::{Class, cell_at};
use crate::function::{Call, Function};
use crate::raw::heap_type::slot;
use crate::raw::{self, PyObject, ffi};

/// Fills `Py_tp_finalize`.
pub const fn fill_finalize<T: Class, F: Function<Nothing>>() -> Member {
    Member::slot(slot::Py_tp_finalize, finalize::<T, F> as ffi::destructor as *mut c_void)
}

/// An instance whose `__init__` never ran has no value that could be told.
unsafe extern "C" fn finalize<T: Class, F: Function<Nothing>>(instance: *mut PyObject) {
    // SAFETY: CPython calls this attached, with an instance of the class.
    let (call, cell) =
        unsafe { (Call::new(instance, ptr::null(), 0, ptr::null_mut()), cell_at::<T>(instance)) };
    if F::PRESENT && !cell.is_empty() {
        let py = call.py();
        raw::error::aside(py, || guarded_unraisable(py, const { &F::SPEC }, || F::call(call)));
    }
}
