//! `#[module(interpreters = "main", needs_gil)]`: what it needs, and what its submodule does not.

pub mod clock {
    pub mod inner {}
}
