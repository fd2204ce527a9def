//! What runs: frames, code, generators and coroutines, tracebacks.
//!
//! C does not show most of their types under the stable ABI: they are found by import.

use std::ptr::{self, NonNull};

use super::error::{Raised, occurred};
use super::imported::Imported;
use super::{Obj, Python, ffi};

macro_rules! types {
    ($($name:ident = $check:ident, $class:ident = $python:literal;)*) => {$(
        #[doc = concat!("`types.", $python, "`.")]
        pub(crate) static $class: Imported = Imported::new("types", $python);

        #[doc = concat!("Whether the object is a `types.", $python, "`.")]
        pub(crate) fn $name(obj: &Obj<'_>) -> bool {
            #[cfg(not(Py_LIMITED_API))]
            // SAFETY: a live object.
            unsafe {
                ffi::$check(obj.as_ptr()) != 0
            }
            #[cfg(Py_LIMITED_API)]
            $class.is_type_of(obj)
        }
    )*};
}

types! {
    is_frame = PyFrame_Check, FRAME = "FrameType";
    is_code = PyCode_Check, CODE = "CodeType";
    is_generator = PyGen_Check, GENERATOR = "GeneratorType";
    is_coroutine = PyCoro_CheckExact, COROUTINE = "CoroutineType";
}

/// Whether the object is a traceback.
pub(crate) fn is_traceback(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyTraceBack_Check(obj.as_ptr()) != 0 }
}

/// The frame of the Python code that runs now, or that called into Rust; `None` if there is none.
pub(crate) fn current(py: Python<'_>) -> Option<Obj<'_>> {
    // SAFETY: attached; the call lends a frame that the thread keeps, or gives null without raising.
    unsafe {
        let frame = ffi::PyEval_GetFrame().cast::<ffi::PyObject>();
        NonNull::new(frame).map(|frame| Obj::from_borrowed(py, frame))
    }
}

/// What a generator or coroutine gave when it was run on.
pub(crate) enum Sent<'py> {
    /// It yielded.
    Yielded(Obj<'py>),
    /// It returned.
    Returned(Obj<'py>),
}

/// `iterator.send(value)`; for `None`, and other iterators, `next(iterator)`.
pub(crate) fn send<'py>(iterator: &Obj<'py>, value: &Obj<'py>) -> Result<Sent<'py>, Raised> {
    let py = iterator.py();
    let mut result = ptr::null_mut();
    // SAFETY: attached; the call works for any object, and raises for one that is no iterator.
    let how = unsafe { ffi::PyIter_Send(iterator.as_ptr(), value.as_ptr(), &mut result) };
    // SAFETY: a new reference, or null after raising.
    let result = unsafe { Obj::from_new(py, result)? };
    debug_assert!(!occurred(py));
    match how {
        ffi::PySendResult::PYGEN_RETURN => Ok(Sent::Returned(result)),
        ffi::PySendResult::PYGEN_NEXT => Ok(Sent::Yielded(result)),
        ffi::PySendResult::PYGEN_ERROR => Err(Raised),
    }
}

/// The exception `StopIteration(value)`, whatever the value is: as C's own call, one that is a tuple is not taken apart.
pub(crate) fn stop_iteration<'py>(value: Obj<'py>) -> Result<Obj<'py>, Raised> {
    let class = super::error::exception_type(value.py(), &raw const ffi::PyExc_StopIteration);
    super::call::call(&class, [value], None)
}
