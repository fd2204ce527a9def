//! A class that two extension modules are built with: each has its own.

use pydust as py;

/// A point.
#[py::class]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[py::methods]
impl Point {
    pub fn __init__(x: f64, #[default = 0.0] y: f64) -> Self {
        Self { x, y }
    }
}

/// Whatever has the attributes of a point, be it of another module.
#[derive(py::FromPy)]
#[py(attributes)]
pub struct PointLike {
    pub x: f64,
    pub y: f64,
}
