//! `#[module]`: a class with every kind of member.

pub mod shapes {
    /// A point.
    #[class]
    pub struct Point {
        /// The first coordinate.
        pub x: f64,
        #[readonly]
        pub y: f64,
        cache: Option<f64>,
    }

    impl Point {
        pub fn __init__(
            x: f64,
            #[kw]
            #[default = 0.0]
            y: f64,
        ) -> Self {
            Self { x, y, cache: None }
        }
        pub fn norm(&self) -> f64 {
            self.x.hypot(self.y)
        }
        pub fn origin() -> Self {
            Self::__init__(0.0, 0.0)
        }
        pub fn __add__(&self, other: &Point) -> Point {
            Self::__init__(self.x + other.x, self.y + other.y)
        }
        pub fn __repr__(&self) -> String {
            String::new()
        }
    }
}
