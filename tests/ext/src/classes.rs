//! The first classes: construction, fields, methods, operators, borrowing, subclassing.

use std::sync::atomic::{AtomicI64, Ordering};

use pydust as py;

static ALIVE: AtomicI64 = AtomicI64::new(0);

#[py::module]
pub mod classes {
    use super::*;

    /// A point in the plane.
    #[class]
    pub struct Point {
        /// How far right.
        pub x: f64,
        pub y: f64,
    }

    impl Point {
        pub fn __init__(
            x: f64,
            #[kw]
            #[default = 0.0]
            y: f64,
        ) -> Self {
            Point { x, y }
        }

        /// The distance from the origin.
        pub fn norm(&self) -> f64 {
            self.x.hypot(self.y)
        }

        pub fn scale(&mut self, factor: f64) {
            self.x *= factor;
            self.y *= factor;
        }

        pub fn origin() -> Point {
            Point { x: 0.0, y: 0.0 }
        }

        pub fn distance(&self, other: &Point) -> f64 {
            (self.x - other.x).hypot(self.y - other.y)
        }

        /// Needs the other point for itself: itself is no other.
        pub fn take_from(&mut self, other: &mut Point) {
            self.x += std::mem::take(&mut other.x);
            self.y += std::mem::take(&mut other.y);
        }

        pub fn while_reading(&self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }

        pub fn while_writing(&mut self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }

        pub fn __add__(&self, other: &Point) -> Point {
            Point { x: self.x + other.x, y: self.y + other.y }
        }

        pub fn __repr__(&self) -> String {
            format!("Point({:?}, y={:?})", self.x, self.y)
        }
    }

    pub fn length(point: &Point) -> f64 {
        point.norm()
    }

    pub fn maybe(point: Option<&Point>) -> bool {
        point.is_some()
    }

    pub fn points(n: usize) -> Vec<Point> {
        (0..n).map(|i| Point { x: i as f64, y: 0.0 }).collect()
    }

    /// A constructor that can fail, a read-only field, and a value that must be dropped once.
    #[class]
    pub struct Tracked {
        #[readonly]
        pub name: String,
        _alive: Alive,
    }

    impl Tracked {
        pub fn __init__(name: String) -> py::Result<Self> {
            if name.is_empty() {
                return py::raise!(ValueError, "a name is needed");
            }
            if name == "panic" {
                panic!("in __init__");
            }
            Ok(Tracked { name, _alive: Alive::new() })
        }
    }

    /// Takes whatever it is given.
    #[class]
    pub struct Wide {
        #[readonly]
        pub total: i64,
    }

    impl Wide {
        pub fn __init__(args: py::Args, kwargs: py::Kwargs) -> py::Result<Self> {
            let mut total = 0;
            for value in args.iter().chain(kwargs.iter().map(|(_, value)| value)) {
                total += value.extract::<i64>()?;
            }
            Ok(Wide { total })
        }
    }

    /// Only Rust makes these.
    #[class]
    pub struct Sealed {
        pub value: i64,
    }

    pub fn sealed(value: i64) -> Sealed {
        Sealed { value }
    }

    pub fn alive() -> i64 {
        ALIVE.load(Ordering::Relaxed)
    }

    struct Alive;

    impl Alive {
        fn new() -> Self {
            ALIVE.fetch_add(1, Ordering::Relaxed);
            Alive
        }
    }

    impl Drop for Alive {
        fn drop(&mut self) {
            ALIVE.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
