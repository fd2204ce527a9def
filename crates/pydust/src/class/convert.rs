//! Instances as values: borrowed from Python objects, and made into them.
#![allow(unsafe_code)]

use super::lock::Writable;
use super::{Borrow, BorrowMut, Class};
use crate::convert::{FromPy, IntoPy, Site};
use crate::error::Result;
use crate::hint::TypeHint;
use crate::raw::{Obj, Python};

impl<'a, 'py, T: Class> FromPy<'a, 'py> for &'a T {
    type Guard = Option<Borrow<'py, T>>;
    const EXPECTED: &'static str = T::NAME;
    const TAKES: TypeHint = T::HINT;

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self> {
        Ok(guard.insert(Borrow::new(obj)?))
    }

    #[inline(always)]
    unsafe fn from_argument(
        obj: &'a Obj<'py>,
        site: &'static Site,
        guard: &'a mut Self::Guard,
    ) -> Result<Self> {
        // SAFETY: passed on.
        Ok(guard.insert(unsafe { Borrow::lent(obj, site)? }))
    }
}

impl<'a, 'py, T: Class<Lock: Writable>> FromPy<'a, 'py> for &'a mut T {
    type Guard = Option<BorrowMut<'py, T>>;
    const EXPECTED: &'static str = T::NAME;
    const TAKES: TypeHint = T::HINT;

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self> {
        Ok(guard.insert(BorrowMut::new(obj)?))
    }

    #[inline(always)]
    unsafe fn from_argument(
        obj: &'a Obj<'py>,
        site: &'static Site,
        guard: &'a mut Self::Guard,
    ) -> Result<Self> {
        // SAFETY: passed on.
        Ok(guard.insert(unsafe { BorrowMut::lent(obj, site)? }))
    }
}

/// A borrowed value of a class, which would have to become an instance.
pub enum Borrowed {}

/// What is never so: that a value of the class `T` is copied out of a borrow. Macros ask for it in the `IntoPy` of `&T`,
/// so that the compiler says this.
#[diagnostic::on_unimplemented(
    message = "`{T}` is a class, and a borrowed value of it would become a copy in Python each time",
    label = "would be copied",
    note = "an attribute: store `pydust::Py<{T}>`, which is the same instance each time, so that changes to it are seen",
    note = "a result: return the value itself, which makes a new instance, or a `pydust::Instance<{T}>`",
    note = "the instance that a method was called on: take `this: &pydust::Instance<Self>`, and return `this.clone()`"
)]
pub trait CopiedFrom<'a, T> {
    /// There is no value to give.
    const NEVER: std::convert::Infallible;
}

// Has an implementation so that `-> &mut Self` gets the message above.
impl<'a, 'py, T: Class> IntoPy<'py> for &'a mut T
where
    Borrowed: CopiedFrom<'a, T>,
{
    fn into_py(self, _: Python<'py>) -> Result<Obj<'py>> {
        match <Borrowed as CopiedFrom<'a, T>>::NEVER {}
    }
}

/// A new instance of the class: what the macros' `IntoPy` of each class does. (A blanket implementation would keep
/// `Box<T>` from having one, since other crates could make a `Box` of theirs a class.)
#[inline(always)]
pub fn instance<T: Class>(value: T, py: Python<'_>) -> Result<Obj<'_>> {
    super::instantiate(value, py)
}
