//! A list in Rust, whole enough for CPython's own tests of lists.

use pydust as py;

#[py::module]
pub mod native_list {
    use super::*;
    use py::exceptions::OverflowError;

    /// What Python's `list` is.
    ///
    /// Methods that compare or drop items take the handle: both run Python code, which may change the list.
    #[class(sequence)]
    pub struct List {
        items: Vec<py::PyObj>,
    }

    /// The items of any iterable.
    fn collect(items: &py::Obj) -> py::Result<Vec<py::PyObj>> {
        items.iter()?.map(|item| Ok(item?.unbind())).collect()
    }

    fn cloned(py: py::Python, items: &[py::PyObj]) -> Vec<py::PyObj> {
        items.iter().map(|item| item.clone_ref(py)).collect()
    }

    /// The item at a place, if there is one now.
    fn at<'py>(this: &py::Instance<'py, List>, index: usize) -> py::Result<Option<py::Obj<'py>>> {
        Ok(this.borrow()?.items.get(index).map(|item| item.bind(this.py()).clone()))
    }

    fn is_equal<'py>(a: &py::Obj<'py>, b: &py::Obj<'py>) -> py::Result<bool> {
        Ok(a.is(b) || a.eq(b)?)
    }

    /// An index that may be beyond what a number can be, and is cut then.
    fn clipped(index: Option<&py::Obj>, length: usize, default: usize) -> py::Result<usize> {
        let Some(index) = index else { return Ok(default) };
        match index.extract::<isize>() {
            Ok(number) => Ok(py::Index::from(number).clamped(length)),
            Err(error) if error.is::<OverflowError>(index.py()) => {
                Ok(if index.lt(0)? { 0 } else { length })
            }
            Err(error) => Err(error),
        }
    }

    /// The other operand of a comparison.
    #[derive(py::FromPy)]
    pub enum Other<'py> {
        Native(py::Py<List>),
        Python(py::List<'py>),
    }

    impl<'py> Other<'py> {
        fn items(self, py: py::Python<'py>) -> py::Result<Vec<py::PyObj>> {
            match self {
                Other::Native(list) => Ok(cloned(py, &list.bind(py).borrow()?.items)),
                Other::Python(list) => collect(&list),
            }
        }
    }

    impl List {
        pub fn __init__(
            #[pos]
            #[default = None]
            items: Option<&py::Obj>,
        ) -> py::Result<Self> {
            let items = items.map(collect).transpose()?.unwrap_or_default();
            Ok(List { items })
        }

        pub fn __repr__(this: &py::Instance<List>) -> py::Result<String> {
            let shown = this.showing(|| {
                let mut shown = Vec::new();
                while let Some(item) = at(this, shown.len())? {
                    shown.push(item.repr()?.as_str()?.to_owned());
                }
                Ok(format!("[{}]", shown.join(", ")))
            })?;
            Ok(shown.unwrap_or_else(|| "[...]".into()))
        }

        pub fn __richcmp__<'py>(
            this: &py::Instance<'py, List>,
            other: Other<'py>,
            operator: py::Comparison,
        ) -> py::Result<py::Obj<'py>> {
            let py = this.py();
            let (ours, theirs) = (cloned(py, &this.borrow()?.items), other.items(py)?);
            for (a, b) in ours.iter().zip(&theirs) {
                let (a, b) = (a.bind(py), b.bind(py));
                if !is_equal(a, b)? {
                    return match operator {
                        py::Comparison::Eq => py::IntoPy::into_py(false, py),
                        py::Comparison::Ne => py::IntoPy::into_py(true, py),
                        _ => a.rich_compare(b, operator),
                    };
                }
            }
            py::IntoPy::into_py(operator.holds(Some(ours.len().cmp(&theirs.len()))), py)
        }

        pub fn __len__(&self) -> usize {
            self.items.len()
        }

        pub fn __getitem__<'py>(
            &self,
            py: py::Python<'py>,
            at: py::Subscript,
        ) -> py::Result<py::Obj<'py>> {
            match at {
                py::Subscript::Index(index) => {
                    Ok(self.items[index.within(self.items.len())?].bind(py).clone())
                }
                py::Subscript::Slice(bounds) => {
                    let indices = bounds.within(self.items.len());
                    let items = indices.map(|index| self.items[index].clone_ref(py)).collect();
                    py::IntoPy::into_py(List { items }, py)
                }
            }
        }

        pub fn __setitem__(
            this: &py::Instance<List>,
            at: py::Subscript,
            value: &py::Obj,
        ) -> py::Result<()> {
            match at {
                py::Subscript::Index(index) => {
                    let mut list = this.borrow_mut()?;
                    let index = index.within(list.items.len())?;
                    let old = std::mem::replace(&mut list.items[index], value.clone().unbind());
                    drop(list);
                    drop(old);
                }
                py::Subscript::Slice(bounds) => {
                    let new = collect(value)?;
                    let old = bounds.replace(&mut this.borrow_mut()?.items, new)?;
                    drop(old);
                }
            }
            Ok(())
        }

        pub fn __delitem__(this: &py::Instance<List>, at: py::Subscript) -> py::Result<()> {
            let mut list = this.borrow_mut()?;
            let removed = match at {
                py::Subscript::Index(index) => {
                    let index = index.within(list.items.len())?;
                    vec![list.items.remove(index)]
                }
                py::Subscript::Slice(bounds) => bounds.remove(&mut list.items),
            };
            drop(list);
            drop(removed);
            Ok(())
        }

        pub fn __contains__<'py>(
            this: &py::Instance<'py, List>,
            item: &py::Obj<'py>,
        ) -> py::Result<bool> {
            Ok(find(this, item, 0, usize::MAX)?.is_some())
        }

        pub fn __iter__(this: &py::Instance<List>) -> Iter {
            Iter { list: Some(this.clone().unbind()), next: 0, is_reversed: false }
        }

        pub fn __reversed__(this: &py::Instance<List>) -> py::Result<Iter> {
            let next = this.borrow()?.items.len();
            Ok(Iter { list: Some(this.clone().unbind()), next, is_reversed: true })
        }

        pub fn __concat__(this: &py::Instance<List>, other: Other) -> py::Result<List> {
            let py = this.py();
            let mut items = cloned(py, &this.borrow()?.items);
            items.extend(other.items(py)?);
            Ok(List { items })
        }

        pub fn __inplace_concat__<'py>(
            this: &py::Instance<'py, List>,
            other: &py::Obj<'py>,
        ) -> py::Result<py::Instance<'py, List>> {
            List::extend(this, other)?;
            Ok(this.clone())
        }

        pub fn __repeat__(&self, py: py::Python, times: usize) -> py::Result<List> {
            Ok(List { items: repeated(py, &self.items, times)? })
        }

        pub fn __inplace_repeat__<'py>(
            this: &py::Instance<'py, List>,
            times: usize,
        ) -> py::Result<py::Instance<'py, List>> {
            let mut list = this.borrow_mut()?;
            let new = repeated(this.py(), &list.items, times)?;
            let old = std::mem::replace(&mut list.items, new);
            drop(list);
            drop(old);
            Ok(this.clone())
        }

        /// Class and items, for pickle.
        pub fn __reduce__<'py>(
            this: &py::Instance<'py, List>,
        ) -> py::Result<(py::Type<'py>, (Vec<py::PyObj>,))> {
            Ok((this.class(), (cloned(this.py(), &this.borrow()?.items),)))
        }

        pub fn append(&mut self, #[pos] item: py::PyObj) {
            self.items.push(item);
        }

        pub fn extend(this: &py::Instance<List>, #[pos] items: &py::Obj) -> py::Result<()> {
            let items = collect(items)?;
            this.borrow_mut()?.items.extend(items);
            Ok(())
        }

        pub fn insert(&mut self, #[pos] index: py::Index, #[pos] item: py::PyObj) {
            let index = index.clamped(self.items.len());
            self.items.insert(index, item);
        }

        pub fn pop(
            &mut self,
            #[pos]
            #[default = py::Index::from(-1)]
            index: py::Index,
        ) -> py::Result<py::PyObj> {
            if self.items.is_empty() {
                return py::raise!(IndexError, "pop from empty list");
            }
            let index = index.within(self.items.len())?;
            Ok(self.items.remove(index))
        }

        pub fn remove<'py>(
            this: &py::Instance<'py, List>,
            #[pos] item: &py::Obj<'py>,
        ) -> py::Result<()> {
            let Some(index) = find(this, item, 0, usize::MAX)? else {
                return py::raise!(ValueError, "list.remove(x): x not in list");
            };
            let mut list = this.borrow_mut()?;
            let removed = (index < list.items.len()).then(|| list.items.remove(index));
            drop(list);
            drop(removed);
            Ok(())
        }

        pub fn index<'py>(
            this: &py::Instance<'py, List>,
            #[pos] item: &py::Obj<'py>,
            #[pos]
            #[default = None]
            start: Option<&py::Obj<'py>>,
            #[pos]
            #[default = None]
            stop: Option<&py::Obj<'py>>,
        ) -> py::Result<usize> {
            let length = this.borrow()?.items.len();
            let start = clipped(start, length, 0)?;
            match find(this, item, start, clipped(stop, length, usize::MAX)?)? {
                Some(index) => Ok(index),
                None => py::raise!(ValueError, "{} is not in list", item.repr()?),
            }
        }

        pub fn count<'py>(
            this: &py::Instance<'py, List>,
            #[pos] item: &py::Obj<'py>,
        ) -> py::Result<usize> {
            let (mut count, mut index) = (0, 0);
            while let Some(found) = at(this, index)? {
                count += usize::from(is_equal(&found, item)?);
                index += 1;
            }
            Ok(count)
        }

        pub fn reverse(&mut self) {
            self.items.reverse();
        }

        pub fn clear(this: &py::Instance<List>) -> py::Result<()> {
            let items = std::mem::take(&mut this.borrow_mut()?.items);
            drop(items);
            Ok(())
        }

        pub fn copy(&self, py: py::Python) -> List {
            List { items: cloned(py, &self.items) }
        }

        /// Python's own order of sorting. The list is empty meanwhile, as Python's is.
        pub fn sort<'py>(
            this: &py::Instance<'py, List>,
            #[kw]
            #[default = None]
            key: Option<&py::Obj<'py>>,
            #[default = false] reverse: bool,
        ) -> py::Result<()> {
            let py = this.py();
            let items = std::mem::take(&mut this.borrow_mut()?.items);
            let sorted = py::List::of(py, &items)?;
            let none = py.none();
            let done = sorted.sort_by(key.unwrap_or(&none), reverse);
            let items = collect(&sorted)?;
            let changed = std::mem::replace(&mut this.borrow_mut()?.items, items);
            done?;
            if !changed.is_empty() {
                return py::raise!(ValueError, "list modified during sort");
            }
            Ok(())
        }
    }

    fn repeated(py: py::Python, items: &[py::PyObj], times: usize) -> py::Result<Vec<py::PyObj>> {
        let mut repeated = Vec::new();
        let length = items.len().checked_mul(times);
        if length.is_none_or(|length| repeated.try_reserve_exact(length).is_err()) {
            return py::raise!(MemoryError);
        }
        for _ in 0..times {
            repeated.extend(cloned(py, items));
        }
        Ok(repeated)
    }

    /// Where the first equal item is between two places.
    fn find<'py>(
        this: &py::Instance<'py, List>,
        item: &py::Obj<'py>,
        start: usize,
        stop: usize,
    ) -> py::Result<Option<usize>> {
        for index in start..stop {
            match at(this, index)? {
                Some(found) if is_equal(&found, item)? => return Ok(Some(index)),
                Some(_) => {}
                None => break,
            }
        }
        Ok(None)
    }

    /// Goes through a list, which may change meanwhile.
    #[class]
    pub struct Iter {
        /// None at the end.
        list: Option<py::Py<List>>,
        /// Of the reversed list, the number of items before it.
        next: usize,
        is_reversed: bool,
    }

    impl Iter {
        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__<'py>(this: &py::Instance<'py, Self>) -> py::Result<Option<py::Obj<'py>>> {
            let mut iter = this.borrow_mut()?;
            let Some(list) = &iter.list else { return Ok(None) };
            let list = list.bind(this.py()).clone();
            let index = if iter.is_reversed { iter.next.wrapping_sub(1) } else { iter.next };
            let item = at(&list, index)?;
            match item {
                Some(_) if iter.is_reversed => iter.next -= 1,
                Some(_) => iter.next += 1,
                None => {
                    let list = iter.list.take();
                    drop(iter);
                    drop(list);
                }
            }
            Ok(item)
        }

        pub fn __length_hint__(&self, py: py::Python) -> py::Result<usize> {
            let Some(list) = &self.list else { return Ok(0) };
            let length = list.bind(py).borrow()?.items.len();
            Ok(if self.is_reversed { self.next } else { length.saturating_sub(self.next) })
        }
    }
}
