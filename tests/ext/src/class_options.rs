//! What the options of `#[class(..)]` make of a class.

use pydust as py;

#[py::module]
pub mod class_options {
    use super::*;

    /// No option.
    #[class]
    pub struct Plain {
        pub x: i64,
    }

    impl Plain {
        pub fn __init__(#[default = 0] x: i64) -> Self {
            Plain { x }
        }
    }

    /// Nothing inherits from it.
    #[class(final)]
    pub struct Last {
        pub x: i64,
    }

    impl Last {
        pub fn __init__(#[default = 0] x: i64) -> Self {
            Last { x }
        }
    }

    /// There can be weak references to it.
    #[class(weakref)]
    pub struct Watched {
        pub x: i64,
    }

    impl Watched {
        pub fn __init__(#[default = 0] x: i64) -> Self {
            Watched { x }
        }
    }

    /// Has attributes of its own.
    #[class(dict)]
    pub struct Open {
        pub x: i64,
    }

    impl Open {
        pub fn __init__(#[default = 0] x: i64) -> Self {
            Open { x }
        }
    }

    /// Both, and a value of one byte.
    #[class(dict, weakref)]
    pub struct Small {
        pub x: u8,
    }

    impl Small {
        pub fn __init__(#[default = 0] x: u8) -> Self {
            Small { x }
        }

        /// One that Rust makes.
        pub fn made() -> Small {
            Small { x: 7 }
        }
    }

    /// Can be written with the type of its items.
    #[class(generic)]
    pub struct Bag {
        pub items: Vec<py::PyObj>,
    }

    impl Bag {
        pub fn __init__() -> Self {
            Bag { items: Vec::new() }
        }
    }
}
