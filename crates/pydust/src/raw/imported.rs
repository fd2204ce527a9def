//! What Python's own modules define and C does not lend: found by import, once for each interpreter.

use super::error::{self, Raised};
use super::kept::Kept;
use super::{Lent, Obj, Python, call, container, ffi, text};

/// `module.name`, for a static.
pub(crate) struct Imported {
    module: &'static str,
    name: &'static str,
    kept: Kept,
}

impl Imported {
    /// What `from module import name` gives.
    pub(crate) const fn new(module: &'static str, name: &'static str) -> Imported {
        Imported { module, name, kept: Kept::new() }
    }

    /// The object in this interpreter, as it was when it was first asked for.
    #[inline]
    pub(crate) fn get<'py>(&'static self, py: Python<'py>) -> Result<Lent<'py, 'py>, Raised> {
        self.kept.get(py, || find(py, self.module, self.name))
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

/// `from module import name`, anew each time.
pub(crate) extern "C" fn find<'py>(
    py: Python<'py>,
    module: &str,
    name: &str,
) -> Result<Obj<'py>, Raised> {
    let module = call::import(py, &text::new(py, module)?)?;
    call::get_attr(&module, &text::new(py, name)?)
}

fn is_subtype(obj: &Obj<'_>, class: &Obj<'_>) -> bool {
    let wanted = class.as_ptr().cast::<ffi::PyTypeObject>();
    std::ptr::eq(obj.type_ptr(), wanted)
        || container::is_type(class)
            // SAFETY: two live types: the object's own, and one that was just checked to be a type.
            && unsafe { ffi::PyType_IsSubtype(obj.type_ptr(), wanted) != 0 }
}
