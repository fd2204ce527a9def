//! One of two modules with the same class: what each makes of the other's instances.

use pydust as py;

mod shared_point;

#[py::module]
pub mod sharing_a {
    use super::*;

    pub use super::shared_point::Point;
    pub(crate) use super::shared_point::PointLike;

    #[class]
    pub enum Side {
        Left,
        Right,
    }

    #[class]
    pub enum Shape {
        Dot { x: f64 },
    }

    /// Of this module's points alone.
    pub fn norm(point: &Point) -> f64 {
        point.x.hypot(point.y)
    }

    pub fn change(point: &mut Point) {
        point.x += 1.0;
    }

    pub fn is_left(side: Side) -> bool {
        matches!(side, Side::Left)
    }

    pub fn place(shape: &Shape) -> f64 {
        let Shape::Dot { x } = shape;
        *x
    }

    /// Of any points.
    pub fn distance(point: PointLike) -> f64 {
        point.x.hypot(point.y)
    }

    /// A point of the same class as another, whichever that is.
    pub fn doubled<'py>(point: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
        let PointLike { x, y } = point.extract()?;
        point.class().call1((2.0 * x, 2.0 * y))
    }
}
