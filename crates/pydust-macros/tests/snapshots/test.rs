//! `#[test(parametrize("x", [1, 2]), marks(slow))]`: a function that pytest runs, and how it registers itself.
/// Counts.
fn counts(py: py::Python, tmp_path: std::path::PathBuf, x: i64) -> py::Result<()> {
    assert!(tmp_path.exists() && x > 0);
    Ok(())
}
