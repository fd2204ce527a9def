//! What the garbage collector asks of a type: its flag and slots, and the visitor that it passes.
//! Which Rust values are visited is in `gc.rs`.

use std::ffi::{c_int, c_ulong, c_void};
use std::marker::PhantomData;
use std::ptr::NonNull;

use super::Obj;
use super::ffi::{self, PyObject};
use super::interpreter::Generation;

pub(crate) use super::ffi::{Py_tp_clear, Py_tp_traverse, visitproc};

/// The flag of types whose instances the collector knows.
pub(crate) const COLLECTED: c_ulong = ffi::Py_TPFLAGS_HAVE_GC;

/// The collector, asking which objects a value holds: see [`Traverse`](crate::Traverse).
pub struct Visitor<'a> {
    visit: visitproc,
    arg: *mut c_void,
    home: Generation,
    status: c_int,
    call: PhantomData<&'a ()>,
}

impl<'a> Visitor<'a> {
    /// # Safety
    /// `visit` and `arg` must be those of a `tp_traverse` call that `'a` does not outlive, of an object that
    /// belongs to the interpreter `home`.
    pub(crate) unsafe fn new(visit: visitproc, arg: *mut c_void, home: Generation) -> Self {
        Visitor { visit, arg, home, status: 0, call: PhantomData }
    }

    /// Tells of a reference that the value owns. One of another interpreter is none of this collector's.
    pub(crate) extern "C" fn visit(&mut self, object: NonNull<PyObject>, home: Generation) {
        if home == self.home {
            // SAFETY: the reference is owned by what is traversed, so its object is live.
            unsafe { self.visit_type(object) };
        }
    }

    /// Tells of an object that belongs here: the type of an instance, its `__dict__`.
    ///
    /// # Safety
    /// The object must be live, and of the interpreter that collects.
    pub(crate) unsafe extern "C" fn visit_type(&mut self, object: NonNull<PyObject>) {
        if self.status == 0 {
            // SAFETY: by contract, and `new`'s.
            self.status = unsafe { (self.visit)(object.as_ptr(), self.arg) };
        }
    }

    /// What `tp_traverse` returns.
    pub(crate) fn status(self) -> c_int {
        self.status
    }
}

/// Calls the finalizer of an object whose last reference has gone; true if that is not to end now: either it has been
/// given to somebody, or it has ended already.
///
/// # Safety
/// The object must be in its `tp_dealloc`, which knows that this was called when it is called again.
pub(crate) unsafe extern "C" fn finalize(object: *mut PyObject) -> bool {
    #[cfg(any(Py_3_15, not(Py_LIMITED_API)))]
    // SAFETY: by contract.
    unsafe {
        ffi::PyObject_CallFinalizerFromDealloc(object) != 0
    }
    #[cfg(all(Py_LIMITED_API, not(Py_3_15)))]
    // SAFETY: by contract, so the object may be given a reference, which if it is the last one again calls
    // `tp_dealloc` within itself.
    unsafe {
        if ffi::PyObject_GC_IsFinalized(object) != 0 {
            return false;
        }
        ffi::Py_INCREF(object);
        let finalize = ffi::PyType_GetSlot(ffi::Py_TYPE(object), ffi::Py_tp_finalize);
        if let Some(finalize) =
            std::mem::transmute::<*mut c_void, Option<ffi::destructor>>(finalize)
        {
            ffi::in_slot::end(object, finalize);
        }
        ffi::Py_DECREF(object);
        true
    }
}

/// Makes an object known to the collector.
///
/// # Safety
/// The object must be a complete instance of a type that is `COLLECTED`, and not known yet.
pub(crate) unsafe extern "C" fn track(object: *mut PyObject) {
    // SAFETY: by contract.
    unsafe { ffi::PyObject_GC_Track(object.cast()) }
}

/// Lets an object end by the collector alone, so that the threads which use it do not meet at its count of references: for
/// what lasts as long as its module. With the GIL, before 3.14, and in versions newer than this text, an object ends as
/// others do.
#[cfg_attr(not(Py_GIL_DISABLED), inline(always))]
pub(super) extern "C" fn defer(object: &Obj<'_>) {
    #[cfg(not(Py_GIL_DISABLED))]
    let _ = object;
    #[cfg(Py_GIL_DISABLED)]
    {
        /// The last one known to have the function as it is declared: it is not stable.
        const LAST: (u8, u8) = (3, 15);
        if super::module::version() > LAST {
            return;
        }
        if let Some(defer) = super::newer::PyUnstable_Object_EnableDeferredRefcount() {
            // SAFETY: attached; any live object may be passed: those that the collector does not know stay as they are.
            unsafe { defer(object.as_ptr()) };
        }
    }
}

/// Takes an object out of what the collector knows: it can't be in a cycle, or it is ending.
///
/// # Safety
/// The object must be an instance of a type that is `COLLECTED`.
pub(crate) unsafe extern "C" fn untrack(object: *mut PyObject) {
    // SAFETY: by contract; an object that is not tracked may be untracked again.
    unsafe { ffi::PyObject_GC_UnTrack(object.cast()) }
}
