//! Modules as objects: their state, their functions, their dict. How CPython is told of one is in `definition.rs`.

use std::ffi::c_void;
use std::ptr::{self, NonNull};

use super::error::Raised;
use super::{Obj, Python, ffi};

/// The running Python's version, as (major, minor).
pub(crate) fn version() -> (u8, u8) {
    // SAFETY: a constant of libpython, in the stable ABI since 3.11.
    let version = unsafe { ffi::Py_Version };
    ((version >> 24) as u8, (version >> 16) as u8)
}

/// The memory of a module's state: null if the object is no module with state.
#[inline(always)]
pub(crate) fn state(module: &Obj<'_>) -> *mut c_void {
    // SAFETY: attached; only called on modules (functions made by `new_function` carry theirs).
    unsafe { ffi::PyModule_GetState(module.as_ptr()) }
}

/// The state of the module that CPython frees, clears or looks at.
///
/// # Safety
/// `module` must be the argument of an `m_free`, `m_clear` or `m_traverse` call.
#[inline]
pub(crate) unsafe fn state_in_hook(module: *mut c_void) -> *mut c_void {
    // SAFETY: passed on.
    unsafe { ffi::PyModule_GetState(module.cast()) }
}

/// A builtin function of a module.
pub(crate) fn new_function<'py>(
    def: &'static ffi::PyMethodDef,
    module: &Obj<'py>,
    module_name: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    let def = ptr::from_ref(def).cast_mut();
    // SAFETY: attached; the definition is static, and CPython only reads it.
    let function = unsafe {
        let function = ffi::PyCFunction_NewEx(def, module.as_ptr(), module_name.as_ptr());
        Obj::from_new(module.py(), function)?
    };
    super::gc::defer(&function);
    Ok(function)
}

/// A builtin function that is called on an object of its own, and belongs to no module.
///
/// # Safety
/// `receiver` must keep `def` alive and in place as long as it lives itself.
pub(crate) unsafe fn new_bound_function<'py>(
    def: *const ffi::PyMethodDef,
    receiver: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; CPython only reads the definition, and the function owns its receiver.
    unsafe {
        let function = ffi::PyCFunction_NewEx(def.cast_mut(), receiver.as_ptr(), ptr::null_mut());
        Obj::from_new(receiver.py(), function)
    }
}

/// The token inside a call from CPython, which is always made by an attached thread.
///
/// # Safety
/// Must be called by a function that CPython calls, and used no longer than that call.
#[inline(always)]
pub(crate) unsafe fn called<'py>() -> Python<'py> {
    // SAFETY: passed on.
    unsafe { Python::assume_attached() }
}

/// A handle borrowed from an argument of a call from CPython.
///
/// # Safety
/// `*argument` must be a live object as long as it is borrowed.
#[inline(always)]
pub(crate) unsafe fn borrowed<'py>(argument: &*mut ffi::PyObject) -> &Obj<'py> {
    debug_assert!(NonNull::new(*argument).is_some());
    // SAFETY: passed on.
    unsafe { Obj::from_slot(argument) }
}

/// What a call from CPython was made on, if anything.
pub(crate) fn receiver<'a, 'py>(
    _: Python<'py>,
    object: &'a *mut ffi::PyObject,
) -> Option<&'a Obj<'py>> {
    // SAFETY: attached; a non-null pointer of a call from CPython is live during that call.
    NonNull::new(*object).map(|_| unsafe { borrowed(object) })
}

/// The dict of a module; `None` for another object.
pub(crate) fn globals<'py>(object: &Obj<'py>) -> Option<Obj<'py>> {
    // SAFETY: attached; a module has a dict, which it lends.
    unsafe {
        if ffi::PyModule_Check(object.as_ptr()) == 0 {
            return None;
        }
        let dict = NonNull::new(ffi::PyModule_GetDict(object.as_ptr()));
        dict.map(|dict| Obj::from_borrowed(object.py(), dict))
    }
}

/// A new module object of this name, in no one's `sys.modules`.
pub(crate) fn new<'py>(name: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached.
    unsafe { Obj::from_new(name.py(), ffi::PyModule_NewObject(name.as_ptr())) }
}

/// `module.__dict__`.
pub(crate) fn dict<'py>(module: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks the type, and lends the dict that the module keeps.
    match NonNull::new(unsafe { ffi::PyModule_GetDict(module.as_ptr()) }) {
        // SAFETY: as above.
        Some(dict) => Ok(unsafe { Obj::from_borrowed(module.py(), dict) }),
        None => Err(Raised),
    }
}
