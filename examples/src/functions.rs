//! `example.functions`: every kind of parameter, defaults, and what a call gets wrong.
//!
//! Keeping data between calls is shown in `modules.rs`, structs as arguments in `posts.rs`.

use pydust as py;

/// Functions and their parameters.
#[py::module]
pub mod functions {
    use super::*;

    /// Scale `value` by `factor`; both can be given by position or by name.
    pub fn scale(value: f64, #[default = 2.0] factor: f64) -> f64 {
        value * factor
    }

    /// Say whether `text` begins with `prefix`; both are positional-only.
    pub fn starts_with(#[pos] text: &str, #[pos] prefix: &str) -> bool {
        text.starts_with(prefix)
    }

    /// Join `words`, with the settings after them keyword-only.
    pub fn join(
        words: Vec<String>,
        #[kw]
        #[default = ", "]
        separator: &str,
        #[default = false] upper: bool,
    ) -> String {
        let joined = words.join(separator);
        if upper { joined.to_uppercase() } else { joined }
    }

    /// Give the first of `numbers`, or `fallback` where there is none.
    pub fn first(numbers: Vec<i64>, #[default = None] fallback: Option<i64>) -> Option<i64> {
        numbers.first().copied().or(fallback)
    }

    /// Count what it was called with: `(positional, keywords)`.
    pub fn count_arguments(args: py::Args, kwargs: py::Kwargs) -> (usize, usize) {
        (args.len(), kwargs.len())
    }

    /// Divide, rounding towards zero.
    pub fn divide(dividend: i64, divisor: i64) -> py::Result<i64> {
        if divisor == 0 {
            return py::raise!(ZeroDivisionError, "cannot divide {dividend} by zero");
        }
        match dividend.checked_div(divisor) {
            Some(quotient) => Ok(quotient),
            None => py::raise!(OverflowError, "{dividend} / {divisor} does not fit into 64 bits"),
        }
    }

    /// Call `function` with `argument` and give back what it returns.
    pub fn apply(function: &py::Callable, argument: &py::Obj) -> py::Result<py::PyObj> {
        Ok(function.call1((argument,))?.unbind())
    }

    /// Leave out the `r#` of a Rust keyword: Python sees the parameter `type`.
    pub fn describe(r#type: &str) -> String {
        format!("a thing of type {}", r#type)
    }
}
