//! Classes and functions of Python's standard library, imported once in each interpreter.

use crate::error::{Error, Result, mismatch};
use crate::raw::{self, Obj, Python};

/// A name in a module, for a static: each interpreter keeps what it finds under the static's address.
pub(super) struct Imported {
    module: &'static str,
    name: &'static str,
}

impl Imported {
    /// `from module import name`, as yet to be done.
    pub(super) const fn new(module: &'static str, name: &'static str) -> Imported {
        Imported { module, name }
    }

    /// The object.
    ///
    /// Raises what the import does.
    pub(super) fn get<'py>(&'static self, py: Python<'py>) -> Result<Obj<'py>> {
        let key = std::ptr::from_ref(self).cast::<()>();
        match raw::interpreter::get(py, key)? {
            Some(found) => Ok(found),
            None => {
                let found = py.import(self.module)?.getattr(self.name)?;
                Ok(raw::interpreter::keep(py, key, &found)?)
            }
        }
    }

    /// Whether the object is an instance of this class.
    pub(super) fn is_class_of(&'static self, obj: &Obj<'_>) -> Result<bool> {
        Ok(raw::call::is_instance(obj, &self.get(obj.py())?)?)
    }

    /// Raises `TypeError` if the object is not an instance of this class.
    pub(super) fn check(&'static self, obj: &Obj<'_>) -> Result<()> {
        if self.is_class_of(obj)? { Ok(()) } else { Err(self.mismatch(obj)) }
    }

    /// The error for an object that is not an instance of this class.
    pub(super) fn mismatch(&self, obj: &Obj<'_>) -> Error {
        mismatch::new(obj, self.name)
    }
}
