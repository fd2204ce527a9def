//! `example.records`: classes that are mostly their fields, and the options of `#[class(..)]`.

use pydust as py;
use std::time::Instant;

/// What is in a shop.
#[py::module]
pub mod records {
    use super::*;

    /// Something to buy: all that follows from the fields is written by options.
    #[class(init, repr, eq, order, hash, copy, pickle, match_args)]
    pub struct Item {
        pub name: String,
        pub price: f64,
        #[default = 1]
        pub amount: u32,
        #[kw]
        #[default = Vec::new()]
        pub tags: Vec<String>,
        sold: u32,
    }

    impl Item {
        /// Sell one, and give how many were sold.
        pub fn sell(&mut self) -> py::Result<u32> {
            let Some(left) = self.amount.checked_sub(1) else {
                return py::raise!(
                    LookupError,
                    "expected an item to sell, found no '{}'",
                    self.name
                );
            };
            (self.amount, self.sold) = (left, self.sold + 1);
            Ok(self.sold)
        }
    }

    /// A version, whose instances never change: they can be keys, and there is no lock.
    #[class(frozen, init, repr, eq, order, hash, copy, pickle, match_args)]
    pub struct Version {
        pub major: u32,
        #[default = 0]
        pub minor: u32,
    }

    impl Version {
        pub fn next(&self) -> Version {
            Version { major: self.major, minor: self.minor + 1 }
        }
    }

    /// A basket, whose items may be the basket itself. Its age starts anew in a pickle of the second version.
    #[class(init, repr, copy, pickle = 2)]
    pub struct Basket {
        #[default = Vec::new()]
        pub items: Vec<py::PyObj>,
        #[skip]
        #[default = Instant::now()]
        since: Instant,
    }

    impl Basket {
        pub fn put(&mut self, item: py::PyObj) {
            self.items.push(item);
        }

        pub fn age(&self) -> f64 {
            self.since.elapsed().as_secs_f64()
        }
    }

    /// A stack: `Stack[int]` in annotations, with weak references and attributes of one's own.
    #[class(generic, weakref, dict)]
    pub struct Stack {
        items: Vec<py::PyObj>,
    }

    impl Stack {
        pub fn __init__() -> Self {
            Stack { items: Vec::new() }
        }

        pub fn push(&mut self, item: py::PyObj) {
            self.items.push(item);
        }

        pub fn pop(&mut self) -> py::Result<py::PyObj> {
            match self.items.pop() {
                Some(item) => Ok(item),
                None => py::raise!(IndexError, "pop from an empty stack"),
            }
        }
    }

    /// A position of a moving thing: they come and go in numbers, so their memory is kept for the next ones.
    #[class(final, freelist = 16, init, eq)]
    pub struct Position {
        #[default = 0]
        pub x: i64,
        #[default = 0]
        pub y: i64,
    }

    impl Position {
        pub fn moved(&self, x: i64, y: i64) -> py::Result<Position> {
            match (self.x.checked_add(x), self.y.checked_add(y)) {
                (Some(x), Some(y)) => Ok(Position { x, y }),
                _ => py::raise!(OverflowError, "expected a position of 64 bits"),
            }
        }
    }
}
