//! `#[module]`: an enum with fields, whose variants are classes.
pub mod shapes {
    /// A figure.
    #[class]
    pub enum Shape {
        /// Round.
        Circle { radius: f64, #[default = None] label: Option<py::PyObj> },
        Nothing,
    }

    impl Shape {
        pub fn area(&self) -> f64 {
            0.0
        }
    }
}
