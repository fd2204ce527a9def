//! `example.hello`: the smallest module, one function without arguments.

use pydust as py;

/// A native module with one function.
#[py::module]
pub mod hello {
    /// Return a greeting.
    pub fn hello() -> &'static str {
        "Hello from Rust!"
    }
}
