//! [`Callable`]: anything that can be called.

use super::handle;
use crate::raw;

handle! {
    /// Anything that can be called: a function, a class, an object with `__call__`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn apply_twice<'py>(f: &py::Callable<'py>, x: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
    ///     f.call1((f.call1((x,))?,))
    /// }
    /// ```
    Callable, PyCallable, "callable" as "{collections.abc.Callable}[..., {typing.Any}]", raw::container::is_callable
}
