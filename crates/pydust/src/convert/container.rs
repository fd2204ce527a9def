//! `list`, `tuple`, `dict`: vectors, arrays, tuples and maps.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use super::{AtOnce, FromPy, FromPyOwned, IntoPy, mismatch};
use crate::error::{Error, Result};
use crate::exceptions::TypeError;
use crate::raw::{self, Obj, Python};

impl<'a, 'py, T: FromPyOwned<'py>> FromPy<'a, 'py> for Vec<T> {
    type Guard = ();
    const EXPECTED: &'static str = "list";

    /// Any iterable but `str`, `bytes` and `dict`, which are one value to whoever passes them.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if raw::container::is_list(obj) {
            return from_list(obj);
        }
        if raw::text::is(obj) || raw::bytes::is(obj) || raw::container::is_dict(obj) {
            return Err(mismatch::<Self>(obj));
        }
        from_iterable(obj)
    }
}

#[inline(never)]
fn from_iterable<'py, T: FromPyOwned<'py>>(obj: &Obj<'py>) -> Result<Vec<T>> {
    let iter = match obj.iter() {
        Ok(iter) => iter,
        Err(error) if error.is::<TypeError>(obj.py()) => return Err(mismatch::<Vec<T>>(obj)),
        Err(error) => return Err(error),
    };
    let mut items = Vec::new();
    for (index, item) in iter.enumerate() {
        items.push(element(&item?, index)?);
    }
    Ok(items)
}

/// A list's items by index: sound however it changes while the items convert.
#[inline(never)]
fn from_list<'py, T: FromPyOwned<'py>>(list: &Obj<'py>) -> Result<Vec<T>> {
    let mut items = Vec::with_capacity(raw::container::list_len(list)?);
    loop {
        // Numbers can be read where they are; what may run Python code needs a reference of its own.
        if let Some(AtOnce(convert)) = T::AT_ONCE {
            let from = items.len();
            raw::container::list_see(list, from, |item| match convert(item) {
                Some(value) => {
                    items.push(value);
                    true
                }
                None => false,
            });
        }
        match raw::container::list_get(list, items.len()) {
            Some(item) => items.push(element(&item, items.len())?),
            None => return Ok(items),
        }
    }
}

#[inline(always)]
fn element<'py, T: FromPyOwned<'py>>(item: &Obj<'py>, index: usize) -> Result<T> {
    match item.extract() {
        Ok(value) => Ok(value),
        Err(error) => Err(in_item(error, item, index)),
    }
}

#[cold]
fn in_item(error: Error, item: &Obj<'_>, index: usize) -> Error {
    error.within(item.py(), format_args!("item {index}"))
}

impl<'py, T: IntoPy<'py>> IntoPy<'py> for Vec<T> {
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let length = self.len();
        new_list(py, length, self.into_iter())
    }
}

impl<'py, T> IntoPy<'py> for &Vec<T>
where
    for<'b> &'b T: IntoPy<'py>,
{
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        new_list(py, self.len(), self.iter())
    }
}

impl<'py, T: IntoPy<'py>, const N: usize> IntoPy<'py> for [T; N] {
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        new_list(py, N, self.into_iter())
    }
}

#[inline(never)]
fn new_list<'py, T: IntoPy<'py>>(
    py: Python<'py>,
    length: usize,
    mut items: impl Iterator<Item = T>,
) -> Result<Obj<'py>> {
    raw::container::new_list(py, length, |_| match items.next() {
        Some(item) => item.into_py(py),
        // Not reached: each caller gives the length of its own collection.
        None => Ok(raw::object::none(py)),
    })
}

/// Converts the entries of a dict.
#[inline(never)]
fn from_entries<'py, K: FromPyOwned<'py>, V: FromPyOwned<'py>>(
    obj: &Obj<'py>,
    mut insert: impl FnMut(K, V),
) -> Result<()> {
    let entries = raw::container::dict_items(obj)?;
    let mut index = 0;
    while let Some(entry) = raw::container::list_get(&entries, index) {
        let (Some(key), Some(value)) =
            (raw::container::tuple_get(&entry, 0), raw::container::tuple_get(&entry, 1))
        else {
            break;
        };
        insert(
            key.extract().map_err(|error| in_entry(error, "key", &key))?,
            value.extract().map_err(|error| in_entry(error, "value of key", &key))?,
        );
        index += 1;
    }
    Ok(())
}

#[cold]
fn in_entry(error: Error, part: &str, key: &Obj<'_>) -> Error {
    error.within(key.py(), format_args!("{part} {key:?}"))
}

#[inline(never)]
fn into_dict<'py, K: IntoPy<'py>, V: IntoPy<'py>>(
    py: Python<'py>,
    entries: impl Iterator<Item = (K, V)>,
) -> Result<Obj<'py>> {
    let dict = raw::container::new_dict(py)?;
    for (key, value) in entries {
        raw::container::dict_set(&dict, &key.into_py(py)?, &value.into_py(py)?)?;
    }
    Ok(dict)
}

macro_rules! maps {
    ($map:ident<K, V $(, $state:ident)?>: $($key:tt)+) => {
        impl<'a, 'py, K, V $(, $state)?> FromPy<'a, 'py> for $map<K, V $(, $state)?>
        where
            K: FromPyOwned<'py> + $($key)+,
            V: FromPyOwned<'py>,
            $($state: BuildHasher + Default,)?
        {
            type Guard = ();
            const EXPECTED: &'static str = "dict";

            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if !raw::container::is_dict(obj) {
                    return Err(mismatch::<Self>(obj));
                }
                let mut map = $map::default();
                from_entries(obj, |key, value| drop(map.insert(key, value)))?;
                Ok(map)
            }
        }

        impl<'py, K: IntoPy<'py>, V: IntoPy<'py> $(, $state)?> IntoPy<'py> for $map<K, V $(, $state)?> {
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                into_dict(py, self.into_iter())
            }
        }

        impl<'py, K, V $(, $state)?> IntoPy<'py> for &$map<K, V $(, $state)?>
        where
            for<'b> &'b K: IntoPy<'py>,
            for<'b> &'b V: IntoPy<'py>,
        {
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                into_dict(py, self.iter())
            }
        }
    };
}

maps!(HashMap<K, V, S>: Eq + Hash);
maps!(BTreeMap<K, V>: Ord);

macro_rules! tuples {
    ($($length:literal ($expected:literal): $($T:ident $value:ident $index:literal),*;)*) => {$(
        impl<'a, 'py, $($T: FromPyOwned<'py>),*> FromPy<'a, 'py> for ($($T,)*) {
            type Guard = ();
            const EXPECTED: &'static str = $expected;

            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if !raw::container::is_tuple(obj) || raw::container::tuple_len(obj)? != $length {
                    return Err(mismatch::<Self>(obj));
                }
                $(let Some($value) = raw::container::tuple_get(obj, $index) else {
                    return Err(mismatch::<Self>(obj));
                };)*
                Ok(($(element(&$value, $index)?,)*))
            }
        }

        impl<'py, $($T: IntoPy<'py>),*> IntoPy<'py> for ($($T,)*) {
            #[inline]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                let ($($value,)*) = self;
                Ok(raw::container::new_tuple(py, [$($value.into_py(py)?),*])?)
            }
        }
    )*};
}

tuples! {
    1 ("tuple of length 1"): A a 0;
    2 ("tuple of length 2"): A a 0, B b 1;
    3 ("tuple of length 3"): A a 0, B b 1, C c 2;
    4 ("tuple of length 4"): A a 0, B b 1, C c 2, D d 3;
    5 ("tuple of length 5"): A a 0, B b 1, C c 2, D d 3, E e 4;
    6 ("tuple of length 6"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5;
    7 ("tuple of length 7"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6;
    8 ("tuple of length 8"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7;
}
