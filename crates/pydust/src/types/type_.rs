//! [`Type`]: a class.

use super::handle;
use crate::error::Result;
use crate::raw::{self, Obj};

handle! {
    /// Python's `type`: any class.
    ///
    /// ```
    /// # use pydust as py;
    /// fn kind(value: &py::Obj) -> py::Result<String> { value.class().name() }
    /// ```
    Type, PyType, "type", raw::container::is_type
}

impl<'py> Type<'py> {
    /// `type(obj)`.
    pub(crate) fn of(obj: &Obj<'py>) -> Type<'py> {
        Type(obj.type_obj())
    }

    /// The class's name, without its module.
    pub fn name(&self) -> Result<String> {
        super::class_name(self)
    }
}
