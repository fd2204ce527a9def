//! `__match_args__`: the names of fields as a tuple.

use crate::convert::IntoPy;
use crate::error::Result;
use crate::raw::{self, Obj, Python};

/// The names of a class's positional fields.
pub struct Names(pub &'static [&'static str]);

impl<'py> IntoPy<'py> for Names {
    /// A tuple of interned `str`.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let list = raw::container::new_list(py, self.0.len(), |index| {
            raw::text::intern(py, self.0.get(index).copied().unwrap_or_default())
        })?;
        Ok(raw::container::list_to_tuple(&list)?)
    }
}
