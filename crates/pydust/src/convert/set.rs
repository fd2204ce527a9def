//! `set`, and any iterable: hash sets and tree sets.

use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasher;

use super::sequence::{for_each, is_one_value};
use super::{FromPy, FromPyOwned, HashKey, IntoPy, mismatch};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

#[inline(never)]
fn new_set<'py, T: IntoPy<'py>>(
    py: Python<'py>,
    items: impl Iterator<Item = T>,
) -> Result<Obj<'py>> {
    let set = raw::set::new(py)?;
    for item in items {
        raw::set::add(&set, &item.into_py(py)?)?;
    }
    Ok(set)
}

macro_rules! sets {
    ($set:ident<T $(, $state:ident)?>: $($item:tt)+) => {
        impl<'a, 'py, T $(, $state)?> FromPy<'a, 'py> for $set<T $(, $state)?>
        where
            T: FromPyOwned<'py> + $($item)+,
            $($state: BuildHasher + Default,)?
        {
            type Guard = ();
            const EXPECTED: &'static str = "set";
            const TAKES: TypeHint = hint!("{collections.abc.Iterable}[", T::TAKES, "]");

            /// A `set`, a `frozenset` or any other iterable but `str`, `dict` and bytes-likes.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if is_one_value(obj) {
                    return Err(mismatch::<Self>(obj));
                }
                let mut set = $set::default();
                for_each(obj, mismatch::<Self>, |item| {
                    set.insert(item);
                    Ok(())
                })?;
                Ok(set)
            }
        }

        impl<'py, T: IntoPy<'py> $(, $state)?> IntoPy<'py> for $set<T $(, $state)?> {
            const GIVES: TypeHint = hint!("set[", T::GIVES, "]");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                new_set(py, self.into_iter())
            }
        }

        impl<'py, T $(, $state)?> IntoPy<'py> for &$set<T $(, $state)?>
        where
            for<'b> &'b T: IntoPy<'py>,
        {
            const GIVES: TypeHint = hint!("set[", <&T as IntoPy<'py>>::GIVES, "]");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                new_set(py, self.iter())
            }
        }
    };
}

sets!(HashSet<T, S>: HashKey);
sets!(BTreeSet<T>: Ord);
