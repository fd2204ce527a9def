//! [`Set`] and [`FrozenSet`]: Python's `set` and `frozenset`.

use super::{Handle, Iter, handle};
use crate::convert::IntoPy;
use crate::error::{Here, Result};
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `set`.
    ///
    /// Its methods see the set's own storage, as `set.add(obj, item)` does, whatever a subclass overrides.
    ///
    /// [`items`](Set::items) is Python's own iterator: it raises `RuntimeError` if the set's size changes while it is
    /// walked. To change a set on the way, walk a [`copy`](Set::copy).
    ///
    /// ```
    /// # use pydust as py;
    /// fn words<'py>(text: &py::Str<'py>) -> py::Result<py::Set<'py>> {
    ///     py::Set::of(text.py(), text.as_str()?.split(' '))
    /// }
    ///
    /// fn total(numbers: &py::Set) -> py::Result<i64> {
    ///     let mut total = 0;
    ///     for number in numbers.items()? {
    ///         total += number?.extract::<i64>()?;
    ///     }
    ///     Ok(total)
    /// }
    /// ```
    Set, PySet, "set" as "set[{typing.Any}]", raw::set::is
}

handle! {
    /// Python's `frozenset`, which never changes.
    ///
    /// Its methods see the set's own storage, whatever a subclass overrides.
    ///
    /// ```
    /// # use pydust as py;
    /// fn vowels(py: py::Python) -> py::Result<py::PyFrozenSet> {
    ///     Ok(py::FrozenSet::of(py, ['a', 'e', 'i', 'o', 'u'])?.unbind())
    /// }
    /// ```
    FrozenSet, PyFrozenSet, "frozenset" as "frozenset[{typing.Any}]", raw::set::is_frozen
}

impl<'py> Set<'py> {
    /// A new empty set.
    #[track_caller]
    pub fn new(py: Python<'py>) -> Result<Set<'py>> {
        Ok(Set(raw::set::new(py)?))
    }

    /// A new set of what an iterator gives.
    ///
    /// Raises what converting, hashing and comparing the items raise.
    #[track_caller]
    pub fn of<I>(py: Python<'py>, items: I) -> Result<Set<'py>>
    where
        I: IntoIterator<Item: IntoPy<'py>>,
    {
        let set = Set::new(py)?;
        for item in items {
            set.add(item)?;
        }
        Ok(set)
    }

    /// Adds an item.
    #[track_caller]
    pub fn add(&self, item: impl IntoPy<'py>) -> Result<()> {
        raw::set::add(self, &item.into_py(self.py())?).here()
    }

    /// Takes an item out, and says whether it was there.
    #[track_caller]
    pub fn discard(&self, item: impl IntoPy<'py>) -> Result<bool> {
        raw::set::discard(self, &item.into_py(self.py())?).here()
    }

    /// Takes an item out.
    ///
    /// Raises `KeyError` if it is not there.
    #[track_caller]
    pub fn remove(&self, item: impl IntoPy<'py>) -> Result<()> {
        raw::base::set_remove(self, item.into_py(self.py())?)?;
        Ok(())
    }

    /// Takes any item out, or gives `None` if there is none.
    #[track_caller]
    pub fn pop(&self) -> Result<Option<Obj<'py>>> {
        if self.is_empty() { Ok(None) } else { Ok(Some(raw::set::pop(self)?)) }
    }

    /// Takes all items out.
    #[track_caller]
    pub fn clear(&self) -> Result<()> {
        raw::set::clear(self).here()
    }

    /// A new set of the same items.
    #[track_caller]
    pub fn copy(&self) -> Result<Set<'py>> {
        Set::from_obj(raw::base::set_copy(self)?)
    }
}

/// What `set` and `frozenset` have in common.
macro_rules! both {
    ($($set:ident: $iter:ident;)*) => {$(
        impl<'py> $set<'py> {
            /// How many items there are.
            pub fn len(&self) -> usize {
                raw::set::len(self)
            }

            /// Whether there are no items.
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// `item in self`.
            #[track_caller]
            pub fn contains(&self, item: impl IntoPy<'py>) -> Result<bool> {
                raw::set::contains(self, &item.into_py(self.py())?).here()
            }

            /// The items, in no order.
            #[track_caller]
            pub fn items(&self) -> Result<Iter<'py>> {
                Iter::from_obj(raw::base::$iter(self)?)
            }
        }
    )*};
}

both! {
    Set: set_iter;
    FrozenSet: frozen_iter;
}

/// Methods that take any Python iterable, and give a new set.
macro_rules! combining {
    ($($set:ident { $($name:ident = $raw:ident: $doc:literal;)* })*) => {$(
        impl<'py> $set<'py> {$(
            #[doc = concat!($doc, " `other` is any Python iterable.")]
            #[track_caller]
            pub fn $name(&self, other: impl IntoPy<'py>) -> Result<$set<'py>> {
                $set::from_obj(raw::base::$raw(self, other.into_py(self.py())?)?)
            }
        )*}
    )*};
}

combining! {
    Set {
        union = set_union: "The items of both.";
        intersection = set_intersection: "The items that both have.";
        difference = set_difference: "The items that `other` does not have.";
        symmetric_difference = set_symmetric_difference: "The items that only one has.";
    }
    FrozenSet {
        union = frozen_union: "The items of both.";
        intersection = frozen_intersection: "The items that both have.";
        difference = frozen_difference: "The items that `other` does not have.";
        symmetric_difference = frozen_symmetric_difference: "The items that only one has.";
    }
}

/// Methods that take any Python iterable, and answer yes or no.
macro_rules! asking {
    ($($set:ident { $($name:ident = $raw:ident: $doc:literal;)* })*) => {$(
        impl<'py> $set<'py> {$(
            #[doc = concat!($doc, " `other` is any Python iterable.")]
            #[track_caller]
            pub fn $name(&self, other: impl IntoPy<'py>) -> Result<bool> {
                raw::base::$raw(self, other.into_py(self.py())?)?.is_true()
            }
        )*}
    )*};
}

asking! {
    Set {
        is_subset = set_is_subset: "Whether `other` has all items of this set.";
        is_superset = set_is_superset: "Whether this set has all items of `other`.";
        is_disjoint = set_is_disjoint: "Whether there is no item that both have.";
    }
    FrozenSet {
        is_subset = frozen_is_subset: "Whether `other` has all items of this set.";
        is_superset = frozen_is_superset: "Whether this set has all items of `other`.";
        is_disjoint = frozen_is_disjoint: "Whether there is no item that both have.";
    }
}

/// Methods that take any Python iterable, and change the set.
macro_rules! updating {
    ($($name:ident = $raw:ident: $doc:literal;)*) => {
        impl<'py> Set<'py> {$(
            #[doc = concat!($doc, " `other` is any Python iterable.")]
            #[track_caller]
            pub fn $name(&self, other: impl IntoPy<'py>) -> Result<()> {
                raw::base::$raw(self, other.into_py(self.py())?)?;
                Ok(())
            }
        )*}
    };
}

updating! {
    update = set_update: "Adds the items of `other`.";
    intersection_update = set_intersection_update: "Keeps only the items that `other` has.";
    difference_update = set_difference_update: "Takes the items of `other` out.";
    symmetric_difference_update = set_symmetric_difference_update:
        "Keeps the items that only one has.";
}

impl<'py> FrozenSet<'py> {
    /// A new frozenset of what an iterator gives.
    ///
    /// Raises what converting, hashing and comparing the items raise.
    #[track_caller]
    pub fn of<I>(py: Python<'py>, items: I) -> Result<FrozenSet<'py>>
    where
        I: IntoIterator<Item: IntoPy<'py>>,
    {
        // Hashing and comparing may run Python code, which could find an unfinished frozenset through the collector:
        // so a set is filled, which anyone may see, and copied.
        let items = Set::of(py, items)?;
        Ok(FrozenSet(raw::set::freeze(&items)?))
    }
}
