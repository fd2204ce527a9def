//! The methods of every object on [`Obj`], and [`Py`], the form of a handle that can be stored.
#![allow(unsafe_code)]

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use crate::convert::{Arguments, FromPyOwned, IntoPy};
use crate::error::{Error, Result};
use crate::raw::interpreter::Generation;
use crate::raw::{self, Obj, PyObject, Python};
use crate::types::{Handle, Str, Type};

impl<'py> Obj<'py> {
    /// `getattr(self, name)`.
    ///
    /// Raises `AttributeError` as Python does.
    #[inline]
    pub fn getattr(&self, name: &str) -> Result<Obj<'py>> {
        let name = raw::text::new(self.py(), name)?;
        Ok(raw::call::get_attr(self, &name)?)
    }

    /// `setattr(self, name, value)`.
    pub fn setattr(&self, name: &str, value: impl IntoPy<'py>) -> Result<()> {
        let name = raw::text::new(self.py(), name)?;
        Ok(raw::call::set_attr(self, &name, &value.into_py(self.py())?)?)
    }

    /// Calls the object without arguments.
    ///
    /// ```
    /// # use pydust as py;
    /// fn now(py: py::Python) -> py::Result<f64> {
    ///     py.import("time")?.getattr("time")?.call0()?.extract()
    /// }
    /// ```
    #[inline]
    pub fn call0(&self) -> Result<Obj<'py>> {
        Ok(raw::call::call(self, [], None)?)
    }

    /// Calls the object with positional arguments, given as a tuple of anything that converts.
    #[inline]
    pub fn call1<A: Arguments<'py>>(&self, args: A) -> Result<Obj<'py>> {
        args.call(self, None)
    }

    /// Calls the object with positional and keyword arguments.
    ///
    /// ```
    /// # use pydust as py;
    /// fn pretty(value: &py::Obj) -> py::Result<String> {
    ///     let dumps = value.py().import("json")?.getattr("dumps")?;
    ///     dumps.call((value,), &[("sort_keys", &true), ("indent", &2)])?.extract()
    /// }
    /// ```
    pub fn call<A: Arguments<'py>>(
        &self,
        args: A,
        kwargs: &[(&str, &dyn ToObj<'py>)],
    ) -> Result<Obj<'py>> {
        let py = self.py();
        let keywords = raw::container::new_dict(py)?;
        for (name, value) in kwargs {
            let name = raw::text::new(py, name)?;
            raw::container::dict_set(&keywords, &name, &value.to_obj(py)?)?;
        }
        Ok(raw::call::call_tuple(self, &args.into_tuple(py)?, Some(&keywords))?)
    }

    /// Calls the method `name` with positional arguments.
    pub fn call_method<A: Arguments<'py>>(&self, name: &str, args: A) -> Result<Obj<'py>> {
        self.getattr(name)?.call1(args)
    }

    /// `str(self)`.
    pub fn str(&self) -> Result<Str<'py>> {
        Str::from_obj(raw::call::str(self)?)
    }

    /// `repr(self)`.
    pub fn repr(&self) -> Result<Str<'py>> {
        Str::from_obj(raw::call::repr(self)?)
    }

    /// `bool(self)`.
    pub fn is_true(&self) -> Result<bool> {
        Ok(raw::call::is_true(self)?)
    }

    /// `len(self)`.
    pub fn len(&self) -> Result<usize> {
        Ok(raw::call::len(self)?)
    }

    /// `len(self) == 0`.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    /// `hash(self)`.
    pub fn hash(&self) -> Result<isize> {
        Ok(raw::call::hash(self)?)
    }

    /// `self is None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.is_the_none()
    }

    /// `type(self)`.
    pub fn class(&self) -> Type<'py> {
        Type::of(self)
    }

    /// `isinstance(self, class)`.
    pub fn is_instance(&self, class: &Obj<'py>) -> Result<bool> {
        Ok(raw::call::is_instance(self, class)?)
    }

    /// `self == other`, as a truth value.
    pub fn eq(&self, other: impl IntoPy<'py>) -> Result<bool> {
        Ok(raw::call::compare(self, &other.into_py(self.py())?, Ordering::Equal)?)
    }

    /// `self < other`, as a truth value.
    pub fn lt(&self, other: impl IntoPy<'py>) -> Result<bool> {
        Ok(raw::call::compare(self, &other.into_py(self.py())?, Ordering::Less)?)
    }

    /// `self[key]`.
    pub fn get_item(&self, key: impl IntoPy<'py>) -> Result<Obj<'py>> {
        Ok(raw::call::get_item(self, &key.into_py(self.py())?)?)
    }

    /// `self[key] = value`.
    pub fn set_item(&self, key: impl IntoPy<'py>, value: impl IntoPy<'py>) -> Result<()> {
        let py = self.py();
        Ok(raw::call::set_item(self, &key.into_py(py)?, &value.into_py(py)?)?)
    }

    /// Iterates as `for item in self` does.
    ///
    /// Raises `TypeError` if the object can't be iterated; each item may raise.
    pub fn iter(&self) -> Result<Iter<'py>> {
        Ok(Iter(raw::container::iter(self)?))
    }

    /// Converts to a Rust value that borrows nothing.
    ///
    /// Raises `TypeError` if the object has another type than the Rust one asks for.
    #[inline]
    pub fn extract<T: FromPyOwned<'py>>(&self) -> Result<T> {
        T::from_py_owned(self)
    }

    /// Sees the object as the handle of its type: `obj.downcast::<py::List>()?`.
    ///
    /// Raises `TypeError` if the object has another type.
    #[inline]
    pub fn downcast<H: Handle<'py>>(&self) -> Result<&H> {
        match H::of(self) {
            Some(handle) => Ok(handle),
            None => Err(crate::error::mismatch::new(self, H::NAME)),
        }
    }

    /// The form that can be stored and sent to other threads.
    #[inline]
    pub fn unbind(self) -> PyObj {
        PyObj::from_obj(self)
    }
}

impl fmt::Debug for Obj<'_> {
    /// The object's `repr`; if that raises, its type's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.repr() {
            Ok(text) => f.write_str(text.as_str().unwrap_or("<unprintable>")),
            Err(_) => write!(f, "<{} object>", self.class().name().unwrap_or_default()),
        }
    }
}

impl fmt::Display for Obj<'_> {
    /// The object's `str`; if that raises, its `repr`, or its type's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.str() {
            Ok(text) => f.write_str(text.as_str().unwrap_or("<unprintable>")),
            Err(_) => fmt::Debug::fmt(self, f),
        }
    }
}

/// The items of any iterable: see [`Obj::iter`].
pub struct Iter<'py>(Obj<'py>);

impl<'py> Iterator for Iter<'py> {
    type Item = Result<Obj<'py>>;

    fn next(&mut self) -> Option<Self::Item> {
        raw::container::next(&self.0).map_err(Error::from).transpose()
    }
}

/// A value that can be given for a keyword argument: anything with `&T: IntoPy`.
pub trait ToObj<'py> {
    /// The value as a Python object.
    fn to_obj(&self, py: Python<'py>) -> Result<Obj<'py>>;
}

impl<'py, T: ?Sized> ToObj<'py> for T
where
    for<'a> &'a T: IntoPy<'py>,
{
    fn to_obj(&self, py: Python<'py>) -> Result<Obj<'py>> {
        self.into_py(py)
    }
}

/// A reference to a Python object that can be stored, returned, and sent to other threads.
///
/// Unlike the handles it has no lifetime and needs no attached thread to exist. It knows the interpreter
/// that it belongs to: used in another one it is an error, never a mix-up. Dropped while detached, its
/// reference is released when a thread next attaches to its interpreter. There is an alias for each
/// type: [`PyObj`], [`PyStr`](crate::PyStr), [`PyDict`](crate::PyDict).
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
        raw::attach::release_dropped(obj.py());
        // An interpreter that can't say which it is is ending: 0 is no interpreter's generation, and
        // the reference is leaked, as all are then.
        let home = raw::interpreter::current(obj.py()).unwrap_or_else(|raw::Raised| {
            drop(raw::error::take(obj.py()));
            0
        });
        let ptr = ManuallyDrop::new(obj).as_non_null();
        Py { ptr, home, handle: PhantomData }
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

impl<H: Handle<'static>> Py<H> {
    /// The handle, for as long as the token says.
    ///
    /// # Panics
    /// If the object belongs to another interpreter than this thread's. The panic reaches Python as an
    /// exception; [`try_bind`](Py::try_bind) gives it as an error.
    #[inline]
    pub fn bind<'a, 'py: 'a>(&'a self, py: Python<'py>) -> &'a H::At<'py> {
        match self.try_bind(py) {
            Ok(handle) => handle,
            Err(error) => panic!("{error}"),
        }
    }

    /// The handle, or `RuntimeError` if the object belongs to another interpreter.
    #[inline]
    pub fn try_bind<'a, 'py: 'a>(&'a self, py: Python<'py>) -> Result<&'a H::At<'py>> {
        // SAFETY: a `Py<H>` is only made from an `H` handle, whose type it keeps.
        self.try_as_obj(py).map(|obj| unsafe { H::At::of_unchecked(obj) })
    }
}

impl<H> Drop for Py<H> {
    fn drop(&mut self) {
        // SAFETY: the reference is owned, and `home` is the interpreter it was made in.
        unsafe { raw::attach::release(self.ptr, self.home) }
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
