//! Operators of two operands, which CPython calls for either of them, and those in place.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};

use super::Member;
use super::called::{inherited, object};
use crate::class::{Class, is_instance};
use crate::function::Function;
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

/// Fills `Py_nb_inplace_add`. `__iadd__` is a method beside it: of a slot alone CPython would give subclasses in Python
/// the sequences' `+=` too, and that would take `NotImplemented` for the result.
pub const fn fill_in_place_add<T: Class, F: Function>() -> Member {
    let function: ffi::binaryfunc = in_place::<F>;
    Member::method_and_slot::<F>(slot::Py_nb_inplace_add, function as *mut c_void)
}

/// `left OP right`, where either is an instance of the class.
///
/// CPython calls this once if both operands' types have this slot, as a class and its subclass do. Asking the right
/// operand too is then left to the slot, as it is for classes of Python. What the class does not have, a base may.
unsafe extern "C" fn binary<T: Class, F: Function, R: Function, const SLOT: c_int>(
    left: *mut PyObject,
    right: *mut PyObject,
) -> *mut PyObject {
    let this: ffi::binaryfunc = binary::<T, F, R, SLOT>;
    let this = this as *mut c_void;
    // SAFETY: CPython calls this attached, with two live objects; which one is an instance is asked first.
    unsafe {
        let (left_obj, right_obj) = (raw::module::borrowed(&left), raw::module::borrowed(&right));
        if is_instance::<T>(left_obj) {
            let found = match F::PRESENT {
                true => object::<F, 1>(left, [right]),
                false => above::<T>(left, [left, right], SLOT),
            };
            if !R::PRESENT
                || !raw::object::is_not_implemented(found)
                || !is_shared(left_obj, right_obj, SLOT, this)
            {
                return found;
            }
            ffi::Py_DECREF(found);
        }
        match is_instance::<T>(right_obj) {
            true if R::PRESENT => object::<R, 1>(right, [left]),
            true => above::<T>(right, [left, right], SLOT),
            false => left_obj.py().not_implemented().into_ptr(),
        }
    }
}

/// Whether the operands are of different types that share the slot, so that CPython calls it only once.
#[cold]
pub(super) extern "C" fn is_shared(
    left: &Obj<'_>,
    right: &Obj<'_>,
    id: c_int,
    function: *mut c_void,
) -> bool {
    left.type_ptr() != right.type_ptr() && heap_type::slot_of(right, id) == function
}

/// What the base of the class does, which `owner` is an instance of.
///
/// # Safety
/// CPython must be calling, with live objects; `id` is that of a binary operator.
#[inline]
unsafe fn above<T: Class>(
    owner: *mut PyObject,
    [left, right]: [*mut PyObject; 2],
    id: c_int,
) -> *mut PyObject {
    // SAFETY: by contract; what is in such a slot is such a function.
    unsafe {
        let found = inherited(owner, T::runtime(), id);
        match std::mem::transmute::<*mut c_void, Option<ffi::binaryfunc>>(found) {
            Some(operator) => ffi::in_slot::binary(left, right, operator),
            None => raw::module::called().not_implemented().into_ptr(),
        }
    }
}

unsafe extern "C" fn in_place<F: Function>(
    instance: *mut PyObject,
    other: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, for the left operand alone.
    unsafe { object::<F, 1>(instance, [other]) }
}
