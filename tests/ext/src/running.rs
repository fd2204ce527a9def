//! Python from Rust: imports, source, context managers, awaiting, printing.

use pydust as py;

#[py::module]
pub mod running {
    use super::*;

    // Imports.

    pub fn import_from(py: py::Python, module: &str, name: &str) -> py::Result<py::PyObj> {
        Ok(py.import_from(module, name)?.unbind())
    }

    pub fn try_import(py: py::Python, name: &str) -> py::Result<Option<py::PyModule>> {
        Ok(py.try_import(name)?.map(py::Module::unbind))
    }

    pub fn builtins_and_sys(py: py::Python) -> py::Result<(py::PyModule, py::PyModule)> {
        Ok((py.builtins()?.unbind(), py.sys()?.unbind()))
    }

    // Source.

    pub fn eval(
        py: py::Python,
        source: &str,
        #[default = None] globals: Option<&py::Dict>,
        #[default = None] locals: Option<&py::Dict>,
    ) -> py::Result<py::PyObj> {
        Ok(py.eval(source, globals, locals)?.unbind())
    }

    pub fn run(
        py: py::Python,
        source: &str,
        #[default = None] globals: Option<&py::Dict>,
        #[default = None] locals: Option<&py::Dict>,
    ) -> py::Result<()> {
        py.run(source, globals, locals)
    }

    pub fn run_path(py: py::Python, path: &str) -> py::Result<py::PyDict> {
        Ok(py.run_path(path)?.unbind())
    }

    pub fn run_module(py: py::Python, name: &str) -> py::Result<py::PyDict> {
        Ok(py.run_module(name)?.unbind())
    }

    // Context managers, awaiting, printing.

    /// Calls `block` in the context.
    pub fn with_block(manager: &py::Obj, block: &py::Callable) -> py::Result<Option<py::PyObj>> {
        manager.with(|entered| Ok(block.call1((entered,))?.unbind()))
    }

    pub fn with_error(manager: &py::Obj) -> py::Result<Option<()>> {
        manager.with(|_| py::raise!(ValueError, "made in Rust"))
    }

    pub fn with_panic(manager: &py::Obj) -> py::Result<Option<()>> {
        manager.with(|_| panic!("in the block"))
    }

    pub fn block_on(awaitable: py::Obj) -> py::Result<py::PyObj> {
        let py = awaitable.py();
        Ok(py.block_on(awaitable)?.unbind())
    }

    pub fn print(py: py::Python, text: &str) -> py::Result<()> {
        py::print!(py, "{text} and {}", 1 + 1)
    }

    pub fn eprint(py: py::Python, text: &str) -> py::Result<()> {
        py::eprint!(py, "{text}")?;
        py::eprint!(py)
    }
}
