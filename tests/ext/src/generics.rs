//! Classes with type parameters, which their members' types name for type checkers.

use pydust as py;

#[py::module]
pub mod generics {
    use super::*;

    /// A mapping of bounded size: what was not used for the longest time makes room.
    #[class(generic("K", "V"), mapping)]
    pub struct Cache {
        /// How many entries there can be.
        #[readonly]
        pub capacity: usize,
        entries: py::PyDict,
    }

    impl Cache {
        pub const LEAST: usize = 1;

        pub fn __init__(py: py::Python, capacity: usize) -> py::Result<Self> {
            if capacity < Cache::LEAST {
                return py::raise!(ValueError, "a cache has room for {} or more", Cache::LEAST);
            }
            Ok(Cache { capacity, entries: py::Dict::new(py)?.unbind() })
        }

        /// The value of a key, which is now the one that was used last.
        #[py(type = "V | None")]
        pub fn get<'py>(
            &self,
            py: py::Python<'py>,
            #[py(type = "K")] key: &py::Obj<'py>,
        ) -> py::Result<Option<py::Obj<'py>>> {
            let entries = self.entries.bind(py);
            let found = entries.pop(key)?;
            if let Some(value) = &found {
                entries.set(key, value)?;
            }
            Ok(found)
        }

        pub fn __setitem__(
            &self,
            #[py(type = "K")] key: &py::Obj,
            #[py(type = "V")] value: &py::Obj,
        ) -> py::Result<()> {
            let entries = self.entries.bind(key.py());
            entries.pop(key)?;
            entries.set(key, value)?;
            if entries.len() > self.capacity {
                if let Some(oldest) = entries.iter()?.next() {
                    entries.del(oldest?)?;
                }
            }
            Ok(())
        }

        #[py(type = "V")]
        pub fn __getitem__<'py>(
            &self,
            #[py(type = "K")] key: &py::Obj<'py>,
        ) -> py::Result<py::Obj<'py>> {
            match self.get(key.py(), key)? {
                Some(value) => Ok(value),
                None => py::raise!(KeyError(key)),
            }
        }

        pub fn __len__(&self, py: py::Python) -> usize {
            self.entries.bind(py).len()
        }
    }

    /// A stack that can be given its items at once.
    #[class(generic("T"), init)]
    pub struct Stack {
        #[py(type = "list[T]")]
        #[default = Vec::new()]
        pub items: Vec<py::PyObj>,
    }

    impl Stack {
        pub fn push(&mut self, #[py(type = "T")] item: py::PyObj) {
            self.items.push(item);
        }

        #[py(type = "T | None")]
        pub fn pop(&mut self) -> Option<py::PyObj> {
            self.items.pop()
        }

        /// Another with the same items; without type arguments, its items are of the same type.
        pub fn twin(&self, py: py::Python) -> Stack {
            Stack { items: self.items.iter().map(|item| item.clone_ref(py)).collect() }
        }

        /// Takes the items of another.
        pub fn take(&mut self, other: &mut Stack) {
            self.items.append(&mut other.items);
        }

        pub fn empty() -> Stack {
            Stack { items: Vec::new() }
        }

        /// From the last one on.
        pub fn __iter__(&self, py: py::Python) -> Items {
            Items { left: self.twin(py).items }
        }
    }

    /// The items of a stack.
    #[class(generic("T"))]
    pub struct Items {
        left: Vec<py::PyObj>,
    }

    impl Items {
        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        #[py(type = "T")]
        pub fn __next__(&mut self) -> Option<py::PyObj> {
            self.left.pop()
        }
    }

    /// Inherits what it has, for the same type of items.
    #[class(generic("T"))]
    pub struct Named {
        #[base]
        stack: Stack,
        pub name: String,
    }

    impl Named {
        pub fn __init__(#[py(type = "T")] first: py::PyObj, #[default = ""] name: &str) -> Self {
            Named { stack: Stack { items: vec![first] }, name: name.to_owned() }
        }
    }

    /// A stack of whatever.
    #[class]
    pub struct Mixed {
        #[base]
        stack: Stack,
    }

    impl Mixed {
        pub fn __init__() -> Self {
            Mixed { stack: Stack::empty() }
        }
    }

    /// What is in no class knows no type parameter.
    pub fn depth(stack: &Stack) -> usize {
        stack.items.len()
    }
}
