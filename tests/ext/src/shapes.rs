//! Classes of `members.rs` in a file of their own, with `impl` blocks in several places.

use pydust as py;

/// A rectangle, whose members are in two files.
#[py::class]
pub struct Rectangle {
    /// How wide.
    pub width: f64,
    pub height: f64,
}

#[py::methods]
impl Rectangle {
    pub const CORNERS: u32 = 4;

    /// A rectangle of this size.
    pub fn __init__(width: f64, #[default = 1.0] height: f64) -> Self {
        Self { width, height }
    }

    #[getter]
    pub fn area(&self) -> f64 {
        self.width * self.height
    }

    #[setter]
    pub fn set_area(&mut self, area: f64) {
        let factor = (area / self.area()).sqrt();
        self.scale(factor);
    }

    fn scale(&mut self, factor: f64) {
        self.width *= factor;
        self.height *= factor;
    }
}

#[py::methods]
impl Rectangle {
    pub fn grown(&self, by: f64) -> Self {
        Self { width: self.width + by, height: self.height + by }
    }

    pub fn __add__(&self, other: &Rectangle) -> Self {
        Self { width: self.width + other.width, height: self.height.max(other.height) }
    }
}

/// Without any block.
#[py::class]
pub struct Bare {
    pub value: i64,
}

#[py::class(final)]
pub struct Unit;

#[py::methods]
impl Unit {
    pub fn bare(value: i64) -> Bare {
        Bare { value }
    }
}

pub mod deeper {
    //! Another module of Rust's.

    use super::Rectangle;
    use pydust as py;

    #[py::methods]
    impl Rectangle {
        /// From another module.
        #[classmethod]
        pub fn square<'py>(cls: &py::Type<'py>, side: f64) -> py::Result<py::Obj<'py>> {
            cls.call1((side, side))
        }

        #[classattr]
        pub fn UNIT() -> Rectangle {
            Rectangle { width: 1.0, height: 1.0 }
        }

        pub fn __repr__(&self) -> String {
            format!("Rectangle({:?}, {:?})", self.width, self.height)
        }
    }
}

/// Holds others.
#[py::class]
pub struct Outer {
    pub value: i64,
}

#[py::methods]
impl Outer {
    pub fn __init__(value: i64) -> Self {
        Self { value }
    }
}

/// Within another class.
#[py::class(within = Outer)]
pub struct Inner {
    pub value: i64,
}

#[py::methods]
impl Inner {
    pub fn __init__(value: i64) -> Self {
        Self { value }
    }

    pub fn method(&self) -> i64 {
        self.value
    }
}

/// Two levels down.
#[py::class(within = Inner)]
pub struct Innermost {}

#[py::methods]
impl Innermost {
    pub fn __init__() -> Self {
        Self {}
    }
}

/// Never changes, and is made by `__new__` in a block.
#[py::class(frozen, eq, repr)]
pub struct Fixed {
    pub value: i64,
}

#[py::methods]
impl Fixed {
    /// One of this value.
    pub fn __new__(value: i64) -> py::Result<Self> {
        if value < 0 {
            return py::raise!(ValueError, "not below 0");
        }
        Ok(Self { value })
    }
}

#[py::methods]
impl Fixed {
    #[getter]
    pub fn doubled(&self) -> i64 {
        2 * self.value
    }
}

/// What a figure is, with a class for each.
#[py::class]
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// All points at one distance.
    Circle {
        radius: f64,
        #[default = String::from("red")]
        color: String,
    },
    Square(f64),
    Dot,
}

#[py::methods]
impl Figure {
    #[getter]
    pub fn area(&self) -> f64 {
        match self {
            Figure::Circle { radius, .. } => 3.0 * radius * radius,
            Figure::Square(side) => side * side,
            Figure::Dot => 0.0,
        }
    }
}

#[py::methods]
impl Figure {
    /// In the place of the one that every such class has.
    pub fn __repr__(&self) -> String {
        format!("<{self:?}>")
    }

    pub fn doubled(&self) -> Figure {
        match self {
            Figure::Circle { radius, color } => {
                Figure::Circle { radius: radius * 2.0, color: color.clone() }
            }
            Figure::Square(side) => Figure::Square(side * 2.0),
            Figure::Dot => Figure::Dot,
        }
    }
}

/// Where something is.
#[py::class(int, rename_all = "SCREAMING_SNAKE_CASE")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Not right.
    LeftHand = 1,
    RightHand,
}

#[py::methods(enum)]
impl Side {
    pub const HANDS: usize = 2;

    /// The other one.
    #[getter]
    pub fn other(&self) -> Side {
        match self {
            Side::LeftHand => Side::RightHand,
            Side::RightHand => Side::LeftHand,
        }
    }
}

#[py::methods(enum)]
impl Side {
    pub fn __str__(&self) -> String {
        format!("{self:?}")
    }

    #[classattr]
    pub fn FAVOURITE() -> Side {
        Side::RightHand
    }
}

/// What is allowed; without any method.
#[py::class(flag)]
pub enum Access {
    Read = 1,
    Write = 2,
}

#[py::methods(enum)]
impl Access {
    pub fn count(this: py::Flags<Self>) -> usize {
        this.iter().count()
    }
}
