//! Classes whose values never change, and instances that are made with their value.

use std::sync::atomic::{AtomicI64, Ordering};

use pydust as py;

static ALIVE: AtomicI64 = AtomicI64::new(0);

#[py::module]
pub mod frozen {
    use super::*;

    /// A point that stays where it is.
    #[class(frozen)]
    pub struct Point {
        pub x: f64,
        pub y: f64,
    }

    impl Point {
        pub fn __new__(
            x: f64,
            #[kw]
            #[default = 0.0]
            y: f64,
        ) -> Self {
            Point { x, y }
        }

        pub fn norm(&self) -> f64 {
            self.x.hypot(self.y)
        }

        /// Another one, with the old one still in use.
        pub fn moved(&self, f: &py::Callable) -> py::Result<Point> {
            Ok(Point { x: f.call1((self.x,))?.extract()?, y: self.y })
        }

        pub fn __add__(&self, other: &Point) -> Point {
            Point { x: self.x + other.x, y: self.y + other.y }
        }

        pub fn __repr__(&self) -> String {
            format!("Point({:?}, y={:?})", self.x, self.y)
        }
    }

    /// One with more in it.
    #[class(frozen)]
    pub struct Named {
        #[base]
        point: Point,
        pub name: String,
    }

    impl Named {
        pub fn __new__(name: String, x: f64) -> Self {
            Named { point: Point { x, y: 0.0 }, name }
        }

        pub fn far(&self) -> f64 {
            self.point.norm()
        }
    }

    /// Only Rust makes these: whoever has one was given it. Nothing is in it.
    #[class(frozen)]
    pub struct Token {}

    impl Token {
        pub fn is_genuine(&self) -> bool {
            true
        }
    }

    impl Drop for Token {
        fn drop(&mut self) {
            ALIVE.fetch_sub(1, Ordering::Relaxed);
        }
    }

    pub fn token() -> Token {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Token {}
    }

    /// How many there are.
    pub fn tokens() -> i64 {
        ALIVE.load(Ordering::Relaxed)
    }

    /// Only Rust makes these too, and what is in it would not survive being made up.
    #[class(frozen)]
    pub struct Text {
        pub text: String,
        pub objects: Vec<py::PyObj>,
    }

    pub fn text(text: String, objects: Vec<py::PyObj>) -> Text {
        Text { text, objects }
    }

    /// What changes in it does so by itself.
    #[class(frozen)]
    pub struct Tally {
        count: AtomicI64,
        limit: i64,
    }

    impl Tally {
        /// Raises `ValueError` for a negative limit.
        pub fn __new__(limit: i64) -> py::Result<Self> {
            if limit < 0 {
                return py::raise!(ValueError, "a limit of {limit} is below zero");
            }
            Ok(Tally { count: AtomicI64::new(0), limit })
        }

        pub fn add(&self) -> bool {
            self.count.fetch_add(1, Ordering::Relaxed) < self.limit
        }

        /// Calls back, in the middle of whatever others do.
        pub fn add_after(&self, f: &py::Callable) -> py::Result<i64> {
            f.call0()?;
            Ok(self.count.fetch_add(1, Ordering::Relaxed) + 1)
        }

        #[detach]
        pub fn add_detached(&self, times: i64) {
            for _ in 0..times {
                self.count.fetch_add(1, Ordering::Relaxed);
            }
        }

        #[getter]
        pub fn count(&self) -> i64 {
            self.count.load(Ordering::Relaxed)
        }

        #[setter]
        pub fn set_count(&self, count: i64) {
            self.count.store(count, Ordering::Relaxed);
        }
    }

    /// Made with its value, and changed later.
    #[class]
    pub struct Ticket {
        /// The class that was called.
        #[readonly]
        pub made_by: String,
        pub number: i64,
    }

    impl Ticket {
        pub fn __new__(cls: &py::Type, number: i64) -> py::Result<Self> {
            Ok(Ticket { made_by: cls.qualname()?, number })
        }

        pub fn next(&mut self) -> i64 {
            self.number += 1;
            self.number
        }
    }

    /// Made by what the option writes.
    #[class(frozen, init, repr)]
    pub struct Pair {
        pub left: i64,
        #[default = 2]
        pub right: i64,
        secret: String,
    }

    impl Pair {
        #[getter]
        pub fn secret(&self) -> &str {
            &self.secret
        }
    }

    /// Handles of frozen classes need no borrow.
    pub fn total(py: py::Python, points: Vec<py::Py<Point>>) -> f64 {
        points.iter().map(|point| point.bind(py).get().x).sum()
    }

    pub fn norm_twice(point: &py::Instance<Point>, f: &py::Callable) -> py::Result<f64> {
        let value: &Point = point.get();
        f.call0()?;
        Ok(value.norm() + point.borrow()?.norm())
    }

    pub fn distance(a: &Point, b: &Point) -> f64 {
        (a.x - b.x).hypot(a.y - b.y)
    }
}
