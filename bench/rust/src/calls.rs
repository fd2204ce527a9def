//! The functions of the call benchmark, as a user of pydust writes them.
//!
//! Their hand-written counterparts are in `bench/c`; what is called with what is in `bench/calling`.

use pydust as py;

/// The same functions as in the C reference.
#[py::module]
pub mod calls {
    use super::*;
    use std::collections::HashMap;

    pub fn noop() {}

    pub fn add_ints(a: i64, b: i64) -> i64 {
        a.wrapping_add(b)
    }

    pub fn add_floats(a: f64, b: f64) -> f64 {
        a + b
    }

    pub fn optional(x: Option<i64>) -> Option<i64> {
        x
    }

    /// The number of bytes of the text's UTF-8 form.
    pub fn str_len(s: &str) -> usize {
        s.len()
    }

    pub fn concat(a: &str, b: &str) -> String {
        [a, b].concat()
    }

    pub fn bytes_len(data: &[u8]) -> usize {
        data.len()
    }

    pub fn make_bytes(py: py::Python, n: usize) -> py::Result<py::PyBytes> {
        Ok(py::Bytes::new_with(py, n, |data| Ok(data.fill(b'x')))?.unbind())
    }

    pub fn keywords(
        a: i64,
        #[default = 1] b: i64,
        #[kw]
        #[default = 2]
        c: i64,
    ) -> i64 {
        a.wrapping_add(b).wrapping_add(c)
    }

    pub fn star(args: py::Args, kwargs: py::Kwargs) -> usize {
        args.len() + kwargs.len()
    }

    pub fn sum_list(xs: Vec<i64>) -> i64 {
        xs.into_iter().fold(0, i64::wrapping_add)
    }

    pub fn make_list(n: i64) -> Vec<i64> {
        (0..n).collect()
    }

    pub fn make_dict(n: i64) -> HashMap<String, i64> {
        (0..n).map(|i| (i.to_string(), i)).collect()
    }

    /// The lengths of the keys and the values, added up.
    pub fn sum_dict(dict: HashMap<String, i64>) -> i64 {
        dict.iter().fold(0, |sum: i64, (key, value)| sum.wrapping_add(*value + key.len() as i64))
    }

    pub fn make_strings(n: i64) -> Vec<String> {
        (0..n).map(|_| "hello, world".to_owned()).collect()
    }

    #[derive(py::FromPy)]
    pub struct Record {
        pub title: String,
        pub likes: i64,
        pub score: f64,
    }

    pub fn take_record(record: Record) -> f64 {
        record.title.len() as f64 + record.likes as f64 + record.score
    }

    pub fn call_attribute(o: &py::Obj, x: i64) -> py::Result<py::PyObj> {
        Ok(o.getattr(py::intern!("double"))?.call1((x,))?.unbind())
    }

    /// Whether calling `f` raises a `ValueError`.
    pub fn catches(f: &py::Callable) -> py::Result<bool> {
        match f.call0() {
            Ok(_) => Ok(false),
            Err(error) if error.is::<py::exceptions::ValueError>(f.py()) => Ok(true),
            Err(error) => Err(error),
        }
    }

    pub fn sum_buffer(xs: &py::Buffer<f64>) -> f64 {
        xs.iter().sum()
    }

    pub fn callback(f: &py::Callable, x: i64) -> py::Result<py::PyObj> {
        Ok(f.call1((x,))?.unbind())
    }

    pub fn raise_error() -> py::Result<()> {
        py::raise!(ValueError, "message")
    }

    #[class]
    pub struct Point {
        pub x: f64,
        pub y: f64,
    }

    impl Point {
        pub fn __init__(x: f64, y: f64) -> Self {
            Self { x, y }
        }

        /// The distance from the origin.
        pub fn norm(&self) -> f64 {
            (self.x * self.x + self.y * self.y).sqrt()
        }

        pub fn __add__(&self, other: &Point) -> Point {
            Point { x: self.x + other.x, y: self.y + other.y }
        }

        pub fn __eq__(&self, other: &Point) -> bool {
            self.x == other.x && self.y == other.y
        }
    }

    #[class(frozen)]
    pub struct FrozenPoint {
        pub x: f64,
        pub y: f64,
    }

    impl FrozenPoint {
        pub fn __new__(x: f64, y: f64) -> Self {
            Self { x, y }
        }
    }

    #[class]
    pub struct Countdown {
        left: i64,
    }

    impl Countdown {
        pub fn __init__(n: i64) -> Self {
            Self { left: n }
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__(&mut self) -> Option<i64> {
            (self.left > 0).then(|| {
                self.left -= 1;
                self.left
            })
        }
    }

    pub fn take_point(p: &Point) -> f64 {
        p.norm()
    }
}
