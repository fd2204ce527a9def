//! Special methods that return what Python has no use for.

#[pydust::module]
pub mod results {
    use pydust as py;

    pub struct Own;

    impl<'py> py::IntoPy<'py> for Own {
        fn into_py(self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
            "own".into_py(py)
        }
    }

    #[class]
    pub struct Point {
        x: f64,
    }

    impl Point {
        pub fn __bool__(&self) -> f64 {
            //~^ ERROR this special method must return `bool` or a `Result<bool, _>`, not `f64`
            self.x
        }
        pub fn __hash__(&self) -> f64 {
            //~^ ERROR `__hash__` must return an integer of at most 64 bits or a `Result` of one, not `f64`
            self.x
        }
        pub fn __iadd__(&mut self, other: f64) -> f64 {
            //~^ ERROR this special method must return nothing or a `Result<(), _>`, not `f64`
            self.x + other
        }
        pub fn __mul__(&self, other: std::time::Instant) -> f64 {
            //~^ ERROR `Instant`
            self.x
        }
    }

    #[class]
    pub struct Texts {}

    impl Texts {
        pub fn __repr__(&self) -> f64 {
            //~^ ERROR must return text (`String`, `&str`, `char`, `pydust::PyStr`) or a `Result` of it, not `f64`
            0.0
        }
        pub fn __str__(&self) -> Own {
            //~^ ERROR must return text (`String`, `&str`, `char`, `pydust::PyStr`) or a `Result` of it, not `Own`
            Own
        }
        pub fn __format__(&self, spec: &str) -> py::Result<Vec<String>> {
            //~^ ERROR must return text (`String`, `&str`, `char`, `pydust::PyStr`) or a `Result` of it, not `Vec<String>`
            Ok(vec![spec.to_owned()])
        }
        pub fn __bytes__(&self) -> &'static str {
            //~^ ERROR `__bytes__` must return bytes (`Vec<u8>`, `&[u8]`, `[u8; N]`, `pydust::PyBytes`) or a `Result` of them, not `str`
            ""
        }
        pub fn __dir__(&self) -> String {
            //~^ ERROR `__dir__` must return names (`Vec<String>`, `pydust::PyList`) or a `Result` of them, not `String`
            String::new()
        }
        pub fn __reduce__(&self) -> (i64,) {
            //~^ ERROR must return a tuple of 2 to 6 (`(class, arguments)`) or text (the name of a global), or a `Result` of one, not `(i64,)`
            (1,)
        }
    }

    #[class]
    pub struct Numbers {}

    impl Numbers {
        pub fn __int__(&self) -> f64 {
            //~^ ERROR must return an integer (`i64`, `usize`, `pydust::PyInt`) or a `Result` of one, not `f64`
            0.0
        }
        pub fn __index__(&self) -> bool {
            //~^ ERROR must return an integer (`i64`, `usize`, `pydust::PyInt`) or a `Result` of one, not `bool`
            true
        }
        pub fn __length_hint__(&self) -> Option<usize> {
            //~^ ERROR must return an integer (`i64`, `usize`, `pydust::PyInt`) or a `Result` of one, not `Option<usize>`
            None
        }
        pub fn __sizeof__(&self) -> py::PyFloat {
            //~^ ERROR must return an integer (`i64`, `usize`, `pydust::PyInt`) or a `Result` of one, not `pydust::Float<'_>`
            unreachable!()
        }
        pub fn __float__(&self) -> i64 {
            //~^ ERROR `__float__` must return a float (`f64`, `f32`, `pydust::PyFloat`) or a `Result` of one, not `i64`
            0
        }
        pub fn __complex__(&self) -> (f64, f64) {
            //~^ ERROR `__complex__` must return a complex number (`pydust::PyComplex`, `num_complex::Complex`) or a `Result` of one, not `(f64, f64)`
            (0.0, 0.0)
        }
        pub fn __iter__(&self) -> Vec<i64> {
            //~^ ERROR must return an iterator (`pydust::Lazy(items)`, an instance of a class) or a `Result` of one, not `Vec<i64>`
            Vec::new()
        }
        pub fn chain(&mut self) -> &mut Self {
            //~^ ERROR `Numbers` is a class, and a borrowed value of it would become a copy in Python each time
            self
        }
        pub fn same(&self) -> py::Result<&Self> {
            //~^ ERROR `Numbers` is a class, and a borrowed value of it would become a copy in Python each time
            Ok(self)
        }
    }
}

fn main() {}
