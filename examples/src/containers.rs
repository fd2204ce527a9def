//! `example.containers`: sequences and mappings, which work with `[]`, `in`, `len()` and slices.

use pydust as py;

/// A playlist, a cache, and a grid.
#[py::module]
pub mod containers {
    use super::*;
    use py::IntoPy as _;
    use std::collections::VecDeque;

    /// Titles in their order: indices and slices are as those of a list.
    #[class(sequence, eq)]
    pub struct Playlist {
        #[readonly]
        pub titles: Vec<String>,
    }

    impl Playlist {
        pub fn __init__(#[default = Vec::new()] titles: Vec<String>) -> Self {
            Playlist { titles }
        }

        pub fn __len__(&self) -> usize {
            self.titles.len()
        }

        pub fn __getitem__<'py>(
            &self,
            py: py::Python<'py>,
            at: py::Subscript,
        ) -> py::Result<py::Obj<'py>> {
            match at {
                py::Subscript::Index(index) => {
                    (&self.titles[index.within(self.titles.len())?]).into_py(py)
                }
                py::Subscript::Slice(slice) => {
                    Playlist { titles: slice.of(&self.titles) }.into_py(py)
                }
            }
        }

        pub fn __setitem__(&mut self, at: py::Subscript, value: &py::Obj) -> py::Result<()> {
            match at {
                py::Subscript::Index(index) => {
                    let place = index.within(self.titles.len())?;
                    self.titles[place] = value.extract()?;
                }
                py::Subscript::Slice(slice) => {
                    slice.replace(&mut self.titles, value.extract()?)?;
                }
            }
            Ok(())
        }

        pub fn __delitem__(&mut self, at: py::Subscript) -> py::Result<()> {
            match at {
                py::Subscript::Index(index) => {
                    self.titles.remove(index.within(self.titles.len())?);
                }
                py::Subscript::Slice(slice) => {
                    slice.remove(&mut self.titles);
                }
            }
            Ok(())
        }

        pub fn __contains__(&self, title: &str) -> bool {
            self.titles.iter().any(|known| known == title)
        }

        pub fn __reversed__(&self) -> py::Lazy<impl Iterator<Item = String> + use<>> {
            py::Lazy(self.titles.clone().into_iter().rev())
        }

        /// `playlist + playlist`
        pub fn __concat__(&self, other: &Playlist) -> Playlist {
            Playlist { titles: [&*self.titles, &*other.titles].concat() }
        }

        /// `playlist * times`
        pub fn __repeat__(&self, times: usize) -> py::Result<Playlist> {
            if self.titles.len().saturating_mul(times) > 1_000_000 {
                return py::raise!(MemoryError, "expected a playlist of at most 1000000 titles");
            }
            let titles = std::iter::repeat_n(&self.titles, times).flatten().cloned().collect();
            Ok(Playlist { titles })
        }

        /// `playlist += titles`
        pub fn __inplace_concat__(&mut self, titles: Vec<String>) {
            self.titles.extend(titles);
        }
    }

    /// A mapping of limited size, which forgets what was not used for longest.
    #[class(mapping, generic)]
    pub struct Cache {
        limit: usize,
        /// The one that was used last is at the end.
        entries: VecDeque<(String, py::PyObj)>,
        compute: Option<py::PyCallable>,
    }

    impl Cache {
        /// With `compute`, what is missing is what that returns for the key.
        pub fn __init__(
            limit: usize,
            #[default = None] compute: Option<py::PyCallable>,
        ) -> py::Result<Self> {
            if limit == 0 {
                return py::raise!(ValueError, "expected a limit of at least 1");
            }
            Ok(Cache { limit, entries: VecDeque::new(), compute })
        }

        pub fn __len__(&self) -> usize {
            self.entries.len()
        }

        pub fn __contains__(&self, key: &str) -> bool {
            self.place(key).is_some()
        }

        /// `compute` is called while nothing is locked: it may use the cache.
        pub fn __getitem__<'py>(
            this: &py::Instance<'py, Self>,
            key: String,
        ) -> py::Result<py::Obj<'py>> {
            let py = this.py();
            if let Some((_, value)) = this.borrow_mut()?.use_again(&key) {
                return Ok(value.bind(py).clone());
            }
            let compute = this.borrow()?.compute.as_ref().map(|compute| compute.bind(py).clone());
            let Some(compute) = compute else {
                return py::raise!(KeyError(key));
            };
            let value = compute.call1((&key,))?;
            let old = this.borrow_mut()?.put(key, value.clone().unbind());
            drop(old);
            Ok(value)
        }

        /// What is replaced or forgotten ends when the cache is not in use any more, as its end may run code of Python.
        pub fn __setitem__(
            this: &py::Instance<Self>,
            key: String,
            value: py::PyObj,
        ) -> py::Result<()> {
            let old = this.borrow_mut()?.put(key, value);
            drop(old);
            Ok(())
        }

        pub fn __delitem__(this: &py::Instance<Self>, key: &str) -> py::Result<()> {
            let mut cache = this.borrow_mut()?;
            let removed = cache.place(key).and_then(|place| cache.entries.remove(place));
            drop(cache);
            if removed.is_none() {
                return py::raise!(KeyError(key.to_owned()));
            }
            Ok(())
        }

        pub fn __iter__(&self) -> py::Lazy<impl Iterator<Item = String> + use<>> {
            py::Lazy(self.keys().into_iter())
        }

        /// The keys; the one that was used last is the last.
        pub fn keys(&self) -> Vec<String> {
            self.entries.iter().map(|(key, _)| key.clone()).collect()
        }

        fn place(&self, key: &str) -> Option<usize> {
            self.entries.iter().position(|(known, _)| known == key)
        }

        fn use_again(&mut self, key: &str) -> Option<&(String, py::PyObj)> {
            let entry = self.entries.remove(self.place(key)?)?;
            self.entries.push_back(entry);
            self.entries.back()
        }

        fn put(&mut self, key: String, value: py::PyObj) -> Option<(String, py::PyObj)> {
            let old = match self.place(&key) {
                Some(place) => self.entries.remove(place),
                None if self.entries.len() == self.limit => self.entries.pop_front(),
                None => None,
            };
            self.entries.push_back((key, value));
            old
        }
    }

    /// Cells in rows and columns: `grid[row, column]`.
    #[class]
    pub struct Grid {
        cells: Vec<i64>,
        columns: usize,
    }

    impl Grid {
        pub fn __init__(rows: usize, columns: usize) -> py::Result<Self> {
            match rows.checked_mul(columns).filter(|cells| *cells <= 1_000_000) {
                Some(cells) => Ok(Grid { cells: vec![0; cells], columns }),
                None => py::raise!(ValueError, "expected at most 1000000 cells"),
            }
        }

        pub fn __getitem__(&self, at: (py::Index, py::Index)) -> py::Result<i64> {
            Ok(self.cells[self.place(at)?])
        }

        pub fn __setitem__(&mut self, at: (py::Index, py::Index), value: i64) -> py::Result<()> {
            let place = self.place(at)?;
            self.cells[place] = value;
            Ok(())
        }

        fn place(&self, (row, column): (py::Index, py::Index)) -> py::Result<usize> {
            let rows = self.cells.len().checked_div(self.columns).unwrap_or(0);
            Ok(row.within(rows)? * self.columns + column.within(self.columns)?)
        }
    }
}
