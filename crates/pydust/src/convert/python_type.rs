//! Classes of Python's own library that values become: found once for each interpreter.

use std::ffi::CStr;
use std::ptr;

use crate::error::Result;
use crate::raw::{self, Obj, Python};

/// A class, or another object, of a module of Python's library. Only for statics, whose address is the key under which
/// an interpreter keeps what was found.
pub(super) struct PythonType {
    module: &'static CStr,
    name: &'static CStr,
}

impl PythonType {
    pub(super) const fn new(module: &'static CStr, name: &'static CStr) -> PythonType {
        PythonType { module, name }
    }

    /// The class, which is imported if need be.
    pub(super) fn get<'py>(&'static self, py: Python<'py>) -> Result<Obj<'py>> {
        self.get_or(py, Ok)
    }

    /// What `make` makes of the class, kept in its place.
    pub(super) fn get_or<'py>(
        &'static self,
        py: Python<'py>,
        make: impl FnOnce(Obj<'py>) -> Result<Obj<'py>>,
    ) -> Result<Obj<'py>> {
        let key = ptr::from_ref(self).cast();
        if let Some(found) = raw::interpreter::get(py, key)? {
            return Ok(found);
        }
        let module = raw::call::import(py, &raw::text::interned(py, self.module)?)?;
        let class = raw::call::get_attr(&module, &raw::text::interned(py, self.name)?)?;
        Ok(raw::interpreter::keep(py, key, &make(class)?)?)
    }
}
