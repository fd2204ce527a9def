//! The handles of containers, numbers and text: their methods, and walks while Python changes what is walked.

use pydust as py;

#[py::module]
pub mod containers {
    use super::*;

    /// What a method gives, or `None`.
    type Given<'py> = py::Result<Option<py::Obj<'py>>>;

    fn some<'py>(py: py::Python<'py>, value: impl py::IntoPy<'py>) -> Given<'py> {
        value.into_py(py).map(Some)
    }

    fn nothing<'py>(done: py::Result<()>) -> Given<'py> {
        done.map(|()| None)
    }

    /// Calls the method of a list that has the given name.
    pub fn list_method<'py>(
        list: &py::List<'py>,
        name: &str,
        a: &py::Obj<'py>,
        b: &py::Obj<'py>,
    ) -> Given<'py> {
        let py = list.py();
        match name {
            "len" => some(py, list.len()),
            "is_empty" => some(py, list.is_empty()),
            "get" => Ok(list.get(a.extract()?)),
            "set" => nothing(list.set(a.extract()?, b)),
            "del" => nothing(list.del(a.extract()?)),
            "append" => nothing(list.append(a)),
            "extend" => nothing(list.extend(a)),
            "insert" => nothing(list.insert(a.extract()?, b)),
            "pop" => list.pop(),
            "pop_at" => list.pop_at(a.extract()?).map(Some),
            "remove" => nothing(list.remove(a)),
            "clear" => nothing(list.clear()),
            "contains" => some(py, list.contains(a)?),
            "index" => some(py, list.index(a)?),
            "count" => some(py, list.count(a)?),
            "sort" => nothing(list.sort()),
            "sort_by" => nothing(list.sort_by(a, b.is_true()?)),
            "reverse" => nothing(list.reverse()),
            "slice" => some(py, list.slice(a.extract()?..b.extract()?)?),
            "copy" => some(py, list.copy()?),
            "to_tuple" => some(py, list.to_tuple()?),
            _ => py::raise!(ValueError, "no such method: {name}"),
        }
    }

    /// Calls the method of a tuple that has the given name.
    pub fn tuple_method<'py>(
        tuple: &py::Tuple<'py>,
        name: &str,
        a: &py::Obj<'py>,
        b: &py::Obj<'py>,
    ) -> Given<'py> {
        let py = tuple.py();
        match name {
            "len" => some(py, tuple.len()),
            "is_empty" => some(py, tuple.is_empty()),
            "get" => Ok(tuple.get(a.extract()?)),
            "contains" => some(py, tuple.contains(a)?),
            "index" => some(py, tuple.index(a)?),
            "count" => some(py, tuple.count(a)?),
            "slice" => some(py, tuple.slice(a.extract()?..b.extract()?)?),
            "reversed" => some(py, py::Tuple::of(py, tuple.items().rev())?),
            _ => py::raise!(ValueError, "no such method: {name}"),
        }
    }

    /// Calls the method of a dict that has the given name.
    pub fn dict_method<'py>(
        dict: &py::Dict<'py>,
        name: &str,
        a: &py::Obj<'py>,
        b: &py::Obj<'py>,
    ) -> Given<'py> {
        let py = dict.py();
        match name {
            "len" => some(py, dict.len()),
            "is_empty" => some(py, dict.is_empty()),
            "get" => dict.get(a),
            "get_or" => dict.get_or(a, b).map(Some),
            "contains" => some(py, dict.contains(a)?),
            "set" => nothing(dict.set(a, b)),
            "set_default" => dict.set_default(a, b).map(Some),
            "del" => nothing(dict.del(a)),
            "pop" => dict.pop(a),
            "pop_item" => some(py, dict.pop_item()?),
            "update" => nothing(dict.update(a)),
            "clear" => nothing(Ok(dict.clear())),
            "copy" => some(py, dict.copy()?),
            "keys" => some(py, dict.keys()?),
            "values" => some(py, dict.values()?),
            "items" => some(py, dict.items()?),
            _ => py::raise!(ValueError, "no such method: {name}"),
        }
    }

    /// Calls the method of a set that has the given name.
    pub fn set_method<'py>(set: &py::Set<'py>, name: &str, a: &py::Obj<'py>) -> Given<'py> {
        let py = set.py();
        match name {
            "len" => some(py, set.len()),
            "is_empty" => some(py, set.is_empty()),
            "contains" => some(py, set.contains(a)?),
            "add" => nothing(set.add(a)),
            "discard" => some(py, set.discard(a)?),
            "remove" => nothing(set.remove(a)),
            "pop" => set.pop(),
            "clear" => nothing(set.clear()),
            "copy" => some(py, set.copy()?),
            "union" => some(py, set.union(a)?),
            "intersection" => some(py, set.intersection(a)?),
            "difference" => some(py, set.difference(a)?),
            "symmetric_difference" => some(py, set.symmetric_difference(a)?),
            "issubset" => some(py, set.is_subset(a)?),
            "issuperset" => some(py, set.is_superset(a)?),
            "isdisjoint" => some(py, set.is_disjoint(a)?),
            "update" => nothing(set.update(a)),
            "intersection_update" => nothing(set.intersection_update(a)),
            "difference_update" => nothing(set.difference_update(a)),
            "symmetric_difference_update" => nothing(set.symmetric_difference_update(a)),
            _ => py::raise!(ValueError, "no such method: {name}"),
        }
    }

    /// Calls the method of a frozenset that has the given name.
    pub fn frozen_method<'py>(
        set: &py::FrozenSet<'py>,
        name: &str,
        a: &py::Obj<'py>,
    ) -> Given<'py> {
        let py = set.py();
        match name {
            "len" => some(py, set.len()),
            "is_empty" => some(py, set.is_empty()),
            "contains" => some(py, set.contains(a)?),
            "union" => some(py, set.union(a)?),
            "intersection" => some(py, set.intersection(a)?),
            "difference" => some(py, set.difference(a)?),
            "symmetric_difference" => some(py, set.symmetric_difference(a)?),
            "issubset" => some(py, set.is_subset(a)?),
            "issuperset" => some(py, set.is_superset(a)?),
            "isdisjoint" => some(py, set.is_disjoint(a)?),
            _ => py::raise!(ValueError, "no such method: {name}"),
        }
    }

    /// Calls the method of a str that has the given name.
    pub fn str_method<'py>(
        text: &py::Str<'py>,
        name: &str,
        a: &py::Obj<'py>,
        b: &py::Obj<'py>,
    ) -> Given<'py> {
        let py = text.py();
        let c_string = |text: &py::Obj<'py>| -> py::Result<std::ffi::CString> {
            let text: String = text.extract()?;
            std::ffi::CString::new(text)
                .map_err(|error| py::Error::new(py::exceptions::ValueError, error.to_string()))
        };
        match name {
            "len" => some(py, text.len()),
            "is_empty" => some(py, text.is_empty()),
            "lossy" => some(py, text.to_string_lossy()?),
            "join" => some(py, text.join(a)?),
            "split" => some(py, text.split(a.extract::<Option<String>>()?.as_deref())?),
            "replace" => some(py, text.replace(&a.extract::<String>()?, &b.extract::<String>()?)?),
            "contains" => some(py, text.contains(a.downcast::<py::Str>()?)?),
            "slice" => some(py, text.slice(a.extract()?..b.extract()?)?),
            "encode" => some(py, text.encode(&c_string(a)?, &c_string(b)?)?),
            _ => py::raise!(ValueError, "no such method: {name}"),
        }
    }

    /// Calls the method of a bytearray that has the given name.
    pub fn bytearray_method<'py>(
        array: &py::ByteArray<'py>,
        name: &str,
        a: &py::Obj<'py>,
        b: &py::Obj<'py>,
    ) -> Given<'py> {
        let py = array.py();
        match name {
            "len" => some(py, array.len()),
            "is_empty" => some(py, array.is_empty()),
            "to_bytes" => some(py, py::Bytes::new(py, &array.to_vec())?),
            "copy" => some(py, py::ByteArray::new(py, &array.to_vec())?),
            "get" => some(py, array.get(a.extract()?)),
            "set" => nothing(array.set(a.extract()?, b.downcast::<py::Bytes>()?.as_slice())),
            "extend" => nothing(array.extend(a.downcast::<py::Bytes>()?.as_slice())),
            "resize" => nothing(array.resize(a.extract()?)),
            _ => py::raise!(ValueError, "no such method: {name}"),
        }
    }

    /// Walks a list, calling with each item.
    pub fn walk_list(list: &py::List, f: &py::Callable) -> py::Result<usize> {
        let mut items = list.into_iter();
        let mut seen = 0;
        for item in &mut items {
            f.call1((item,))?;
            seen += 1;
            if seen == 1000 {
                break;
            }
        }
        Ok(seen)
    }

    /// Walks a list to its end, lets it grow, and asks for more.
    pub fn walk_on(list: &py::List) -> py::Result<bool> {
        let mut items = list.items();
        items.by_ref().for_each(drop);
        list.append("late")?;
        Ok(items.next().is_none())
    }

    /// Walks a dict, calling with each key and value.
    pub fn walk_dict(dict: &py::Dict, f: &py::Callable) -> py::Result<usize> {
        let mut seen = 0;
        for entry in dict {
            f.call1(entry?)?;
            seen += 1;
        }
        Ok(seen)
    }

    pub fn prices(dict: &py::Dict) -> py::Result<Vec<(String, f64)>> {
        dict.entries()
    }

    pub fn dict_as_object<'py>(py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
        Ok(py::Dict::of(py, [("a", 1)])?.into())
    }

    /// Walks a copy of a dict's entries, calling with each key and value.
    pub fn walk_entries(dict: &py::Dict, f: &py::Callable) -> py::Result<usize> {
        let entries = dict.entries::<py::Obj, py::Obj>()?;
        for entry in &entries {
            f.call1((&entry.0, &entry.1))?;
        }
        Ok(entries.len())
    }

    /// Walks a set, calling with each item.
    pub fn walk_set(set: &py::Set, f: &py::Callable) -> py::Result<usize> {
        let mut seen = 0;
        for item in set.items()? {
            f.call1((item?,))?;
            seen += 1;
        }
        Ok(seen)
    }

    /// An iterator that says `says` about its length, and gives `gives` items made by a call each.
    struct Liar<'a, 'py> {
        says: usize,
        gives: i64,
        next: i64,
        f: &'a py::Callable<'py>,
    }

    /// An item that is made as it converts.
    struct Made<'a, 'py>(i64, &'a py::Callable<'py>);

    impl<'py> py::IntoPy<'py> for Made<'_, 'py> {
        fn into_py(self, _: py::Python<'py>) -> py::Result<py::Obj<'py>> {
            self.1.call1((self.0,))
        }
    }

    impl<'a, 'py> Iterator for Liar<'a, 'py> {
        type Item = Made<'a, 'py>;

        fn next(&mut self) -> Option<Self::Item> {
            let index = self.next;
            self.next += 1;
            (index < self.gives).then_some(Made(index, self.f))
        }

        fn size_hint(&self) -> (usize, Option<usize>) {
            (self.says, Some(self.says))
        }
    }

    fn liar<'a, 'py>(says: usize, gives: i64, f: &'a py::Callable<'py>) -> Liar<'a, 'py> {
        Liar { says, gives, next: 0, f }
    }

    pub fn list_of<'py>(
        says: usize,
        gives: i64,
        f: &py::Callable<'py>,
    ) -> py::Result<py::List<'py>> {
        py::List::of(f.py(), liar(says, gives, f))
    }

    pub fn tuple_of<'py>(
        says: usize,
        gives: i64,
        f: &py::Callable<'py>,
    ) -> py::Result<py::Tuple<'py>> {
        py::Tuple::of(f.py(), liar(says, gives, f))
    }

    pub fn set_of<'py>(gives: i64, f: &py::Callable<'py>) -> py::Result<py::Set<'py>> {
        py::Set::of(f.py(), liar(0, gives, f))
    }

    pub fn frozenset_of<'py>(gives: i64, f: &py::Callable<'py>) -> py::Result<py::FrozenSet<'py>> {
        py::FrozenSet::of(f.py(), liar(0, gives, f))
    }

    pub fn dict_of<'py>(gives: i64, f: &py::Callable<'py>) -> py::Result<py::Dict<'py>> {
        py::Dict::of(f.py(), liar(0, gives, f).map(|made| (made.0, made)))
    }

    pub fn slice_indices(
        slice: &py::Slice,
        length: usize,
    ) -> py::Result<(isize, isize, isize, Vec<usize>)> {
        let indices = slice.indices(length)?;
        let all: Vec<usize> = indices.collect();
        assert_eq!(all.len(), indices.len());
        Ok((indices.start(), indices.stop(), indices.step(), all))
    }

    pub fn new_slice(
        py: py::Python,
        start: Option<isize>,
        stop: Option<isize>,
        step: Option<isize>,
    ) -> py::Result<(py::Slice, py::Obj, py::Obj, py::Obj)> {
        let slice = py::Slice::new(py, start, stop, step)?;
        let (start, stop, step) = (slice.start()?, slice.stop()?, slice.step()?);
        Ok((slice, start, stop, step))
    }

    pub fn range_parts<'py>(
        range: &py::Range<'py>,
    ) -> py::Result<(py::Int<'py>, py::Int<'py>, py::Int<'py>)> {
        Ok((range.start()?, range.stop()?, range.step()?))
    }

    pub fn new_range(
        py: py::Python,
        start: isize,
        stop: isize,
        step: isize,
    ) -> py::Result<py::Range> {
        py::Range::new(py, start, stop, step)
    }

    pub fn conjugate<'py>(z: &py::Complex<'py>) -> py::Result<py::Complex<'py>> {
        py::Complex::new(z.py(), z.real(), -z.imag())
    }

    pub fn int_widths<'py>(n: &py::Int<'py>) -> py::Result<(py::Int<'py>, i8, i128, u64)> {
        let py = n.py();
        Ok((py::Int::new(py, u128::MAX)?, n.value()?, n.value()?, n.bit_length()?))
    }

    pub fn negated(b: &py::Bool, x: &py::Float) -> (bool, f64) {
        (!py::Bool::new(b.py(), b.value()).value(), -x.value())
    }
}
