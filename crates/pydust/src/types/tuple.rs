//! [`Tuple`]: Python's `tuple`.

use std::iter::FusedIterator;
use std::ops::Range;

use super::{Handle, handle};
use crate::convert::IntoPy;
use crate::error::Result;
use crate::object::Arguments;
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `tuple`, which never changes.
    ///
    /// Its methods see the tuple's own items, whatever a subclass overrides.
    ///
    /// ```
    /// # use pydust as py;
    /// fn swapped<'py>(pair: &py::Tuple<'py>) -> py::Result<py::Tuple<'py>> {
    ///     match (pair.get(0), pair.get(1)) {
    ///         (Some(a), Some(b)) => py::Tuple::new(pair.py(), (b, a)),
    ///         _ => py::raise!(ValueError, "a pair is needed, not {pair:?}"),
    ///     }
    /// }
    ///
    /// fn reversed<'py>(items: &py::Tuple<'py>) -> py::Result<py::Tuple<'py>> {
    ///     py::Tuple::of(items.py(), items.items().rev())
    /// }
    /// ```
    Tuple, PyTuple, "tuple" as "tuple[{typing.Any}, ...]", raw::container::is_tuple
}

impl<'py> Tuple<'py> {
    /// A new tuple of a Rust tuple's values.
    #[track_caller]
    pub fn new(py: Python<'py>, items: impl Arguments<'py>) -> Result<Tuple<'py>> {
        items.into_tuple(py)
    }

    /// A new tuple of objects.
    pub(crate) fn of_values<const N: usize>(
        py: Python<'py>,
        items: [Obj<'py>; N],
    ) -> Result<Tuple<'py>> {
        Ok(Tuple(raw::container::new_tuple(py, items)?))
    }

    /// A new tuple of what an iterator gives. Made at once if the iterator knows how much that is.
    ///
    /// Raises what the conversion of an item raises.
    #[track_caller]
    pub fn of<I>(py: Python<'py>, items: I) -> Result<Tuple<'py>>
    where
        I: IntoIterator<Item: IntoPy<'py>>,
    {
        let mut items = items.into_iter();
        let expected = items.size_hint().0;
        let next = || items.next().map(|item| item.into_py(py));
        Ok(Tuple(raw::container::fill_tuple(py, expected, next)?))
    }

    /// `len(tuple)`.
    #[inline]
    pub fn len(&self) -> usize {
        raw::container::tuple_len(self).unwrap_or(0)
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at an index from 0, or `None` past the end.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Obj<'py>> {
        raw::container::tuple_get(self, index)
    }

    /// `tuple[start:end]`. What is past the end is left out.
    #[track_caller]
    pub fn slice(&self, range: Range<usize>) -> Result<Tuple<'py>> {
        Tuple::from_obj(raw::container::tuple_slice(self, range)?)
    }

    /// `item in tuple`.
    #[track_caller]
    pub fn contains(&self, item: impl IntoPy<'py>) -> Result<bool> {
        raw::base::tuple_contains(self, item.into_py(self.py())?)?.is_true()
    }

    /// The index of the first item that is equal to the given one.
    ///
    /// Raises `ValueError` if there is none, and what comparing raises.
    #[track_caller]
    pub fn index(&self, item: impl IntoPy<'py>) -> Result<usize> {
        raw::base::tuple_index(self, item.into_py(self.py())?)?.extract()
    }

    /// How many items are equal to the given one.
    #[track_caller]
    pub fn count(&self, item: impl IntoPy<'py>) -> Result<usize> {
        raw::base::tuple_count(self, item.into_py(self.py())?)?.extract()
    }

    /// The items, in order: what `for item in &tuple` walks.
    #[inline]
    pub fn items(&self) -> TupleItems<'_, 'py> {
        TupleItems { tuple: self, left: 0..self.len() }
    }
}

/// The items of a tuple: see [`Tuple`].
pub struct TupleItems<'a, 'py> {
    tuple: &'a Tuple<'py>,
    left: Range<usize>,
}

impl<'py> Iterator for TupleItems<'_, 'py> {
    type Item = Obj<'py>;

    #[inline]
    fn next(&mut self) -> Option<Obj<'py>> {
        self.left.next().and_then(|index| self.tuple.get(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl DoubleEndedIterator for TupleItems<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.left.next_back().and_then(|index| self.tuple.get(index))
    }
}

impl ExactSizeIterator for TupleItems<'_, '_> {}
impl FusedIterator for TupleItems<'_, '_> {}

impl<'a, 'py> IntoIterator for &'a Tuple<'py> {
    type Item = Obj<'py>;
    type IntoIter = TupleItems<'a, 'py>;

    #[inline]
    fn into_iter(self) -> TupleItems<'a, 'py> {
        self.items()
    }
}
