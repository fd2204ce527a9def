//! [`OnceLock`]: a value that is made once, by one thread, while others wait for it detached.

use std::fmt;
use std::panic::Location;
use std::sync::OnceLock as StdOnceLock;

use super::turn::Turn;
use crate::error::Result;
use crate::raw::Python;

/// A value that is made when it is first needed, once, whichever thread needs it.
///
/// `std`'s `OnceLock` waits attached: if the thread that makes the value needs the interpreter, both wait for ever.
/// Here who waits is detached, and Ctrl-C ends the wait. In a `static` the value is the whole process's: all
/// interpreters share it. For objects, of which each interpreter needs its own, there is
/// [`PerInterpreter`](crate::PerInterpreter), and the module's state.
///
/// ```
/// use pydust as py;
///
/// static WORDS: py::OnceLock<Vec<String>> = py::OnceLock::new();
///
/// fn words(py: py::Python<'_>) -> py::Result<&'static Vec<String>> {
///     WORDS.get_or_try_init(py, |py| py.import("keyword")?.getattr("kwlist")?.extract())
/// }
/// ```
pub struct OnceLock<T> {
    value: StdOnceLock<T>,
    making: Turn,
}

/// What is wrong with an initialiser that asks for its own value.
const MAKES_IT: &str = "the value is just being made further up in this same thread";

impl<T> OnceLock<T> {
    /// No value yet.
    pub const fn new() -> OnceLock<T> {
        OnceLock { value: StdOnceLock::new(), making: Turn::new() }
    }

    /// The value, if it is there. Never waits.
    #[inline]
    pub fn get(&self) -> Option<&T> {
        self.value.get()
    }

    /// The value, which may be changed, since nobody else has it.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }

    /// The value; `make` makes it if there is none yet. If another thread is making it, waits for that, detached.
    ///
    /// Raises `RuntimeError` if `make` itself needs the value, and what signal handlers raise during the wait. If
    /// `make` panics there is no value, and who comes next makes it.
    #[inline]
    #[track_caller]
    pub fn get_or_init<'py>(
        &self,
        py: Python<'py>,
        make: impl FnOnce(Python<'py>) -> T,
    ) -> Result<&T> {
        self.get_or_try_init(py, |py| Ok(make(py)))
    }

    /// The value; `make` makes it if there is none yet, or fails. If another thread is making it, waits for that,
    /// detached; if that fails, calls its own `make`.
    ///
    /// Raises what `make` raises, `RuntimeError` if `make` itself needs the value, and what signal handlers raise
    /// during the wait.
    #[inline]
    #[track_caller]
    pub fn get_or_try_init<'py>(
        &self,
        py: Python<'py>,
        make: impl FnOnce(Python<'py>) -> Result<T>,
    ) -> Result<&T> {
        if let Some(value) = self.value.get() {
            return Ok(value);
        }
        self.making.take(py, Location::caller(), MAKES_IT)?;
        let _turn = EndTurn(&self.making);
        if let Some(value) = self.value.get() {
            return Ok(value);
        }
        let made = make(py)?;
        // `set` may have been first: then that is the value.
        Ok(self.value.get_or_init(|| made))
    }

    /// Sets the value, unless there is one: then gives the new one back. Never waits: if another thread is making
    /// the value, this one stays, and the other's is dropped.
    ///
    /// The token proves that the collector is not looking at the cell.
    pub fn set(&self, _: Python<'_>, value: T) -> Result<(), T> {
        self.value.set(value)
    }

    /// Takes the value out. Afterwards it can be made anew.
    pub fn take(&mut self) -> Option<T> {
        self.value.take()
    }

    /// The value.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }
}

struct EndTurn<'a>(&'a Turn);

impl Drop for EndTurn<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.end();
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> OnceLock<T> {
        OnceLock { value: value.into(), making: Turn::new() }
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
