//! `closure!`: captured values, a default, docs.

py, [factor, cache = cache.clone_ref(py)]
/// Scales a number.
fn scale(mut x: f64, #[kw] #[default = 1.0] by: f64) -> py::Result<f64> {
    x *= by;
    Ok(x * factor)
}
