//! Warnings: [`warn!`](crate::warn) and [`Python::warn`].

use crate::error::Result;
use crate::exceptions::{ExceptionType, Warning};
use crate::raw::{self, Python};

impl Python<'_> {
    /// `warnings.warn(message, category, stacklevel)`. The macro [`warn!`](crate::warn) formats the message.
    ///
    /// A `stacklevel` of 1 blames the line of Python code that called, 2 the caller of that, as CPython's own functions
    /// do (Rust code has no frame of its own).
    ///
    /// Raises the warning itself where a filter says so (`python -W error`), and `TypeError` for a category that
    /// is no subclass of `Warning`.
    ///
    /// ```
    /// use pydust as py;
    /// fn old_name(py: py::Python) -> py::Result<()> {
    ///     py.warn(py::exceptions::DeprecationWarning, "use new_name()", 1)
    /// }
    /// ```
    pub fn warn<W: ExceptionType>(
        self,
        category: W,
        message: &str,
        stacklevel: usize,
    ) -> Result<()> {
        let _ = category;
        let class = W::KIND.find(self)?;
        if !raw::error::matches(&class, &Warning::KIND.class(self)) {
            let name = W::KIND.name();
            return crate::raise!(TypeError, "category must be a Warning subclass, not {name}");
        }
        let text = raw::text::new(self, message)?;
        let level = isize::try_from(stacklevel).unwrap_or(isize::MAX);
        Ok(raw::error::warn(&class, raw::text::as_c_str(&text)?, level)?)
    }
}

/// Warns, as `warnings.warn` does: with a category and a formatted message.
///
/// The category is found as [`raise!`](crate::raise) finds exception types. The result is an error where a filter
/// makes one of the warning, so pass it on with `?`. `stacklevel = 2` blames the caller's caller.
///
/// ```
/// use pydust as py;
/// fn area(py: py::Python, width: f64, unit: &str) -> py::Result<f64> {
///     py::warn!(py, DeprecationWarning, "unit={unit:?} is deprecated")?;
///     if width < 0.0 {
///         py::warn!(py, stacklevel = 2, RuntimeWarning, "a width of {width}")?;
///     }
///     Ok(width * width)
/// }
/// ```
#[macro_export]
macro_rules! warn {
    ($py:expr, stacklevel = $level:expr, $category:path, $($message:tt)+) => {
        match ($py, $crate::macro_support::message(::core::format_args!($($message)+)), $level) {
            (py, message, level) => {
                $crate::Python::warn(py, $crate::named_exception!($category), &message, level)
            }
        }
    };
    ($py:expr, $category:path, $($message:tt)+) => {
        $crate::warn!($py, stacklevel = 1, $category, $($message)+)
    };
}
