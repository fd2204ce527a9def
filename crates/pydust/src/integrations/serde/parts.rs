//! The items of a sequence and the entries of a mapping or an object, one after the other, as serde takes them.
//! Whatever Python code runs meanwhile: each part is held, and dicts are walked over a snapshot.

use ::serde::de;

use super::Depth;
use super::de::Deserializer;
use super::failure::Failure;
use crate::error::{Error, Result};
use crate::raw::{self, Obj, Python};
use crate::types::Iter;

/// The items of an iterable.
pub(super) struct Items<'py> {
    iter: Iter<'py>,
    length: Option<usize>,
    index: usize,
    py: Python<'py>,
    depth: Depth,
}

impl<'py> Items<'py> {
    pub(super) fn new(
        iter: Iter<'py>,
        length: Option<usize>,
        py: Python<'py>,
        depth: Depth,
    ) -> Self {
        Items { iter, length, index: 0, py, depth }
    }
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Failure;

    fn next_element_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        let Some(item) = self.iter.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        match seed.deserialize(Deserializer::part(&item?, self.depth)) {
            Ok(value) => Ok(Some(value)),
            Err(failure) => Err(failure.within(self.py, format_args!("item {index}"))),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        self.length.map(|length| length.saturating_sub(self.index))
    }
}

/// The entries of a dict, of another mapping, or the attributes of an object.
pub(super) struct Entries<'py> {
    keys: std::vec::IntoIter<Obj<'py>>,
    values: Values<'py>,
    /// What messages call them.
    are_fields: bool,
    depth: Depth,
    /// The entry whose value comes next.
    current: Option<(Obj<'py>, Obj<'py>)>,
}

enum Values<'py> {
    /// As many as there are keys, taken with them.
    Here(std::vec::IntoIter<Obj<'py>>),
    /// `mapping[key]`
    Of(Obj<'py>),
}

impl<'py> Entries<'py> {
    fn new(keys: Vec<Obj<'py>>, values: Values<'py>) -> Self {
        let keys = keys.into_iter();
        Entries { keys, values, are_fields: false, depth: Depth(0), current: None }
    }

    /// Those of a dict, as they are now.
    pub(super) fn of_dict(dict: &Obj<'py>) -> Result<Self> {
        let items = raw::container::dict_items(dict)?;
        let (mut keys, mut values, mut index) = (Vec::new(), Vec::new(), 0);
        while let Some(pair) = raw::container::list_get(&items, index) {
            keys.extend(raw::container::tuple_get(&pair, 0));
            values.extend(raw::container::tuple_get(&pair, 1));
            index += 1;
        }
        Ok(Entries::new(keys, Values::Here(values.into_iter())))
    }

    /// Those of a mapping, by `keys()` and `mapping[key]`.
    pub(super) fn of_mapping(mapping: &Obj<'py>) -> Result<Self> {
        let keys = mapping.call_method("keys", ())?.iter()?.collect::<Result<Vec<_>>>()?;
        Ok(Entries::new(keys, Values::Of(mapping.clone())))
    }

    /// Those of the named attributes that the object has.
    pub(super) fn of_attributes(obj: &Obj<'py>, names: Vec<Obj<'py>>) -> Result<Self> {
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        for name in names {
            match raw::call::get_attr(obj, &name).map_err(Error::from) {
                Ok(value) => {
                    keys.push(name);
                    values.push(value);
                }
                Err(error) if error.is::<crate::exceptions::AttributeError>(obj.py()) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Entries::new(keys, Values::Here(values.into_iter())))
    }

    /// Messages call them fields, and not values of keys.
    pub(super) fn into_fields(self) -> Self {
        Entries { are_fields: true, ..self }
    }

    /// For serde, which sees keys and values at this depth.
    pub(super) fn at(self, depth: Depth) -> Self {
        Entries { depth, ..self }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.len() == 0
    }

    /// The next entry.
    pub(super) fn next(&mut self) -> Result<Option<(Obj<'py>, Obj<'py>)>> {
        let Some(key) = self.keys.next() else { return Ok(None) };
        let value = match &mut self.values {
            Values::Here(values) => values.next(),
            Values::Of(mapping) => Some(mapping.get_item(&key)?),
        };
        Ok(value.map(|value| (key, value)))
    }
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = Failure;

    fn next_key_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        self.current = self.next()?;
        let Some((key, _)) = &self.current else { return Ok(None) };
        match seed.deserialize(Deserializer::part(key, self.depth)) {
            Ok(found) => Ok(Some(found)),
            Err(failure) if self.are_fields && raw::text::is(key) => Err(failure),
            Err(failure) => Err(failure.within(key.py(), format_args!("key {key:?}"))),
        }
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Failure> {
        let Some((key, value)) = self.current.take() else {
            return Err(de::Error::custom("a value of a map was asked for before its key"));
        };
        let part = if self.are_fields { "field" } else { "value of key" };
        seed.deserialize(Deserializer::part(&value, self.depth))
            .map_err(|failure| failure.within(key.py(), format_args!("{part} {key:?}")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.keys.len())
    }
}
