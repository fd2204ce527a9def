//! Instances as values: borrowed from Python objects, and made into them.
#![allow(unsafe_code)]

use super::{Borrow, BorrowMut, Class};
use crate::convert::{FromPy, IntoPy};
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
    unsafe fn from_argument(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self> {
        // SAFETY: passed on.
        Ok(guard.insert(unsafe { Borrow::lent(obj)? }))
    }
}

impl<'a, 'py, T: Class> FromPy<'a, 'py> for &'a mut T {
    type Guard = Option<BorrowMut<'py, T>>;
    const EXPECTED: &'static str = T::NAME;

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self> {
        Ok(guard.insert(BorrowMut::new(obj)?))
    }

    #[inline(always)]
    unsafe fn from_argument(obj: &'a Obj<'py>, guard: &'a mut Self::Guard) -> Result<Self> {
        // SAFETY: passed on.
        Ok(guard.insert(unsafe { BorrowMut::lent(obj)? }))
    }
}

impl<'py, T: Class> IntoPy<'py> for T {
    /// A new instance of the class.
    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        super::instantiate(self, py)
    }
}
