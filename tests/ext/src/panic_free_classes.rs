//! Classes in which nothing can panic: their module's size shows what classes bring along.
#![forbid(unsafe_code)]

use pydust as py;

#[py::module]
pub mod panic_free_classes {
    #[class]
    pub struct Point {
        pub x: f64,
        pub y: f64,
    }

    impl Point {
        pub fn __init__(x: f64, y: f64) -> Self {
            Self { x, y }
        }

        pub fn norm(&self) -> f64 {
            (self.x * self.x + self.y * self.y).sqrt()
        }

        pub fn __add__(&self, other: &Point) -> Point {
            Point { x: self.x + other.x, y: self.y + other.y }
        }

        pub fn __eq__(&self, other: &Point) -> bool {
            self.x == other.x && self.y == other.y
        }
    }

    #[class(frozen, weakref, dict)]
    pub struct Limit {
        pub most: u32,
    }

    impl Limit {
        pub fn __new__(most: u32) -> Self {
            Self { most }
        }
    }

    #[class]
    pub struct Countdown {
        left: u32,
    }

    impl Countdown {
        pub fn __init__(n: u32) -> Self {
            Self { left: n }
        }

        pub fn __next__(&mut self) -> Option<u32> {
            self.left = self.left.checked_sub(1)?;
            Some(self.left)
        }
    }
}
