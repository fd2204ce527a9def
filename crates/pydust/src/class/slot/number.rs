//! Operators of two operands, which CPython calls for either of them, and those in place.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::ptr;

use super::Member;
use crate::boundary::guarded;
use crate::class::{Class, is_instance};
use crate::function::{Call, Function};
use crate::raw::heap_type::{self, slot};
use crate::raw::{self, Obj, PyObject, ffi};

macro_rules! binary {
    ($($fill:ident = $slot:ident;)*) => {$(
        #[doc = concat!("Fills `", stringify!($slot), "`, by the operator and its reflected form.")]
        pub const fn $fill<T: Class, F: Function, R: Function>() -> Member {
            let function: ffi::binaryfunc = binary::<T, F, R, { slot::$slot }>;
            Member::slot(slot::$slot, function as *mut c_void)
        }
    )*};
}

binary! {
    fill_add = Py_nb_add;
    fill_subtract = Py_nb_subtract;
    fill_multiply = Py_nb_multiply;
    fill_true_divide = Py_nb_true_divide;
    fill_floor_divide = Py_nb_floor_divide;
    fill_remainder = Py_nb_remainder;
    fill_divmod = Py_nb_divmod;
    fill_matrix_multiply = Py_nb_matrix_multiply;
    fill_and = Py_nb_and;
    fill_or = Py_nb_or;
    fill_xor = Py_nb_xor;
    fill_lshift = Py_nb_lshift;
    fill_rshift = Py_nb_rshift;
}

macro_rules! in_place {
    ($($fill:ident = $slot:ident;)*) => {$(
        #[doc = concat!("Fills `", stringify!($slot), "`.")]
        pub const fn $fill<T: Class, F: Function>() -> Member {
            Member::slot(slot::$slot, in_place::<F> as ffi::binaryfunc as *mut c_void)
        }
    )*};
}

in_place! {
    fill_in_place_add = Py_nb_inplace_add;
    fill_in_place_subtract = Py_nb_inplace_subtract;
    fill_in_place_multiply = Py_nb_inplace_multiply;
    fill_in_place_true_divide = Py_nb_inplace_true_divide;
    fill_in_place_floor_divide = Py_nb_inplace_floor_divide;
    fill_in_place_remainder = Py_nb_inplace_remainder;
    fill_in_place_matrix_multiply = Py_nb_inplace_matrix_multiply;
    fill_in_place_and = Py_nb_inplace_and;
    fill_in_place_or = Py_nb_inplace_or;
    fill_in_place_xor = Py_nb_inplace_xor;
    fill_in_place_lshift = Py_nb_inplace_lshift;
    fill_in_place_rshift = Py_nb_inplace_rshift;
}

/// One call with one argument.
///
/// # Safety
/// CPython must be calling, with both objects live, and `receiver` an instance of the class that `F` is of.
#[inline(always)]
unsafe fn call_one<F: Function>(receiver: *mut PyObject, argument: *mut PyObject) -> *mut PyObject {
    // SAFETY: by contract; the argument's place outlives the call.
    let call = unsafe { Call::new(receiver, &raw const argument, 1, ptr::null_mut()) };
    guarded(call.py(), const { &F::SPEC }, receiver, || F::call(call))
}

/// `left OP right`, where either is an instance of the class.
///
/// CPython calls this once if both operands' types have this slot, as a class and its subclass do. Asking the right
/// operand too is then left to the slot, as it is for classes of Python.
unsafe extern "C" fn binary<T: Class, F: Function, R: Function, const SLOT: c_int>(
    left: *mut PyObject,
    right: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with two live objects; which one is an instance is asked first.
    unsafe {
        let (left_obj, right_obj) = (raw::module::borrowed(&left), raw::module::borrowed(&right));
        let mut result = None;
        if is_instance::<T>(left_obj) {
            if F::PRESENT {
                let found = call_one::<F>(left, right);
                if !R::PRESENT || !raw::object::is_not_implemented(found) {
                    return found;
                }
                result = Some(found);
            }
            let this: ffi::binaryfunc = binary::<T, F, R, SLOT>;
            if !R::PRESENT || !is_shared(left_obj, right_obj, SLOT, this as *mut c_void) {
                return result.unwrap_or_else(|| not_implemented(left_obj));
            }
            if let Some(found) = result {
                ffi::Py_DECREF(found);
            }
        }
        if R::PRESENT && is_instance::<T>(right_obj) {
            return call_one::<R>(right, left);
        }
        not_implemented(left_obj)
    }
}

/// Whether the operands are of different types that share the slot, so that CPython calls it only once.
#[cold]
extern "C" fn is_shared(left: &Obj<'_>, right: &Obj<'_>, id: c_int, function: *mut c_void) -> bool {
    left.type_ptr() != right.type_ptr() && heap_type::slot_of(right, id) == function
}

#[inline(always)]
fn not_implemented(obj: &Obj<'_>) -> *mut PyObject {
    obj.py().not_implemented().into_ptr()
}

unsafe extern "C" fn in_place<F: Function>(
    instance: *mut PyObject,
    other: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, for the left operand alone.
    unsafe { call_one::<F>(instance, other) }
}
