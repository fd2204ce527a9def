//! A module for interpreters that share the main one's GIL, which guards a static of Rust's.

use pydust as py;

#[py::module(interpreters = "shared-gil")]
pub mod shared_gil {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    static CALLS: AtomicU64 = AtomicU64::new(0);

    /// How often this was called, in all interpreters.
    pub fn call(_py: py::Python) -> u64 {
        CALLS.store(CALLS.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        CALLS.load(Ordering::Relaxed)
    }

    pub mod inner {
        pub fn answer() -> u8 {
            42
        }
    }
}
