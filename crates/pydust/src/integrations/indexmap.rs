//! `indexmap`: `IndexMap` is `dict`, in its order.

use std::hash::{BuildHasher, Hash};

use indexmap::IndexMap;

use crate::convert::map::{from_mapping, into_dict};
use crate::convert::{FromPy, FromPyOwned, IntoPy};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{Obj, Python};

impl<'a, 'py, K, V, S> FromPy<'a, 'py> for IndexMap<K, V, S>
where
    K: FromPyOwned<'py> + Eq + Hash,
    V: FromPyOwned<'py>,
    S: BuildHasher + Default,
{
    type Guard = ();
    const EXPECTED: &'static str = "dict";
    const TAKES: TypeHint = hint!("{collections.abc.Mapping}[", K::TAKES, ", ", V::TAKES, "]");

    /// What `HashMap` takes.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let mut map = IndexMap::default();
        from_mapping(obj, |key, value| drop(map.insert(key, value)))?;
        Ok(map)
    }
}

impl<'py, K: IntoPy<'py>, V: IntoPy<'py>, S> IntoPy<'py> for IndexMap<K, V, S> {
    const GIVES: TypeHint = hint!("dict[", K::GIVES, ", ", V::GIVES, "]");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        into_dict(py, self.into_iter())
    }
}

impl<'py, K, V, S> IntoPy<'py> for &IndexMap<K, V, S>
where
    for<'b> &'b K: IntoPy<'py>,
    for<'b> &'b V: IntoPy<'py>,
{
    const GIVES: TypeHint =
        hint!("dict[", <&K as IntoPy<'py>>::GIVES, ", ", <&V as IntoPy<'py>>::GIVES, "]");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        into_dict(py, self.iter())
    }
}
