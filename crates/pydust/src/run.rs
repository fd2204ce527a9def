//! Python from Rust: source that is evaluated and run, modules and scripts, awaiting, printing.

use std::fmt;
use std::panic::Location;

use crate::convert::IntoPy;
use crate::error::{Error, Result};
use crate::exceptions::{AttributeError, ImportError, ModuleNotFoundError};
use crate::raw::imported::Imported;
use crate::raw::{Obj, Python};
use crate::types::{Code, CodeKind, Coroutine, Dict, Handle, Module};

impl<'py> Python<'py> {
    /// `eval(source, globals, locals)`: the value of one expression.
    ///
    /// Without `globals` these are a new namespace, which nobody else sees; without `locals` they are the
    /// globals. In tracebacks the source is named after the caller: `<src/prices.rs:12>`.
    ///
    /// Raises `SyntaxError`, and what the expression raises.
    ///
    /// ```
    /// # use pydust as py;
    /// fn gross(py: py::Python, net: f64, rule: &str) -> py::Result<f64> {
    ///     let names = py::Dict::new(py)?;
    ///     names.set("net", net)?;
    ///     py.eval(rule, Some(&names), None)?.extract() // rule: "net * 1.19"
    /// }
    /// ```
    #[track_caller]
    pub fn eval(
        self,
        source: &str,
        globals: Option<&Dict<'py>>,
        locals: Option<&Dict<'py>>,
    ) -> Result<Obj<'py>> {
        let filename = file_name(Location::caller());
        Code::compile(self, source, &filename, CodeKind::Expression)?.run(globals, locals)
    }

    /// `exec(source, globals, locals)`: runs statements, as of a file. What they define is in the globals then
    /// (in the locals, if there are any).
    ///
    /// Without `globals` these are a new namespace, which nobody else sees. In tracebacks the source is
    /// named after the caller, `<src/prices.rs:12>`, and its lines are shown; [`Code::compile`] gives it
    /// another name.
    ///
    /// Raises `SyntaxError`, and what the statements raise.
    ///
    /// ```
    /// # use pydust as py;
    /// fn settings<'py>(py: py::Python<'py>, source: &str) -> py::Result<py::Dict<'py>> {
    ///     let settings = py::Dict::new(py)?;
    ///     py.run(source, Some(&settings), None)?;
    ///     Ok(settings)
    /// }
    /// ```
    #[track_caller]
    pub fn run(
        self,
        source: &str,
        globals: Option<&Dict<'py>>,
        locals: Option<&Dict<'py>>,
    ) -> Result<()> {
        let filename = file_name(Location::caller());
        Code::compile(self, source, &filename, CodeKind::Statements)?.run(globals, locals).map(drop)
    }

    /// Runs a script as `python path` would, in a namespace of its own, which it gives back: `runpy.run_path`.
    ///
    /// Raises `FileNotFoundError`, `SyntaxError`, and what the script raises.
    ///
    /// ```no_run
    /// # use pydust as py;
    /// fn version(py: py::Python) -> py::Result<String> {
    ///     py.run_path("setup_version.py")?.get_item("VERSION")?.extract()
    /// }
    /// ```
    #[track_caller]
    pub fn run_path(self, path: &str) -> Result<Dict<'py>> {
        let run_path = self.import("runpy")?.getattr("run_path")?;
        Dict::from_obj(run_path.call((path,), &[("run_name", &"__main__")])?)
    }

    /// Runs a module as `python -m name` would, in a namespace of its own, which it gives back:
    /// `runpy.run_module`. Neither `sys.argv` nor `sys.modules` change.
    ///
    /// Raises `ImportError`, and what the module raises.
    #[track_caller]
    pub fn run_module(self, name: &str) -> Result<Dict<'py>> {
        let run_module = self.import("runpy")?.getattr("run_module")?;
        Dict::from_obj(run_module.call((name,), &[("run_name", &"__main__")])?)
    }

    /// `from module import name`: an attribute of a module, or a module in a package.
    ///
    /// Raises `ImportError` if there is neither, and whatever the module raises as it runs.
    ///
    /// ```
    /// # use pydust as py;
    /// fn today<'py>(py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
    ///     py.import_from("datetime", "date")?.call_method("today", ())
    /// }
    /// ```
    #[track_caller]
    pub fn import_from(self, module: &str, name: &str) -> Result<Obj<'py>> {
        static IMPORT: Imported = Imported::new("builtins", "__import__");
        let found = IMPORT.get(self)?.call1((module, self.none(), self.none(), (name,), 0))?;
        found.getattr(name).map_err(|error| {
            if !error.is::<AttributeError>(self) {
                return error;
            }
            Error::new(ImportError, format!("cannot import name '{name}' from '{module}'"))
        })
    }

    /// `import name`, or `None` if there is no such module: for what need not be installed.
    ///
    /// Raises whatever a module raises that is there, also if that is because it lacks another.
    ///
    /// ```
    /// # use pydust as py;
    /// fn is_array(py: py::Python, value: &py::Obj) -> py::Result<bool> {
    ///     match py.try_import("numpy")? {
    ///         Some(numpy) => value.is_instance(&numpy.getattr("ndarray")?),
    ///         None => Ok(false),
    ///     }
    /// }
    /// ```
    #[track_caller]
    pub fn try_import(self, name: &str) -> Result<Option<Module<'py>>> {
        let error = match self.import(name) {
            Ok(module) => return Ok(Some(module)),
            Err(error) => error,
        };
        if !error.is::<ModuleNotFoundError>(self) {
            return Err(error);
        }
        let exception = error.into_exception(self);
        let missing = exception.getattr("name").and_then(|name| name.extract::<String>());
        let is_it = missing.is_ok_and(|missing| {
            name.strip_prefix(&*missing)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        if is_it { Ok(None) } else { Err(Error::from_exception(exception)) }
    }

    /// The module `builtins`.
    #[track_caller]
    pub fn builtins(self) -> Result<Module<'py>> {
        self.import("builtins")
    }

    /// The module `sys`.
    #[track_caller]
    pub fn sys(self) -> Result<Module<'py>> {
        self.import("sys")
    }

    /// Runs an awaitable to its end in an event loop of its own, and gives its value: `asyncio.run`.
    ///
    /// Raises what it raises, and `RuntimeError` if an event loop runs on this thread already: code that
    /// is called by one has to return an awaitable, not to wait for it.
    ///
    /// ```
    /// # use pydust as py;
    /// fn fetch(client: &py::Obj, url: &str) -> py::Result<String> {
    ///     client.py().block_on(client.call_method("get", (url,))?)?.extract()
    /// }
    /// ```
    #[track_caller]
    pub fn block_on(self, awaitable: impl IntoPy<'py>) -> Result<Obj<'py>> {
        let awaitable = awaitable.into_py(self)?;
        let asyncio = self.import("asyncio")?;
        if !asyncio.call_method("_get_running_loop", ())?.is_none() {
            return crate::raise!(
                RuntimeError,
                "block_on() would block the event loop that runs on this thread: return the awaitable, \
                 so that Python code can await it"
            );
        }
        let coroutine = match Coroutine::of(&awaitable) {
            Some(_) => awaitable,
            None => as_coroutine(awaitable)?,
        };
        asyncio.call_method("run", (coroutine,))
    }

    /// Writes to `sys.stdout`, as Python's `print` does without an `end`: see [`print!`](crate::print!).
    ///
    /// Raises what the stream raises. Where there is no stream (`sys.stdout` is `None`) nothing is written.
    pub(crate) fn write(self, stream: &str, text: fmt::Arguments<'_>) -> Result<()> {
        let stream = self.sys()?.getattr(stream)?;
        if stream.is_none() {
            return Ok(());
        }
        match text.as_str() {
            Some(text) => stream.call_method("write", (text,)),
            None => stream.call_method("write", (text.to_string(),)),
        }
        .map(drop)
    }
}

/// What tracebacks name a source that is in a Rust file.
fn file_name(place: &Location<'_>) -> String {
    format!("<{}:{}>", place.file(), place.line())
}

/// `asyncio.run` takes coroutines alone: this makes one of any awaitable.
fn as_coroutine<'py>(awaitable: Obj<'py>) -> Result<Obj<'py>> {
    let py = awaitable.py();
    let names = Dict::new(py)?;
    let source = "async def wait_for(awaitable):\n    return await awaitable\n";
    Code::compile(py, source, "<block_on>", CodeKind::Statements)?.run(Some(&names), None)?;
    names.get_item("wait_for")?.call1((awaitable,))
}

/// Prints to Python's `sys.stdout`, with a newline: `print!(py, "{x}")?`.
///
/// Unlike Rust's own `println!` it goes where Python's `print` goes: into a notebook's cell, into what
/// pytest captures. It gives a `Result<()>`, since writing can fail.
///
/// ```
/// use pydust as py;
/// fn progress(py: py::Python, done: usize, all: usize) -> py::Result<()> {
///     py::print!(py, "{done} of {all}")
/// }
/// ```
#[macro_export]
macro_rules! print {
    ($py:expr $(,)?) => { $crate::macro_support::print($py, ::core::format_args!("\n")) };
    ($py:expr, $($text:tt)+) => {
        $crate::macro_support::print($py, ::core::format_args!("{}\n", ::core::format_args!($($text)+)))
    };
}

/// Prints to Python's `sys.stderr`, with a newline: as [`print!`](crate::print!) does to `sys.stdout`.
#[macro_export]
macro_rules! eprint {
    ($py:expr $(,)?) => { $crate::macro_support::eprint($py, ::core::format_args!("\n")) };
    ($py:expr, $($text:tt)+) => {
        $crate::macro_support::eprint($py, ::core::format_args!("{}\n", ::core::format_args!($($text)+)))
    };
}
