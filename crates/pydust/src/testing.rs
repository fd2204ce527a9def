//! Tests: what those with `#[py::test]` use, and how they get to Python; a Python for tests that cargo runs.
//!
//! Each `#[py::test]` registers itself as its library is loaded. A module that is compiled with `cfg(test)` has a dict of
//! the functions of all of them; the build tool loads it and calls them.

use std::ffi::CStr;
use std::sync::{Mutex, Once, PoisonError, mpsc};
use std::thread;

use crate::attach::{attach, try_attach};
use crate::embed::Interpreter;
use crate::error::{Error, Result};
use crate::function::{Function, method_def};
pub use crate::raw::heap::Counting;
use crate::raw::{self, Obj, PyMethodDef, Python};

/// What counts allocations where tests are asked to look for leaks.
#[cfg(feature = "leak-checks")]
#[global_allocator]
static ALLOCATOR: Counting = Counting(std::alloc::System);

/// The name of the dict in a module, as `python/pydust/native_tests.py` looks for it.
pub(crate) const NAME: &CStr = c"__pydust_tests__";

/// A function with `#[py::test]`.
pub struct Test {
    id: &'static str,
    /// Its definition. (By a function: a definition itself says nothing about threads.)
    function: fn() -> &'static PyMethodDef,
}

impl Test {
    /// The test that `F` calls. Its id is its path in Rust.
    pub const fn new<F: Function>(id: &'static str) -> Test {
        Test { id, function: || const { &method_def::<F>() } }
    }
}

static TESTS: Mutex<Vec<&'static Test>> = Mutex::new(Vec::new());

/// What the loader runs for each test, one after the other.
pub fn register(test: &'static Test) {
    TESTS.lock().unwrap_or_else(PoisonError::into_inner).push(test);
}

/// The functions of all tests of this library, by their ids, and those that tell of Rust's memory, by names with a dot.
pub(crate) extern "C" fn table<'py>(module: &Obj<'py>) -> Result<Obj<'py>> {
    let py = module.py();
    let tests = TESTS.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let name = module.getattr("__name__")?;
    let table = raw::container::new_dict(py)?;
    for Test { id, function } in tests {
        let function = raw::module::new_function(function(), module, &name)?;
        raw::container::dict_set(&table, &raw::text::new(py, id)?, &function)?;
    }
    for (name_in_table, definition) in raw::heap::functions() {
        let function = raw::module::new_function(definition, module, &name)?;
        raw::container::dict_set(&table, &raw::text::new(py, name_in_table)?, &function)?;
    }
    Ok(table)
}

/// Skips the test that returns this: the error is a `unittest.SkipTest`, which pytest reports as a skipped test.
///
/// ```
/// use pydust as py;
///
/// /// As in a function with `#[py::test]`.
/// fn fetches(py: py::Python) -> py::Result<()> {
///     if std::env::var_os("OFFLINE").is_some() {
///         return py::testing::skip(py, "needs the network");
///     }
///     Ok(())
/// }
/// ```
#[track_caller]
pub fn skip<T>(py: Python<'_>, reason: &str) -> Result<T> {
    let exception = py.import("unittest")?.getattr("SkipTest")?.call1((reason,))?;
    Err(Error::from_exception(exception))
}

/// Runs `work` attached to Python, in a test that cargo runs: a function with `#[test]`. The first call of a process
/// starts an interpreter, which stays until the process ends.
///
/// Tests with `#[py::test]` need none of this. What the module under test has registered nowhere else does not exist for
/// this Python: `py.import` finds what is installed.
///
/// # Panics
/// If Python can't start, and if `work` panics: it is printed, and goes on.
///
/// ```no_run
/// use pydust as py;
///
/// #[test]
/// fn digits() {
///     py::testing::with_python(|py| {
///         let digits = py.import("string").and_then(|string| string.getattr("digits"));
///         assert_eq!(digits.unwrap().to_string(), "0123456789");
///     });
/// }
/// ```
pub fn with_python<R>(work: impl for<'py> FnOnce(Python<'py>) -> R) -> R {
    static START: Once = Once::new();
    START.call_once_force(|_| start());
    attach(work)
}

/// Starts an interpreter in a thread that keeps it, unless there is one.
// Compiled where it is used: what looks at panics would else be linked into every module.
#[inline]
fn start() {
    if try_attach(|_| ()).is_some() {
        return;
    }
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let ended = Interpreter::new().run(|py| {
            // Whoever waits for this does so until it is told.
            let _ = tell.send(Ok(()));
            py.detach(|| -> () {
                loop {
                    thread::park();
                }
            });
        });
        let _ = tell.send(ended);
    });
    if let Ok(Err(error)) = told.recv() {
        panic!("Python can't start: {error}");
    }
}
