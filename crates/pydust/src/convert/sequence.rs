//! `list`, and any iterable: vectors, deques, arrays and slices. Of `u8` they are `bytes`.

use std::collections::{LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::{AtOnce, FromPy, FromPyOwned, IntoPy, bytes, mismatch};
use crate::error::{self, Error, Result};
use crate::exceptions::{ExceptionType, TypeError};
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

impl<'a, 'py, T: FromPyOwned<'py>> FromPy<'a, 'py> for Vec<T> {
    type Guard = ();
    const EXPECTED: &'static str = if T::FROM_BYTE.is_some() { "bytes" } else { "list" };
    const TAKES: TypeHint = if T::FROM_BYTE.is_some() {
        hint!("{typing_extensions.Buffer} | {collections.abc.Iterable}[int]")
    } else {
        hint!("{collections.abc.Iterable}[", T::TAKES, "]")
    };

    /// Any iterable but `str`, `dict` and bytes-likes, which are one value to whoever passes them. A `Vec<u8>` is
    /// made of what `bytes()` takes: bytes-likes, and iterables of `int`.
    #[inline]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        match bytes::items(obj)? {
            Some(items) => Ok(items),
            None => collect(obj, usize::MAX),
        }
    }
}

/// The items of an iterable, or an error if there are more than `most`.
fn collect<'py, T: FromPyOwned<'py>>(obj: &Obj<'py>, most: usize) -> Result<Vec<T>> {
    if raw::container::is_exact_list(obj) {
        return from_list(obj);
    }
    if is_one_value(obj) {
        return Err(mismatch::<Vec<T>>(obj));
    }
    let mut items = Vec::new();
    for_each(obj, mismatch::<Vec<T>>, |item| {
        if items.len() >= most {
            return Err(too_many::<T>(obj.py(), most));
        }
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

/// Whether the object is iterable, but one value to whoever passes it.
pub(super) fn is_one_value(obj: &Obj<'_>) -> bool {
    raw::text::is(obj)
        || raw::bytes::is(obj)
        || raw::bytes::is_array(obj)
        || raw::container::is_dict(obj)
}

/// Converts each item of an iterable; `refuse` makes the error for an object that is none.
#[inline(never)]
pub(super) fn for_each<'py, T: FromPyOwned<'py>>(
    obj: &Obj<'py>,
    refuse: impl FnOnce(&Obj<'py>) -> Error,
    mut each: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    if !raw::container::is_iterable(obj) {
        return Err(refuse(obj));
    }
    for (index, item) in obj.iter()?.enumerate() {
        each(element(&item?, index)?)?;
    }
    Ok(())
}

/// A list's items by index: sound however it changes while the items convert.
#[inline(never)]
fn from_list<'py, T: FromPyOwned<'py>>(list: &Obj<'py>) -> Result<Vec<T>> {
    let mut items = Vec::with_capacity(raw::container::list_len(list)?);
    loop {
        // Numbers and texts can be read where they are; what may run Python code needs a reference of its own.
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
pub(super) fn element<'py, T: FromPyOwned<'py>>(item: &Obj<'py>, index: usize) -> Result<T> {
    match T::from_py_owned(item) {
        Ok(value) => Ok(value),
        Err(error) => Err(in_item(error, item.py(), index)),
    }
}

/// The error as one of the item at `index`.
#[cold]
pub(super) fn in_item(error: Error, py: Python<'_>, index: usize) -> Error {
    error.within(py, format_args!("item {index}"))
}

const fn unit<'py, T: FromPyOwned<'py>>() -> &'static str {
    <Vec<T> as FromPy<'_, 'py>>::EXPECTED
}

#[cold]
fn too_many<'py, T: FromPyOwned<'py>>(py: Python<'py>, most: usize) -> Error {
    let expected = format!("{} of length {most}", unit::<T>());
    error::mismatch::in_words(py, &expected, "an iterable of more items", TypeError::KIND)
}

impl<'a, 'py, T: FromPyOwned<'py>, const N: usize> FromPy<'a, 'py> for [T; N] {
    type Guard = ();
    const EXPECTED: &'static str = unit::<T>();
    const TAKES: TypeHint = Vec::<T>::TAKES;

    /// What a `Vec` is made of, with exactly `N` items.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let wrong = |found| Err(error::mismatch::of_length(obj.py(), unit::<T>(), N, found));
        let items = match bytes::items(obj)? {
            Some(items) => items,
            None if raw::container::is_exact_list(obj) => match raw::container::list_len(obj)? {
                length if length == N => from_list(obj)?,
                length => return wrong(length),
            },
            None => collect(obj, N)?,
        };
        items.try_into().or_else(|items: Vec<T>| wrong(items.len()))
    }
}

macro_rules! by_way_of_vec {
    ($($type:ty)*) => {$(
        impl<'a, 'py, T: FromPyOwned<'py>> FromPy<'a, 'py> for $type {
            type Guard = ();
            const EXPECTED: &'static str = unit::<T>();
            const TAKES: TypeHint = Vec::<T>::TAKES;

            /// What a `Vec` is made of.
            #[inline]
            fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
                Ok(Vec::from_py(obj, guard)?.into_iter().collect())
            }
        }
    )*};
}

by_way_of_vec!(VecDeque<T> LinkedList<T> Box<[T]> Arc<[T]> Rc<[T]>);

/// A new list of the items, or `bytes` of bytes.
#[inline(always)]
fn new_sequence<'py, T: IntoPy<'py>>(
    py: Python<'py>,
    length: usize,
    items: impl Iterator<Item = T>,
) -> Result<Obj<'py>> {
    if T::AS_BYTE.is_some() {
        bytes::from_items(py, length, items)
    } else {
        new_list(py, length, items)
    }
}

#[inline(never)]
pub(crate) fn new_list<'py, T: IntoPy<'py>>(
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

/// The hint of what `new_sequence` makes.
macro_rules! list_or_bytes {
    ($type:ty) => {
        if <$type as IntoPy<'py>>::AS_BYTE.is_some() {
            hint!("bytes")
        } else {
            hint!("list[", <$type as IntoPy<'py>>::GIVES, "]")
        }
    };
}

macro_rules! into_list {
    ($($type:ty $(, $N:ident)?;)*) => {$(
        impl<'py, T: IntoPy<'py> $(, const $N: usize)?> IntoPy<'py> for $type {
            const GIVES: TypeHint = list_or_bytes!(T);

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                let length = self.len();
                new_sequence(py, length, self.into_iter())
            }
        }

        impl<'py, T $(, const $N: usize)?> IntoPy<'py> for &$type
        where
            for<'b> &'b T: IntoPy<'py>,
        {
            const GIVES: TypeHint = list_or_bytes!(&T);

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                new_sequence(py, self.len(), self.iter())
            }
        }
    )*};
}

into_list! {
    Vec<T>;
    VecDeque<T>;
    LinkedList<T>;
    [T; N], N;
}

impl<'py, T> IntoPy<'py> for &[T]
where
    for<'b> &'b T: IntoPy<'py>,
{
    const GIVES: TypeHint = list_or_bytes!(&T);

    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        new_sequence(py, self.len(), self.iter())
    }
}

impl<'py, T: IntoPy<'py>> IntoPy<'py> for Box<[T]> {
    const GIVES: TypeHint = list_or_bytes!(T);

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        self.into_vec().into_py(py)
    }
}
