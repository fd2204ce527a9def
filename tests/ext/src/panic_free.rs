//! A module in which nothing can panic: its size shows what the framework itself brings along.
#![forbid(unsafe_code)]

use pydust as py;

#[py::module]
pub mod panic_free {
    pub fn hello() -> &'static str {
        "hello"
    }

    pub fn add(a: i64, #[default = 1] b: i64) -> i64 {
        a.wrapping_add(b)
    }

    pub fn length(text: &str) -> usize {
        text.len()
    }
}
