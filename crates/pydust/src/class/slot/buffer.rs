//! The slots by which an instance lends its memory: `__buffer__` and `__release_buffer__`.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::ptr;

use super::outcome::{Loan, Nothing};
use super::{Class, Member};
use crate::boundary::{guarded_status, guarded_unraisable};
use crate::class::cell::Cell;
use crate::function::{Call, Function};
use crate::raw::heap_type::slot;
use crate::raw::{self, PyObject, ffi};

/// Fills `Py_bf_getbuffer` and `Py_bf_releasebuffer`.
pub const fn fill_buffer<T: Class, F: Function<Loan>, R: Function<Nothing>>() -> Member {
    const {
        // Where a class adds nothing to instances, Python's classes can mix this release with another's views.
        assert!(
            size_of::<Cell<T>>() > 0,
            "a frozen class without fields can't lend memory: give it a field"
        );
    }
    Member::several(
        const {
            let get = get::<F> as ffi::getbufferproc as *mut c_void;
            let release: ffi::releasebufferproc =
                if R::PRESENT { release::<R> } else { raw::export::release };
            &[
                Member::slot(slot::Py_bf_getbuffer, get),
                Member::slot(slot::Py_bf_releasebuffer, release as *mut c_void),
            ]
        },
    )
}

/// Fills the view as `flags` ask for, which the method is told if it has a parameter for them.
unsafe extern "C" fn get<F: Function<Loan>>(
    instance: *mut PyObject,
    view: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: CPython calls this attached, with an instance of the class.
    let py = unsafe { raw::module::called() };
    guarded_status(py, const { &F::SPEC }, || {
        if view.is_null() {
            raw::error::set_bare(py, &raw const ffi::PyExc_BufferError);
            return Err(raw::Raised.into());
        }
        // SAFETY: C's sign for an exporter that has raised; the view is there to be filled.
        unsafe { (*view).obj = ptr::null_mut() };
        let count = const { if F::SPEC.positional > 0 { 1 } else { 0 } };
        let flags_object = match count {
            0 => py.none(),
            _ => raw::number::from_i64(py, flags.into())?,
        };
        let arguments = [flags_object.as_ptr()];
        // SAFETY: as above; the arguments live for the call.
        let call = unsafe { Call::new(instance, arguments.as_ptr(), count, ptr::null_mut()) };
        let exported = F::call(call)?;
        // SAFETY: as above; the type has the function of `raw::export` in its other slot, or one that calls it.
        unsafe { exported.lend(py, instance, view, flags)? };
        Ok(())
    })
}

/// Takes the memory back, then tells the instance.
unsafe extern "C" fn release<R: Function<Nothing>>(
    instance: *mut PyObject,
    view: *mut ffi::Py_buffer,
) {
    // SAFETY: CPython calls this attached, with an instance of the class, and the view that `get` has filled.
    unsafe {
        raw::export::release(instance, view);
        let call = Call::new(instance, ptr::null(), 0, ptr::null_mut());
        let py = call.py();
        raw::error::aside(py, || {
            guarded_unraisable(py, const { &R::SPEC }, || R::call(call));
        });
    }
}
