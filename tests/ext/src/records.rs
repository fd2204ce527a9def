//! What a module says of itself in its file. `test_records.py` compares it with what Python sees.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use py::Strict;
use pydust as py;

/// Says "what" is in it,\n and how.
#[py::module]
pub mod records {
    use super::*;

    pub const LIMIT: u32 = 3;
    pub const LEAST: i8 = -0x10_i8;
    pub const TITLE: &str = "it's \"new\" \\ \n";
    pub const IS_NEW: bool = true;
    pub const RATIO: f64 = 1.0;
    pub const SUM: u32 = LIMIT + 1;
    #[py(type = "int | None")]
    pub const MOST: i64 = 7;

    #[py(type = "list[{typing.Literal}[2, 3, 5]]")]
    pub const PRIMES: [u32; 3] = [2, 3, 5];

    /// Takes each kind of parameter.
    pub fn kinds(
        #[pos] a: i64,
        b: &str,
        #[default = "it's"] c: &str,
        rest: py::Args,
        #[kw] d: f64,
        #[default = None] e: Option<bool>,
        others: py::Kwargs,
    ) -> usize {
        let _ = (a, b, c, d, e, others);
        rest.len()
    }

    pub fn takes(
        texts: Vec<String>,
        bytes: Vec<u8>,
        map: HashMap<String, Vec<i64>>,
        set: BTreeSet<char>,
        pair: (i64, Option<f64>),
        path: PathBuf,
        any: &py::Obj,
        list: &py::List,
        stored: py::PyDict,
        buffer: &py::Buffer<f64>,
        function: &py::Callable,
    ) {
        let _ = (texts, bytes, map, set, pair, path, any, list, stored, buffer, function);
    }

    pub fn gives() -> (Vec<String>, Vec<u8>, BTreeMap<i64, char>, Option<PathBuf>, py::PyList) {
        unimplemented!()
    }

    pub fn fails() -> py::Result<()> {
        Ok(())
    }

    pub fn borrows<'a>(text: &'a str, other: &'a str) -> &'a str {
        if text.is_empty() { other } else { text }
    }

    pub fn strict(
        sizes: Strict<Vec<Strict<i64>>>,
        bytes: Strict<Vec<u8>>,
        names: Strict<HashMap<String, Vec<i64>>>,
        seen: Option<Strict<HashSet<i64>>>,
        pair: Strict<(i64, Option<bool>)>,
        text: Strict<Option<&str>>,
    ) {
        let _ = (sizes, bytes, names, seen, pair, text);
    }

    /// The compiler alone knows what it returns.
    pub fn counts(to: u64) -> py::Lazy<impl Iterator<Item = u64> + Send + 'static> {
        py::Lazy(0..to)
    }

    #[py(type = "list[int]")]
    pub fn named(#[py(type = "{collections.abc.Sequence}[int]")] items: &py::Obj) -> py::PyObj {
        items.clone().unbind()
    }

    pub fn derived(color: Color, celsius: Celsius, at: Place, size: Size, tree: Tree) -> Color {
        let _ = (celsius.0, at.x, at.y, size.0, size.1, tree.is_leaf());
        color
    }

    #[derive(py::FromPy, py::IntoPy)]
    pub enum Color {
        Red,
        DarkGreen,
    }

    #[derive(py::FromPy)]
    pub struct Celsius(pub f64);

    #[derive(py::FromPy)]
    pub struct Place {
        pub x: f64,
        pub y: f64,
    }

    #[derive(py::FromPy)]
    #[py(type = "tuple[int, int]")]
    pub struct Size(pub i64, pub i64);

    #[derive(py::FromPy)]
    pub enum Tree {
        Leaf(i64),
        Branches(Vec<Tree>),
    }

    impl Tree {
        fn is_leaf(&self) -> bool {
            match self {
                Tree::Leaf(value) => *value >= 0,
                Tree::Branches(branches) => branches.is_empty(),
            }
        }
    }

    /// Has one of each.
    #[class(eq, repr)]
    pub struct Everything {
        /// The size.
        pub size: f64,
        #[readonly]
        pub name: String,
        #[py(type = "list[str]")]
        pub items: py::PyObj,
    }

    impl Everything {
        pub const UNIT: f64 = 1.0;
        pub const KIND: char = 'e';

        pub fn __init__(size: f64, items: py::PyObj) -> Self {
            Self { size, name: String::new(), items }
        }

        pub fn doubled(&self) -> f64 {
            self.size * 2.0
        }

        pub fn of(size: f64) -> py::Result<Color> {
            Ok(if size > 0.0 { Color::Red } else { Color::DarkGreen })
        }

        #[classmethod]
        pub fn class_name(cls: &py::Type) -> py::Result<String> {
            cls.name()
        }

        #[getter]
        pub fn area(&self) -> f64 {
            self.size * self.size
        }

        #[setter]
        pub fn set_area(&mut self, area: f64) {
            self.size = area.sqrt();
        }

        pub fn __add__(&self, other: f64) -> f64 {
            self.size + other
        }

        pub fn __iadd__(&mut self, other: f64) {
            self.size += other;
        }

        pub fn __len__(&self) -> usize {
            self.size as usize
        }

        pub fn __contains__(&self, item: f64) -> bool {
            item < self.size
        }

        pub fn __iter__(&self) -> py::Lazy<std::ops::Range<i64>> {
            py::Lazy(0..self.size as i64)
        }
    }

    #[class]
    pub struct Derived {
        #[base]
        base: Everything,
        next: Option<py::Py<Everything>>,
    }

    impl Derived {
        pub fn next(&self) -> Option<&py::Py<Everything>> {
            self.next.as_ref()
        }

        pub fn beside(&self, other: &Everything) -> f64 {
            self.base.size + other.size
        }
    }

    #[class(int)]
    pub enum Level {
        Low,
        High = 7,
    }

    #[exception(ValueError)]
    pub struct Refused;

    pub mod inner {
        pub fn inside(level: super::Level) -> super::Level {
            level
        }
    }

    pub use super::elsewhere::Outside;
    pub use super::elsewhere::outside as renamed;
}

mod elsewhere {
    use pydust as py;

    #[py::function]
    pub fn outside() -> Outside {
        Outside { n: 1 }
    }

    #[py::class]
    pub struct Outside {
        pub n: i64,
    }

    #[py::methods]
    impl Outside {
        pub fn more(&self, by: i64) -> i64 {
            self.n + by
        }
    }
}
