//! Enums with fields: closed families of classes, one for each variant.

use pydust as py;

#[py::module]
pub mod families {
    use super::*;

    /// A figure in the plane.
    #[class]
    #[derive(Clone, Debug, PartialEq, Default)]
    pub enum Shape {
        /// All points at one distance.
        Circle {
            /// The distance.
            radius: f64,
            #[default = String::from("red")]
            color: String,
        },
        Square(f64),
        /// Two sides.
        Rectangle(f64, #[default = 1.0] f64),
        #[default]
        Empty,
        Sized {
            #[kw]
            big: bool,
        },
    }

    impl Shape {
        pub const CORNERS: u8 = 4;

        /// How large it is.
        pub fn area(&self) -> f64 {
            match self {
                Shape::Circle { radius, .. } => radius * radius * 3.0,
                Shape::Square(side) => side * side,
                Shape::Rectangle(a, b) => a * b,
                Shape::Empty => 0.0,
                Shape::Sized { big } => {
                    if *big {
                        1e9
                    } else {
                        1e-9
                    }
                }
            }
        }

        #[getter]
        pub fn corners(&self) -> u8 {
            match self {
                Shape::Square(_) | Shape::Rectangle(..) => Self::CORNERS,
                _ => 0,
            }
        }

        /// A circle of radius 1.
        pub fn unit() -> Shape {
            Shape::Circle { radius: 1.0, color: "blue".to_owned() }
        }

        pub fn __add__(&self, other: &Shape) -> Shape {
            Shape::Square((self.area() + other.area()).sqrt())
        }

        pub fn itself(this: &py::Instance<Self>) -> py::Py<Shape> {
            this.clone().unbind()
        }
    }

    pub fn doubled(shape: &Shape) -> Shape {
        match shape.clone() {
            Shape::Circle { radius, color } => Shape::Circle { radius: 2.0 * radius, color },
            Shape::Square(side) => Shape::Square(2.0 * side),
            Shape::Rectangle(a, b) => Shape::Rectangle(2.0 * a, 2.0 * b),
            Shape::Empty => Shape::Empty,
            Shape::Sized { big } => Shape::Sized { big: !big },
        }
    }

    pub fn all() -> Vec<Shape> {
        vec![
            Shape::unit(),
            Shape::Square(2.0),
            Shape::Rectangle(2.0, 3.0),
            Shape::Empty,
            Shape::Sized { big: true },
        ]
    }

    pub fn new_instance(py: py::Python<'_>) -> py::Result<py::Instance<'_, Shape>> {
        py::Instance::new(py, Shape::Square(7.0))
    }

    /// A list as functional languages have it, whose cells hold objects.
    #[class(weakref, generic)]
    pub enum Chain {
        Cell { head: py::PyObj, tail: Option<py::PyObj> },
        Nil(),
    }

    impl Chain {
        pub fn __repr__(&self) -> &'static str {
            "a chain"
        }

        pub fn __eq__(&self, other: &Chain) -> bool {
            matches!((self, other), (Chain::Nil(), Chain::Nil()))
        }
    }

    pub fn is_nil(chain: &Chain) -> bool {
        matches!(chain, Chain::Nil())
    }

    pub mod nested {
        use pydust as py;

        #[class]
        pub enum Token {
            Word(String),
            End {},
        }

        pub fn text(token: &Token) -> Option<&str> {
            match token {
                Token::Word(word) => Some(word),
                Token::End {} => None,
            }
        }

        pub fn token(text: Option<String>) -> Token {
            text.map_or(Token::End {}, Token::Word)
        }

        pub fn both(token: py::Py<Token>) -> (py::Py<Token>, u8) {
            (token, 1)
        }
    }
}
