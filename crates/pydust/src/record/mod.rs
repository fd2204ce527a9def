//! Structs as Python values, for the derives: the fields read from a mapping, from attributes or from a sequence.
//!
//! Writing them is in `build.rs`, enums are in `choice.rs`. Everything here is about names and objects; what is
//! generic is so in the type of a field alone.

mod build;
mod choice;

pub use build::{NewRecord, tuple};
pub use choice::{Tried, choose, choose_integer};

use crate::convert::{FromPy, FromPyOwned};
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{AttributeError, ExceptionType, LookupError, TypeError};
use crate::object::Interned;
use crate::raw::call::Depth;
use crate::raw::{self, Obj, Python};
use crate::suggest;

/// Where the fields of one object are found.
#[derive(Clone, Copy)]
enum Source {
    Dict,
    /// Anything else with keys.
    Mapping,
    Attributes,
    /// The items of a tuple or a list, by position.
    Items,
}

/// An object whose parts become the fields of a struct.
pub struct Fields<'a, 'py> {
    obj: &'a Obj<'py>,
    names: &'static [Interned],
    source: Source,
}

/// One more conversion on the stack: a type may contain itself, and so may an object.
pub struct Nested {
    _depth: Depth,
}

impl Nested {
    /// CPython takes a call in C to need about this much of the stack; a conversion holds its value several times.
    const BYTES: usize = 128;
    /// As how many calls a conversion counts at most: half of what there may be up to Python 3.11.
    const MOST: usize = 500;

    /// Raises `RecursionError` where the stack would become too deep for one more conversion to `T`.
    #[inline]
    pub fn enter<T>(obj: &Obj<'_>) -> Result<Nested> {
        let calls = const {
            let calls = 1 + size_of::<T>() / Nested::BYTES;
            if calls < Nested::MOST { calls as u32 } else { Nested::MOST as u32 }
        };
        Ok(Nested { _depth: Depth::converting(obj.py(), calls)? })
    }
}

/// What a field that borrows needs to live: the guard of its type, and the object itself, since the dict or the
/// instance that it was found in may let go of it.
pub struct Held<'py, G> {
    /// Dropped before the object, in which it may hold a lock.
    guard: G,
    obj: Option<Obj<'py>>,
}

impl<G: Default> Default for Held<'_, G> {
    #[inline]
    fn default() -> Self {
        Held { guard: G::default(), obj: None }
    }
}

impl<'py, G> Held<'py, G> {
    /// Keeps the object, and lends it together with the guard of what will borrow from it.
    #[inline]
    pub fn hold<'h>(&'h mut self, obj: Obj<'py>) -> (&'h Obj<'py>, &'h mut G) {
        (self.obj.insert(obj), &mut self.guard)
    }
}

impl<'a, 'py> Fields<'a, 'py> {
    /// The values of a dict, or of any other mapping: what `dict.update` takes by its `keys`.
    ///
    /// Raises `TypeError` for anything else.
    #[inline]
    pub fn of_dict(obj: &'a Obj<'py>, names: &'static [Interned]) -> Result<Self> {
        if raw::container::is_dict(obj) {
            return Ok(Fields { obj, names, source: Source::Dict });
        }
        match is_mapping(obj)? {
            true => Ok(Fields { obj, names, source: Source::Mapping }),
            false => Err(mismatch::new(obj, "dict")),
        }
    }

    /// The attributes of any object.
    #[inline]
    pub fn of_attributes(obj: &'a Obj<'py>, names: &'static [Interned]) -> Result<Self> {
        Ok(Fields { obj, names, source: Source::Attributes })
    }

    /// The items of a tuple or a list of that length. `expected` says so: `tuple of length 2`.
    ///
    /// Raises `TypeError` for another length, and for anything else.
    pub fn of_items(obj: &'a Obj<'py>, length: usize, expected: &'static str) -> Result<Self> {
        let (kind, found) = if raw::container::is_tuple(obj) {
            ("tuple", raw::container::tuple_len(obj)?)
        } else if raw::container::is_list(obj) {
            ("list", raw::container::list_len(obj)?)
        } else {
            return Err(mismatch::new(obj, expected));
        };
        if found != length {
            return Err(wrong_length(obj.py(), expected, kind, found));
        }
        Ok(Fields { obj, names: &[], source: Source::Items })
    }

    /// The value of a field.
    ///
    /// Raises `TypeError` if it is missing, and what its conversion raises.
    pub fn get<T: FromPyOwned<'py>>(&self, index: usize) -> Result<T> {
        match self.find(index)? {
            Some(value) => self.convert(&value, index),
            None => Err(self.missing(index)),
        }
    }

    /// The value of a field, or its default if it is missing.
    pub fn get_or<T: FromPyOwned<'py>>(
        &self,
        index: usize,
        default: impl FnOnce() -> T,
    ) -> Result<T> {
        match self.find(index)? {
            Some(value) => self.convert(&value, index),
            None => Ok(default()),
        }
    }

    /// The value of a field that takes all that the others leave.
    pub fn get_rest<T: FromPyOwned<'py>>(&self) -> Result<T> {
        T::from_py_owned(&self.rest()?)
    }

    /// As [`get`](Self::get), for a value that borrows.
    pub fn lend<'h, T: FromPy<'h, 'py>>(
        &self,
        held: &'h mut Held<'py, T::Guard>,
        index: usize,
    ) -> Result<T> {
        match self.find(index)? {
            Some(value) => self.borrow(held, value, index),
            None => Err(self.missing(index)),
        }
    }

    /// As [`get_or`](Self::get_or), for a value that borrows.
    pub fn lend_or<'h, T: FromPy<'h, 'py>>(
        &self,
        held: &'h mut Held<'py, T::Guard>,
        index: usize,
        default: impl FnOnce() -> T,
    ) -> Result<T> {
        match self.find(index)? {
            Some(value) => self.borrow(held, value, index),
            None => Ok(default()),
        }
    }

    /// As [`get_rest`](Self::get_rest), for a value that borrows.
    pub fn lend_rest<'h, T: FromPy<'h, 'py>>(
        &self,
        held: &'h mut Held<'py, T::Guard>,
    ) -> Result<T> {
        let (rest, guard) = held.hold(self.rest()?);
        T::from_py(rest, guard)
    }

    #[inline]
    fn convert<T: FromPyOwned<'py>>(&self, value: &Obj<'py>, index: usize) -> Result<T> {
        match T::from_py_owned(value) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.within(error, index)),
        }
    }

    #[inline]
    fn borrow<'h, T: FromPy<'h, 'py>>(
        &self,
        held: &'h mut Held<'py, T::Guard>,
        value: Obj<'py>,
        index: usize,
    ) -> Result<T> {
        let (value, guard) = held.hold(value);
        match T::from_py(value, guard) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.within(error, index)),
        }
    }

    /// Which of the `choices` the text in a field is: see [`choose`].
    ///
    /// Raises as [`get`](Self::get) does, and as [`choose`] does.
    pub fn choose(
        &self,
        index: usize,
        choices: &'static [&'static str],
        expected: &'static str,
    ) -> Result<usize> {
        let chosen: Obj<'py> = self.get(index)?;
        self.inside(index, || choose(&chosen, choices, expected))
    }

    /// What `read` makes of what is in a field, with the field as the place of its error.
    pub fn inside<T>(&self, index: usize, read: impl FnOnce() -> Result<T>) -> Result<T> {
        read().map_err(|error| self.within(error, index))
    }

    /// The object of a field, or `None` if it is missing.
    fn find(&self, index: usize) -> Result<Option<Obj<'py>>> {
        let py = self.obj.py();
        if let Source::Items = self.source {
            return Ok(match raw::container::is_tuple(self.obj) {
                true => raw::container::tuple_get(self.obj, index),
                false => raw::container::list_get(self.obj, index),
            });
        }
        let name = self.name(index).lend(py)?;
        match self.source {
            Source::Dict => Ok(raw::container::dict_get(self.obj, &name)?),
            Source::Attributes => {
                unless::<AttributeError, _>(py, raw::call::get_attr(self.obj, &name))
            }
            // `KeyError` of most mappings, `IndexError` of the rows of `sqlite3`.
            _ => unless::<LookupError, _>(py, raw::call::get_item(self.obj, &name)),
        }
    }

    fn name(&self, index: usize) -> &'static Interned {
        static UNKNOWN: Interned = Interned::new("?");
        // Always there: who asks counted the names that it gave.
        self.names.get(index).unwrap_or(&UNKNOWN)
    }

    /// Raises `TypeError` for a key that is no field's name.
    pub fn deny_unknown(&self) -> Result<()> {
        let keys = match self.source {
            Source::Dict => self.obj.iter()?,
            // What the object itself iterates over may be its values.
            _ => self.obj.call_method("keys", ())?.iter()?,
        };
        for key in keys {
            let key = key?;
            let text = raw::text::peek(&key);
            if !self.names.iter().any(|name| Some(name.as_str()) == text) {
                return Err(self.unknown(&key));
            }
        }
        Ok(())
    }

    /// A dict of what is not under one of the names; of attributes, the object itself.
    fn rest(&self) -> Result<Obj<'py>> {
        if let Source::Attributes | Source::Items = self.source {
            return Ok(self.obj.clone());
        }
        let rest = raw::container::new_dict(self.obj.py())?;
        rest.call_method("update", (self.obj,))?;
        for name in self.names {
            let name = name.get(self.obj.py())?;
            if raw::container::dict_get(&rest, &name)?.is_some() {
                raw::container::dict_del(&rest, &name)?;
            }
        }
        Ok(rest)
    }

    #[cold]
    fn within(&self, error: Error, index: usize) -> Error {
        let py = self.obj.py();
        match self.source {
            Source::Items => error.within(py, format_args!("item {index}")),
            _ => error.within(py, format_args!("{} '{}'", self.part(), self.name(index).as_str())),
        }
    }

    #[cold]
    fn missing(&self, index: usize) -> Error {
        let text = match self.source {
            // A list that was changed by the conversion of another of its items.
            Source::Items => format!("missing item {index}"),
            _ => format!("missing {} '{}'", self.part(), self.name(index).as_str()),
        };
        mismatch::sentence(self.obj.py(), &text, TypeError::KIND)
    }

    #[cold]
    fn unknown(&self, key: &Obj<'py>) -> Error {
        let names = self.names.iter().map(Interned::as_str);
        let meant = raw::text::peek(key).and_then(|key| suggest::closest(key, names));
        let hint = meant.map(|name| format!(". Did you mean '{name}'?")).unwrap_or_default();
        let text = format!("unknown field {key:?}{hint}");
        mismatch::sentence(key.py(), &text, TypeError::KIND)
    }

    /// What a part of the object is called in messages.
    fn part(&self) -> &'static str {
        match self.source {
            Source::Attributes => "attribute",
            _ => "field",
        }
    }
}

/// Whether the object's class has `keys`. (An object of its own could have it by chance, as classes do.)
#[cold]
fn is_mapping(obj: &Obj<'_>) -> Result<bool> {
    let keys = raw::text::interned(obj.py(), c"keys")?;
    let found = raw::call::get_attr(&obj.type_obj(), &keys);
    Ok(unless::<AttributeError, _>(obj.py(), found)?.is_some())
}

/// What was found, or `None` if the search raised `E`.
fn unless<E: ExceptionType, T>(py: Python<'_>, found: Result<T, raw::Raised>) -> Result<Option<T>> {
    match found.map_err(Error::from) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is::<E>(py) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cold]
fn wrong_length(py: Python<'_>, expected: &str, kind: &str, found: usize) -> Error {
    let found = format!("{kind} of length {found}");
    mismatch::in_words(py, expected, &found, TypeError::KIND)
}
