//! How shims call the functions that the macros wrote: with the instance, and arguments by position.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::ptr;

use super::outcome::{Nothing, Outcome};
use crate::boundary::{guarded, guarded_value};
use crate::class::ClassRuntime;
use crate::error::Result;
use crate::function::{Call, Function};
use crate::raw::heap_type;
use crate::raw::{self, Obj, PyObject, Python, ffi};

/// A call that gives an object.
///
/// # Safety
/// CPython must be calling, with live objects, and `instance` one of the class that `F` is of.
#[inline(always)]
pub(super) unsafe fn object<F: Function, const N: usize>(
    instance: *mut PyObject,
    arguments: [*mut PyObject; N],
) -> *mut PyObject {
    // SAFETY: by contract; the arguments' places outlive the call.
    let call = unsafe { Call::new(instance, arguments.as_ptr(), N, ptr::null_mut()) };
    guarded(call.py(), const { &F::SPEC }, instance, || F::call(call))
}

/// A call that gives another value, of which `finish` makes C's; `failed` says that something was raised.
///
/// # Safety
/// As for [`object`].
#[inline(always)]
pub(super) unsafe fn value<'py, K: Outcome, F: Function<K>, V: Copy, const N: usize>(
    instance: *mut PyObject,
    arguments: [*mut PyObject; N],
    failed: V,
    finish: impl FnOnce(K::Value<'py>, Python<'py>) -> Result<V>,
) -> V {
    // SAFETY: as above.
    let call = unsafe { Call::new(instance, arguments.as_ptr(), N, ptr::null_mut()) };
    guarded_value(call.py(), const { &F::SPEC }, instance, failed, || {
        finish(F::call(call)?, call.py())
    })
}

/// A call that gives nothing.
///
/// # Safety
/// As for [`object`].
#[inline(always)]
pub(super) unsafe fn status<F: Function<Nothing>, const N: usize>(
    instance: *mut PyObject,
    arguments: [*mut PyObject; N],
) -> c_int {
    // SAFETY: passed on.
    unsafe { value::<Nothing, F, _, N>(instance, arguments, -1, |(), _| Ok(0)) }
}

/// What the class would have inherited in a slot that it fills itself, for the half of the slot that it does not have
/// a method for; null if nothing.
///
/// # Safety
/// CPython must be calling, with a live instance of the class.
#[inline]
pub(super) unsafe fn inherited(
    instance: *mut PyObject,
    runtime: &'static ClassRuntime,
    id: c_int,
) -> *mut c_void {
    // SAFETY: by contract.
    let instance = unsafe { raw::module::borrowed(&instance) };
    heap_type::inherited_slot(instance, &runtime.methods, id)
}

/// Raises an exception with a text that ends in the type's name: `'Stack' object ...`.
#[cold]
pub(super) extern "C" fn refuse(obj: &Obj<'_>, class: *const *mut PyObject, text: &'static str) {
    let name = obj.class().name().unwrap_or_default();
    let mut message = raw::message::Message::new();
    message.push(&["'", &name, "' object ", text]);
    raw::message::set(&raw::error::exception_type(obj.py(), class), &message);
}

/// [`refuse`] with `TypeError`, as a status.
///
/// # Safety
/// CPython must be calling, with a live object.
#[cold]
pub(super) unsafe fn refused(instance: *mut PyObject, text: &'static str) -> c_int {
    // SAFETY: by contract.
    refuse(unsafe { raw::module::borrowed(&instance) }, &raw const ffi::PyExc_TypeError, text);
    -1
}
