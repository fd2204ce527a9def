//! Classes that inherit from classes of Rust, to any depth, and Python's classes that inherit from those.

use std::sync::atomic::{AtomicI64, Ordering};

use pydust as py;

static ALIVE: AtomicI64 = AtomicI64::new(0);

/// Counts the values that were made and not dropped.
pub struct Counted;

impl Counted {
    fn new() -> Counted {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Counted
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

#[py::module]
pub mod inheritance {
    use super::*;

    /// Written, and exported, before what it inherits from.
    #[class]
    pub struct Labelled {
        #[base]
        polar: Polar,
        pub label: String,
        _counted: Counted,
    }

    impl Labelled {
        pub fn __init__(label: String) -> Self {
            Labelled { polar: Polar::__init__(3.0, 4.0, 1.0), label, _counted: Counted::new() }
        }

        /// Of the class right below, and of the one at the bottom.
        pub fn norms(&self) -> (f64, f64) {
            (self.polar.norm(), self.polar.point.norm())
        }
    }

    /// A point.
    #[class]
    pub struct Point {
        pub x: f64,
        pub y: f64,
        _counted: Counted,
    }

    impl Point {
        pub fn __init__(#[default = 0.0] x: f64, #[default = 0.0] y: f64) -> Self {
            Point { x, y, _counted: Counted::new() }
        }

        pub fn norm(&self) -> f64 {
            self.x.hypot(self.y)
        }

        pub fn scale(&mut self, factor: f64) {
            self.x *= factor;
            self.y *= factor;
        }

        /// What Python's subclasses override.
        pub fn area(&self) -> f64 {
            0.0
        }

        pub fn unit() -> Self {
            Point::__init__(1.0, 0.0)
        }

        pub fn hold(&mut self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }

        pub fn __add__(&self, other: &Point) -> Point {
            Point::__init__(self.x + other.x, self.y + other.y)
        }

        pub fn __repr__(&self) -> String {
            format!("Point({}, {})", self.x, self.y)
        }
    }

    #[class]
    pub struct Polar {
        #[base]
        point: Point,
        pub turn: f64,
        _counted: Counted,
    }

    impl Polar {
        pub fn __init__(x: f64, y: f64, #[default = 1.0] turn: f64) -> Self {
            Polar { point: Point::__init__(x, y), turn, _counted: Counted::new() }
        }

        /// Overrides, and calls what it overrides.
        pub fn norm(&self) -> f64 {
            self.point.norm() * self.turn
        }

        pub fn __repr__(&self) -> String {
            format!("Polar({}, {})", self.point.__repr__(), self.turn)
        }
    }

    /// Adds no data of its own.
    #[class]
    pub struct Bare {
        #[base]
        point: Point,
    }

    impl Bare {
        pub fn __init__() -> Self {
            Bare { point: Point::__init__(7.0, 0.0) }
        }

        pub fn is_bare(&self) -> bool {
            self.point.x == 7.0
        }
    }

    /// Another without data of its own.
    #[class]
    pub struct Plain {
        #[base]
        _point: Point,
    }

    impl Plain {
        pub fn __init__() -> Self {
            Plain { _point: Point::__init__(8.0, 0.0) }
        }
    }

    /// Only Rust makes these.
    #[class]
    pub struct Hidden {
        #[base]
        _point: Point,
    }

    /// Nobody inherits from this.
    #[class(final)]
    pub struct Last {
        #[base]
        _polar: Polar,
    }

    impl Last {
        pub fn __init__() -> Self {
            Last { _polar: Polar::__init__(0.0, 0.0, 0.0) }
        }
    }

    pub fn hidden() -> Hidden {
        Hidden { _point: Point::__init__(9.0, 9.0) }
    }

    pub fn polar(x: f64, y: f64) -> Polar {
        Polar::__init__(x, y, 2.0)
    }

    pub fn alive() -> i64 {
        ALIVE.load(Ordering::Relaxed)
    }

    pub fn norm_of(point: &Point) -> f64 {
        point.norm()
    }

    pub fn polar_norm_of(polar: &Polar) -> f64 {
        polar.norm()
    }

    pub fn swap(a: &mut Point, b: &mut Point) {
        std::mem::swap(a, b);
    }

    pub fn both(a: &mut Point, b: &mut Polar) -> f64 {
        a.x + b.turn
    }

    /// What the class has that the object belongs to, as seen from each base.
    pub fn kinds(point: &py::Instance<Point>) -> Vec<&'static str> {
        let mut kinds = vec!["Point"];
        if point.downcast::<py::Instance<Polar>>().is_ok() {
            kinds.push("Polar");
        }
        if point.is_instance_of::<py::Instance<Labelled>>() {
            kinds.push("Labelled");
        }
        kinds
    }

    /// Changes the bottom of a `Labelled`, seen as what it inherits from.
    pub fn shift(labelled: &py::Instance<Labelled>) -> py::Result<f64> {
        let point: &py::Instance<Point> = labelled.as_base().as_base();
        point.borrow_mut()?.x += 10.0;
        let turn = labelled.as_base().borrow()?.turn;
        Ok(labelled.borrow()?.polar.point.x + turn)
    }

    /// Calls what Python's subclass made of a method.
    pub fn area_of(point: &py::Instance<Point>) -> py::Result<f64> {
        point.call_method0("area")?.extract()
    }

    pub mod far {
        /// Its base is of the module around.
        #[class]
        pub struct Distant {
            #[base]
            point: super::Point,
        }

        impl Distant {
            pub fn __init__() -> Self {
                Distant { point: super::Point::unit() }
            }

            pub fn x(&self) -> f64 {
                self.point.x
            }
        }
    }
}
