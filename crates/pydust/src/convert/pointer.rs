//! Pointers to values: `Box`, `Arc`, `Rc` and `Cow` convert as what they point to.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{FromPy, IntoPy};
use crate::error::Result;
use crate::hint::TypeHint;
use crate::raw::{Obj, Python};

macro_rules! from_value {
    ($($pointer:ident)*) => {$(
        impl<'a, 'py, T: FromPy<'a, 'py>> FromPy<'a, 'py> for $pointer<T> {
            type Guard = T::Guard;
            const EXPECTED: &'static str = T::EXPECTED;
            const TAKES: TypeHint = T::TAKES;

            #[inline]
            fn from_py(obj: &'a Obj<'py>, guard: &'a mut T::Guard) -> Result<Self> {
                T::from_py(obj, guard).map($pointer::new)
            }
        }
    )*};
}

from_value!(Box Arc Rc);

impl<'py, T: IntoPy<'py>> IntoPy<'py> for Box<T> {
    const GIVES: TypeHint = T::GIVES;

    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        (*self).into_py(py)
    }
}

// What is shared or borrowed converts by reference.
macro_rules! by_target {
    ($($pointer:ty $(, $owned:ident)?;)*) => {$(
        impl<'py, T: ?Sized $(+ $owned)?> IntoPy<'py> for $pointer
        where
            for<'b> &'b T: IntoPy<'py>,
        {
            const GIVES: TypeHint = <&T as IntoPy<'py>>::GIVES;

            #[inline]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                let target: &T = &self;
                target.into_py(py)
            }
        }
    )*};
}

by_target! {
    Arc<T>;
    Rc<T>;
    Cow<'_, T>, ToOwned;
    &Box<T>;
    &Arc<T>;
    &Rc<T>;
    &Cow<'_, T>, ToOwned;
}
