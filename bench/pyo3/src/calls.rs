//! The functions of the call benchmark, as a user of PyO3 writes them.
//!
//! Those of pydust are in `bench/rust`, the C reference in `bench/c`.

use pyo3::prelude::*;

/// The same functions as in the C reference.
#[pymodule]
mod calls {
    use std::collections::HashMap;

    use pyo3::buffer::PyBuffer;
    use pyo3::exceptions::PyValueError;
    use pyo3::intern;
    use pyo3::prelude::*;
    use pyo3::types::{PyBytes, PyDict, PyTuple};

    #[pyfunction]
    fn noop() {}

    #[pyfunction]
    fn add_ints(a: i64, b: i64) -> i64 {
        a.wrapping_add(b)
    }

    #[pyfunction]
    fn add_floats(a: f64, b: f64) -> f64 {
        a + b
    }

    #[pyfunction]
    fn optional(x: Option<i64>) -> Option<i64> {
        x
    }

    #[pyfunction]
    fn str_len(s: &str) -> usize {
        s.len()
    }

    #[pyfunction]
    fn concat(a: &str, b: &str) -> String {
        [a, b].concat()
    }

    #[pyfunction]
    fn bytes_len(data: &[u8]) -> usize {
        data.len()
    }

    #[pyfunction]
    fn make_bytes(py: Python<'_>, n: usize) -> PyResult<Bound<'_, PyBytes>> {
        PyBytes::new_with(py, n, |data| {
            data.fill(b'x');
            Ok(())
        })
    }

    #[pyfunction]
    #[pyo3(signature = (a, b = 1, *, c = 2))]
    fn keywords(a: i64, b: i64, c: i64) -> i64 {
        a.wrapping_add(b).wrapping_add(c)
    }

    #[pyfunction]
    #[pyo3(signature = (*args, **kwargs))]
    fn star(args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> usize {
        args.len() + kwargs.map_or(0, |kwargs| kwargs.len())
    }

    #[pyfunction]
    fn sum_list(xs: Vec<i64>) -> i64 {
        xs.into_iter().fold(0, i64::wrapping_add)
    }

    #[pyfunction]
    fn make_list(n: i64) -> Vec<i64> {
        (0..n).collect()
    }

    #[pyfunction]
    fn make_dict(n: i64) -> HashMap<String, i64> {
        (0..n).map(|i| (i.to_string(), i)).collect()
    }

    #[pyfunction]
    fn sum_dict(dict: HashMap<String, i64>) -> i64 {
        dict.iter().fold(0, |sum: i64, (key, value)| sum.wrapping_add(*value + key.len() as i64))
    }

    #[pyfunction]
    fn make_strings(n: i64) -> Vec<String> {
        (0..n).map(|_| "hello, world".to_owned()).collect()
    }

    #[derive(FromPyObject)]
    #[pyo3(from_item_all)]
    struct Record {
        title: String,
        likes: i64,
        score: f64,
    }

    #[pyfunction]
    fn take_record(record: Record) -> f64 {
        record.title.len() as f64 + record.likes as f64 + record.score
    }

    #[pyfunction]
    fn call_attribute<'py>(o: &Bound<'py, PyAny>, x: i64) -> PyResult<Bound<'py, PyAny>> {
        o.getattr(intern!(o.py(), "double"))?.call1((x,))
    }

    #[pyfunction]
    fn catches(f: &Bound<'_, PyAny>) -> PyResult<bool> {
        match f.call0() {
            Ok(_) => Ok(false),
            Err(error) if error.is_instance_of::<PyValueError>(f.py()) => Ok(true),
            Err(error) => Err(error),
        }
    }

    #[pyfunction]
    fn sum_buffer(py: Python<'_>, xs: PyBuffer<f64>) -> PyResult<f64> {
        match xs.as_slice(py) {
            Some(cells) => Ok(cells.iter().map(|cell| cell.get()).sum()),
            None => Ok(xs.to_vec(py)?.iter().sum()),
        }
    }

    #[pyfunction]
    fn callback<'py>(f: &Bound<'py, PyAny>, x: i64) -> PyResult<Bound<'py, PyAny>> {
        f.call1((x,))
    }

    #[pyfunction]
    fn raise_error() -> PyResult<()> {
        Err(PyValueError::new_err("message"))
    }

    #[pyclass(get_all, set_all)]
    struct Point {
        x: f64,
        y: f64,
    }

    #[pymethods]
    impl Point {
        #[new]
        fn new(x: f64, y: f64) -> Self {
            Self { x, y }
        }

        fn norm(&self) -> f64 {
            (self.x * self.x + self.y * self.y).sqrt()
        }

        fn __add__(&self, other: &Point) -> Point {
            Point { x: self.x + other.x, y: self.y + other.y }
        }

        fn __eq__(&self, other: &Point) -> bool {
            self.x == other.x && self.y == other.y
        }
    }

    #[pyclass(frozen, get_all)]
    struct FrozenPoint {
        x: f64,
        y: f64,
    }

    #[pymethods]
    impl FrozenPoint {
        #[new]
        fn new(x: f64, y: f64) -> Self {
            Self { x, y }
        }
    }

    #[pyclass]
    struct Countdown(i64);

    #[pymethods]
    impl Countdown {
        #[new]
        fn new(n: i64) -> Self {
            Self(n)
        }

        fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
            slf
        }

        fn __next__(&mut self) -> Option<i64> {
            (self.0 > 0).then(|| {
                self.0 -= 1;
                self.0
            })
        }
    }

    #[pyfunction]
    fn take_point(p: &Point) -> f64 {
        p.norm()
    }
}
