//! `#[function]`: every kind of parameter.

/// Every kind of parameter.
///
/// And a second line.
pub fn every(
    #[pos] a: u8,
    mut b: Vec<i64>,
    #[default = "news"] r#type: &str,
    args: py::Args<'_, '_>,
    #[default = crate::limit() + 1] limit: usize,
    py: py::Python<'_>,
    kwargs: py::Kwargs,
) -> py::Result<()> {
    b.push(1);
    Ok(())
}
