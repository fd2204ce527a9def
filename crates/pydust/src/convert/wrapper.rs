//! What wraps or stands for another value: `Option`, `Result`, `()`, handles, `Py`.
#![allow(unsafe_code)] // passes the unsafe method for arguments on

use super::{FromPy, IntoPy, Site, mismatch};
use crate::error::{Error, Result};
use crate::hint::{TypeHint, hint};
use crate::object::Py;
use crate::raw::{self, Obj, Python};
use crate::types::{Handle, Stored};

/// `IntoPy` of a reference to a value that is cheap to copy.
macro_rules! by_reference {
    ($type:ty) => {
        impl<'py> $crate::convert::IntoPy<'py> for &$type {
            const GIVES: $crate::hint::TypeHint = <$type as $crate::convert::IntoPy<'py>>::GIVES;

            #[inline(always)]
            fn into_py(
                self,
                py: $crate::raw::Python<'py>,
            ) -> $crate::error::Result<$crate::raw::Obj<'py>> {
                (*self).into_py(py)
            }
        }
    };
}
pub(crate) use by_reference;

impl<'a, 'py, T: FromPy<'a, 'py>> FromPy<'a, 'py> for Option<T> {
    type Guard = T::Guard;
    const EXPECTED: &'static str = T::EXPECTED;
    const TAKES: TypeHint = hint!(T::TAKES, " | None");

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut T::Guard) -> Result<Self> {
        if obj.is_none() { Ok(None) } else { T::from_py(obj, guard).map(Some) }
    }

    #[inline(always)]
    unsafe fn from_argument(
        obj: &'a Obj<'py>,
        site: &'static Site,
        guard: &'a mut T::Guard,
    ) -> Result<Self> {
        if obj.is_none() {
            return Ok(None);
        }
        // SAFETY: passed on.
        unsafe { T::from_argument(obj, site, guard) }.map(Some)
    }
}

impl<'py, T: IntoPy<'py>> IntoPy<'py> for Option<T> {
    const GIVES: TypeHint = hint!(T::GIVES, " | None");

    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        match self {
            Some(value) => value.into_py(py),
            None => Ok(raw::object::none(py)),
        }
    }
}

impl<'py, T> IntoPy<'py> for &Option<T>
where
    for<'b> &'b T: IntoPy<'py>,
{
    const GIVES: TypeHint = hint!(<&T as IntoPy<'py>>::GIVES, " | None");

    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        self.as_ref().into_py(py)
    }
}

impl<'py, T: IntoPy<'py>, E: Into<Error>> IntoPy<'py> for std::result::Result<T, E> {
    const GIVES: TypeHint = T::GIVES;

    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        match self {
            Ok(value) => value.into_py(py),
            Err(error) => Err(error.into()),
        }
    }
}

impl<'py> IntoPy<'py> for () {
    const GIVES: TypeHint = hint!("None");

    #[inline(always)]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::object::none(py))
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Obj<'py> {
    type Guard = ();
    const EXPECTED: &'static str = "object";
    const TAKES: TypeHint = TypeHint::ANY;

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        Ok(obj.clone())
    }
}

impl<'a, 'py> FromPy<'a, 'py> for &'a Obj<'py> {
    type Guard = ();
    const EXPECTED: &'static str = "object";
    const TAKES: TypeHint = TypeHint::ANY;

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        Ok(obj)
    }
}

impl<'py> IntoPy<'py> for Obj<'py> {
    #[inline(always)]
    fn into_py(self, _: Python<'py>) -> Result<Obj<'py>> {
        Ok(self)
    }
}

impl<'py> IntoPy<'py> for &Obj<'py> {
    #[inline(always)]
    fn into_py(self, _: Python<'py>) -> Result<Obj<'py>> {
        Ok(self.clone())
    }
}

impl<'a, 'py, H: Stored> FromPy<'a, 'py> for Py<H> {
    type Guard = ();
    const EXPECTED: &'static str = <H::Handle<'static> as Handle<'static>>::NAME;
    const TAKES: TypeHint = <H::Handle<'static> as Handle<'static>>::HINT;

    #[inline]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if H::Handle::check(obj) {
            Ok(Py::from_obj(obj.clone()))
        } else {
            Err(mismatch::<Self>(obj))
        }
    }
}

impl<'py, H: Stored> IntoPy<'py> for Py<H> {
    const GIVES: TypeHint = <H::Handle<'static> as Handle<'static>>::HINT;

    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        self.try_into_obj(py)
    }
}

impl<'py, H: Stored> IntoPy<'py> for &Py<H> {
    const GIVES: TypeHint = <H::Handle<'static> as Handle<'static>>::HINT;

    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        self.try_clone_bound(py)
    }
}
