//! [`List`]: Python's `list`.

use std::iter::FusedIterator;
use std::ops::Range;

use super::{Handle, Tuple, handle};
use crate::convert::IntoPy;
use crate::error::{Here, Result};
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `list`.
    ///
    /// Its methods see the list's own storage, as `list.append(obj, item)` does, whatever a subclass overrides.
    /// [`Obj`](crate::Obj)'s methods ([`get_item`](crate::Obj::get_item), [`iter`](crate::Obj::iter)) call what the
    /// subclass has.
    ///
    /// It can change while it is walked, by what the loop calls and by other threads: `for item in &list` takes the
    /// items by index, as `for` in Python does. What is appended meanwhile comes too, and a list that is cut short ends
    /// the loop.
    ///
    /// ```
    /// # use pydust as py;
    /// fn evens<'py>(numbers: &py::List<'py>) -> py::Result<py::List<'py>> {
    ///     let found = py::List::new(numbers.py())?;
    ///     for number in numbers {
    ///         if number.extract::<i64>()? % 2 == 0 {
    ///             found.append(number)?;
    ///         }
    ///     }
    ///     found.sort()?;
    ///     Ok(found)
    /// }
    ///
    /// fn squares<'py>(py: py::Python<'py>, n: u64) -> py::Result<py::List<'py>> {
    ///     py::List::of(py, (0..n).map(|i| i * i))
    /// }
    /// ```
    List, PyList, "list" as "list[{typing.Any}]", raw::container::is_list
}

impl<'py> List<'py> {
    /// A new empty list.
    #[track_caller]
    pub fn new(py: Python<'py>) -> Result<List<'py>> {
        Ok(List(raw::container::new_list(py, 0, |_| Ok::<_, raw::Raised>(py.none()))?))
    }

    /// A new list of what an iterator gives, with memory for all of it at once if the iterator knows how much.
    ///
    /// Raises what the conversion of an item raises.
    #[track_caller]
    pub fn of<I>(py: Python<'py>, items: I) -> Result<List<'py>>
    where
        I: IntoIterator<Item: IntoPy<'py>>,
    {
        let mut items = items.into_iter();
        let expected = items.size_hint().0;
        let next = || items.next().map(|item| item.into_py(py));
        Ok(List(raw::container::fill_list(py, expected, next)?))
    }

    /// `len(list)`.
    #[inline]
    pub fn len(&self) -> usize {
        raw::container::list_len(self).unwrap_or(0)
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at an index from 0, or `None` past the end.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Obj<'py>> {
        raw::container::list_get(self, index)
    }

    /// `list[index] = item`.
    ///
    /// Raises `IndexError` past the end.
    #[track_caller]
    pub fn set(&self, index: usize, item: impl IntoPy<'py>) -> Result<()> {
        raw::container::list_set(self, index, item.into_py(self.py())?).here()
    }

    /// `del list[index]`.
    ///
    /// Raises `IndexError` past the end.
    #[track_caller]
    pub fn del(&self, index: usize) -> Result<()> {
        raw::base::list_del(self, index.into_py(self.py())?)?;
        Ok(())
    }

    /// Adds an item at the end.
    #[inline]
    #[track_caller]
    pub fn append(&self, item: impl IntoPy<'py>) -> Result<()> {
        raw::container::list_append(self, &item.into_py(self.py())?).here()
    }

    /// Adds the items of any Python iterable at the end: all of them, or, if it raises midway, none.
    #[track_caller]
    pub fn extend(&self, items: impl IntoPy<'py>) -> Result<()> {
        let items = items.into_py(self.py())?;
        raw::container::list_set_slice(self, usize::MAX..usize::MAX, Some(&items)).here()
    }

    /// Inserts an item before the one at `index`, or at the end.
    #[track_caller]
    pub fn insert(&self, index: usize, item: impl IntoPy<'py>) -> Result<()> {
        raw::container::list_insert(self, index, &item.into_py(self.py())?).here()
    }

    /// Takes the last item out, or gives `None` if there is none.
    #[track_caller]
    pub fn pop(&self) -> Result<Option<Obj<'py>>> {
        if self.is_empty() {
            return Ok(None);
        }
        Ok(Some(raw::base::list_pop(self, (-1).into_py(self.py())?)?))
    }

    /// Takes the item at an index out.
    ///
    /// Raises `IndexError` past the end.
    #[track_caller]
    pub fn pop_at(&self, index: usize) -> Result<Obj<'py>> {
        raw::base::list_pop(self, index.into_py(self.py())?).here()
    }

    /// Takes out the first item that is equal to the given one.
    ///
    /// Raises `ValueError` if there is none, and what comparing raises.
    #[track_caller]
    pub fn remove(&self, item: impl IntoPy<'py>) -> Result<()> {
        raw::base::list_remove(self, item.into_py(self.py())?)?;
        Ok(())
    }

    /// Takes all items out.
    #[track_caller]
    pub fn clear(&self) -> Result<()> {
        raw::container::list_set_slice(self, 0..usize::MAX, None).here()
    }

    /// `item in list`.
    #[track_caller]
    pub fn contains(&self, item: impl IntoPy<'py>) -> Result<bool> {
        raw::base::list_contains(self, item.into_py(self.py())?)?.is_true()
    }

    /// The index of the first item that is equal to the given one.
    ///
    /// Raises `ValueError` if there is none, and what comparing raises.
    #[track_caller]
    pub fn index(&self, item: impl IntoPy<'py>) -> Result<usize> {
        raw::base::list_index(self, item.into_py(self.py())?)?.extract()
    }

    /// How many items are equal to the given one.
    #[track_caller]
    pub fn count(&self, item: impl IntoPy<'py>) -> Result<usize> {
        raw::base::list_count(self, item.into_py(self.py())?)?.extract()
    }

    /// Sorts the items by `<`.
    ///
    /// Raises what comparing raises, and `ValueError` if that changes the list, which is empty meanwhile.
    #[track_caller]
    pub fn sort(&self) -> Result<()> {
        raw::container::list_sort(self).here()
    }

    /// `list.sort(key=key, reverse=reverse)`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn longest_first(words: &py::List, len: &py::Callable) -> py::Result<()> {
    ///     words.sort_by(len, true)
    /// }
    /// ```
    #[track_caller]
    pub fn sort_by(&self, key: &Obj<'py>, reverse: bool) -> Result<()> {
        let py = self.py();
        raw::base::list_sort(self, key.clone(), reverse.into_py(py)?)?;
        Ok(())
    }

    /// Reverses the order of the items.
    #[track_caller]
    pub fn reverse(&self) -> Result<()> {
        raw::container::list_reverse(self).here()
    }

    /// `list[start:end]`: a new list. What is past the end is left out.
    ///
    /// ```
    /// # use pydust as py;
    /// fn tail<'py>(list: &py::List<'py>) -> py::Result<py::List<'py>> { list.slice(1..list.len()) }
    /// ```
    #[track_caller]
    pub fn slice(&self, range: Range<usize>) -> Result<List<'py>> {
        List::from_obj(raw::container::list_slice(self, range)?)
    }

    /// A new list of the same items.
    #[track_caller]
    pub fn copy(&self) -> Result<List<'py>> {
        self.slice(0..usize::MAX)
    }

    /// A tuple of the same items.
    #[track_caller]
    pub fn to_tuple(&self) -> Result<Tuple<'py>> {
        Tuple::from_obj(raw::container::list_to_tuple(self)?)
    }

    /// The items by index: what `for item in &list` walks.
    #[inline]
    pub fn items(&self) -> ListItems<'_, 'py> {
        ListItems { list: self, next: 0 }
    }
}

/// The items of a list by index: see [`List`].
pub struct ListItems<'a, 'py> {
    list: &'a List<'py>,
    /// Past every index once the end was met: as in Python, what is appended later does not come.
    next: usize,
}

impl<'py> Iterator for ListItems<'_, 'py> {
    type Item = Obj<'py>;

    #[inline]
    fn next(&mut self) -> Option<Obj<'py>> {
        let item = self.list.get(self.next);
        self.next = if item.is_some() { self.next + 1 } else { usize::MAX };
        item
    }
}

impl FusedIterator for ListItems<'_, '_> {}

impl<'a, 'py> IntoIterator for &'a List<'py> {
    type Item = Obj<'py>;
    type IntoIter = ListItems<'a, 'py>;

    #[inline]
    fn into_iter(self) -> ListItems<'a, 'py> {
        self.items()
    }
}
