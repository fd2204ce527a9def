//! Submodules, functions from other places, constants, and what is compiled only sometimes.

use pydust as py;

/// As another file of a larger project would hold it.
mod elsewhere {
    use super::py;

    /// Doubles.
    #[py::function]
    pub fn double(n: i64) -> i64 {
        n * 2
    }

    #[py::function]
    pub fn triple(n: i64) -> i64 {
        n * 3
    }
}

/// The outermost module.
#[py::module]
pub mod nesting {
    use super::py;

    pub use super::elsewhere::double;
    pub use super::elsewhere::triple as thrice;

    /// An integer.
    pub const ANSWER: i64 = 42;
    pub const NAME: &str = "nesting";
    #[allow(dead_code)]
    pub(crate) const HIDDEN: i64 = 1;

    #[cfg(unix)]
    pub fn on_unix() -> bool {
        true
    }

    #[cfg(not(any(unix, windows)))]
    pub fn nowhere() -> bool {
        false
    }

    /// The middle one.
    pub mod middle {
        pub const DEPTH: u8 = 1;

        pub fn depth() -> u8 {
            DEPTH
        }

        pub mod innermost {
            pub const DEPTH: u8 = 2;

            pub fn depth() -> u8 {
                DEPTH
            }
        }
    }

    /// Private: Rust's own.
    mod private {
        pub fn helper() -> i64 {
            7
        }
    }

    pub(crate) fn not_exported() -> i64 {
        private::helper()
    }

    pub fn exported() -> i64 {
        not_exported()
    }

    pub fn module_name(py: py::Python) -> py::Result<String> {
        py.import("fixtures.nesting.middle.innermost")?.getattr("__name__")?.extract()
    }
}
