//! Access to attributes: what a class adds to the lookup, and descriptors.

use pydust as py;

#[py::module]
pub mod attributes {
    use super::*;
    use std::collections::BTreeMap;

    /// Finds settings by attribute where there is no attribute of that name.
    #[class]
    pub struct Settings {
        values: BTreeMap<String, i64>,
        pub strict: bool,
    }

    impl Settings {
        pub fn __init__(#[default = true] strict: bool) -> Self {
            Settings { values: BTreeMap::new(), strict }
        }

        pub fn __getattr__(&self, name: &str) -> py::Result<i64> {
            match self.values.get(name) {
                Some(value) => Ok(*value),
                None if self.strict => py::raise!(AttributeError, "no setting '{name}'"),
                None => Ok(0),
            }
        }

        pub fn put(&mut self, name: String, value: i64) {
            self.values.insert(name, value);
        }
    }

    /// Sees every access, and lets it go on.
    #[class]
    pub struct Watched {
        seen: Vec<String>,
        pub value: i64,
    }

    impl Watched {
        pub fn __init__() -> Self {
            Watched { seen: Vec::new(), value: 1 }
        }

        pub fn __getattribute__<'py>(
            this: &py::Instance<'py, Self>,
            name: &py::Str<'py>,
        ) -> py::Result<py::Obj<'py>> {
            this.borrow_mut()?.seen.push(format!("get {}", name.as_str()?));
            if name.as_str()? == "secret" {
                return py::raise!(AttributeError, "secret");
            }
            this.generic_getattr(name)
        }

        pub fn __setattr__<'py>(
            this: &py::Instance<'py, Self>,
            name: &py::Str<'py>,
            value: &py::Obj<'py>,
        ) -> py::Result<()> {
            this.borrow_mut()?.seen.push(format!("set {}", name.as_str()?));
            this.generic_setattr(name, value)
        }

        pub fn __delattr__<'py>(
            this: &py::Instance<'py, Self>,
            name: &py::Str<'py>,
        ) -> py::Result<()> {
            this.borrow_mut()?.seen.push(format!("del {}", name.as_str()?));
            this.generic_delattr(name)
        }

        pub fn seen(&mut self) -> Vec<String> {
            std::mem::take(&mut self.seen)
        }
    }

    /// Both ways of looking up: what the first does not find, the second does.
    #[class]
    pub struct Both;

    impl Both {
        pub fn __init__() -> Self {
            Both
        }

        pub fn __getattribute__(&self, name: &str) -> py::Result<String> {
            match name {
                "first" => Ok("first".into()),
                "broken" => py::raise!(OSError, "broken"),
                _ => py::raise!(AttributeError, "not first"),
            }
        }

        pub fn __getattr__(&self, name: &str) -> py::Result<String> {
            match name {
                "second" => Ok("second".into()),
                _ => py::raise!(AttributeError, "neither {name}"),
            }
        }
    }

    /// Refuses to be changed, but not to be deleted from.
    #[class(dict)]
    pub struct Sealed;

    impl Sealed {
        pub fn __init__() -> Self {
            Sealed
        }

        pub fn __setattr__(&self, name: &str, _value: &py::Obj) -> py::Result<()> {
            py::raise!(AttributeError, "'{name}' is sealed")
        }
    }

    /// Refuses deletion alone.
    #[class(dict)]
    pub struct Kept;

    impl Kept {
        pub fn __init__() -> Self {
            Kept
        }

        pub fn __delattr__(&self, name: &str) -> py::Result<()> {
            py::raise!(AttributeError, "'{name}' is kept")
        }
    }

    /// What `object` does to any object.
    pub fn generic<'py>(
        object: &py::Obj<'py>,
        how: &str,
        name: &str,
        value: &py::Obj<'py>,
    ) -> py::Result<Option<py::Obj<'py>>> {
        match how {
            "get" => object.generic_getattr(name).map(Some),
            "set" => object.generic_setattr(name, value).map(|()| None),
            "del" => object.generic_delattr(name).map(|()| None),
            _ => py::raise!(ValueError, "{how}"),
        }
    }

    /// A number within bounds, as the attribute of other classes.
    #[class]
    pub struct Bounded {
        low: i64,
        high: i64,
        name: Option<String>,
    }

    impl Bounded {
        pub fn __init__(low: i64, high: i64) -> Self {
            Bounded { low, high, name: None }
        }

        pub fn __set_name__(&mut self, _owner: &py::Type, name: String) {
            self.name = Some(name);
        }

        pub fn __get__<'py>(
            this: &py::Instance<'py, Self>,
            instance: Option<&py::Obj<'py>>,
            _owner: Option<&py::Type<'py>>,
        ) -> py::Result<py::Obj<'py>> {
            let Some(instance) = instance else {
                return Ok(py::Obj::clone(this));
            };
            instance.getattr(py::intern!("__dict__"))?.get_item(this.borrow()?.key()?)
        }

        pub fn __set__(&self, instance: &py::Obj, value: i64) -> py::Result<()> {
            if !(self.low..=self.high).contains(&value) {
                return py::raise!(ValueError, "{value} is not in {}..{}", self.low, self.high);
            }
            instance.getattr(py::intern!("__dict__"))?.set_item(self.key()?, value)
        }

        pub fn __delete__(&self, instance: &py::Obj) -> py::Result<()> {
            instance.getattr(py::intern!("__dict__"))?.del_item(self.key()?)
        }

        fn key(&self) -> py::Result<String> {
            match &self.name {
                Some(name) => Ok(format!("_{name}")),
                None => py::raise!(TypeError, "not an attribute of a class"),
            }
        }
    }

    /// Can be read, by class and by instance; does not hide an instance's own attribute.
    #[class]
    pub struct Lookup;

    impl Lookup {
        pub fn __init__() -> Self {
            Lookup
        }

        pub fn __get__(
            &self,
            instance: Option<&py::Obj>,
            owner: Option<&py::Type>,
        ) -> py::Result<String> {
            let owner = owner.map(|owner| owner.name()).transpose()?;
            let owner = owner.as_deref().unwrap_or("no class").to_owned();
            Ok(format!("{} of {owner}", if instance.is_some() { "instance" } else { "class" }))
        }
    }

    /// Can only be set.
    #[class]
    pub struct WriteOnly {
        last: i64,
    }

    impl WriteOnly {
        pub fn __init__() -> Self {
            WriteOnly { last: 0 }
        }

        pub fn __set__(&mut self, _instance: &py::Obj, value: i64) {
            self.last = value;
        }

        pub fn last(&self) -> i64 {
            self.last
        }
    }

    /// Can only be deleted.
    #[class]
    pub struct DeleteOnly;

    impl DeleteOnly {
        pub fn __init__() -> Self {
            DeleteOnly
        }

        pub fn __delete__(&self, _instance: &py::Obj) -> py::Result<()> {
            py::raise!(OSError, "deleted")
        }
    }
}
