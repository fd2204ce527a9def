//! What each interpreter makes once and keeps until it ends: interned names, methods of builtin types.
//! Where that is kept, and which interpreter is asked, is in `interpreter.rs`.

use std::sync::atomic::{AtomicPtr, Ordering};

use super::error::Raised;
use super::{Lent, Obj, PyObject, Python, interpreter};

/// A place in a static for one object of each interpreter.
pub(crate) struct Kept {
    /// The object of the only interpreter, as long as there is only one; not read afterwards.
    sole: AtomicPtr<PyObject>,
}

impl Kept {
    /// Nothing made yet.
    pub(crate) const fn new() -> Kept {
        Kept { sole: AtomicPtr::new(std::ptr::null_mut()) }
    }

    /// This interpreter's object; `make` makes it if there is none yet.
    ///
    /// With one interpreter this is two loads, else a look into the interpreter's dict.
    #[inline(always)]
    pub(crate) fn get<'py>(
        &'static self,
        py: Python<'py>,
        make: impl FnOnce() -> Result<Obj<'py>, Raised>,
    ) -> Result<Lent<'py, 'py>, Raised> {
        let sole = self.sole.load(Ordering::Acquire);
        // SAFETY: null, or an object of the only interpreter there is, whose dict has a reference to it and
        // is never rid of it. As that dict goes, `is_single` turns false before the object is released:
        // the capsule that says so was put there first.
        match unsafe { Lent::new(sole) } {
            Some(object) if interpreter::is_single() => Ok(object),
            _ => self.find(py, make),
        }
    }

    #[cold]
    fn find<'py>(
        &'static self,
        py: Python<'py>,
        make: impl FnOnce() -> Result<Obj<'py>, Raised>,
    ) -> Result<Lent<'py, 'py>, Raised> {
        let here = interpreter::current(py)?;
        let key = (&raw const self.sole).cast();
        let kept = match interpreter::get(py, key)? {
            Some(kept) => kept,
            None => interpreter::keep(py, key, &make()?)?,
        };
        if interpreter::is_sole(here) {
            self.sole.store(kept.as_ptr(), Ordering::Release);
        }
        // SAFETY: the interpreter's dict has a reference of its own, and outlives every token.
        unsafe { Lent::new(kept.as_ptr()) }.ok_or(Raised)
    }
}
