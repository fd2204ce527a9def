//! `**` and `pow()`, the only operators of up to three operands.
#![allow(unsafe_code)]

use std::ffi::c_void;

use super::Member;
use super::called::{inherited, object};
use crate::class::{Class, is_instance};
use crate::function::Function;
use crate::raw::heap_type::slot;
use crate::raw::{self, PyObject, ffi};

/// Fills `Py_nb_power`, by `__pow__` and `__rpow__`.
pub const fn fill_power<T: Class, F: Function, R: Function>() -> Member {
    Member::slot(slot::Py_nb_power, power::<T, F, R> as ffi::ternaryfunc as *mut c_void)
}

/// Fills `Py_nb_inplace_power`.
pub const fn fill_in_place_power<T: Class, F: Function>() -> Member {
    Member::slot(slot::Py_nb_inplace_power, in_place::<F> as ffi::ternaryfunc as *mut c_void)
}

/// `pow(base, exponent, modulus)`, where any of them may be an instance of the class; the modulus is `None` for `**`.
unsafe extern "C" fn power<T: Class, F: Function, R: Function>(
    base: *mut PyObject,
    exponent: *mut PyObject,
    modulus: *mut PyObject,
) -> *mut PyObject {
    let this = power::<T, F, R> as ffi::ternaryfunc as *mut c_void;
    // SAFETY: CPython calls this attached, with three live objects; which one is an instance is asked first.
    unsafe {
        let (left, right) = (raw::module::borrowed(&base), raw::module::borrowed(&exponent));
        if is_instance::<T>(left) {
            let found = match F::PRESENT {
                true => call::<F>(base, exponent, modulus),
                false => above::<T>(base, [base, exponent, modulus]),
            };
            if !R::PRESENT
                || !raw::object::is_not_implemented(found)
                || !super::number::is_shared(left, right, slot::Py_nb_power, this)
            {
                return found;
            }
            ffi::Py_DECREF(found);
        }
        match is_instance::<T>(right) {
            true if R::PRESENT => call::<R>(exponent, base, modulus),
            true => above::<T>(exponent, [base, exponent, modulus]),
            false => left.py().not_implemented().into_ptr(),
        }
    }
}

/// Calls a method that takes the other operand, and the modulus if it has a parameter for it.
///
/// # Safety
/// CPython must be calling, with all objects live, and `receiver` an instance of the class that `F` is of.
#[inline(always)]
unsafe fn call<F: Function>(
    receiver: *mut PyObject,
    other: *mut PyObject,
    modulus: *mut PyObject,
) -> *mut PyObject {
    let spec = const { &F::SPEC };
    // SAFETY: by contract.
    unsafe {
        let is_given = modulus != ffi::Py_None();
        if is_given && spec.positional < 2 {
            return raw::module::called().not_implemented().into_ptr();
        }
        if is_given || spec.required > 1 {
            object::<F, 2>(receiver, [other, modulus])
        } else {
            object::<F, 1>(receiver, [other])
        }
    }
}

/// What the base of the class does, which `owner` is an instance of.
///
/// # Safety
/// CPython must be calling, with live objects.
#[inline]
unsafe fn above<T: Class>(
    owner: *mut PyObject,
    [base, exponent, modulus]: [*mut PyObject; 3],
) -> *mut PyObject {
    // SAFETY: by contract; what is in this slot is such a function.
    unsafe {
        let found = inherited(owner, T::runtime(), slot::Py_nb_power);
        match std::mem::transmute::<*mut c_void, Option<ffi::ternaryfunc>>(found) {
            Some(power) => ffi::in_slot::ternary(base, exponent, modulus, power),
            None => raw::module::called().not_implemented().into_ptr(),
        }
    }
}

/// `base **= exponent`; Python has no form with a modulus.
unsafe extern "C" fn in_place<F: Function>(
    base: *mut PyObject,
    exponent: *mut PyObject,
    _modulus: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, for an instance of the class.
    unsafe { object::<F, 1>(base, [exponent]) }
}
