//! [`Code`]: compiled Python code. Source as text is compiled and run in one step in `run.rs`.

use super::{Dict, Handle, List, Tuple, attributes, handle};
use crate::error::Result;
use crate::raw::imported::Imported;
use crate::raw::{self, Obj, Python};

static COMPILE: Imported = Imported::new("builtins", "compile");
static EVAL: Imported = Imported::new("builtins", "eval");

handle! {
    /// A code object: what functions, modules and `compile` are made of.
    ///
    /// ```
    /// # use pydust as py;
    /// /// A rule that is compiled once, and evaluated for each price.
    /// fn matching(rule: &str, prices: Vec<f64>, py: py::Python) -> py::Result<Vec<f64>> {
    ///     let rule = py::Code::compile(py, rule, "<rule>", py::CodeKind::Expression)?;
    ///     let names = py::Dict::new(py)?;
    ///     let mut found = Vec::new();
    ///     for price in prices {
    ///         names.set("price", price)?;
    ///         if rule.run(Some(&names), None)?.is_true()? {
    ///             found.push(price);
    ///         }
    ///     }
    ///     Ok(found)
    /// }
    /// ```
    Code, PyCode, "code" as "{types.CodeType}", raw::frame::is_code
}

/// What a source text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// One expression, which has a value.
    Expression,
    /// Any number of statements, as in a file.
    Statements,
}

impl<'py> Code<'py> {
    /// `compile(source, filename, ...)`. The file name is what tracebacks show; it needs not exist. One in angle
    /// brackets (`<rule>`) is no file: statements of such a name are given to `linecache`, so that
    /// tracebacks show their lines, until others are compiled under that name.
    ///
    /// Raises `SyntaxError`, and `ValueError` for some texts that are no source at all.
    #[track_caller]
    pub fn compile(
        py: Python<'py>,
        source: &str,
        filename: &str,
        kind: CodeKind,
    ) -> Result<Code<'py>> {
        let mode = match kind {
            CodeKind::Expression => "eval",
            CodeKind::Statements => "exec",
        };
        // As `eval` does: an expression may be indented.
        let text = match kind {
            CodeKind::Expression => source.trim_start_matches([' ', '\t']),
            CodeKind::Statements => source,
        };
        // Rust code has no `from __future__` that the source could inherit from whoever called it.
        let (flags, dont_inherit) = (0, true);
        let code = COMPILE.get(py)?.call1((text, filename, mode, flags, dont_inherit))?;
        if kind == CodeKind::Statements && filename.starts_with('<') && filename.ends_with('>') {
            show_lines(py, source, filename)?;
        }
        Code::from_obj(code)
    }

    /// Runs the code: `eval(self, globals, locals)`. Gives the value of an expression, and `None` for statements.
    ///
    /// Without `globals` they are a new namespace, which nobody else sees; without `locals` these are the
    /// globals. `__builtins__` are added to globals that have none.
    ///
    /// Raises what the code raises.
    #[track_caller]
    pub fn run(&self, globals: Option<&Dict<'py>>, locals: Option<&Dict<'py>>) -> Result<Obj<'py>> {
        let py = self.py();
        let own;
        let globals = match globals {
            Some(globals) => globals,
            None => {
                own = Dict::new(py)?;
                &own
            }
        };
        EVAL.get(py)?.call1((self, globals, locals.unwrap_or(globals)))
    }

    attributes! {
        /// The name of the function, as tracebacks give it; `<module>` for code of none.
        name = "co_name": String;
        /// The name with those of what the function is in: `Class.method`.
        qualname = "co_qualname": String;
        /// The file that the code is from.
        filename = "co_filename": String;
        /// The line at which the code begins, from 1.
        first_line = "co_firstlineno": u32;
        /// The names of the parameters and of the other local variables, in this order.
        variables = "co_varnames": Vec<String>;
        /// How many parameters can be given by position.
        arg_count = "co_argcount": usize;
    }
}

/// Gives `linecache` the lines of a source that is in no file. An entry without a time of change is never
/// looked for on the disk.
fn show_lines(py: Python<'_>, source: &str, filename: &str) -> Result<()> {
    let lines = List::new(py)?;
    for line in source.lines() {
        lines.append(format!("{line}\n"))?;
    }
    let entry = Tuple::new(py, (source.len(), py.none(), lines, filename))?;
    py.import("linecache")?.getattr("cache")?.set_item(filename, entry)
}
