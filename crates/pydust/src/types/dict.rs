//! [`Dict`]: Python's `dict`.

use super::List;
use super::{Handle, handle};
use crate::convert::{FromPyOwned, IntoPy};
use crate::error::Result;
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `dict`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn total(prices: &py::Dict) -> py::Result<f64> {
    ///     let mut total = 0.0;
    ///     for (_, price) in prices.entries::<String, f64>()? {
    ///         total += price;
    ///     }
    ///     Ok(total)
    /// }
    /// ```
    Dict, PyDict, "dict", raw::container::is_dict
}

impl<'py> Dict<'py> {
    /// A new empty dict.
    pub fn new(py: Python<'py>) -> Result<Dict<'py>> {
        Ok(Dict(raw::container::new_dict(py)?))
    }

    /// `dict.get(key)`: the value, or `None` if there is none.
    ///
    /// Raises what hashing and comparing the key raise.
    pub fn get(&self, key: impl IntoPy<'py>) -> Result<Option<Obj<'py>>> {
        Ok(raw::container::dict_get(self, &key.into_py(self.py())?)?)
    }

    /// `dict[key] = value`.
    pub fn set(&self, key: impl IntoPy<'py>, value: impl IntoPy<'py>) -> Result<()> {
        let py = self.py();
        Ok(raw::container::dict_set(self, &key.into_py(py)?, &value.into_py(py)?)?)
    }

    /// `del dict[key]`.
    ///
    /// Raises `KeyError` if there is no such entry.
    pub fn del(&self, key: impl IntoPy<'py>) -> Result<()> {
        Ok(raw::container::dict_del(self, &key.into_py(self.py())?)?)
    }

    /// `list(dict.items())`: the entries as they are now, as pairs.
    pub fn items(&self) -> Result<List<'py>> {
        List::from_obj(raw::container::dict_items(self)?)
    }

    /// The entries as they are now, converted.
    pub fn entries<K: FromPyOwned<'py>, V: FromPyOwned<'py>>(&self) -> Result<Vec<(K, V)>> {
        self.items()?.extract()
    }
}
