//! Signals: Ctrl-C, and what else Python has handlers for, in long loops of Rust.

use crate::error::Result;
use crate::raw::{self, Python};

impl Python<'_> {
    /// Runs Python's handlers of the signals that came meanwhile: Python itself does so between its instructions, which
    /// a long loop of Rust keeps it from.
    ///
    /// Only the main thread handles signals; in others this does nothing. It is a call that looks at a few
    /// flags as long as no signal came; where a turn of the loop costs no more than that, ask every
    /// thousandth time.
    ///
    /// Raises what a handler raises: `KeyboardInterrupt` for Ctrl-C.
    ///
    /// ```
    /// use pydust as py;
    /// fn count(py: py::Python, to: u64) -> py::Result<u64> {
    ///     let mut sum = 0_u64;
    ///     for number in 0..to {
    ///         if number % 1024 == 0 {
    ///             py.check_signals()?;
    ///         }
    ///         sum = sum.wrapping_add(number);
    ///     }
    ///     Ok(sum)
    /// }
    /// ```
    ///
    /// A detached loop attaches for it, less often, since that waits for the other threads:
    ///
    /// ```
    /// use pydust as py;
    /// fn wait(py: py::Python, is_done: impl Fn() -> bool + Sync) -> py::Result<()> {
    ///     py.detach(|| {
    ///         while !is_done() {
    ///             std::thread::sleep(std::time::Duration::from_millis(50));
    ///             py::attach(|py| py.check_signals())?;
    ///         }
    ///         Ok(())
    ///     })
    /// }
    /// ```
    pub fn check_signals(self) -> Result<()> {
        Ok(raw::error::check_signals(self)?)
    }
}
