//! [`PerInterpreter`]: an object in a static's place that each interpreter has of its own.
#![allow(unsafe_code)]

use std::marker::PhantomData;
use std::ops::Deref;

use crate::convert::IntoPy;
use crate::error::{Result, mismatch};
use crate::raw::kept::Kept;
use crate::raw::{Lent, Obj, Python};
use crate::types::{Handle, Stored};

/// A place in a `static` for an object that each interpreter makes once and keeps until it ends: a class that was
/// imported, a compiled pattern, a function.
///
/// Nobody waits: two threads that come first at the same time both make one, and both get the one that is kept. So what
/// makes it must do no harm when it is done twice; else keep it in the module's state, or use a
/// [`OnceLock`](crate::OnceLock) for what is not an object.
///
/// ```
/// use pydust as py;
///
/// static DECIMAL: py::PerInterpreter<py::Type<'static>> = py::PerInterpreter::new();
///
/// fn decimal<'py>(py: py::Python<'py>, text: &str) -> py::Result<py::Obj<'py>> {
///     let class = DECIMAL.get_or_try_init(py, |py| py.import("decimal")?.getattr("Decimal"))?;
///     class.call1((text,))
/// }
/// ```
pub struct PerInterpreter<H = Obj<'static>> {
    kept: Kept,
    /// It lends handles and holds none.
    handle: PhantomData<fn() -> H>,
}

impl<H: Stored> PerInterpreter<H> {
    /// Nothing made yet.
    pub const fn new() -> PerInterpreter<H> {
        PerInterpreter { kept: Kept::new(), handle: PhantomData }
    }

    /// This interpreter's object; `make` makes it if there is none yet.
    ///
    /// Raises what `make` raises, and `TypeError` if what it makes is not what the place is for.
    #[inline]
    pub fn get_or_try_init<'py, V: IntoPy<'py>>(
        &'static self,
        py: Python<'py>,
        make: impl FnOnce(Python<'py>) -> Result<V>,
    ) -> Result<KeptRef<'py, H>> {
        let kept = self.kept.get(py, || {
            let made = make(py)?.into_py(py)?;
            match H::Handle::check(&made) {
                true => Ok(made),
                false => Err(mismatch::new(&made, H::Handle::NAME)),
            }
        })?;
        Ok(KeptRef { kept, handle: PhantomData })
    }
}

impl<H: Stored> Default for PerInterpreter<H> {
    fn default() -> PerInterpreter<H> {
        PerInterpreter::new()
    }
}

/// An object that this interpreter keeps in a [`PerInterpreter`]: it derefs to the handle,
/// and `clone` gives one that is the caller's own.
pub struct KeptRef<'py, H: Stored> {
    kept: Lent<'py, 'py>,
    handle: PhantomData<fn() -> H>,
}

impl<'py, H: Stored> Deref for KeptRef<'py, H> {
    type Target = H::Handle<'py>;

    #[inline]
    fn deref(&self) -> &H::Handle<'py> {
        // SAFETY: `get_or_try_init` keeps nothing else under its place's address than what it has checked.
        unsafe { H::Handle::of_unchecked(&self.kept) }
    }
}
