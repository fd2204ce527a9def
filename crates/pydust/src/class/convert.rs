//! Instances as values: borrowed from Python objects, and made into them.
#![allow(unsafe_code)]

use super::lock::Writable;
use super::{Borrow, BorrowMut, Class};
use crate::convert::{FromPy, Site};
use crate::error::Result;
use crate::raw::{Obj, Python};

impl<'a, 'py, T: Class> FromPy<'a, 'py> for &'a T {
    type Guard = Option<Borrow<'py, T>>;
    const EXPECTED: &'static str = T::NAME;

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

/// A new instance of the class: what the macros' `IntoPy` of each class does. (A blanket implementation would keep
/// `Box<T>` from having one, since other crates could make a `Box` of theirs a class.)
#[inline(always)]
pub fn instance<T: Class>(value: T, py: Python<'_>) -> Result<Obj<'_>> {
    super::instantiate(value, py)
}
