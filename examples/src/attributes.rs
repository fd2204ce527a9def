//! `example.attributes`: attributes that are looked up in Rust, descriptors, and what a class hears of its subclasses.

use std::collections::BTreeMap;

use pydust as py;

/// Settings, checked attributes, plugins.
#[py::module]
pub mod attributes {
    use super::*;

    /// Settings by name: `settings.port = 80`.
    #[class]
    pub struct Settings {
        values: BTreeMap<String, i64>,
    }

    impl Settings {
        pub fn __init__() -> Self {
            Settings { values: BTreeMap::new() }
        }

        /// For names that aren't found otherwise, so that methods are.
        pub fn __getattr__(&self, name: &str) -> py::Result<i64> {
            match self.values.get(name) {
                Some(value) => Ok(*value),
                None => {
                    py::raise!(AttributeError, "expected one of {:?}, found '{name}'", self.names())
                }
            }
        }

        pub fn __setattr__(&mut self, name: String, value: i64) {
            self.values.insert(name, value);
        }

        pub fn __delattr__(&mut self, name: &str) -> py::Result<()> {
            match self.values.remove(name) {
                Some(_) => Ok(()),
                None => py::raise!(AttributeError, "expected a setting to delete, found '{name}'"),
            }
        }

        pub fn __dir__(&self) -> Vec<String> {
            self.values.keys().cloned().collect()
        }

        pub fn __sizeof__(&self) -> usize {
            size_of::<Self>() + self.values.keys().map(String::capacity).sum::<usize>()
        }

        /// The settings' names.
        pub fn names(&self) -> Vec<&str> {
            self.values.keys().map(String::as_str).collect()
        }
    }

    /// Counts how often each attribute was read.
    #[class(dict)]
    pub struct Watched {
        reads: BTreeMap<String, u32>,
    }

    impl Watched {
        pub fn __init__() -> Self {
            Watched { reads: BTreeMap::new() }
        }

        /// For every name; then Python's own lookup goes on.
        pub fn __getattribute__<'py>(
            this: &py::Instance<'py, Self>,
            name: &py::Str<'py>,
        ) -> py::Result<py::Obj<'py>> {
            *this.borrow_mut()?.reads.entry(name.as_str()?.to_owned()).or_default() += 1;
            this.generic_getattr(name)
        }

        pub fn reads(&self) -> &BTreeMap<String, u32> {
            &self.reads
        }
    }

    /// A number within bounds: a descriptor, to be an attribute of classes in Python.
    #[class]
    pub struct Bounded {
        low: f64,
        high: f64,
        name: String,
    }

    impl Bounded {
        pub fn __init__(low: f64, high: f64) -> Self {
            Bounded { low, high, name: String::new() }
        }

        /// Python tells the name when the class is made.
        pub fn __set_name__(&mut self, _owner: &py::Type, name: &str) {
            self.name = format!("_{name}");
        }

        /// On a class it is the descriptor itself.
        pub fn __get__<'py>(
            this: &py::Instance<'py, Self>,
            instance: Option<&py::Obj<'py>>,
            _owner: Option<&py::Type<'py>>,
        ) -> py::Result<py::Obj<'py>> {
            match instance {
                Some(instance) => instance.getattr(&*this.borrow()?.name),
                None => Ok(py::Obj::clone(this)),
            }
        }

        pub fn __set__(&self, instance: &py::Obj, value: f64) -> py::Result<()> {
            if self.low <= value && value <= self.high {
                return instance.setattr(&*self.name, value);
            }
            py::raise!(ValueError, "expected {} to {}, found {value}", self.low, self.high)
        }

        pub fn __delete__(&self, instance: &py::Obj) -> py::Result<()> {
            instance.delattr(&*self.name)
        }
    }

    /// A base class that knows its subclasses, by the `format` that they are for.
    #[class]
    pub struct Reader {}

    impl Reader {
        pub fn __init__() -> Self {
            Reader {}
        }

        /// The subclasses, by their format.
        #[classattr]
        pub fn formats(py: py::Python<'_>) -> py::Result<py::Dict<'_>> {
            py::Dict::new(py)
        }

        /// Runs for `class Csv(Reader, format="csv")`. One without a format is for others to inherit from.
        #[classmethod]
        pub fn __init_subclass__(
            cls: &py::Type,
            #[kw]
            #[default = None]
            format: Option<&str>,
        ) -> py::Result<()> {
            let Some(format) = format else { return Ok(()) };
            let formats: py::Dict = cls.getattr("formats")?.extract()?;
            if formats.contains(format)? {
                return py::raise!(ValueError, "expected a new format, found '{format}' again");
            }
            formats.set(format, cls)
        }

        /// `Reader["csv"]` is the subclass for that format.
        #[classmethod]
        pub fn __class_getitem__<'py>(
            cls: &py::Type<'py>,
            format: &str,
        ) -> py::Result<py::Obj<'py>> {
            let formats: py::Dict = cls.getattr("formats")?.extract()?;
            match formats.get(format)? {
                Some(found) => Ok(found),
                None => py::raise!(KeyError(format.to_owned())),
            }
        }
    }

    /// A file in a folder, which Python takes for a path.
    #[class(frozen)]
    pub struct File {
        pub folder: String,
        pub name: String,
    }

    impl File {
        pub fn __new__(folder: String, name: String) -> py::Result<Self> {
            if name.contains('/') {
                return py::raise!(ValueError, "expected a name without a slash, found '{name}'");
            }
            Ok(File { folder, name })
        }

        pub fn __fspath__(&self) -> String {
            format!("{}/{}", self.folder, self.name)
        }

        pub fn __bytes__(&self) -> py::Result<Vec<u8>> {
            Ok(self.__fspath__().into_bytes())
        }

        /// What `pickle` calls to make it anew.
        pub fn __reduce__<'py>(
            this: &py::Instance<'py, Self>,
        ) -> (py::Type<'py>, (String, String)) {
            let File { folder, name } = this.get();
            (this.class(), (folder.clone(), name.clone()))
        }
    }
}
