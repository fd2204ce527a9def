//! [`IntoError`]: which exception a Rust error becomes, and `?` by it. The errors of the standard library are in
//! `std_errors.rs`.

use std::panic::Location;

use super::Error;

/// Which exception a Rust error becomes, when `?` passes it on to Python.
///
/// Implemented for the errors of the standard library. For your own it is derived:
///
/// ```
/// use pydust as py;
///
/// #[derive(Debug, py::IntoError)]
/// enum OrderError {
///     #[raises(ValueError, "the order is empty")]
///     Empty,
///     #[raises(OverflowError, "more than {limit} items")]
///     TooLarge { limit: usize },
/// }
///
/// fn order(items: usize) -> py::Result<usize> {
///     match items {
///         0 => Err(OrderError::Empty)?,
///         items if items > 100 => Err(OrderError::TooLarge { limit: 100 })?,
///         items => Ok(items),
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no Python exception",
    label = "which exception this error becomes is not known",
    note = "derive it (`#[derive(pydust::IntoError)]`), or say it here: `.or_raise(ValueError)?`, with `use pydust::OrRaise as _;`"
)]
pub trait IntoError {
    /// The exception to raise. Its place is that of the `?`, not of this function.
    #[track_caller]
    fn into_error(self) -> Error;
}

impl<E: IntoError> From<E> for Error {
    #[track_caller]
    #[cold]
    fn from(error: E) -> Error {
        let place = Location::caller();
        let mut error = error.into_error();
        if let Some(origin) = error.0.as_deref_mut().and_then(|parts| parts.origin.as_mut()) {
            // What began in Rust begins here; an exception of Python's began elsewhere.
            origin.place = place;
        }
        error
    }
}
