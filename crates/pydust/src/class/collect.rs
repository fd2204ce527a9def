//! The garbage collector's side of Rust values in Python objects: looking at them, and ending them to break cycles.
//!
//! What is here is done to captured values and to the state of modules too. Which objects a Rust value holds is in
//! `gc.rs`; the words that CPython keeps in instances are in `layout.rs`.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::ptr::NonNull;

use super::base::Base;
use super::cell::Cell;
use super::lock::Lock;
use super::{Class, Layout, cell_at};
use crate::boundary::guarded_unraisable;
use crate::error::Result;
use crate::raw::gc::visitproc;
use crate::raw::interpreter::{self, Generation};
use crate::raw::{self, PyObject, Visitor, ffi};
use crate::spec::{FunctionSpec, Receiver};

/// Where a destructor panics there is nobody to raise to: `sys.unraisablehook` names this.
pub(crate) const DROP: FunctionSpec =
    FunctionSpec::new("drop", c"drop", "\0", Receiver::Static, &[]);

/// What `tp_traverse` does: tells of the object's type, then of what `held` tells of.
///
/// # Safety
/// Must be called by CPython's call of `tp_traverse` with these arguments; `home` is the interpreter that collects.
#[inline(always)]
pub(crate) unsafe fn traverse_object(
    object: *mut PyObject,
    visit: visitproc,
    arg: *mut c_void,
    home: Generation,
    held: impl FnOnce(&mut Visitor<'_>),
) -> c_int {
    // SAFETY: by contract; an instance of a heap type owns a reference to its type.
    unsafe {
        let mut visitor = Visitor::new(visit, arg, home);
        visitor.visit_type(NonNull::new_unchecked(ffi::Py_TYPE(object).cast()));
        held(&mut visitor);
        visitor.status()
    }
}

/// Ends the value in a cell that the collector found to be garbage, by `end`; not while somebody uses it.
///
/// # Safety
/// The thread must be attached, in a call of CPython's.
#[inline(always)]
pub(crate) unsafe fn clear<T, L: Lock>(
    cell: &Cell<T, L>,
    spec: &'static FunctionSpec,
    end: impl FnOnce(T) -> Result<()>,
) {
    if let Some(value) = cell.take_unused() {
        // SAFETY: by contract.
        let py = unsafe { raw::module::called() };
        raw::error::aside(py, || guarded_unraisable(py, spec, || end(value)));
    }
}

/// The collector's slots of a class's type.
#[derive(Clone, Copy)]
pub(super) struct Collect {
    pub traverse: ffi::traverseproc,
    pub clear: ffi::inquiry,
}

impl Collect {
    pub(super) const fn of<T: Class>() -> Collect {
        Collect { traverse: traverse::<T>, clear: clear_instance::<T> }
    }
}

/// `tp_traverse`.
unsafe extern "C" fn traverse<T: Class>(
    object: *mut PyObject,
    visit: visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython calls this with a live instance, whose memory began zeroed, in the interpreter that it belongs to;
    // the collector runs no Python code meanwhile, and only `clear` and `tp_dealloc` take values out.
    unsafe {
        let home = interpreter::collecting();
        let held = |visitor: &mut Visitor<'_>| {
            Layout::<T>::WORDS.visit(object, visitor);
            if let Some(value) = cell_at::<T>(object).look() {
                value.traverse(visitor);
            }
        };
        let Some(root) = <T::Base as Base<T>>::root() else {
            return traverse_object(object, visit, arg, home, held);
        };
        let status = root.traverse(object, visit, arg);
        if status != 0 {
            return status;
        }
        let mut visitor = Visitor::new(visit, arg, home);
        held(&mut visitor);
        visitor.status()
    }
}

/// `tp_clear`.
unsafe extern "C" fn clear_instance<T: Class>(object: *mut PyObject) -> c_int {
    // SAFETY: CPython calls this attached, with a live instance.
    unsafe {
        // Without the GIL a thread may be reading the word: then the `__dict__`, which the collector knows, breaks
        // cycles by itself.
        if cfg!(not(Py_GIL_DISABLED)) {
            Layout::<T>::WORDS.clear(object);
        }
        if let Some(root) = <T::Base as Base<T>>::root() {
            root.clear(object);
        }
        clear(cell_at::<T>(object), &DROP, |value| {
            drop(value);
            Ok(())
        });
    }
    0
}
