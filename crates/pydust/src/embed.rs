//! An interpreter in a program of Rust's own: how it is to be, which native modules it has, and what runs in it.

#[cfg(not(Py_LIMITED_API))]
use std::ffi::CString;
use std::ffi::OsString;
use std::fmt;

use crate::boundary::outermost;
use crate::builtin::{self, BuiltinModule};
use crate::error::Result;
use crate::raw::embed::{Failure, Running, Settings};
use crate::raw::{self, Python};

/// The interpreter that a program is about to start: see [`run`](Interpreter::run).
///
/// ```no_run
/// use pydust as py;
///
/// /// What scripts can ask of this program.
/// #[py::module]
/// pub mod host {
///     /// The answer.
///     pub fn answer() -> i64 {
///         42
///     }
/// }
///
/// fn main() -> Result<(), py::StartError> {
///     let interpreter = py::Interpreter::new().module(py::builtin_module!(host));
///     let answer: py::Result<i64> = interpreter.run(|py| {
///         py.import("host")?.call_method("answer", ())?.extract()
///     })?;
///     assert_eq!(answer.ok(), Some(42));
///     Ok(())
/// }
/// ```
#[derive(Default)]
pub struct Interpreter {
    settings: Settings,
    args: Vec<OsString>,
    modules: Vec<BuiltinModule>,
}

impl Interpreter {
    /// An interpreter as `python` starts it: with the environment's variables and the user's packages, but without
    /// handlers for signals, and with an empty `sys.argv`.
    pub fn new() -> Interpreter {
        Interpreter::default()
    }

    /// `sys.argv`: the first is the script's name.
    pub fn args(mut self, args: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// A native module that scripts can import without a file: `py::builtin_module!(path::to::module)`.
    pub fn module(mut self, module: BuiltinModule) -> Self {
        self.modules.push(module);
        self
    }

    /// Whether Python handles signals, so that Ctrl-C raises `KeyboardInterrupt`. Else they are the program's, until
    /// something imports `signal`.
    pub fn signal_handlers(mut self, handlers: bool) -> Self {
        self.settings.signal_handlers = handlers;
        self
    }

    /// Whether the environment's variables and the user's packages are left out, as by `python -I`. Not there under
    /// the stable ABI.
    #[cfg(not(Py_LIMITED_API))]
    pub fn isolated(mut self, isolated: bool) -> Self {
        self.settings.isolated = isolated;
        self
    }

    /// The program that `sys.executable` and the standard library are looked for by. Not there under the stable ABI.
    ///
    /// # Panics
    /// If there is a NUL in it.
    #[cfg(not(Py_LIMITED_API))]
    pub fn program_name(mut self, name: impl Into<OsString>) -> Self {
        self.settings.program_name = Some(c_string(name.into()));
        self
    }

    /// The folder of the standard library, as `PYTHONHOME` gives it. Not there under the stable ABI.
    ///
    /// # Panics
    /// If there is a NUL in it.
    #[cfg(not(Py_LIMITED_API))]
    pub fn home(mut self, folder: impl Into<OsString>) -> Self {
        self.settings.home = Some(c_string(folder.into()));
        self
    }

    /// Starts the interpreter, runs `work` in it, and ends it; gives what `work` returned.
    ///
    /// Other threads come in by [`attach`](crate::attach) while `work` is detached or runs Python code; the end waits
    /// for those that are in, for up to ten seconds. Objects stored in a [`Py`](crate::Py) are no objects any more
    /// after the end, so an error is best dealt with in `work`: [`Error::report`](crate::Error::report) prints it.
    ///
    /// # Errors
    /// If this process has an interpreter already, or CPython can't start, as where its standard library is missing.
    /// (Under the stable ABI, CPython itself ends the process then.) After the end another one can be started.
    ///
    /// # Panics
    /// If `work` does: the panic is printed, the interpreter ends, and the panic goes on.
    pub fn run<R>(
        self,
        work: impl for<'py> FnOnce(Python<'py>) -> R,
    ) -> std::result::Result<R, StartError> {
        let Interpreter { settings, args, modules } = self;
        let running = Running::start(&settings, builtin::table(&modules)).map_err(StartError)?;
        if let Err(error) = prepare(running.py(), &args, modules) {
            return Err(StartError(Failure::Status(error.to_string())));
        }
        Ok(outermost(|| work(running.py())))
    }
}

/// What comes before the program's own work.
fn prepare(py: Python<'_>, args: &[OsString], modules: Vec<BuiltinModule>) -> Result<()> {
    raw::interpreter::enter(py)?;
    builtin::install(py, modules)?;
    let fsdecode = py.import("os")?.getattr("fsdecode")?;
    let args = args.iter().map(|arg| fsdecode.call1((arg.as_encoded_bytes(),)));
    py.import("sys")?.setattr("argv", args.collect::<Result<Vec<_>>>()?)
}

#[cfg(not(Py_LIMITED_API))]
fn c_string(text: OsString) -> CString {
    CString::new(text.into_encoded_bytes()).expect("a setting of Python without NUL")
}

/// A module that was written with [`module`](macro@crate::module), as part of the program that starts an
/// [`Interpreter`]: scripts import it by the last name of the given path.
///
/// ```
/// # use pydust as py;
/// mod native {
///     #[pydust::module]
///     pub mod host {}
/// }
///
/// let interpreter = py::Interpreter::new().module(py::builtin_module!(native::host));
/// ```
#[macro_export]
macro_rules! builtin_module {
    ($($name:ident)::+) => {
        $crate::macro_support::builtin_module::<$($name)::+::__PydustModule>()
    };
}

/// Why an interpreter could not be started.
#[derive(Debug)]
pub struct StartError(Failure);

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Failure::AlreadyStarted => f.write_str(
                "this process has a Python interpreter already: use `attach`, or start another after its end",
            ),
            Failure::NoMemory => f.write_str("Python could not be started: no memory"),
            Failure::Status(why) => write!(f, "Python could not be started: {why}"),
        }
    }
}

impl std::error::Error for StartError {}
