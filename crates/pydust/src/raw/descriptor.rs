//! Members of a class that is already made: methods and properties as the descriptors that binding them needs.

use std::ptr;

use super::error::Raised;
use super::{Obj, container, ffi};

/// Whether the class was made as one: a handle is trusted no further.
fn as_class(class: &Obj<'_>) -> Result<*mut ffi::PyTypeObject, Raised> {
    if container::is_type(class) { Ok(class.as_ptr().cast()) } else { Err(Raised) }
}

/// A method of the class's instances, or by its flags a class method or a static one.
pub(crate) fn new_method<'py>(
    class: &Obj<'py>,
    def: &'static ffi::PyMethodDef,
) -> Result<Obj<'py>, Raised> {
    let owner = as_class(class)?;
    let table = ptr::from_ref(def).cast_mut();
    // SAFETY: attached; a live type, and a definition that is static and only read. A function in a class is what
    // `staticmethod` would make of it: it binds to nothing.
    let method = unsafe {
        if def.ml_flags & ffi::METH_STATIC != 0 {
            ffi::PyCFunction_NewEx(table, class.as_ptr(), ptr::null_mut())
        } else if def.ml_flags & ffi::METH_CLASS != 0 {
            ffi::PyDescr_NewClassMethod(owner, table)
        } else {
            ffi::PyDescr_NewMethod(owner, table)
        }
    };
    // SAFETY: a new reference, or null with an exception.
    let method = unsafe { Obj::from_new(class.py(), method)? };
    super::gc::defer(&method);
    Ok(method)
}

/// A property of the class's instances.
pub(crate) fn new_property<'py>(
    class: &Obj<'py>,
    def: &'static ffi::PyGetSetDef,
) -> Result<Obj<'py>, Raised> {
    let owner = as_class(class)?;
    let table = ptr::from_ref(def).cast_mut();
    // SAFETY: attached; a live type, and a definition that is static and only read.
    unsafe { Obj::from_new(class.py(), ffi::PyDescr_NewGetSet(owner, table)) }
}
