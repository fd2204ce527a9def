//! [`Tuple`]: Python's `tuple`.

use super::handle;
use crate::convert::Arguments;
use crate::error::Result;
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `tuple`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn swapped<'py>(pair: &py::Tuple<'py>) -> py::Result<py::Tuple<'py>> {
    ///     match (pair.get(0), pair.get(1)) {
    ///         (Some(a), Some(b)) => py::Tuple::new(pair.py(), (b, a)),
    ///         _ => py::raise!(ValueError, "a pair is needed, not {pair:?}"),
    ///     }
    /// }
    /// ```
    Tuple, PyTuple, "tuple", raw::container::is_tuple
}

impl<'py> Tuple<'py> {
    /// A new tuple of a Rust tuple's values.
    pub fn new(py: Python<'py>, items: impl Arguments<'py>) -> Result<Tuple<'py>> {
        items.into_tuple(py).map(Tuple)
    }

    /// The item at an index from 0, or `None` past the end.
    pub fn get(&self, index: usize) -> Option<Obj<'py>> {
        raw::container::tuple_get(self, index)
    }

    /// The items, in order.
    pub fn items(&self) -> impl Iterator<Item = Obj<'py>> + '_ {
        (0..).map_while(|index| self.get(index))
    }
}
