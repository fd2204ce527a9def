//! Classes whose members are written by options; `test_generated.py` compares them with dataclasses of the same fields.

use pydust as py;

/// Outside of the module.
#[py::class(init, repr, eq, copy, pickle, match_args)]
pub struct Outside {
    pub x: i64,
    #[default = 1]
    step: i64,
}

#[py::methods]
impl Outside {
    pub fn go(&mut self) -> i64 {
        self.x += self.step;
        self.x
    }
}

#[py::module]
pub mod generated {
    pub use super::Outside;

    use super::*;
    use std::collections::HashMap;

    /// A point.
    #[class(init, repr, eq, order, hash, copy, pickle, match_args)]
    pub struct Point {
        pub x: f64,
        #[default = 0.0]
        pub y: f64,
    }

    impl Point {
        pub fn from_rust() -> Self {
            Self::__init__(1.0, 2.0)
        }
    }

    /// Every kind of parameter, and private fields.
    #[class(init, eq, repr, copy, pickle, match_args)]
    pub struct Record {
        #[pos]
        pub id: u64,
        pub name: String,
        #[default = "none".to_owned()]
        pub comment: String,
        #[readonly]
        #[default = Vec::new()]
        pub tags: Vec<String>,
        #[kw]
        pub weight: Option<f64>,
        #[default = true]
        pub is_open: bool,
        #[default = 7]
        seed: u32,
        visits: u32,
    }

    impl Record {
        pub fn visit(&mut self) -> (u32, u32) {
            self.visits += 1;
            (self.seed, self.visits)
        }
    }

    /// Holds objects: what is copied deeply, and what cycles go through.
    #[class(init, eq, repr, copy, pickle, match_args)]
    pub struct Node {
        pub value: py::PyObj,
        #[default = Vec::new()]
        pub children: Vec<py::PyObj>,
        #[default = HashMap::new()]
        pub named: HashMap<String, py::PyObj>,
        #[default = None]
        pub parent: Option<py::PyObj>,
    }

    #[class(init, repr, eq, order, hash, copy, pickle, match_args)]
    pub struct Empty;

    /// Fields that Rust compares, that it only knows to be equal, and that it leaves to Python.
    #[class(init, repr, eq, order, hash, copy, pickle, match_args)]
    pub struct Mixed {
        pub number: i64,
        pub object: py::PyObj,
        pub maybe: Option<f64>,
        pub names: (String, bool),
        pub float: f64,
    }

    /// With another class's fields.
    #[class(init, repr, eq, order, hash, copy, pickle, match_args)]
    pub struct Named {
        #[base]
        #[default = Point::__init__(1.0, 2.0)]
        point: Point,
        pub label: String,
        #[kw]
        #[default = None]
        pub owner: Option<py::PyObj>,
        secret: u8,
    }

    impl Named {
        pub fn tell(&mut self) -> u8 {
            self.secret += 1;
            self.secret
        }
    }

    /// `Point.Corner`.
    #[class(within = Point, init, repr, eq, copy, pickle)]
    pub struct Corner {
        pub number: u8,
    }

    /// Never changes.
    #[class(frozen, init, repr, eq, order, hash, copy, pickle = 3, match_args)]
    pub struct Fixed {
        pub number: i64,
        #[default = None]
        pub object: Option<py::PyObj>,
        #[default = 5]
        secret: u8,
    }

    impl Fixed {
        pub fn tell(&self) -> u8 {
            self.secret
        }

        /// With another private field than the constructor gives.
        pub fn with_secret(number: i64, secret: u8) -> Self {
            Fixed { secret, ..Fixed::__new__(number, None) }
        }
    }

    /// Has a `__dict__` of its own.
    #[class(dict, weakref, init, repr, eq, copy, pickle)]
    pub struct Open {
        pub x: i64,
    }

    /// Inherits all that its base has for its fields, and adds a field to none of it.
    #[class]
    pub struct Bare {
        #[base]
        point: Point,
        pub extra: u8,
    }

    impl Bare {
        pub fn __init__(extra: u8) -> Self {
            Bare { point: Point::__init__(1.0, 2.0), extra }
        }
    }

    /// Made by Rust alone, and pickled in a version of its own; what it caches is made anew.
    #[class(repr, pickle = 2)]
    pub struct Token {
        #[readonly]
        pub id: u64,
        #[skip]
        #[default = std::time::Instant::now()]
        since: std::time::Instant,
        #[skip]
        uses: u32,
    }

    impl Token {
        pub fn use_it(&mut self) -> u32 {
            self.uses += 1;
            self.uses
        }

        pub fn age(&self) -> f64 {
            self.since.elapsed().as_secs_f64()
        }
    }

    pub fn token(id: u64) -> Token {
        Token { id, since: std::time::Instant::now(), uses: 0 }
    }

    pub mod inner {
        /// In a submodule.
        #[class(init, repr, pickle)]
        pub struct Item {
            pub name: String,
        }
    }
}
