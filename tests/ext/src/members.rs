//! What belongs to a class beside methods and fields: properties, class attributes, class methods, handles.

#![forbid(unsafe_code)]

use pydust as py;

mod shapes;

#[py::module]
pub mod members {
    use super::*;

    /// A point in the plane.
    #[class]
    pub struct Point {
        /// How far right.
        pub x: f64,
        pub y: f64,
        #[readonly]
        pub id: u32,
        label: Option<String>,
    }

    impl Point {
        /// How many coordinates a point has.
        pub const DIMENSIONS: usize = 2;
        pub const AXES: &'static [&'static str] = &["x", "y"];
        /// Made by Rust alone, so Python does not see it.
        pub(crate) const SECRET: u8 = 7;

        /// Where the axes meet.
        #[classattr]
        pub fn ORIGIN() -> Self {
            Self::__init__(0.0, 0.0)
        }

        /// An attribute that needs the interpreter, under another name.
        #[classattr(units)]
        pub fn make_units<'py>(py: py::Python<'py>) -> py::Result<py::Dict<'py>> {
            let units = py::Dict::new(py)?;
            units.set("x", "m")?;
            Ok(units)
        }

        /// A point at (x, y).
        pub fn __init__(x: f64, #[default = 0.0] y: f64) -> Self {
            Self { x, y, id: u32::from(Self::SECRET), label: None }
        }

        /// The angle to the first axis, in radians.
        #[getter]
        pub fn angle(&self) -> f64 {
            self.y.atan2(self.x)
        }

        #[setter]
        pub fn set_angle(&mut self, value: f64) -> py::Result<()> {
            if !value.is_finite() {
                return py::raise!(ValueError, "an angle is finite");
            }
            let norm = self.x.hypot(self.y);
            (self.y, self.x) = (norm * value.sin(), norm * value.cos());
            Ok(())
        }

        /// The distance from the origin.
        #[getter]
        pub fn norm(&self) -> f64 {
            self.x.hypot(self.y)
        }

        /// What it is called.
        #[getter]
        pub fn get_label(&self) -> Option<&str> {
            self.label.as_deref()
        }

        #[setter(label)]
        pub fn rename(&mut self, py: py::Python, value: Option<String>) {
            let _ = py;
            self.label = value;
        }

        #[deleter]
        pub fn delete_label(&mut self) -> py::Result<()> {
            match self.label.take() {
                Some(_) => Ok(()),
                None => py::raise!(AttributeError, "label"),
            }
        }

        /// Only there to be deleted.
        #[getter]
        pub fn scratch(&mut self) -> f64 {
            self.x
        }

        #[deleter]
        pub fn del_scratch(&mut self) {
            self.x = 0.0;
        }

        #[getter]
        pub fn fails(&self) -> py::Result<u8> {
            py::raise!(ValueError, "never works")
        }

        #[getter]
        pub fn panics(&self) -> u8 {
            panic!("in a getter")
        }

        /// Itself, as a handle: nothing is locked.
        #[getter]
        pub fn itself<'a, 'py>(this: &'a py::Instance<'py, Self>) -> &'a py::Instance<'py, Self> {
            this
        }

        /// Makes one of the class that it is called on.
        #[classmethod]
        pub fn along<'py>(
            cls: &py::Type<'py>,
            length: f64,
            #[kw]
            #[default = 0.0]
            angle: f64,
        ) -> py::Result<py::Obj<'py>> {
            cls.call1((length * angle.cos(), length * angle.sin()))
        }

        #[classmethod]
        pub fn class_name(py: py::Python, cls: &py::Type) -> py::Result<String> {
            let _ = py;
            cls.name()
        }

        /// Moves it while `f` looks at it.
        pub fn moved<'py>(
            this: &py::Instance<'py, Self>,
            f: &py::Callable,
            #[default = 1.0] by: f64,
        ) -> py::Result<py::Instance<'py, Self>> {
            f.call1((this,))?;
            this.borrow_mut()?.x += by;
            Ok(this.clone())
        }

        /// Calls `f` while it is being changed.
        pub fn while_writing(&mut self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }

        /// The coordinates of a static method's argument.
        pub fn coordinates(point: &Point) -> (f64, f64) {
            (point.x, point.y)
        }

        fn only_rust(&self) -> f64 {
            self.x
        }
    }

    // A second block is part of the same class.
    impl Point {
        pub fn twice(&self) -> f64 {
            2.0 * self.only_rust()
        }

        pub const LIMIT: i64 = 1 << 40;
    }

    /// Its class attribute can't be made the first time.
    #[class]
    pub struct Late {
        pub value: u8,
    }

    impl Late {
        #[classattr]
        pub fn FIRST(py: py::Python) -> py::Result<Late> {
            if py.import("sys")?.getattr("modules")?.contains("members_fail")? {
                return py::raise!(RuntimeError, "not now");
            }
            Ok(Late { value: 1 })
        }
    }
    pub use super::shapes::{
        Access, Bare, Figure, Fixed, Inner, Innermost, Outer, Rectangle, Side, Unit,
    };

    // Of a class in a module there may be blocks elsewhere too.
    #[class(within = Point)]
    pub struct Mark(u8);

    impl Mark {
        pub fn __init__(#[default = 0] value: u8) -> Self {
            Mark(value)
        }

        #[getter]
        pub fn value(&self) -> u8 {
            self.0
        }
    }

    pub mod inside {
        //! A class whose home is a submodule.

        #[class]
        pub struct Home {}

        impl Home {
            pub fn __init__() -> Self {
                Home {}
            }
        }

        pub use super::super::shapes::Unit as OnlyOne;
    }

    pub fn outside(value: i64) -> Outer {
        Outer { value }
    }
}

use members::Mark;

#[py::methods]
impl Mark {
    /// From outside of the module.
    pub fn next(&self) -> Self {
        Self::__init__(self.value() + 1)
    }
}
