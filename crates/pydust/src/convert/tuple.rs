//! `tuple`: tuples of up to twelve.

use super::sequence::element;
use super::{Exact, FromPy, FromPyOwned, IntoPy, mismatch};
use crate::error::{self, Result};
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

/// The hint of a tuple.
macro_rules! listed {
    ($first:ty $(, $type:ty)*; $hint:ident) => {
        hint!("tuple[", <$first>::$hint $(, ", ", <$type>::$hint)*, "]")
    };
}

macro_rules! tuples {
    ($($length:literal ($expected:literal): $($T:ident $value:ident $index:literal),*;)*) => {$(
        impl<'a, 'py, $($T: FromPyOwned<'py>),*> FromPy<'a, 'py> for ($($T,)*) {
            type Guard = ();
            const EXPECTED: &'static str = $expected;
            const TAKES: TypeHint = listed!($($T),*; TAKES);

            /// A `tuple` of that length.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if !raw::container::is_tuple(obj) {
                    return Err(mismatch::<Self>(obj));
                }
                match raw::container::tuple_len(obj)? {
                    $length => {}
                    found => return Err(error::mismatch::of_length(obj.py(), "tuple", $length, found)),
                }
                $(let Some($value) = raw::container::tuple_lend(obj, $index) else {
                    return Err(mismatch::<Self>(obj));
                };)*
                Ok(($(element(&$value, $index)?,)*))
            }
        }

        impl<'py, $($T: FromPyOwned<'py>),*> Exact<'py> for ($($T,)*) {
            const HINT: TypeHint = listed!($($T),*; TAKES);

            #[inline(always)]
            fn is_exact(obj: &Obj<'py>) -> bool {
                raw::exact::is_tuple(obj)
            }
        }

        impl<'py, $($T: IntoPy<'py>),*> IntoPy<'py> for ($($T,)*) {
            const GIVES: TypeHint = listed!($($T),*; GIVES);

            #[inline]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                let ($($value,)*) = self;
                Ok(raw::container::new_tuple(py, [$($value.into_py(py)?),*])?)
            }
        }

        impl<'py, $($T),*> IntoPy<'py> for &($($T,)*)
        where
            $(for<'b> &'b $T: IntoPy<'py>,)*
        {
            const GIVES: TypeHint = listed!($(&$T),*; GIVES);

            #[inline]
            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                let ($($value,)*) = self;
                Ok(raw::container::new_tuple(py, [$($value.into_py(py)?),*])?)
            }
        }
    )*};
}

tuples! {
    1 ("tuple of length 1"): A a 0;
    2 ("tuple of length 2"): A a 0, B b 1;
    3 ("tuple of length 3"): A a 0, B b 1, C c 2;
    4 ("tuple of length 4"): A a 0, B b 1, C c 2, D d 3;
    5 ("tuple of length 5"): A a 0, B b 1, C c 2, D d 3, E e 4;
    6 ("tuple of length 6"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5;
    7 ("tuple of length 7"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6;
    8 ("tuple of length 8"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7;
    9 ("tuple of length 9"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8;
    10 ("tuple of length 10"): A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9;
    11 ("tuple of length 11"):
        A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10;
    12 ("tuple of length 12"):
        A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11;
}
