//! [`Module`]: a Python module, as [`Python::import`](crate::Python::import) gives it.

use super::handle;
use crate::raw;

handle! {
    /// Python's module type.
    ///
    /// ```
    /// # use pydust as py;
    /// fn pi(py: py::Python) -> py::Result<f64> { py.import("math")?.getattr("pi")?.extract() }
    /// ```
    Module, PyModule, "module", raw::container::is_module
}
