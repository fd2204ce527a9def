//! `example.points`: a class, with its constructor, attributes, a method and an operator.

use pydust as py;

/// Points in the plane.
#[py::module]
pub mod points {
    /// A point, or the vector that leads to it.
    #[class]
    pub struct Point {
        pub x: f64,
        pub y: f64,
    }

    impl Point {
        /// Make a point; without `y` it lies on the x axis.
        pub fn __init__(x: f64, #[default = 0.0] y: f64) -> Self {
            Self { x, y }
        }

        /// Give the distance from the origin.
        pub fn norm(&self) -> f64 {
            self.x.hypot(self.y)
        }

        /// Add two vectors.
        pub fn __add__(&self, other: &Point) -> Point {
            Point { x: self.x + other.x, y: self.y + other.y }
        }
    }

    /// Give the distance between two points.
    pub fn distance(a: &Point, b: &Point) -> f64 {
        (a.x - b.x).hypot(a.y - b.y)
    }
}

/// Tests of plain Rust: each in a process of its own, where no Python is needed.
#[cfg(test)]
mod tests {
    use super::points::{Point, distance};

    #[test]
    fn a_vector_is_as_long_as_its_end_is_far() {
        let (origin, end) = (Point::__init__(0.0, 0.0), Point::__init__(3.0, 4.0));
        assert_eq!(end.norm(), 5.0);
        assert_eq!(distance(&origin, &end), end.norm());
    }

    #[test]
    fn vectors_are_added_by_their_parts() {
        let sum = Point::__init__(1.0, 2.0).__add__(&Point::__init__(0.5, -2.0));
        assert_eq!((sum.x, sum.y), (1.5, 0.0));
    }
}
