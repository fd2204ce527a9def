//! What is to run as an interpreter begins to end: while threads may still attach, and Python code can still run.

use std::marker::PhantomData;
use std::ptr;

use super::{Obj, Python, Raised, call, ffi, object, text};

/// Something to run at the end of an interpreter.
pub(crate) trait AtExit {
    /// Runs, attached to it. Must not unwind.
    fn run(py: Python<'_>);
}

/// `atexit.register(W::run)`
pub(crate) fn register<W: AtExit>(py: Python<'_>) -> Result<(), Raised> {
    let definition: &'static ffi::PyMethodDef = &Entry::<W>::DEFINITION;
    let definition = ptr::from_ref(definition).cast_mut();
    // SAFETY: attached; the definition is never freed, and CPython only reads it; it needs no `self` and no module.
    let function = unsafe {
        let new = ffi::PyCFunction_NewEx(definition, ptr::null_mut(), ptr::null_mut());
        Obj::from_new(py, new)?
    };
    let atexit = call::import(py, &text::new(py, "atexit")?)?;
    let register = call::get_attr(&atexit, &text::new(py, "register")?)?;
    call::call(&register, [function], None).map(drop)
}

struct Entry<W>(PhantomData<W>);

impl<W: AtExit> Entry<W> {
    const DEFINITION: ffi::PyMethodDef = ffi::PyMethodDef {
        ml_name: c"at_exit".as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunction: Self::run },
        ml_flags: ffi::METH_NOARGS,
        ml_doc: ptr::null(),
    };

    unsafe extern "C" fn run(_: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
        // SAFETY: CPython calls this attached, in the interpreter that it was registered in.
        let py = unsafe { Python::assume_attached() };
        W::run(py);
        object::none(py).into_ptr()
    }
}
