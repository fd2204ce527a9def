//! `smallvec`: `SmallVec<[T; N]>` is what `Vec<T>` is.

use smallvec::{Array, SmallVec};

use crate::convert::sequence::new_list;
use crate::convert::{FromPy, FromPyOwned, IntoPy};
use crate::error::Result;
use crate::hint::TypeHint;
use crate::raw::{Obj, Python};

impl<'a, 'py, A: Array> FromPy<'a, 'py> for SmallVec<A>
where
    A::Item: FromPyOwned<'py>,
{
    type Guard = ();
    const EXPECTED: &'static str = <Vec<A::Item> as FromPy<'a, 'py>>::EXPECTED;
    const TAKES: TypeHint = Vec::<A::Item>::TAKES;

    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        Ok(Vec::from_py(obj, guard)?.into_iter().collect())
    }
}

impl<'py, A: Array> IntoPy<'py> for SmallVec<A>
where
    A::Item: IntoPy<'py>,
{
    const GIVES: TypeHint = Vec::<A::Item>::GIVES;

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        new_list(py, self.len(), self.into_iter())
    }
}

impl<'py, A: Array> IntoPy<'py> for &SmallVec<A>
where
    for<'b> &'b A::Item: IntoPy<'py>,
{
    const GIVES: TypeHint = <&[A::Item] as IntoPy<'py>>::GIVES;

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        new_list(py, self.len(), self.iter())
    }
}
