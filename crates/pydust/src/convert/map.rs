//! `dict`, and any mapping: hash maps and tree maps.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::{AtOnce, FromPy, FromPyOwned, HashKey, IntoPy};
use crate::error::{self, Error, Result};
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

/// Converts the entries of a mapping.
pub(crate) fn from_mapping<'py, K: FromPyOwned<'py>, V: FromPyOwned<'py>>(
    obj: &Obj<'py>,
    insert: impl FnMut(K, V),
) -> Result<()> {
    if raw::container::is_dict(obj) { from_dict(obj, insert) } else { from_keys(obj, insert) }
}

#[inline(never)]
fn from_dict<'py, K: FromPyOwned<'py>, V: FromPyOwned<'py>>(
    dict: &Obj<'py>,
    mut insert: impl FnMut(K, V),
) -> Result<()> {
    // Numbers and texts can be read where they are. Entries that are inserted twice, here and below, are equal.
    if let (Some(AtOnce(key_of)), Some(AtOnce(value_of))) = (K::AT_ONCE, V::AT_ONCE) {
        let complete = raw::container::dict_see(dict, |key, value| {
            // One after the other: where the first gives `None`, the second may be gone.
            let Some(key) = key_of(key) else { return false };
            let Some(value) = value_of(value) else { return false };
            insert(key, value);
            true
        });
        if complete {
            return Ok(());
        }
    }
    from_snapshot(dict, insert)
}

/// Converts the entries as they are now, each once.
pub(crate) fn from_snapshot<'py, K: FromPyOwned<'py>, V: FromPyOwned<'py>>(
    dict: &Obj<'py>,
    mut insert: impl FnMut(K, V),
) -> Result<()> {
    let entries = raw::container::dict_items(dict)?;
    let mut index = 0;
    while let Some(entry) = raw::container::list_get(&entries, index) {
        let (Some(key), Some(value)) =
            (raw::container::tuple_get(&entry, 0), raw::container::tuple_get(&entry, 1))
        else {
            break;
        };
        let (key, value) = convert(&key, &value)?;
        insert(key, value);
        index += 1;
    }
    Ok(())
}

/// What is no `dict`, but has `keys` and `__getitem__`, as `dict.update` asks for.
#[cold]
#[inline(never)]
fn from_keys<'py, K: FromPyOwned<'py>, V: FromPyOwned<'py>>(
    obj: &Obj<'py>,
    mut insert: impl FnMut(K, V),
) -> Result<()> {
    let class = obj.type_obj();
    for method in [c"keys", c"__getitem__"] {
        if raw::call::find_attr(&class, method)?.is_none() {
            return Err(error::mismatch::new(obj, "dict"));
        }
    }
    for key in obj.call_method("keys", ())?.iter()? {
        let key = key?;
        let (key, value) = convert(&key, &raw::call::get_item(obj, &key)?)?;
        insert(key, value);
    }
    Ok(())
}

#[inline(always)]
fn convert<'py, K: FromPyOwned<'py>, V: FromPyOwned<'py>>(
    key: &Obj<'py>,
    value: &Obj<'py>,
) -> Result<(K, V)> {
    Ok((
        K::from_py_owned(key).map_err(|error| in_entry(error, "key", key))?,
        V::from_py_owned(value).map_err(|error| in_entry(error, "value of key", key))?,
    ))
}

#[cold]
fn in_entry(error: Error, part: &str, key: &Obj<'_>) -> Error {
    match error::mismatch::shown(key) {
        Ok(shown) => {
            let key = raw::text::peek(&shown).unwrap_or("?");
            error.within(shown.py(), format_args!("{part} {key}"))
        }
        Err(raised) => raised.into(),
    }
}

#[inline(never)]
pub(crate) fn into_dict<'py, K: IntoPy<'py>, V: IntoPy<'py>>(
    py: Python<'py>,
    entries: impl Iterator<Item = (K, V)>,
) -> Result<Obj<'py>> {
    let dict = raw::container::new_dict(py)?;
    for (key, value) in entries {
        raw::container::dict_set(&dict, &key.into_py(py)?, &value.into_py(py)?)?;
    }
    Ok(dict)
}

/// How many entries will come, as far as that is known.
fn expected_length(obj: &Obj<'_>) -> usize {
    if raw::container::is_dict(obj) { raw::container::dict_len(obj) } else { 0 }
}

macro_rules! maps {
    ($map:ident<K, V $(, $state:ident)?>: $($key:ident)+, $new:expr) => {
        impl<'a, 'py, K, V $(, $state)?> FromPy<'a, 'py> for $map<K, V $(, $state)?>
        where
            K: FromPyOwned<'py> $(+ $key)+,
            V: FromPyOwned<'py>,
            $($state: BuildHasher + Default,)?
        {
            type Guard = ();
            const EXPECTED: &'static str = "dict";
            const TAKES: TypeHint = hint!("{collections.abc.Mapping}[", K::TAKES, ", ", V::TAKES, "]");

            /// A `dict`, or another object with `keys` and `__getitem__`.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                let new: fn(usize) -> Self = $new;
                let mut map = new(expected_length(obj));
                from_mapping(obj, |key, value| drop(map.insert(key, value)))?;
                Ok(map)
            }
        }

        impl<'py, K: IntoPy<'py>, V: IntoPy<'py> $(, $state)?> IntoPy<'py> for $map<K, V $(, $state)?> {
            const GIVES: TypeHint = hint!("dict[", K::GIVES, ", ", V::GIVES, "]");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                into_dict(py, self.into_iter())
            }
        }

        impl<'py, K, V $(, $state)?> IntoPy<'py> for &$map<K, V $(, $state)?>
        where
            for<'b> &'b K: IntoPy<'py>,
            for<'b> &'b V: IntoPy<'py>,
        {
            const GIVES: TypeHint = hint!("dict[", <&K as IntoPy<'py>>::GIVES, ", ", <&V as IntoPy<'py>>::GIVES, "]");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                into_dict(py, self.iter())
            }
        }
    };
}

maps!(HashMap<K, V, S>: HashKey, |length| HashMap::with_capacity_and_hasher(length, S::default()));
maps!(BTreeMap<K, V>: Ord, |_| BTreeMap::new());
