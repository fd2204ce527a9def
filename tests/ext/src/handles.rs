//! Handles: what Rust code can do with Python objects.

use pydust as py;

#[py::module]
pub mod handles {
    use super::*;

    pub fn attributes(obj: &py::Obj, name: &str, value: &py::Obj) -> py::Result<py::PyObj> {
        obj.setattr(name, value)?;
        Ok(obj.getattr(name)?.unbind())
    }

    pub fn calls(f: &py::Callable) -> py::Result<Vec<py::PyObj>> {
        Ok(vec![
            f.call0()?.unbind(),
            f.call1((1,))?.unbind(),
            f.call1((1, "two", 3.0))?.unbind(),
            f.call((1,), &[("key", &"word"), ("n", &2)])?.unbind(),
        ])
    }

    pub fn method(obj: &py::Obj, name: &str) -> py::Result<py::PyObj> {
        Ok(obj.call_method(name, ())?.unbind())
    }

    pub fn import_module(py: py::Python, name: &str) -> py::Result<py::PyModule> {
        Ok(py.import(name)?.unbind())
    }

    pub fn describe(obj: &py::Obj) -> py::Result<(String, String, String, isize, bool)> {
        Ok((
            obj.str()?.as_str()?.into(),
            obj.repr()?.as_str()?.into(),
            obj.class().name()?,
            obj.hash()?,
            obj.is_true()?,
        ))
    }

    pub fn compare(a: &py::Obj, b: &py::Obj) -> py::Result<(bool, bool, bool)> {
        Ok((a.is(b), a.eq(b)?, a.lt(b)?))
    }

    pub fn is_instance(obj: &py::Obj, kind: &py::Type) -> py::Result<bool> {
        obj.is_instance(kind)
    }

    pub fn items(obj: &py::Obj) -> py::Result<Vec<py::PyObj>> {
        obj.iter()?.map(|item| Ok(item?.unbind())).collect()
    }

    pub fn subscript(obj: &py::Obj, key: &py::Obj, value: &py::Obj) -> py::Result<py::PyObj> {
        obj.set_item(key, value)?;
        Ok(obj.get_item(key)?.unbind())
    }

    /// Walks a list while the callable changes it.
    pub fn walk(list: &py::List, f: &py::Callable) -> py::Result<usize> {
        let mut seen = 0;
        for item in list.items() {
            f.call1((item,))?;
            seen += 1;
        }
        Ok(seen)
    }

    pub fn build_list(py: py::Python, n: i64) -> py::Result<py::PyList> {
        let list = py::List::new(py)?;
        for i in 0..n {
            list.append(i)?;
        }
        Ok(list.unbind())
    }

    pub fn build_dict(py: py::Python, keys: Vec<String>) -> py::Result<py::PyDict> {
        let dict = py::Dict::new(py)?;
        for key in keys {
            dict.set(&key, key.len())?;
        }
        if dict.get("drop")?.is_some() {
            dict.del("drop")?;
        }
        Ok(dict.unbind())
    }

    pub fn swap(pair: &py::Tuple) -> py::Result<py::PyTuple> {
        match (pair.get(0), pair.get(1), pair.get(2)) {
            (Some(a), Some(b), None) => Ok(py::Tuple::new(pair.py(), (b, a))?.unbind()),
            _ => py::raise!(ValueError, "a pair is needed, not {pair}"),
        }
    }

    pub fn upper(text: &py::Str) -> py::Result<String> {
        Ok(text.as_str()?.to_uppercase())
    }

    pub fn joined<'py>(a: &py::Str<'py>, b: &py::Str<'py>) -> py::Result<py::Str<'py>> {
        a.concat(b)
    }

    pub fn reversed<'py>(data: &py::Bytes<'py>) -> py::Result<py::Bytes<'py>> {
        let reversed: Vec<u8> = data.as_slice().iter().rev().copied().collect();
        py::Bytes::new(data.py(), &reversed)
    }

    pub fn numbers(i: &py::Int, x: &py::Float, b: &py::Bool) -> py::Result<(i64, f64, bool)> {
        Ok((i.value()?, x.value(), b.value()))
    }

    /// Keeps nothing: for the leak test of every kind of handle.
    pub fn touch(list: &py::List, dict: &py::Dict, obj: py::Obj, stored: py::PyObj) -> usize {
        let copies = [obj.clone(), obj];
        drop(stored);
        copies.len() + list.len() + dict.len()
    }

    pub fn takes_none(x: &py::NoneType) -> bool {
        x.is_none()
    }
}
