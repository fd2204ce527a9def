//! A dict in Rust, whole enough for CPython's own tests of mappings.

use pydust as py;

#[py::module]
pub mod native_dict {
    use super::*;
    use std::collections::HashMap;

    /// What Python's `dict` is: entries in their order, and where those with the same hash are.
    ///
    /// Looking for a key compares it with others, which runs Python code: the lock is held for single steps only.
    #[class(mapping)]
    pub struct Dict {
        /// None where one was removed.
        entries: Vec<Option<Entry>>,
        places: HashMap<isize, Vec<usize>>,
        count: usize,
        /// Changes with every key that comes or goes.
        version: u64,
    }

    #[derive(py::Traverse)]
    struct Entry {
        hash: isize,
        key: py::PyObj,
        value: py::PyObj,
    }

    type Pair<'py> = (py::Obj<'py>, py::Obj<'py>);

    impl Entry {
        fn pair<'py>(&self, py: py::Python<'py>) -> Pair<'py> {
            (self.key.bind(py).clone(), self.value.bind(py).clone())
        }
    }

    /// Where a key is, or would be.
    struct Found {
        hash: isize,
        place: Option<usize>,
    }

    /// Looks for a key: again, if comparing it changed the dict.
    fn find<'py>(this: &py::Instance<'py, Dict>, key: &py::Obj<'py>) -> py::Result<Found> {
        let py = this.py();
        let hash = key.hash()?;
        'again: loop {
            let version = this.borrow()?.version;
            let places = this.borrow()?.places.get(&hash).cloned().unwrap_or_default();
            for place in places {
                let other = match this.borrow()?.entries.get(place) {
                    Some(Some(entry)) => entry.key.bind(py).clone(),
                    _ => continue 'again,
                };
                let is_same = other.is(key) || other.eq(key)?;
                if this.borrow()?.version != version {
                    continue 'again;
                }
                if is_same {
                    return Ok(Found { hash, place: Some(place) });
                }
            }
            return Ok(Found { hash, place: None });
        }
    }

    fn value_of<'py>(
        this: &py::Instance<'py, Dict>,
        key: &py::Obj<'py>,
    ) -> py::Result<Option<py::Obj<'py>>> {
        let Some(place) = find(this, key)?.place else { return Ok(None) };
        let dict = this.borrow()?;
        let entry = dict.entries.get(place).and_then(Option::as_ref);
        Ok(entry.map(|entry| entry.value.bind(this.py()).clone()))
    }

    fn put<'py>(
        this: &py::Instance<'py, Dict>,
        key: &py::Obj<'py>,
        value: &py::Obj,
    ) -> py::Result<()> {
        let Found { hash, place } = find(this, key)?;
        let value = value.clone().unbind();
        let mut dict = this.borrow_mut()?;
        let slot = place.and_then(|place| dict.entries.get_mut(place)).and_then(Option::as_mut);
        if let Some(entry) = slot {
            let old = std::mem::replace(&mut entry.value, value);
            drop(dict);
            drop(old);
            return Ok(());
        }
        let place = dict.entries.len();
        dict.places.entry(hash).or_default().push(place);
        dict.entries.push(Some(Entry { hash, key: key.clone().unbind(), value }));
        dict.count += 1;
        dict.version += 1;
        Ok(())
    }

    impl Dict {
        fn empty() -> Dict {
            Dict { entries: Vec::new(), places: HashMap::new(), count: 0, version: 0 }
        }

        /// Takes an entry out, and gives up the room at the end.
        fn remove(&mut self, place: usize) -> Option<Entry> {
            let entry = self.entries.get_mut(place)?.take()?;
            if let Some(places) = self.places.get_mut(&entry.hash) {
                places.retain(|other| *other != place);
                if places.is_empty() {
                    self.places.remove(&entry.hash);
                }
            }
            while matches!(self.entries.last(), Some(None)) {
                self.entries.pop();
            }
            self.count -= 1;
            self.version += 1;
            Some(entry)
        }

        fn last(&self) -> Option<usize> {
            self.entries.len().checked_sub(1)
        }
    }

    /// The entries as they are now.
    fn pairs<'py>(this: &py::Instance<'py, Dict>) -> py::Result<Vec<Pair<'py>>> {
        Ok(this.borrow()?.entries.iter().flatten().map(|entry| entry.pair(this.py())).collect())
    }

    /// A mapping, or pairs, as `dict.update` takes them.
    fn update<'py>(this: &py::Instance<'py, Dict>, other: &py::Obj<'py>) -> py::Result<()> {
        if let Some(keys) = other.getattr_opt("keys")? {
            for key in keys.call0()?.iter()? {
                let key = key?;
                put(this, &key, &other.get_item(&key)?)?;
            }
            return Ok(());
        }
        for (index, pair) in other.iter()?.enumerate() {
            let pair = pair?.iter()?.collect::<py::Result<Vec<_>>>()?;
            match &pair[..] {
                [key, value] => put(this, key, value)?,
                _ => {
                    return py::raise!(
                        ValueError,
                        "element #{index} has length {}; 2 is required",
                        pair.len()
                    );
                }
            }
        }
        Ok(())
    }

    impl Dict {
        pub fn __init__<'py>(
            py: py::Python<'py>,
            #[pos]
            #[default = None]
            other: Option<&py::Obj<'py>>,
            kwargs: py::Kwargs<'_, 'py>,
        ) -> py::Result<Self> {
            let made = py::Instance::new(py, Dict::empty())?;
            Dict::update(&made, other, kwargs)?;
            let dict = std::mem::replace(&mut *made.borrow_mut()?, Dict::empty());
            Ok(dict)
        }

        /// A new one with these keys, of the class that this is called on.
        #[classmethod]
        pub fn fromkeys<'py>(
            cls: &py::Type<'py>,
            #[pos] keys: &py::Obj<'py>,
            #[pos]
            #[default = None]
            value: Option<&py::Obj<'py>>,
        ) -> py::Result<py::Obj<'py>> {
            let made = cls.call0()?;
            for key in keys.iter()? {
                made.set_item(key?, value)?;
            }
            Ok(made)
        }

        pub fn __repr__(this: &py::Instance<Self>) -> py::Result<String> {
            let shown = this.showing(|| {
                let mut shown = Vec::new();
                for (key, value) in pairs(this)? {
                    shown.push(format!("{}: {}", key.repr()?.as_str()?, value.repr()?.as_str()?));
                }
                Ok(format!("{{{}}}", shown.join(", ")))
            })?;
            Ok(shown.unwrap_or_else(|| "{...}".into()))
        }

        pub fn __eq__<'py>(
            this: &py::Instance<'py, Self>,
            other: &py::Obj<'py>,
        ) -> py::Result<py::Obj<'py>> {
            let py = this.py();
            let is_mapping =
                other.is_instance_of::<py::Instance<Dict>>() || other.is_instance_of::<py::Dict>();
            if !is_mapping {
                return Ok(py.not_implemented());
            }
            if other.len()? != this.borrow()?.count {
                return py::IntoPy::into_py(false, py);
            }
            for (key, value) in pairs(this)? {
                if !other.contains(&key)? {
                    return py::IntoPy::into_py(false, py);
                }
                let theirs = other.get_item(&key)?;
                if !value.is(&theirs) && !value.eq(&theirs)? {
                    return py::IntoPy::into_py(false, py);
                }
            }
            py::IntoPy::into_py(true, py)
        }

        pub fn __len__(&self) -> usize {
            self.count
        }

        pub fn __getitem__<'py>(
            this: &py::Instance<'py, Self>,
            key: &py::Obj<'py>,
        ) -> py::Result<py::Obj<'py>> {
            match value_of(this, key)? {
                Some(value) => Ok(value),
                None => py::raise!(KeyError(key)),
            }
        }

        pub fn __setitem__<'py>(
            this: &py::Instance<'py, Self>,
            key: &py::Obj<'py>,
            value: &py::Obj<'py>,
        ) -> py::Result<()> {
            put(this, key, value)
        }

        pub fn __delitem__<'py>(
            this: &py::Instance<'py, Self>,
            key: &py::Obj<'py>,
        ) -> py::Result<()> {
            match take(this, key)? {
                Some(_) => Ok(()),
                None => py::raise!(KeyError(key)),
            }
        }

        pub fn __contains__<'py>(
            this: &py::Instance<'py, Self>,
            key: &py::Obj<'py>,
        ) -> py::Result<bool> {
            Ok(find(this, key)?.place.is_some())
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Result<Iter> {
            Iter::new(this, Part::Keys)
        }

        pub fn keys(this: &py::Instance<Self>) -> View {
            View { dict: this.clone().unbind(), part: Part::Keys }
        }

        pub fn values(this: &py::Instance<Self>) -> View {
            View { dict: this.clone().unbind(), part: Part::Values }
        }

        pub fn items(this: &py::Instance<Self>) -> View {
            View { dict: this.clone().unbind(), part: Part::Items }
        }

        pub fn get<'py>(
            this: &py::Instance<'py, Self>,
            #[pos] key: &py::Obj<'py>,
            #[pos]
            #[default = None]
            default: Option<py::Obj<'py>>,
        ) -> py::Result<Option<py::Obj<'py>>> {
            Ok(value_of(this, key)?.or(default))
        }

        pub fn setdefault<'py>(
            this: &py::Instance<'py, Self>,
            #[pos] key: &py::Obj<'py>,
            #[pos]
            #[default = None]
            default: Option<py::Obj<'py>>,
        ) -> py::Result<py::Obj<'py>> {
            if let Some(value) = value_of(this, key)? {
                return Ok(value);
            }
            let value = default.unwrap_or_else(|| this.py().none());
            put(this, key, &value)?;
            Ok(value)
        }

        pub fn pop<'py>(
            this: &py::Instance<'py, Self>,
            #[pos] key: &py::Obj<'py>,
            default: py::Args<'_, 'py>,
        ) -> py::Result<py::Obj<'py>> {
            match (take(this, key)?, &default[..]) {
                (Some(value), [] | [_]) => Ok(value),
                (None, [default]) => Ok(default.clone()),
                (None, []) => py::raise!(KeyError(key)),
                _ => py::raise!(
                    TypeError,
                    "pop expected at most 2 arguments, got {}",
                    1 + default.len()
                ),
            }
        }

        pub fn popitem<'py>(this: &py::Instance<'py, Self>) -> py::Result<Pair<'py>> {
            let mut dict = this.borrow_mut()?;
            let entry = dict.last().and_then(|place| dict.remove(place));
            drop(dict);
            match entry {
                Some(entry) => Ok(entry.pair(this.py())),
                None => py::raise!(KeyError, "popitem(): dictionary is empty"),
            }
        }

        pub fn update<'py>(
            this: &py::Instance<'py, Self>,
            #[pos]
            #[default = None]
            other: Option<&py::Obj<'py>>,
            kwargs: py::Kwargs<'_, 'py>,
        ) -> py::Result<()> {
            if let Some(other) = other {
                update(this, other)?;
            }
            kwargs.iter().try_for_each(|(name, value)| put(this, &name, value))
        }

        pub fn clear(this: &py::Instance<Self>) -> py::Result<()> {
            let mut dict = this.borrow_mut()?;
            let version = dict.version + 1;
            let old = std::mem::replace(&mut *dict, Dict { version, ..Dict::empty() });
            drop(dict);
            drop(old);
            Ok(())
        }

        pub fn copy<'py>(this: &py::Instance<'py, Self>) -> py::Result<py::Instance<'py, Self>> {
            let copy = py::Instance::new(this.py(), Dict::empty())?;
            for (key, value) in pairs(this)? {
                put(&copy, &key, &value)?;
            }
            Ok(copy)
        }
    }

    /// Takes a value out, if it is there.
    fn take<'py>(
        this: &py::Instance<'py, Dict>,
        key: &py::Obj<'py>,
    ) -> py::Result<Option<py::Obj<'py>>> {
        let Some(place) = find(this, key)?.place else { return Ok(None) };
        let entry = this.borrow_mut()?.remove(place);
        Ok(entry.map(|entry| entry.value.bind(this.py()).clone()))
    }

    /// Which part of the entries.
    #[derive(Clone, Copy, PartialEq)]
    enum Part {
        Keys,
        Values,
        Items,
    }

    impl Part {
        fn of<'py>(self, (key, value): Pair<'py>, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
            match self {
                Part::Keys => Ok(key),
                Part::Values => Ok(value),
                Part::Items => py::IntoPy::into_py((key, value), py),
            }
        }
    }

    /// Keys, values or items, as they are when one looks.
    #[class]
    pub struct View {
        dict: py::Py<Dict>,
        part: Part,
    }

    impl View {
        pub fn __len__(&self, py: py::Python) -> py::Result<usize> {
            Ok(self.dict.bind(py).borrow()?.count)
        }

        pub fn __iter__(&self, py: py::Python) -> py::Result<Iter> {
            Iter::new(self.dict.bind(py), self.part)
        }

        pub fn __contains__<'py>(
            &self,
            py: py::Python<'py>,
            item: &py::Obj<'py>,
        ) -> py::Result<bool> {
            let dict = self.dict.bind(py);
            if self.part == Part::Keys {
                return Ok(find(dict, item)?.place.is_some());
            }
            for pair in pairs(dict)? {
                if self.part.of(pair, py)?.eq(item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }

    /// Goes through a dict, which must not change meanwhile.
    #[class]
    pub struct Iter {
        /// None at the end.
        dict: Option<py::Py<Dict>>,
        part: Part,
        next: usize,
        version: u64,
    }

    impl Iter {
        fn new(dict: &py::Instance<Dict>, part: Part) -> py::Result<Iter> {
            let version = dict.borrow()?.version;
            Ok(Iter { dict: Some(dict.clone().unbind()), part, next: 0, version })
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__<'py>(this: &py::Instance<'py, Self>) -> py::Result<Option<py::Obj<'py>>> {
            let py = this.py();
            let mut iter = this.borrow_mut()?;
            let Some(dict) = &iter.dict else { return Ok(None) };
            let dict = dict.bind(py).clone();
            let inner = dict.borrow()?;
            if inner.version != iter.version {
                return py::raise!(RuntimeError, "dictionary changed during iteration");
            }
            let rest = inner.entries.iter().enumerate().skip(iter.next);
            let found =
                rest.flat_map(|(place, entry)| Some((place, entry.as_ref()?.pair(py)))).next();
            drop(inner);
            let Some((place, pair)) = found else {
                let ended = iter.dict.take();
                drop(iter);
                drop(ended);
                return Ok(None);
            };
            iter.next = place + 1;
            iter.part.of(pair, py).map(Some)
        }
    }
}
