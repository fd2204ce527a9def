//! `#[module]`: an enum whose variants are the members of a Python enumeration.
pub mod colors {
    /// A colour.
    #[class]
    pub enum Color {
        Red = 1,
        /// As grass.
        #[py(value = "#0f0", alias = "Grass")]
        Green,
    }

    impl Color {
        pub fn is_warm(&self) -> bool {
            matches!(self, Self::Red)
        }
    }
}
