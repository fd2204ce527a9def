//! [`List`]: Python's `list`.

use super::handle;
use crate::convert::IntoPy;
use crate::error::Result;
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `list`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn evens<'py>(numbers: &py::List<'py>) -> py::Result<py::List<'py>> {
    ///     let found = py::List::new(numbers.py())?;
    ///     for number in numbers.items() {
    ///         if number.extract::<i64>()? % 2 == 0 {
    ///             found.append(number)?;
    ///         }
    ///     }
    ///     Ok(found)
    /// }
    /// ```
    List, PyList, "list", raw::container::is_list
}

impl<'py> List<'py> {
    /// A new empty list.
    pub fn new(py: Python<'py>) -> Result<List<'py>> {
        Ok(List(raw::container::new_list(py, 0, |_| Ok::<_, raw::Raised>(py.none()))?))
    }

    /// The item at an index from 0, or `None` past the end.
    pub fn get(&self, index: usize) -> Option<Obj<'py>> {
        raw::container::list_get(self, index)
    }

    /// Adds an item at the end.
    pub fn append(&self, item: impl IntoPy<'py>) -> Result<()> {
        Ok(raw::container::list_append(self, &item.into_py(self.py())?)?)
    }

    /// The items by index, as `for` in Python walks a list: what is appended meanwhile comes too, and
    /// an emptied list ends it.
    pub fn items(&self) -> impl Iterator<Item = Obj<'py>> + '_ {
        (0..).map_while(|index| self.get(index))
    }
}
