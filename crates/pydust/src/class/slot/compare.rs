//! Comparison: six methods, or one that is told the operator, in one slot; and the hash that belongs to it.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};

use super::Member;
use super::called::{inherited, object};
use crate::boundary::guarded;
use crate::class::Class;
use crate::error::Result;
use crate::function::{Call, Function};
use crate::raw::heap_type::{self, slot};
use crate::raw::{self, Comparison, Obj, PyObject, ffi};
use crate::spec::FunctionSpec;

/// `__richcmp__`, as the macros write it.
///
/// # Safety
/// As for [`Function`].
pub unsafe trait Compare {
    /// What Python sees of it.
    const SPEC: FunctionSpec;

    /// Converts the other operand, calls the user's function and converts what it returns.
    fn compare<'a, 'py>(call: Call<'a, 'py>, operator: Comparison) -> Result<Obj<'py>>;
}

/// Fills `Py_tp_richcompare` with the six methods.
pub const fn fill_compare<T, Lt, Le, Eq, Ne, Gt, Ge>() -> Member
where
    T: Class,
    Lt: Function,
    Le: Function,
    Eq: Function,
    Ne: Function,
    Gt: Function,
    Ge: Function,
{
    let function: ffi::richcmpfunc = one_by_one::<T, Lt, Le, Eq, Ne, Gt, Ge>;
    Member::comparison(function as *mut c_void, Eq::PRESENT)
}

/// Fills `Py_tp_richcompare` with the one method for all operators.
pub const fn fill_compare_at_once<T: Class, F: Compare>() -> Member {
    Member::comparison(at_once::<F> as ffi::richcmpfunc as *mut c_void, true)
}

unsafe extern "C" fn one_by_one<T, Lt, Le, Eq, Ne, Gt, Ge>(
    left: *mut PyObject,
    right: *mut PyObject,
    operator: c_int,
) -> *mut PyObject
where
    T: Class,
    Lt: Function,
    Le: Function,
    Eq: Function,
    Ne: Function,
    Gt: Function,
    Ge: Function,
{
    // SAFETY: CPython calls this attached, with an instance of the class and another live object.
    unsafe {
        match operator {
            ffi::Py_LT if Lt::PRESENT => object::<Lt, 1>(left, [right]),
            ffi::Py_LE if Le::PRESENT => object::<Le, 1>(left, [right]),
            ffi::Py_EQ if Eq::PRESENT => object::<Eq, 1>(left, [right]),
            ffi::Py_NE if Ne::PRESENT => object::<Ne, 1>(left, [right]),
            ffi::Py_GT if Gt::PRESENT => object::<Gt, 1>(left, [right]),
            ffi::Py_GE if Ge::PRESENT => object::<Ge, 1>(left, [right]),
            _ => above::<T>(left, right, operator),
        }
    }
}

/// What the base class says where the class has no method: `object` makes `__ne__` of `__eq__`, and without that
/// compares identities.
///
/// # Safety
/// CPython must be calling, with both objects live, the left one an instance of the class.
#[inline]
unsafe fn above<T: Class>(
    left: *mut PyObject,
    right: *mut PyObject,
    operator: c_int,
) -> *mut PyObject {
    // SAFETY: by contract; what is in this slot is such a function.
    unsafe {
        let found = inherited(left, T::runtime(), slot::Py_tp_richcompare);
        match std::mem::transmute::<*mut c_void, Option<ffi::richcmpfunc>>(found) {
            Some(compare) => ffi::in_slot::compare(left, right, operator, compare),
            None => raw::module::called().not_implemented().into_ptr(),
        }
    }
}

unsafe extern "C" fn at_once<F: Compare>(
    left: *mut PyObject,
    right: *mut PyObject,
    operator: c_int,
) -> *mut PyObject {
    // SAFETY: as above; the right operand's place outlives the call.
    let call = unsafe { Call::new(left, &raw const right, 1, std::ptr::null_mut()) };
    guarded(call.py(), const { &F::SPEC }, left, || match Comparison::of(operator) {
        Some(operator) => F::compare(call, operator),
        None => Ok(call.py().not_implemented()),
    })
}

/// What else a type needs that has only one of comparison and hash, which CPython inherits together or not at all:
/// nothing hashes what `__eq__` compares; else the other is that of the base.
pub(in crate::class) fn beside(
    compares: Option<bool>,
    has_hash: bool,
    base: Option<&Obj<'_>>,
) -> Option<(c_int, *mut c_void)> {
    let id = match (compares, has_hash) {
        (Some(true), false) => {
            return Some((slot::Py_tp_hash, ffi::PyObject_HashNotImplemented as *mut c_void));
        }
        (Some(false), false) => slot::Py_tp_hash,
        (None, true) => slot::Py_tp_richcompare,
        _ => return None,
    };
    Some((id, heap_type::slot_of_class(base, id)))
}
