//! Containers: typed sequences and mappings, with what C's own functions make of them.

use pydust as py;

#[py::module]
pub mod sequences {
    use super::*;
    use std::collections::BTreeMap;

    /// Integers, as a list has them.
    #[class]
    pub struct Numbers {
        items: Vec<i64>,
    }

    impl Numbers {
        pub fn __init__(#[pos] items: Vec<i64>) -> Self {
            Numbers { items }
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
                    py::IntoPy::into_py(self.items[index.within(self.items.len())?], py)
                }
                py::Subscript::Slice(bounds) => {
                    py::IntoPy::into_py(Numbers { items: bounds.of(&self.items) }, py)
                }
            }
        }

        pub fn __setitem__(&mut self, at: py::Index, value: i64) -> py::Result<()> {
            let at = at.within(self.items.len())?;
            self.items[at] = value;
            Ok(())
        }

        pub fn __delitem__(&mut self, at: py::Subscript) -> py::Result<()> {
            match at {
                py::Subscript::Index(index) => {
                    self.items.remove(index.within(self.items.len())?);
                }
                py::Subscript::Slice(bounds) => drop(bounds.remove(&mut self.items)),
            }
            Ok(())
        }

        pub fn __contains__(&self, item: i64) -> bool {
            self.items.contains(&item)
        }

        pub fn __reversed__(&self) -> py::Lazy<impl Iterator<Item = i64> + use<>> {
            py::Lazy(self.items.clone().into_iter().rev())
        }

        pub fn __concat__(&self, other: &Numbers) -> Numbers {
            Numbers { items: [&self.items[..], &other.items].concat() }
        }

        pub fn __repeat__(&self, times: usize) -> Numbers {
            Numbers { items: self.items.repeat(times) }
        }

        pub fn __inplace_concat__(&mut self, other: Vec<i64>) {
            self.items.extend(other);
        }

        pub fn __inplace_repeat__(&mut self, times: usize) {
            self.items = self.items.repeat(times);
        }

        /// Puts an item before another.
        pub fn insert(&mut self, at: py::Index, value: i64) {
            let at = at.clamped(self.items.len());
            self.items.insert(at, value);
        }

        /// Puts others in the place of a slice.
        pub fn replace(&mut self, at: py::Bounds, new: Vec<i64>) -> py::Result<Vec<i64>> {
            at.replace(&mut self.items, new)
        }
    }

    /// Knows its items by their number alone: it can be iterated as such objects can.
    #[class]
    pub struct Squares {
        count: i64,
    }

    impl Squares {
        pub fn __init__(count: i64) -> Self {
            Squares { count }
        }

        pub fn __getitem__(&self, index: i64) -> py::Result<i64> {
            if (0..self.count).contains(&index) {
                return Ok(index * index);
            }
            py::raise!(IndexError, "no square {index}")
        }
    }

    /// Texts by text.
    #[class]
    pub struct Headers {
        fields: BTreeMap<String, String>,
    }

    impl Headers {
        pub fn __init__() -> Self {
            Headers { fields: BTreeMap::new() }
        }

        pub fn __len__(&self) -> usize {
            self.fields.len()
        }

        pub fn __getitem__(&self, name: &str) -> py::Result<String> {
            match self.fields.get(&name.to_lowercase()) {
                Some(value) => Ok(value.clone()),
                None => py::raise!(KeyError(name.to_owned())),
            }
        }

        pub fn __setitem__(&mut self, name: &str, value: String) {
            self.fields.insert(name.to_lowercase(), value);
        }

        pub fn __contains__(&self, name: &str) -> bool {
            self.fields.contains_key(&name.to_lowercase())
        }

        pub fn __iter__(&self) -> py::Lazy<impl Iterator<Item = String> + use<>> {
            py::Lazy(self.fields.keys().cloned().collect::<Vec<_>>().into_iter())
        }

        pub fn keys(&self) -> Vec<String> {
            self.fields.keys().cloned().collect()
        }

        pub fn __missing__(&self, name: &str) -> String {
            format!("no {name}")
        }
    }

    /// Can only be deleted from.
    #[class]
    pub struct Shrinking {
        gone: Vec<i64>,
    }

    impl Shrinking {
        pub fn __init__() -> Self {
            Shrinking { gone: Vec::new() }
        }

        pub fn __delitem__(&mut self, item: i64) -> py::Result<()> {
            if self.gone.contains(&item) {
                return py::raise!(KeyError(item));
            }
            self.gone.push(item);
            Ok(())
        }

        pub fn gone(&self) -> Vec<i64> {
            self.gone.clone()
        }
    }

    /// Says how long it is, wrongly at times.
    #[class]
    pub struct Length {
        length: u64,
    }

    impl Length {
        pub fn __init__(length: u64) -> Self {
            Length { length }
        }

        pub fn __len__(&self) -> py::Result<u64> {
            match self.length {
                13 => py::raise!(ValueError, "unlucky"),
                14 => panic!("very unlucky"),
                length => Ok(length),
            }
        }

        pub fn __length_hint__(&self) -> usize {
            3
        }
    }
}
