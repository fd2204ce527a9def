//! `#[module]`: constants, re-exports, a submodule, and an item under a condition.

/// A module.
pub mod hello {
    use super::*;
    pub use other::{Thing, function as alias};

    /// The version.
    pub const VERSION: &str = "1.0";

    #[cfg(feature = "more")]
    pub fn gated() {}

    fn private((a, b): (u8, u8)) {}

    pub mod inner {
        pub fn world() -> &'static str {
            "Hello, World!"
        }
    }
}
