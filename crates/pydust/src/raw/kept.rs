//! What each interpreter makes once and keeps until it ends: interned names, methods of builtin types, classes.
//! Where that is kept, and which interpreter is asked, is in `interpreter.rs`.

use std::ptr;
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
        Kept { sole: AtomicPtr::new(ptr::null_mut()) }
    }

    /// This interpreter's object; `make` makes it if there is none yet.
    ///
    /// With one interpreter this is two loads, else a look into the interpreter's dict.
    #[inline(always)]
    pub(crate) fn get<'py, E: From<Raised>>(
        &'static self,
        py: Python<'py>,
        make: impl FnOnce() -> Result<Obj<'py>, E>,
    ) -> Result<Lent<'py, 'py>, E> {
        py.check();
        match self.sole(py) {
            Some(object) => Ok(object),
            None => self.get_or_make(py, make),
        }
    }

    /// The object, as long as there is only one interpreter and this is known to be its object.
    #[inline(always)]
    pub(crate) fn sole<'py>(&'static self, _: Python<'py>) -> Option<Lent<'py, 'py>> {
        let sole = self.sole.load(Ordering::Acquire);
        // SAFETY: null, or an object of the only interpreter there is, whose dict has a reference to it and
        // is never rid of it. As that dict goes, `is_single` turns false before the object is released:
        // the capsule that says so was put there first.
        unsafe { Lent::new(sole) }.filter(|_| interpreter::is_single())
    }

    /// Whether this is that object.
    #[inline(always)]
    pub(crate) fn is_sole(&'static self, object: *mut PyObject) -> bool {
        ptr::eq(self.sole.load(Ordering::Relaxed), object) && interpreter::is_single()
    }

    #[cold]
    fn get_or_make<'py, E: From<Raised>>(
        &'static self,
        py: Python<'py>,
        make: impl FnOnce() -> Result<Obj<'py>, E>,
    ) -> Result<Lent<'py, 'py>, E> {
        let kept = match self.find(py)? {
            Some(kept) => kept,
            None => self.keep(py, &make()?)?,
        };
        // SAFETY: the interpreter's dict has a reference of its own, and outlives every token.
        unsafe { Lent::new(kept.as_ptr()) }.ok_or(E::from(Raised))
    }

    /// This interpreter's object, if there is one.
    pub(crate) extern "C" fn find<'py>(
        &'static self,
        py: Python<'py>,
    ) -> Result<Option<Obj<'py>>, Raised> {
        match interpreter::get(py, self.key())? {
            Some(kept) => self.remember(kept).map(Some),
            None => Ok(None),
        }
    }

    /// Keeps the object for this interpreter, until it ends. Gives what is kept: another thread may have been
    /// first.
    pub(crate) extern "C" fn keep<'py>(
        &'static self,
        py: Python<'py>,
        object: &Obj<'py>,
    ) -> Result<Obj<'py>, Raised> {
        self.remember(interpreter::keep(py, self.key(), object)?)
    }

    /// The shorter way to an object that is kept, if there is only one interpreter.
    fn remember<'py>(&'static self, kept: Obj<'py>) -> Result<Obj<'py>, Raised> {
        if interpreter::is_sole(interpreter::current(kept.py())?) {
            self.sole.store(kept.as_ptr(), Ordering::Release);
        }
        Ok(kept)
    }

    fn key(&'static self) -> *const () {
        (&raw const self.sole).cast()
    }
}
