//! The two traits by which values cross between Rust and Python.
//! Their implementations are in the files here, one kind of type each.
#![allow(unsafe_code)] // one unsafe method, for arguments that outlive their guard

pub(crate) mod bigint;
mod bytes;
mod iterator;
pub(crate) mod map;
mod net;
pub(crate) mod number;
mod path;
mod pointer;
mod range;
pub(crate) mod sequence;
mod set;
mod site;
mod strict;
mod subscript;
mod text;
pub(crate) mod time;
mod tuple;
mod wrapper;

pub use iterator::Items;
pub(crate) use site::Code;
pub use site::Site;
pub use strict::{Exact, Strict};
pub use subscript::{Bounds, Index, Subscript};
pub(crate) use wrapper::by_reference;

use std::hash::Hash;

use crate::error::Result;
use crate::hint::TypeHint;
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
    note = "a type of yours: `#[derive(pydust::FromPy)]`, or make it a `#[class]` and take a reference to it",
    note = "anything else (`RefCell`, `Mutex`, types of other crates): take what it is made of, or `&pydust::Obj`"
)]
pub trait FromPy<'a, 'py>: Sized {
    /// What must live as long as the value: `()`, or the lock of a class instance. It is created before the
    /// conversion, and dropped when the call is done.
    type Guard: Default;

    /// What error messages say was expected: `int`, `list`.
    const EXPECTED: &'static str;

    /// What stubs say that a parameter takes: `{collections.abc.Iterable}[int]`.
    const TAKES: TypeHint = TypeHint::ANY;

    /// Converts, borrowing from the object for `'a`.
    ///
    /// Raises `TypeError` for an object of the wrong type, `ValueError` and `OverflowError` for a wrong value.
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self>;

    /// As `from_py`, without a reference of the guard's own. `site` is the function that the argument is for.
    ///
    /// # Safety
    /// The object must outlive the guard.
    #[doc(hidden)]
    #[inline(always)]
    unsafe fn from_argument(
        obj: &'a Obj<'py>,
        site: &'static Site,
        guard: &'a mut Self::Guard,
    ) -> Result<Self> {
        let _ = site;
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
#[diagnostic::on_unimplemented(
    message = "a Python object does not convert to an owned `{Self}`",
    label = "not a type that can be taken out of a container",
    note = "what borrows has an owned form: `String` for `&str`, `pydust::PyObj` for an instance of a class",
    note = "a type of yours: `#[derive(pydust::FromPy)]`",
    note = "anything else (`RefCell`, `Mutex`, types of other crates): take what it is made of, or `pydust::PyObj`"
)]
pub trait FromPyOwned<'py>: for<'a> FromPy<'a, 'py, Guard = ()> {
    /// Converts without a borrow.
    fn from_py_owned(obj: &Obj<'py>) -> Result<Self>;
}

#[diagnostic::do_not_recommend] // its own message says more
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
    note = "a type of yours: `#[derive(pydust::IntoPy)]`, or make it a `#[class]`",
    note = "anything else (`Mutex`, types of other crates): return what is in it, or `pydust::PyObj`"
)]
pub trait IntoPy<'py>: Sized {
    /// What stubs say that a function returns: `list[int]`.
    const GIVES: TypeHint = TypeHint::ANY;

    /// Converts.
    ///
    /// Raises what the conversion or, for a `Result`, its error says.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>>;

    /// For `u8` alone: its vectors, arrays and slices are `bytes` to Python.
    #[doc(hidden)]
    const AS_BYTE: Option<fn(&Self) -> u8> = None;
}

/// A type whose values can be the keys of a hash map, or the items of a hash set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a key of a hash map: it has no `Eq` and `Hash`",
    label = "not a key",
    note = "a type of yours: `#[derive(PartialEq, Eq, Hash)]`",
    note = "floats are never keys, since NaN equals nothing: take strings or ints, or a `Vec` of pairs"
)]
pub trait HashKey: Eq + Hash {}

#[diagnostic::do_not_recommend] // its own message says more
impl<T: Eq + Hash> HashKey for T {}

/// The error for an object that is not what `T` expects.
#[inline]
pub(crate) fn mismatch<'a, 'py, T: FromPy<'a, 'py>>(found: &Obj<'py>) -> crate::Error {
    crate::error::mismatch::new(found, T::EXPECTED)
}
