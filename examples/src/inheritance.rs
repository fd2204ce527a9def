//! `example.inheritance`: classes of Rust that inherit from each other, from Python's own types and from classes in
//! Python; and exceptions with fields.

use pydust as py;

py::import_class!(collections.abc, MutableMapping);

/// Animals, counters, parsers.
#[py::module]
pub mod inheritance {
    use super::*;
    use py::IntoPy as _;
    use std::collections::BTreeMap;

    /// An animal, the base of others.
    #[class]
    pub struct Animal {
        #[readonly]
        pub species: String,
        pub name: String,
    }

    impl Animal {
        pub fn __init__(species: String, name: String) -> Self {
            Animal { species, name }
        }

        /// What it says. Subclasses in Python override it.
        pub fn sound(&self) -> &str {
            "..."
        }

        pub fn introduce(&self) -> String {
            format!("{} the {}", self.name, self.species)
        }

        pub fn __repr__(&self) -> String {
            format!("<{}>", self.introduce())
        }
    }

    /// A dog is an animal: the base is its first field.
    #[class]
    pub struct Dog {
        #[base]
        animal: Animal,
        #[readonly]
        pub breed: String,
    }

    impl Dog {
        pub fn __init__(name: String, #[default = "mongrel".to_owned()] breed: String) -> Self {
            Dog { animal: Animal::__init__("dog".to_owned(), name), breed }
        }

        pub fn sound(&self) -> &str {
            "woof"
        }

        /// Overrides that of the animal, and calls it.
        pub fn introduce(&self) -> String {
            format!("{}, a {}", self.animal.introduce(), self.breed)
        }
    }

    /// A dog with work to do: the third generation.
    #[class]
    pub struct GuideDog {
        #[base]
        dog: Dog,
        pub person: py::PyObj,
    }

    impl GuideDog {
        pub fn __init__(name: String, person: py::PyObj) -> Self {
            GuideDog { dog: Dog::__init__(name, "retriever".to_owned()), person }
        }

        /// What Python's `super().introduce()` gives, and more.
        pub fn introduce<'py>(this: &py::Instance<'py, Self>) -> py::Result<String> {
            let base: String = this.as_super()?.call_method0("introduce")?.extract()?;
            let person = this.borrow()?.person.bind(this.py()).str()?.to_string();
            Ok(format!("{base}, who guides {person}"))
        }
    }

    /// Let animals speak, each as its class says, be that a class of Rust or of Python.
    pub fn chorus(animals: Vec<py::Instance<Animal>>) -> py::Result<Vec<String>> {
        animals.iter().map(|animal| animal.call_method0("sound")?.extract()).collect()
    }

    /// Give the breed of an animal, if it is a dog.
    pub fn breed(animal: &py::Instance<Animal>) -> py::Result<Option<String>> {
        match animal.downcast::<py::Instance<Dog>>() {
            Ok(dog) => Ok(Some(dog.borrow()?.breed.clone())),
            Err(_) => Ok(None),
        }
    }

    /// Give an animal another name, whatever else it is.
    pub fn rename(animal: &mut Animal, name: String) {
        animal.name = name;
    }

    /// A `dict` that counts how often its entries were read.
    #[class(extends = Dict)]
    pub struct CountingDict {
        #[readonly]
        pub reads: u64,
    }

    impl CountingDict {
        pub fn __init__(
            this: &py::Instance<Self>,
            #[default = None] items: Option<&py::Dict>,
        ) -> py::Result<Self> {
            if let Some(items) = items {
                this.as_base().update(items)?;
            }
            Ok(CountingDict { reads: 0 })
        }

        pub fn __getitem__<'py>(
            this: &py::Instance<'py, Self>,
            key: py::Obj<'py>,
        ) -> py::Result<py::Obj<'py>> {
            this.borrow_mut()?.reads += 1;
            match this.as_base().get(&key)? {
                Some(value) => Ok(value),
                None => py::raise!(KeyError(key)),
            }
        }
    }

    /// A `list` that says what changed it last.
    #[class(extends = List)]
    pub struct History {
        #[readonly]
        pub last: String,
    }

    impl History {
        pub fn __init__() -> Self {
            History { last: "nothing".to_owned() }
        }

        pub fn append(this: &py::Instance<Self>, item: &py::Obj) -> py::Result<()> {
            this.borrow_mut()?.last = format!("append of {}", item.repr()?);
            this.as_base().append(item)
        }
    }

    /// Text that is not what a parser expected, with the place: an error in Rust, an exception in Python.
    #[exception(ValueError)]
    #[message("expected 'name = 3', found '{text}' (line {line})")]
    pub struct ParseError {
        #[readonly]
        pub text: String,
        #[default = 1]
        #[readonly]
        pub line: u32,
    }

    impl ParseError {
        /// Say whether there is anything at all.
        pub fn is_empty(&self) -> bool {
            self.text.trim().is_empty()
        }
    }

    /// Read lines of `name = value`.
    pub fn parse(text: &str) -> py::Result<BTreeMap<String, i64>> {
        let mut values = BTreeMap::new();
        for (line, text) in (1..).zip(text.lines()) {
            let (name, value) =
                parse_line(text).ok_or_else(|| ParseError { text: text.into(), line })?;
            values.insert(name, value);
        }
        Ok(values)
    }

    fn parse_line(text: &str) -> Option<(String, i64)> {
        let (name, value) = text.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().parse().ok()?))
    }

    /// Give what a function returns, or the line in which it found something odd.
    pub fn odd_line<'py>(function: &py::Callable<'py>) -> py::Result<py::Obj<'py>> {
        let py = function.py();
        function.call0().or_else(|error| match error.instance::<ParseError>(py) {
            Some(odd) => odd.borrow()?.line.into_py(py),
            None => Err(error),
        })
    }

    /// What `collections.abc.MutableMapping` asks for: the class in Python adds all other methods of a `dict`.
    #[class(extends = MutableMapping)]
    pub struct SortedMap {
        items: BTreeMap<String, i64>,
    }

    impl SortedMap {
        pub fn __init__() -> Self {
            SortedMap { items: BTreeMap::new() }
        }

        pub fn __getitem__(&self, key: &str) -> py::Result<i64> {
            match self.items.get(key) {
                Some(item) => Ok(*item),
                None => py::raise!(KeyError(key.to_owned())),
            }
        }

        pub fn __setitem__(&mut self, key: String, item: i64) {
            self.items.insert(key, item);
        }

        pub fn __delitem__(&mut self, key: &str) -> py::Result<()> {
            match self.items.remove(key) {
                Some(_) => Ok(()),
                None => py::raise!(KeyError(key.to_owned())),
            }
        }

        pub fn __len__(&self) -> usize {
            self.items.len()
        }

        pub fn __iter__(&self) -> py::Lazy<impl Iterator<Item = String> + use<>> {
            py::Lazy(self.items.keys().cloned().collect::<Vec<_>>().into_iter())
        }
    }
}
