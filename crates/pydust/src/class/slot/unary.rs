//! Slots that are called with the instance alone and give an object.
#![allow(unsafe_code)]

use std::ffi::c_void;

use super::Member;
use super::called::object;
use crate::class::Class;
use crate::function::Function;
use crate::raw::heap_type::slot;
use crate::raw::{PyObject, ffi};

macro_rules! unary {
    ($($fill:ident = $slot:ident;)*) => {$(
        #[doc = concat!("Fills `", stringify!($slot), "`.")]
        pub const fn $fill<T: Class, F: Function>() -> Member {
            Member::slot(slot::$slot, unary::<F> as ffi::unaryfunc as *mut c_void)
        }
    )*};
}

unary! {
    fill_iter = Py_tp_iter;
    fill_await = Py_am_await;
    fill_aiter = Py_am_aiter;
    fill_repr = Py_tp_repr;
    fill_str = Py_tp_str;
    fill_negative = Py_nb_negative;
    fill_positive = Py_nb_positive;
    fill_absolute = Py_nb_absolute;
    fill_invert = Py_nb_invert;
    fill_int = Py_nb_int;
    fill_float = Py_nb_float;
    fill_index = Py_nb_index;
}

unsafe extern "C" fn unary<F: Function>(instance: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an instance of the class.
    unsafe { object::<F, 0>(instance, []) }
}
