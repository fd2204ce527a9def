//! Special methods that are no operators: texts, calls, copies, pickling, what classes are asked.
#![forbid(unsafe_code)]

use std::sync::atomic::{AtomicU64, Ordering};

use pydust as py;

#[py::module]
pub mod special {
    use super::*;
    use py::IntoPy as _;

    /// Says everything of itself.
    #[class]
    pub struct Temperature {
        #[readonly]
        pub celsius: f64,
    }

    impl Temperature {
        pub fn __init__(celsius: f64) -> Self {
            Self { celsius }
        }
        pub fn __repr__(&self) -> String {
            format!("Temperature({})", self.celsius)
        }
        pub fn __str__(&self) -> String {
            format!("{} °C", self.celsius)
        }
        pub fn __format__(&self, spec: &str) -> py::Result<String> {
            match spec {
                "" | "C" => Ok(format!("{:.1} °C", self.celsius)),
                "F" => Ok(format!("{:.1} °F", self.celsius * 1.8 + 32.0)),
                _ => py::raise!(ValueError, "unknown format {spec:?}"),
            }
        }
        pub fn __bytes__(&self, py: py::Python) -> py::Result<py::PyBytes> {
            Ok(py::Bytes::new(py, &self.celsius.to_be_bytes())?.unbind())
        }
        pub fn __dir__(&self) -> Vec<&'static str> {
            vec!["celsius", "fahrenheit"]
        }
        pub fn __sizeof__(&self) -> usize {
            size_of::<Self>()
        }
    }

    /// Its texts fail.
    #[class]
    pub struct Mute;

    impl Mute {
        pub fn __init__() -> Self {
            Self
        }
        pub fn __repr__(&self) -> py::Result<String> {
            py::raise!(RuntimeError, "no words")
        }
    }

    /// A path of two parts.
    #[class]
    pub struct Place {
        folder: String,
        name: String,
    }

    impl Place {
        pub fn __init__(folder: String, name: String) -> Self {
            Self { folder, name }
        }
        pub fn __fspath__(&self) -> String {
            format!("{}/{}", self.folder, self.name)
        }
    }

    /// Can be called.
    #[class]
    pub struct Adder {
        n: i64,
    }

    impl Adder {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        /// Adds to what was given.
        pub fn __call__(
            &self,
            x: i64,
            #[default = 1] times: i64,
            #[kw]
            #[default = false]
            negate: bool,
        ) -> py::Result<i64> {
            if times < 0 {
                return py::raise!(ValueError, "less than no times");
            }
            let sum = x + self.n * times;
            Ok(if negate { -sum } else { sum })
        }
    }

    /// Called with anything.
    #[class]
    pub struct Anything;

    impl Anything {
        pub fn __init__() -> Self {
            Self
        }
        pub fn __call__(&mut self, args: py::Args, kwargs: py::Kwargs) -> py::Result<Vec<String>> {
            let mut found = Vec::new();
            for arg in args.iter() {
                found.push(arg.repr()?.to_string());
            }
            for (name, value) in kwargs.iter() {
                found.push(format!("{}={}", name.as_str()?, value.repr()?));
            }
            Ok(found)
        }
    }

    /// Copies and pickles by hand, and counts copies.
    #[class]
    pub struct Box_ {
        #[readonly]
        pub item: py::PyObj,
        #[readonly]
        pub copies: u32,
    }

    impl Box_ {
        pub fn __init__(item: py::PyObj) -> Self {
            Self { item, copies: 0 }
        }
        pub fn __copy__(&self, py: py::Python) -> Self {
            Self { item: self.item.clone_ref(py), copies: self.copies + 1 }
        }
        pub fn __deepcopy__(&self, memo: &py::Obj, py: py::Python) -> py::Result<Self> {
            let item = py.import("copy")?.call_method("deepcopy", (&self.item, memo))?;
            Ok(Self { item: item.unbind(), copies: self.copies + 100 })
        }
        pub fn __replace__(&self, #[kw] item: py::PyObj) -> Self {
            Self { item, copies: self.copies }
        }
    }

    /// Pickles by `__reduce__`.
    #[class]
    pub struct Reduced {
        #[readonly]
        pub n: i64,
    }

    impl Reduced {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __reduce__<'py>(
            this: &py::Instance<'py, Self>,
        ) -> py::Result<(py::Type<'py>, (i64,))> {
            let n = this.borrow()?.n;
            Ok((this.class(), (n,)))
        }
    }

    /// Pickles by its state, which `__init__` does not take.
    #[class]
    pub struct Stated {
        #[readonly]
        pub n: i64,
        #[readonly]
        pub log: Vec<String>,
    }

    impl Stated {
        #[allow(clippy::new_without_default)]
        pub fn __init__(#[default = 0] n: i64) -> Self {
            Self { n, log: vec!["made".to_owned()] }
        }
        pub fn __reduce_ex__<'py>(
            this: &py::Instance<'py, Self>,
            protocol: u32,
        ) -> py::Result<(py::Type<'py>, py::Tuple<'py>, (i64, u32))> {
            let nothing = py::Tuple::of(this.py(), [0; 0])?;
            Ok((this.class(), nothing, (this.borrow()?.n, protocol)))
        }
        pub fn __getstate__(&self) -> i64 {
            self.n
        }
        pub fn __setstate__(&mut self, state: (i64, u32)) -> py::Result<()> {
            if state.1 > 5 {
                return py::raise!(ValueError, "a protocol of the future");
            }
            self.n = state.0;
            self.log.push(format!("restored with {}", state.1));
            Ok(())
        }
    }

    /// Parametrised by anything.
    #[class]
    pub struct Table;

    impl Table {
        pub fn __init__() -> Self {
            Self
        }
        pub fn __class_getitem__(cls: &py::Type, key: &py::Obj) -> py::Result<String> {
            Ok(format!("{}[{}]", cls.name()?, key.repr()?))
        }
        /// Says of each subclass that it is there.
        #[classmethod]
        pub fn __init_subclass__(
            cls: &py::Type,
            #[kw]
            #[default = None]
            kind: Option<&str>,
        ) -> py::Result<()> {
            if kind == Some("wrong") {
                return py::raise!(TypeError, "no such kind");
            }
            cls.setattr("kind", kind.unwrap_or("plain"))
        }
    }

    /// Knows under which names it is.
    #[class]
    pub struct Named {
        #[readonly]
        pub names: Vec<String>,
    }

    impl Named {
        pub fn __init__() -> Self {
            Self { names: Vec::new() }
        }
        pub fn __set_name__(&mut self, owner: &py::Type, name: &str) -> py::Result<()> {
            self.names.push(format!("{}.{name}", owner.name()?));
            Ok(())
        }
    }

    /// Stands for the ints above a limit, and for a base class.
    #[class]
    pub struct Above {
        limit: i64,
    }

    impl Above {
        pub fn __init__(limit: i64) -> Self {
            Self { limit }
        }
        pub fn __instancecheck__(&self, instance: &py::Obj) -> bool {
            instance.extract::<i64>().is_ok_and(|n| n > self.limit)
        }
        pub fn __subclasscheck__(&self, subclass: &py::Type) -> py::Result<bool> {
            Ok(subclass.name()? == "int")
        }
        pub fn __mro_entries__<'py>(&self, bases: &py::Tuple<'py>) -> py::Result<(py::Type<'py>,)> {
            Ok((bases.py().type_of::<py::Int>()?,))
        }
    }

    /// Yields as many as it says, about.
    #[class]
    pub struct Hint {
        n: Option<usize>,
    }

    impl Hint {
        pub fn __init__(#[default = None] n: Option<usize>) -> Self {
            Self { n }
        }
        pub fn __length_hint__<'py>(&self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
            match self.n {
                Some(n) => n.into_py(py),
                None => Ok(py.not_implemented()),
            }
        }
    }

    /// Counts through a shared reference, so that threads need not wait for one another.
    #[class]
    pub struct Meter {
        count: AtomicU64,
    }

    impl Meter {
        pub fn __init__() -> Self {
            Self { count: AtomicU64::new(0) }
        }
        pub fn __iadd__(&self, n: u64) {
            self.count.fetch_add(n, Ordering::Relaxed);
        }
        pub fn __isub__(&self, n: u64) -> py::Result<()> {
            self.count.fetch_sub(n, Ordering::Relaxed);
            Ok(())
        }
        pub fn __int__(&self) -> u64 {
            self.count.load(Ordering::Relaxed)
        }
    }

    /// Gives its data to other libraries, by a method that they look for.
    #[class]
    pub struct Rich;

    impl Rich {
        pub fn __init__() -> Self {
            Self
        }
        pub fn __html__(&self) -> &'static str {
            "<b>rich</b>"
        }
        #[classmethod]
        pub fn __get_pydantic_core_schema__(
            cls: &py::Type,
            source: &py::Obj,
            handler: &py::Obj,
        ) -> py::Result<String> {
            Ok(format!("{} {} {}", cls.name()?, source.repr()?, handler.repr()?))
        }
    }
}
