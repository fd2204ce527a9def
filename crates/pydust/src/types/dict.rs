//! [`Dict`]: Python's `dict`.

use std::iter::FusedIterator;

use super::List;
use super::{Handle, handle};
use crate::convert::map::from_snapshot;
use crate::convert::{FromPyOwned, IntoPy};
use crate::error::{Error, Here, Result};
use crate::exceptions::RuntimeError;
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `dict`.
    ///
    /// Its methods see the dict's own storage, as `dict.get(obj, key)` does, whatever a subclass overrides.
    /// [`Obj`](crate::Obj)'s methods ([`get_item`](crate::Obj::get_item), [`iter`](crate::Obj::iter)) call what the
    /// subclass has: `__missing__` of a `defaultdict`, the order of an `OrderedDict`.
    ///
    /// `for entry in &dict` walks the entries as they are, and raises `RuntimeError` if their number changes meanwhile,
    /// as Python does; [`items`](Dict::items) and [`entries`](Dict::entries) take a copy first, which nothing disturbs.
    ///
    /// ```
    /// # use pydust as py;
    /// fn total(prices: &py::Dict) -> py::Result<f64> {
    ///     let mut total = 0.0;
    ///     for entry in prices {
    ///         let (_, price) = entry?;
    ///         total += price.extract::<f64>()?;
    ///     }
    ///     Ok(total)
    /// }
    ///
    /// fn lengths<'py>(py: py::Python<'py>, words: Vec<String>) -> py::Result<py::Dict<'py>> {
    ///     py::Dict::of(py, words.iter().map(|word| (word, word.len())))
    /// }
    /// ```
    Dict, PyDict, "dict" as "dict[{typing.Any}, {typing.Any}]", raw::container::is_dict
}

impl<'py> Dict<'py> {
    /// A new empty dict.
    #[track_caller]
    pub fn new(py: Python<'py>) -> Result<Dict<'py>> {
        Ok(Dict(raw::container::new_dict(py)?))
    }

    /// A new dict of the pairs that an iterator gives; of several with the same key the last one stays.
    ///
    /// Raises what converting, hashing and comparing raise.
    #[track_caller]
    pub fn of<K, V>(py: Python<'py>, entries: impl IntoIterator<Item = (K, V)>) -> Result<Dict<'py>>
    where
        K: IntoPy<'py>,
        V: IntoPy<'py>,
    {
        let dict = Dict::new(py)?;
        for (key, value) in entries {
            dict.set(key, value)?;
        }
        Ok(dict)
    }

    /// `len(dict)`.
    #[inline]
    pub fn len(&self) -> usize {
        raw::container::dict_len(self)
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `dict.get(key)`: the value, or `None` if there is none.
    ///
    /// Raises what hashing and comparing the key raise.
    #[track_caller]
    pub fn get(&self, key: impl IntoPy<'py>) -> Result<Option<Obj<'py>>> {
        raw::container::dict_get(self, &key.into_py(self.py())?).here()
    }

    /// `dict.get(key, default)`.
    #[track_caller]
    pub fn get_or(&self, key: impl IntoPy<'py>, default: impl IntoPy<'py>) -> Result<Obj<'py>> {
        match self.get(key)? {
            Some(value) => Ok(value),
            None => default.into_py(self.py()),
        }
    }

    /// `key in dict`.
    #[track_caller]
    pub fn contains(&self, key: impl IntoPy<'py>) -> Result<bool> {
        raw::container::dict_contains(self, &key.into_py(self.py())?).here()
    }

    /// `dict[key] = value`.
    #[track_caller]
    pub fn set(&self, key: impl IntoPy<'py>, value: impl IntoPy<'py>) -> Result<()> {
        let py = self.py();
        raw::container::dict_set(self, &key.into_py(py)?, &value.into_py(py)?).here()
    }

    /// `dict.setdefault(key, default)`: the value of the key, which is `default` from now on if it had none.
    ///
    /// ```
    /// # use pydust as py;
    /// fn group<'py>(groups: &py::Dict<'py>, key: &str, item: &py::Obj<'py>) -> py::Result<()> {
    ///     let group = groups.set_default(key, py::List::new(groups.py())?)?;
    ///     group.downcast::<py::List>()?.append(item)
    /// }
    /// ```
    #[track_caller]
    pub fn set_default(
        &self,
        key: impl IntoPy<'py>,
        default: impl IntoPy<'py>,
    ) -> Result<Obj<'py>> {
        let py = self.py();
        raw::base::dict_set_default(self, key.into_py(py)?, default.into_py(py)?).here()
    }

    /// `del dict[key]`.
    ///
    /// Raises `KeyError` if there is no such entry.
    #[track_caller]
    pub fn del(&self, key: impl IntoPy<'py>) -> Result<()> {
        raw::container::dict_del(self, &key.into_py(self.py())?).here()
    }

    /// Takes an entry out and gives its value, or `None` if there was none.
    #[track_caller]
    pub fn pop(&self, key: impl IntoPy<'py>) -> Result<Option<Obj<'py>>> {
        let py = self.py();
        let missing = raw::container::new_dict(py)?; // an object that nobody else has
        let value = raw::base::dict_pop(self, key.into_py(py)?, missing.clone())?;
        Ok((!value.is(&missing)).then_some(value))
    }

    /// Takes the entry out that was put in last, or gives `None` if there is none.
    #[track_caller]
    pub fn pop_item(&self) -> Result<Option<(Obj<'py>, Obj<'py>)>> {
        if self.is_empty() {
            return Ok(None);
        }
        raw::base::dict_pop_item(self)?.extract().map(Some)
    }

    /// `dict.update(other)`, with a mapping or an iterable of pairs.
    #[track_caller]
    pub fn update(&self, other: impl IntoPy<'py>) -> Result<()> {
        raw::base::dict_update(self, other.into_py(self.py())?)?;
        Ok(())
    }

    /// Takes all entries out.
    pub fn clear(&self) {
        raw::container::dict_clear(self);
    }

    /// A new dict of the same entries.
    #[track_caller]
    pub fn copy(&self) -> Result<Dict<'py>> {
        Dict::from_obj(raw::container::dict_copy(self)?)
    }

    /// `list(dict.keys())`: the keys as they are now.
    #[track_caller]
    pub fn keys(&self) -> Result<List<'py>> {
        List::from_obj(raw::container::dict_keys(self)?)
    }

    /// `list(dict.values())`: the values as they are now.
    #[track_caller]
    pub fn values(&self) -> Result<List<'py>> {
        List::from_obj(raw::container::dict_values(self)?)
    }

    /// `list(dict.items())`: the entries as they are now, as pairs.
    #[track_caller]
    pub fn items(&self) -> Result<List<'py>> {
        List::from_obj(raw::container::dict_items(self)?)
    }

    /// The entries as they are now, converted.
    ///
    /// ```
    /// # use pydust as py;
    /// fn dearest(prices: &py::Dict) -> py::Result<Option<String>> {
    ///     let prices = prices.entries::<String, f64>()?;
    ///     Ok(prices.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(name, _)| name))
    /// }
    /// ```
    #[track_caller]
    pub fn entries<K: FromPyOwned<'py>, V: FromPyOwned<'py>>(&self) -> Result<Vec<(K, V)>> {
        let mut entries = Vec::with_capacity(self.len());
        from_snapshot(self, |key, value| entries.push((key, value)))?;
        Ok(entries)
    }
}

/// The entries of a dict as they are, with `RuntimeError` if their number changes meanwhile: see [`Dict`].
pub struct DictEntries<'a, 'py> {
    dict: &'a Dict<'py>,
    position: isize,
    /// How many entries there were at the beginning.
    len: usize,
    /// How many of them have not come yet.
    left: usize,
    ended: bool,
}

impl<'py> DictEntries<'_, 'py> {
    #[cold]
    fn disturbed(&mut self, message: &'static str) -> Option<Result<(Obj<'py>, Obj<'py>)>> {
        self.ended = true;
        Some(Err(Error::new(RuntimeError, message)))
    }
}

impl<'py> Iterator for DictEntries<'_, 'py> {
    type Item = Result<(Obj<'py>, Obj<'py>)>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        if self.dict.len() != self.len {
            return self.disturbed("dictionary changed size during iteration");
        }
        match (raw::container::dict_next(self.dict, &mut self.position), self.left.checked_sub(1)) {
            (Some(entry), Some(left)) => {
                self.left = left;
                Some(Ok(entry))
            }
            (None, None) => {
                self.ended = true;
                None
            }
            // As many went as came: the walk may have missed some and may never end.
            _ => self.disturbed("dictionary keys changed during iteration"),
        }
    }
}

impl FusedIterator for DictEntries<'_, '_> {}

impl<'a, 'py> IntoIterator for &'a Dict<'py> {
    type Item = Result<(Obj<'py>, Obj<'py>)>;
    type IntoIter = DictEntries<'a, 'py>;

    fn into_iter(self) -> DictEntries<'a, 'py> {
        let len = self.len();
        DictEntries { dict: self, position: 0, len, left: len, ended: false }
    }
}
