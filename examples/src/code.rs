//! `example.code`: who called, and from where.

use pydust as py;

/// The caller's line, function and file, as tracebacks show them.
#[py::module]
pub mod code {
    use super::*;

    /// Give the number of the line that calls this.
    pub fn line_number(py: py::Python) -> py::Result<Option<u32>> {
        caller(py)?.line()
    }

    /// Give the name of the function that calls this; `<module>` outside of functions.
    pub fn function_name(py: py::Python) -> py::Result<String> {
        caller(py)?.function()
    }

    /// Give the path of the file that calls this.
    pub fn file_name(py: py::Python) -> py::Result<String> {
        caller(py)?.filename()
    }

    /// Give the number of the line on which the function that calls this begins.
    pub fn first_line_number(py: py::Python) -> py::Result<u32> {
        caller(py)?.code()?.first_line()
    }

    /// Name the functions that are running, the innermost first, `limit` of them at most.
    pub fn call_stack(py: py::Python, #[default = 100] limit: usize) -> py::Result<Vec<String>> {
        let mut names = Vec::new();
        let mut frame = Some(caller(py)?);
        while let Some(running) = frame.filter(|_| names.len() < limit) {
            names.push(running.function()?);
            frame = running.back()?;
        }
        Ok(names)
    }

    /// Run the function `area` of a script, and say where it is from: `area (script:1)`.
    pub fn describe(py: py::Python, source: &str) -> py::Result<String> {
        let script = py::Code::compile(py, source, "script", py::CodeKind::Statements)?;
        let names = py::Dict::new(py)?;
        script.run(Some(&names), None)?;
        let Some(function) = names.get("area")? else {
            return py::raise!(NameError, "expected a script that defines 'area'");
        };
        let code: py::Code = function.getattr("__code__")?.extract()?;
        Ok(format!("{} ({}:{})", code.name()?, code.filename()?, code.first_line()?))
    }

    fn caller(py: py::Python<'_>) -> py::Result<py::Frame<'_>> {
        match py::Frame::current(py) {
            Some(frame) => Ok(frame),
            None => py::raise!(RuntimeError, "expected to be called from Python code"),
        }
    }
}
