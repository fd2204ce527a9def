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

    /// The memory of ten is kept.
    #[class(freelist = 10)]
    pub struct Recycled {
        pub x: i64,
        pub name: String,
    }

    impl Recycled {
        pub fn __init__(#[default = 0] x: i64, #[default = String::new()] name: String) -> Self {
            Recycled { x, name }
        }
    }

    /// Kept memory, the collector, and words.
    #[class(freelist = SOME, weakref, dict)]
    pub struct RecycledOpen {
        pub held: Option<py::PyObj>,
    }

    /// How many.
    const SOME: usize = 4;

    impl RecycledOpen {
        pub fn __init__(#[default = None] held: Option<py::PyObj>) -> Self {
            RecycledOpen { held }
        }
    }

    /// Words of its own behind those of its base.
    #[class(weakref)]
    pub struct MoreOpen {
        #[base]
        open: Open,
        pub y: i64,
    }

    impl MoreOpen {
        pub fn __init__(x: i64, y: i64) -> Self {
            MoreOpen { open: Open { x }, y }
        }

        pub fn sum(&self) -> i64 {
            self.open.x + self.y
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
