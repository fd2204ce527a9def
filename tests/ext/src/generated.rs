//! Classes whose members are written by options; `test_generated.py` compares them with dataclasses of the same fields.

use pydust as py;

#[py::module]
pub mod generated {
    use super::*;
    use std::collections::HashMap;

    /// A point.
    #[class(init, repr, copy)]
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
    #[class(init, repr, copy)]
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
    #[class(init, repr, copy)]
    pub struct Node {
        pub value: py::PyObj,
        #[default = Vec::new()]
        pub children: Vec<py::PyObj>,
        #[default = HashMap::new()]
        pub named: HashMap<String, py::PyObj>,
        #[default = None]
        pub parent: Option<py::PyObj>,
    }

    #[class(init, repr, copy)]
    pub struct Empty;
}
