//! What Python's own modules define and C does not lend: found by import, once for each interpreter.

use super::error::{self, Raised};
use super::{Obj, Python, call, container, ffi, interpreter, text};

/// `module.name`. Only for statics: the address is the key under which an interpreter keeps what it found.
pub(crate) struct Imported {
    module: &'static str,
    name: &'static str,
}

impl Imported {
    /// What `from module import name` gives.
    pub(crate) const fn new(module: &'static str, name: &'static str) -> Imported {
        Imported { module, name }
    }

    /// The object in this interpreter, as it was when it was first asked for.
    pub(crate) fn get<'py>(&'static self, py: Python<'py>) -> Result<Obj<'py>, Raised> {
        let key = std::ptr::from_ref(self).cast();
        if let Some(found) = interpreter::get(py, key)? {
            return Ok(found);
        }
        let module = call::import(py, &text::new(py, self.module)?)?;
        let found = call::get_attr(&module, &text::new(py, self.name)?)?;
        interpreter::keep(py, key, &found)
    }

    /// Whether the object's type is this one or a subclass of it. Runs no Python code but the first import;
    /// where that fails no object has the type.
    pub(crate) extern "C" fn is_type_of(&'static self, obj: &Obj<'_>) -> bool {
        match self.get(obj.py()) {
            Ok(class) => is_subtype(obj, &class),
            Err(Raised) => {
                drop(error::take(obj.py()));
                false
            }
        }
    }
}

fn is_subtype(obj: &Obj<'_>, class: &Obj<'_>) -> bool {
    let wanted = class.as_ptr().cast::<ffi::PyTypeObject>();
    std::ptr::eq(obj.type_ptr(), wanted)
        || container::is_type(class)
            // SAFETY: two live types: the object's own, and one that was just checked to be a type.
            && unsafe { ffi::PyType_IsSubtype(obj.type_ptr(), wanted) != 0 }
}
