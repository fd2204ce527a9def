//! Structs from dicts: what `#[derive(FromPy)]` does, but for the types of the fields.

use std::ffi::CStr;

use crate::convert::FromPyOwned;
use crate::error::{Error, Result, mismatch};
use crate::raw::{self, Obj};

/// The entries of a dict, as the fields of a struct.
pub struct Fields<'a, 'py>(&'a Obj<'py>);

impl<'a, 'py> Fields<'a, 'py> {
    /// Raises `TypeError` if the object is no dict.
    pub fn of(obj: &'a Obj<'py>) -> Result<Self> {
        if raw::container::is_dict(obj) { Ok(Fields(obj)) } else { Err(mismatch::new(obj, "dict")) }
    }

    /// The value of a field.
    ///
    /// Raises `TypeError` for a value of the wrong type, and `KeyError` for a missing one.
    pub fn get<T: FromPyOwned<'py>>(&self, name: &'static CStr) -> Result<T> {
        match raw::container::dict_get(self.0, &raw::text::interned(self.0.py(), name)?)? {
            Some(value) => match value.extract() {
                Ok(value) => Ok(value),
                Err(error) => Err(in_field(error, &value, name)),
            },
            None => Err(missing(name)),
        }
    }
}

#[cold]
fn in_field(error: Error, value: &Obj<'_>, name: &CStr) -> Error {
    error.within(value.py(), format_args!("field '{}'", name.to_string_lossy()))
}

#[cold]
fn missing(name: &CStr) -> Error {
    Error::new(crate::exceptions::KeyError, name.to_string_lossy().into_owned())
}
