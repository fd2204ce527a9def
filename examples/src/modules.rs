//! `example.modules`: private state, docstrings and a submodule.
//!
//! The state belongs to one import of the module: a second interpreter has its own.

use pydust as py;

/// Rust doc comments become docstrings...
///
/// ..with lots of lines!
#[py::module]
pub mod modules {
    use super::*;

    /// Private state. Each interpreter that imports the module has its own.
    #[state]
    pub struct Modules {
        count: u32,
        name: py::PyStr,
    }

    impl Modules {
        /// Runs when the module is imported.
        pub fn __init__(py: py::Python) -> py::Result<Self> {
            Ok(Self { count: 0, name: py::Str::new(py, "Rusty").unbind() })
        }

        /// Count one up.
        pub fn increment(&mut self) {
            self.count += 1;
        }

        /// Give how often `increment` was called.
        pub fn count(&self) -> u32 {
            self.count
        }

        /// Give the name that the module was given when it was imported.
        pub fn whoami(&self) -> &py::PyStr {
            &self.name
        }

        /// Greet `name` in the module's own name.
        pub fn hello(&self, py: py::Python, name: &str) -> py::Result<String> {
            Ok(format!("Hello, {name}. It's {}", self.name.bind(py).as_str()?))
        }
    }

    /// A module inside the module: `from example.modules.submod import world` works.
    pub mod submod {
        /// Greet everyone.
        pub fn world() -> &'static str {
            "Hello, World!"
        }
    }
}
