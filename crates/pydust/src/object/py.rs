//! [`Py`], the form of a handle that can be stored and sent to other threads.
#![allow(unsafe_code)]

use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use crate::error::{Error, Result};
use crate::raw::interpreter::Generation;
use crate::raw::{self, Obj, PyObject, Python};
use crate::types::{Handle, Stored};

/// A reference to a Python object that can be stored, returned, and sent to other threads.
///
/// Unlike the handles it has no lifetime and needs no attached thread to exist. It knows the interpreter
/// that it belongs to: used in another one it is an error, never a mix-up. Dropped while detached, its
/// reference is released when a thread next attaches to its interpreter. There is an alias for each
/// type: [`PyObj`], [`PyStr`](crate::PyStr), [`PyDict`](crate::PyDict). An instance of a class is stored as `Py<Point>`,
/// and bound as an [`Instance`](crate::Instance).
///
/// ```
/// use pydust as py;
/// struct Cache { names: py::PyDict }
///
/// fn lookup(py: py::Python, cache: &Cache, name: &py::Str) -> py::Result<Option<i64>> {
///     match cache.names.bind(py).get(name)? {
///         Some(found) => Ok(Some(found.extract()?)),
///         None => Ok(None),
///     }
/// }
/// ```
pub struct Py<H = Obj<'static>> {
    ptr: NonNull<PyObject>,
    home: Generation,
    handle: PhantomData<fn() -> H>,
}

/// Any object, stored.
pub type PyObj = Py<Obj<'static>>;

// SAFETY: a `Py` on another thread can do no more than be dropped (`raw::attach::release` takes care of
// where) or be bound with that thread's own token, which proves it attached.
unsafe impl<H> Send for Py<H> {}
// SAFETY: as above; a shared `Py` gives nothing without a token either.
unsafe impl<H> Sync for Py<H> {}

impl<H> Py<H> {
    #[inline]
    pub(crate) fn from_obj(obj: Obj<'_>) -> Py<H> {
        // Whoever makes such references drains those that were dropped elsewhere.
        raw::dropped::release_dropped(obj.py());
        // An interpreter that can't say which it is is ending: 0 is no interpreter's generation, and
        // the reference is leaked, as all are then.
        let home = raw::interpreter::current(obj.py()).unwrap_or_else(|raw::Raised| {
            drop(raw::error::take(obj.py()));
            0
        });
        let ptr = ManuallyDrop::new(obj).as_non_null();
        Py { ptr, home, handle: PhantomData }
    }

    /// The reference and its interpreter, for the garbage collector.
    pub(crate) fn reference(&self) -> (NonNull<PyObject>, Generation) {
        (self.ptr, self.home)
    }

    /// The same reference, to any object.
    pub(crate) fn into_any(self) -> PyObj {
        let this = ManuallyDrop::new(self);
        Py { ptr: this.ptr, home: this.home, handle: PhantomData }
    }

    /// Whether the object belongs to this thread's interpreter.
    #[inline(always)]
    fn is_at_home(&self, py: Python<'_>) -> bool {
        raw::interpreter::is_sole(self.home) || raw::interpreter::is_current(py, self.home)
    }

    /// The object as any object, or `RuntimeError` if it belongs to another interpreter.
    #[inline]
    pub(crate) fn try_as_obj<'a, 'py>(&'a self, py: Python<'py>) -> Result<&'a Obj<'py>> {
        if self.is_at_home(py) {
            // SAFETY: the pointer is owned, in its own interpreter, and lent as long as `self`; it has
            // the layout of a handle.
            Ok(unsafe { Obj::from_slot((&raw const self.ptr).cast()) })
        } else {
            Err(foreign(py))
        }
    }

    #[inline]
    pub(crate) fn try_into_obj(self, py: Python<'_>) -> Result<Obj<'_>> {
        if !self.is_at_home(py) {
            return Err(foreign(py));
        }
        let ptr = ManuallyDrop::new(self).ptr;
        // SAFETY: the reference was owned by `self`, in its own interpreter.
        Ok(unsafe { Obj::from_owned(ptr) })
    }

    pub(crate) fn try_clone_bound<'py>(&self, py: Python<'py>) -> Result<Obj<'py>> {
        self.try_as_obj(py).cloned()
    }

    /// A second reference to the same object.
    ///
    /// # Panics
    /// If the object belongs to another interpreter.
    pub fn clone_ref(&self, py: Python<'_>) -> Py<H> {
        match self.try_clone_bound(py) {
            Ok(obj) => Py::from_obj(obj),
            Err(error) => panic!("{error}"),
        }
    }
}

#[cold]
extern "C" fn foreign(py: Python<'_>) -> Error {
    let mut message = raw::message::Message::new();
    message.push(&["a stored Python object was used in an interpreter that is not its own"]);
    let class = raw::error::exception_type(py, &raw const raw::ffi::PyExc_RuntimeError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}

impl<H: Stored> Py<H> {
    /// The handle, for as long as the token says.
    ///
    /// # Panics
    /// If the object belongs to another interpreter than this thread's. The panic reaches Python as an
    /// exception; [`try_bind`](Py::try_bind) gives it as an error.
    #[inline]
    pub fn bind<'a, 'py: 'a>(&'a self, py: Python<'py>) -> &'a H::Handle<'py> {
        match self.try_bind(py) {
            Ok(handle) => handle,
            Err(error) => panic!("{error}"),
        }
    }

    /// The handle, or `RuntimeError` if the object belongs to another interpreter.
    #[inline]
    pub fn try_bind<'a, 'py: 'a>(&'a self, py: Python<'py>) -> Result<&'a H::Handle<'py>> {
        // SAFETY: a `Py<H>` is only made from the handle of `H`, whose type it keeps.
        self.try_as_obj(py).map(|obj| unsafe { H::Handle::of_unchecked(obj) })
    }
}

impl<H> Drop for Py<H> {
    fn drop(&mut self) {
        // SAFETY: the reference is owned, and `home` is the interpreter it was made in.
        unsafe { raw::dropped::release(self.ptr, self.home) }
    }
}

impl<H> fmt::Debug for Py<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::python::try_attach(|py| match self.try_as_obj(py) {
            Ok(obj) => fmt::Debug::fmt(obj, f),
            Err(_) => f.write_str("<object of another interpreter>"),
        })
        .unwrap_or_else(|| f.write_str("<object>"))
    }
}
