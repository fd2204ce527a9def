//! Instances that can be called.
#![allow(unsafe_code)]

use std::ffi::c_void;

use super::Member;
use crate::boundary::guarded;
use crate::class::Class;
use crate::function::{Call, Function};
use crate::raw::heap_type::slot;
use crate::raw::{self, PyObject, ffi};

/// Fills `Py_tp_call`. `__call__` is a method beside it, so that `inspect` and `help` see its signature and its doc.
pub const fn fill_call<T: Class, F: Function>() -> Member {
    Member::method_and_slot::<F>(slot::Py_tp_call, call::<F> as ffi::ternaryfunc as *mut c_void)
}

unsafe extern "C" fn call<F: Function>(
    instance: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
) -> *mut PyObject {
    let spec = const { &F::SPEC };
    // SAFETY: CPython calls this attached, with an instance of the class, a tuple, and a dict or null, all live for
    // the call: the tuple's items, or those that were unpacked, live until its end.
    unsafe {
        let py = raw::module::called();
        #[cfg(not(Py_LIMITED_API))]
        if kwargs.is_null() {
            let (items, count) = raw::container::tuple_items(args);
            let call = Call::new(instance, items, count, std::ptr::null_mut());
            return guarded(py, spec, instance, || F::call(call));
        }
        guarded(py, spec, instance, || {
            let mut given = raw::call::Unpacked::new(py);
            given.fill(args, kwargs)?;
            let call = Call::new(instance, given.values(), given.positional(), given.names());
            F::call(call)
        })
    }
}
