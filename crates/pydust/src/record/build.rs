//! Structs into Python: a dict, an object with attributes, or a tuple of the fields.
//!
//! Reading them is in the module above.

use crate::convert::IntoPy;
use crate::error::Result;
use crate::object::Interned;
use crate::raw::{self, Obj, Python};

/// The fields of a struct, on their way into Python.
pub struct NewRecord<'py> {
    dict: Obj<'py>,
    names: &'static [Interned],
}

impl<'py> NewRecord<'py> {
    /// No field yet.
    pub fn new(py: Python<'py>, names: &'static [Interned]) -> Result<Self> {
        Ok(NewRecord { dict: raw::container::new_dict(py)?, names })
    }

    /// Adds the field of the name at `index`.
    ///
    /// Raises what the value's conversion raises.
    pub fn set<T: IntoPy<'py>>(&self, index: usize, value: T) -> Result<()> {
        let value = value.into_py(self.dict.py())?;
        self.put(index, &value)
    }

    /// Adds every field of a value that is a mapping in Python.
    ///
    /// Raises `TypeError` if it is none.
    pub fn set_rest<T: IntoPy<'py>>(&self, value: T) -> Result<()> {
        let value = value.into_py(self.dict.py())?;
        self.dict.call_method("update", (value,)).map(drop)
    }

    fn put(&self, index: usize, value: &Obj<'py>) -> Result<()> {
        match self.names.get(index) {
            Some(name) => {
                Ok(raw::container::dict_set(&self.dict, &*name.lend(self.dict.py())?, value)?)
            }
            // Not reached: who adds a field counted the names that it gave.
            None => Ok(()),
        }
    }

    /// The fields as the entries of a dict.
    pub fn into_dict(self) -> Result<Obj<'py>> {
        Ok(self.dict)
    }

    /// The fields as the attributes of a `types.SimpleNamespace`.
    pub fn into_attributes(self) -> Result<Obj<'py>> {
        let py = self.dict.py();
        let class = py.import("types")?.getattr("SimpleNamespace")?;
        Ok(raw::call::call_tuple(&class, &raw::container::new_tuple(py, [])?, Some(&self.dict))?)
    }
}

/// The fields as a tuple.
pub fn tuple<'py, const N: usize>(py: Python<'py>, items: [Obj<'py>; N]) -> Result<Obj<'py>> {
    Ok(raw::container::new_tuple(py, items)?)
}
