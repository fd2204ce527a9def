//! [`WeakRef`]: a reference that does not keep its object alive.

use super::handle;
use crate::error::Result;
use crate::raw::{self, Obj};

handle! {
    /// Python's `weakref.ref`.
    ///
    /// ```
    /// # use pydust as py;
    /// struct Cache { last: Option<py::PyWeakRef> }
    ///
    /// fn last<'py>(py: py::Python<'py>, cache: &Cache) -> Option<py::Obj<'py>> {
    ///     cache.last.as_ref()?.bind(py).upgrade()
    /// }
    /// ```
    WeakRef, PyWeakRef, "weakref.ReferenceType" as "{weakref.ReferenceType}[{typing.Any}]", raw::weakref::is
}

impl<'py> WeakRef<'py> {
    /// `weakref.ref(obj)`.
    ///
    /// Raises `TypeError` for an object that can't be referred to weakly, such as an `int` or a `list`.
    #[track_caller]
    pub fn new(obj: &Obj<'py>) -> Result<WeakRef<'py>> {
        Ok(WeakRef(raw::weakref::new(obj, None)?))
    }

    /// `weakref.ref(obj, callback)`: the callback is called with the reference when the object ends, unless
    /// the reference has ended before.
    #[track_caller]
    pub fn with_callback(obj: &Obj<'py>, callback: &Obj<'py>) -> Result<WeakRef<'py>> {
        Ok(WeakRef(raw::weakref::new(obj, Some(callback))?))
    }

    /// The object, with a reference that keeps it alive; `None` once it has ended.
    pub fn upgrade(&self) -> Option<Obj<'py>> {
        raw::weakref::get(self)
    }
}
