//! [`Strict`]: conversions that take the exact type and nothing that merely could be one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::ops::{Deref, DerefMut};

use super::{FromPy, FromPyOwned, IntoPy, mismatch};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

/// A value that was exactly of the Python type which its Rust type stands for.
///
/// Conversions take what Python code would take: a `bool` or an object with `__index__` is an `int`, an `int` is
/// a `float`, any iterable makes a `Vec`, any mapping a `HashMap`. `Strict<T>` takes no such thing, and no
/// subclasses either; `TypeError` says what was expected. What is inside of a container is as strict as it says:
/// `Strict<Vec<Strict<i64>>>`.
///
/// ```
/// use pydust as py;
/// use py::Strict;
///
/// fn level(level: Strict<i64>) -> i64 {
///     level.0 // `level(True)` is a TypeError
/// }
///
/// fn mean(samples: Vec<Strict<f64>>) -> f64 {
///     samples.iter().map(|sample| sample.0).sum::<f64>() / samples.len() as f64
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Strict<T>(pub T);

impl<T> Deref for Strict<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Strict<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// A type that has a strict form: see [`Strict`].
///
/// Implemented for numbers, text, bytes, containers, and `Option`s of them.
///
/// ```
/// use pydust as py;
///
/// fn strictly<'py, T: py::FromPyOwned<'py> + py::Exact<'py>>(obj: &py::Obj<'py>) -> Option<T> {
///     if T::is_exact(obj) { obj.extract().ok() } else { None }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no strict form",
    note = "numbers, text, bytes, containers and `Option`s have one"
)]
pub trait Exact<'py> {
    /// What stubs say that a [`Strict`] parameter takes: less than `FromPy::TAKES` does.
    const HINT: TypeHint = TypeHint::ANY;

    /// Whether the object is exactly of the Python type that this type stands for.
    fn is_exact(obj: &Obj<'py>) -> bool;
}

impl<'a, 'py, T: FromPy<'a, 'py> + Exact<'py>> FromPy<'a, 'py> for Strict<T> {
    type Guard = T::Guard;
    const EXPECTED: &'static str = T::EXPECTED;
    const TAKES: TypeHint = T::HINT;

    #[inline]
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut T::Guard) -> Result<Self> {
        if T::is_exact(obj) {
            T::from_py(obj, guard).map(Strict)
        } else {
            Err(mismatch::<Self>(obj))
        }
    }
}

impl<'py, T: IntoPy<'py>> IntoPy<'py> for Strict<T> {
    const GIVES: TypeHint = T::GIVES;

    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        self.0.into_py(py)
    }
}

impl<'py, T> IntoPy<'py> for &Strict<T>
where
    for<'b> &'b T: IntoPy<'py>,
{
    const GIVES: TypeHint = <&T as IntoPy<'py>>::GIVES;

    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        (&self.0).into_py(py)
    }
}

macro_rules! exact {
    ($check:ident, $hint:literal => $($type:ty),*) => {
        $(impl<'py> Exact<'py> for $type {
            const HINT: TypeHint = hint!($hint);

            #[inline(always)]
            fn is_exact(obj: &Obj<'py>) -> bool {
                raw::exact::$check(obj)
            }
        })*
    };
    ($check:ident, $hint:expr => $type:ident<$($item:ident),+ $(; $state:ident)?>) => {
        impl<'py, $($item: FromPyOwned<'py>),+ $(, $state)?> Exact<'py>
            for $type<$($item),+ $(, $state)?>
        {
            const HINT: TypeHint = $hint;

            #[inline(always)]
            fn is_exact(obj: &Obj<'py>) -> bool {
                raw::exact::$check(obj)
            }
        }
    };
}

exact!(is_int, "int" => i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
exact!(is_float, "float" => f32, f64);
exact!(is_bool, "bool" => bool);
exact!(is_str, "str" => char, &str, String, Cow<'_, str>);
exact!(is_bytes, "bytes" => &[u8], Cow<'_, [u8]>);
exact!(is_list, hint!("list[", T::TAKES, "]") => VecDeque<T>);
exact!(is_list, hint!("list[", T::TAKES, "]") => LinkedList<T>);
exact!(is_dict, hint!("dict[", K::TAKES, ", ", V::TAKES, "]") => HashMap<K, V; S>);
exact!(is_dict, hint!("dict[", K::TAKES, ", ", V::TAKES, "]") => BTreeMap<K, V>);
exact!(is_set, hint!("set[", T::TAKES, "]") => HashSet<T; S>);
exact!(is_set, hint!("set[", T::TAKES, "]") => BTreeSet<T>);

/// Of bytes, `bytes`.
impl<'py, T: FromPyOwned<'py>> Exact<'py> for Vec<T> {
    const HINT: TypeHint =
        if T::FROM_BYTE.is_some() { hint!("bytes") } else { hint!("list[", T::TAKES, "]") };

    #[inline]
    fn is_exact(obj: &Obj<'py>) -> bool {
        if T::FROM_BYTE.is_some() { raw::exact::is_bytes(obj) } else { raw::exact::is_list(obj) }
    }
}

impl<'py, T: FromPyOwned<'py>, const N: usize> Exact<'py> for [T; N] {
    const HINT: TypeHint = Vec::<T>::HINT;

    #[inline]
    fn is_exact(obj: &Obj<'py>) -> bool {
        Vec::<T>::is_exact(obj)
    }
}

impl<'py, T: Exact<'py>> Exact<'py> for Option<T> {
    const HINT: TypeHint = hint!(T::HINT, " | None");

    #[inline]
    fn is_exact(obj: &Obj<'py>) -> bool {
        obj.is_none() || T::is_exact(obj)
    }
}
