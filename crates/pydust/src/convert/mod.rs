//! The two traits by which values cross between Rust and Python.
//! Their implementations are in the files here, one kind of type each.
#![allow(unsafe_code)] // one unsafe method, for arguments that outlive their guard

mod bytes;
mod iterator;
mod map;
mod net;
mod number;
mod path;
mod pointer;
mod python_type;
mod range;
mod sequence;
mod set;
mod strict;
mod text;
mod time;
mod tuple;
mod wrapper;

pub use iterator::Items;
pub use strict::{Exact, Strict};
pub(crate) use wrapper::by_reference;

use crate::error::Result;
use crate::raw::{Obj, Python};

/// A Rust type that a Python object converts to: what an exported function can take.
///
/// Usually derived: `#[derive(py::FromPy)]`. By hand, for a type that stands for something Python has:
///
/// ```
/// use pydust as py;
///
/// struct Celsius(f64);
///
/// impl<'a, 'py> py::FromPy<'a, 'py> for Celsius {
///     type Guard = ();
///     const EXPECTED: &'static str = "float";
///
///     fn from_py(obj: &'a py::Obj<'py>, _: &'a mut ()) -> py::Result<Self> {
///         Ok(Celsius(obj.extract()?))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a Python object does not convert to `{Self}`",
    label = "not a type that an exported function can take",
    note = "derive it: `#[derive(pydust::FromPy)]`, make it a class, or take `&pydust::Obj`"
)]
pub trait FromPy<'a, 'py>: Sized {
    /// What must live as long as the value: `()`, or the lock of a class instance. It is created before the
    /// conversion, and dropped when the call is done.
    type Guard: Default;

    /// What error messages say was expected: `int`, `list`.
    const EXPECTED: &'static str;

    /// Converts, borrowing from the object for `'a`.
    ///
    /// Raises `TypeError` for an object of the wrong type, `ValueError` and `OverflowError` for a wrong value.
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self>;

    /// As `from_py`, without a reference of the guard's own.
    ///
    /// # Safety
    /// The object must outlive the guard.
    #[doc(hidden)]
    #[inline(always)]
    unsafe fn from_argument(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self> {
        Self::from_py(obj, guard)
    }

    /// A shorter way, where there is one.
    #[doc(hidden)]
    const AT_ONCE: Option<AtOnce<Self>> = None;

    /// For `u8` alone: its vectors and arrays are `bytes` to Python.
    #[doc(hidden)]
    const FROM_BYTE: Option<fn(u8) -> Self> = None;
}

/// A conversion that borrows nothing, leaves nothing raised, and runs no Python code unless it gives `None`, which
/// says that the long way must be gone: from then on whoever walks a container must read it anew. Only this crate
/// makes one, since soundness hangs on it.
pub struct AtOnce<T>(pub(crate) fn(&Obj<'_>) -> Option<T>);

/// A type that converts from Python without borrowing from the object.
///
/// Implemented for every [`FromPy`] type of which that is true.
pub trait FromPyOwned<'py>: for<'a> FromPy<'a, 'py, Guard = ()> {
    /// Converts without a borrow.
    fn from_py_owned(obj: &Obj<'py>) -> Result<Self>;
}

impl<'py, T> FromPyOwned<'py> for T
where
    T: for<'a> FromPy<'a, 'py, Guard = ()>,
{
    #[inline(always)]
    fn from_py_owned(obj: &Obj<'py>) -> Result<Self> {
        T::from_py(obj, &mut ())
    }
}

/// A Rust type that converts to a Python object: what an exported function can return.
///
/// ```
/// use pydust as py;
///
/// struct Celsius(f64);
///
/// impl<'py> py::IntoPy<'py> for Celsius {
///     fn into_py(self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
///         self.0.into_py(py)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert to a Python object",
    label = "not a type that an exported function can return",
    note = "make it a class, implement `pydust::IntoPy` for it, or return `pydust::PyObj`"
)]
pub trait IntoPy<'py>: Sized {
    /// Converts.
    ///
    /// Raises what the conversion or, for a `Result`, its error says.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>>;

    /// For `u8` alone: its vectors, arrays and slices are `bytes` to Python.
    #[doc(hidden)]
    const AS_BYTE: Option<fn(&Self) -> u8> = None;
}

/// The error for an object that is not what `T` expects.
#[inline]
pub(crate) fn mismatch<'a, 'py, T: FromPy<'a, 'py>>(found: &Obj<'py>) -> crate::Error {
    crate::error::mismatch::new(found, T::EXPECTED)
}
