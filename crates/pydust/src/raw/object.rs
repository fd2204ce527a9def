//! The token [`Python`] and the owned reference [`Obj`]: what makes every other call here safe.
//! Their Python-like methods live in `object.rs` and `python.rs`.

use std::marker::PhantomData;
use std::mem::{self, ManuallyDrop};
use std::ptr::NonNull;

use super::error::Raised;
use super::ffi::{self, PyObject};

/// Proof that this thread is attached to a Python interpreter for the lifetime `'py`.
///
/// A zero-sized token, given to a function that asks for it with a parameter of this type, and by
/// [`attach`](crate::attach). It can't be sent to another thread.
///
/// ```
/// # use pydust as py;
/// fn squares<'py>(py: py::Python<'py>, n: i64) -> py::Result<py::Dict<'py>> {
///     py::Dict::of(py, (1..=n).map(|i| (i, i * i)))
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Python<'py>(PhantomData<(&'py (), *mut ())>);

impl<'py> Python<'py> {
    /// # Safety
    /// The thread must be attached, and stay so for `'py`, detaching only where no handle is used.
    #[inline(always)]
    pub(crate) unsafe fn assume_attached() -> Python<'py> {
        Python(PhantomData)
    }

    /// In debug builds, panics if this thread is not attached: then the token came where the compiler can't see.
    #[inline(always)]
    pub(crate) fn check(self) {
        #[cfg(debug_assertions)]
        super::attach::assert_attached();
    }
}

/// Any Python object: an owned reference, valid while the thread is attached.
///
/// All handles dereference to `Obj`. Cloning one makes a new reference to the same object, as
/// assignment does in Python.
///
/// ```
/// # use pydust as py;
/// fn describe(value: &py::Obj) -> py::Result<String> {
///     Ok(format!("{} of type {}", value.repr()?, value.class().name()?))
/// }
/// ```
#[repr(transparent)]
pub struct Obj<'py> {
    ptr: NonNull<PyObject>,
    attached: PhantomData<Python<'py>>,
}

impl<'py> Obj<'py> {
    /// Takes over a reference that a C call returned; null means that it raised.
    ///
    /// # Safety
    /// `ptr` must be null with the error indicator set, or a reference that the caller owns.
    #[inline(always)]
    pub(crate) unsafe fn from_new(_: Python<'py>, ptr: *mut PyObject) -> Result<Obj<'py>, Raised> {
        match NonNull::new(ptr) {
            Some(ptr) => Ok(Obj { ptr, attached: PhantomData }),
            None => Err(Raised),
        }
    }

    /// Takes over a reference that can't be null.
    ///
    /// # Safety
    /// The caller must own the reference `ptr` and the thread must be attached for `'py`.
    #[inline(always)]
    pub(crate) unsafe fn from_owned(ptr: NonNull<PyObject>) -> Obj<'py> {
        Obj { ptr, attached: PhantomData }
    }

    /// Makes a new reference from a borrowed one.
    ///
    /// # Safety
    /// `ptr` must point to a live object.
    #[inline(always)]
    pub(crate) unsafe fn from_borrowed(py: Python<'py>, ptr: NonNull<PyObject>) -> Obj<'py> {
        py.check();
        // SAFETY: alive by this function's contract.
        unsafe { ffi::Py_INCREF(ptr.as_ptr()) };
        Obj { ptr, attached: PhantomData }
    }

    /// Sees a place in memory that holds a reference as a handle, without touching the count.
    ///
    /// # Safety
    /// `slot` must point to a non-null reference that stays alive and in place for `'a`.
    #[inline(always)]
    pub(crate) unsafe fn from_slot<'a>(slot: *const *mut PyObject) -> &'a Obj<'py> {
        // SAFETY: `Obj` is transparent over a non-null pointer; the rest is this function's contract.
        unsafe { &*slot.cast::<Obj<'py>>() }
    }

    /// The pointer, borrowed from the handle.
    #[inline(always)]
    pub(crate) fn as_ptr(&self) -> *mut PyObject {
        self.py().check();
        self.ptr.as_ptr()
    }

    /// The pointer, borrowed from the handle.
    #[inline(always)]
    pub(crate) fn as_non_null(&self) -> NonNull<PyObject> {
        self.ptr
    }

    /// The pointer with its reference: the caller must release it.
    #[inline(always)]
    pub(crate) fn into_ptr(self) -> *mut PyObject {
        ManuallyDrop::new(self).ptr.as_ptr()
    }

    /// The token: a handle is proof that the thread is attached.
    #[inline(always)]
    pub fn py(&self) -> Python<'py> {
        Python(PhantomData)
    }

    /// Whether this is the very object `other` (`self is other`).
    #[inline(always)]
    pub fn is(&self, other: &Obj<'_>) -> bool {
        self.ptr == other.ptr
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub(crate) fn is_the_none(&self) -> bool {
        // SAFETY: only gives an address.
        std::ptr::eq(self.as_ptr(), unsafe { ffi::Py_None() })
    }

    /// The object's type as a pointer for comparison; it is alive as long as the object is.
    #[inline(always)]
    pub(crate) fn type_ptr(&self) -> *mut ffi::PyTypeObject {
        // SAFETY: the object is alive.
        unsafe { ffi::Py_TYPE(self.as_ptr()) }
    }

    /// The object's type.
    #[inline]
    pub(crate) fn type_obj(&self) -> Obj<'py> {
        // SAFETY: a live object's type is never null.
        let class = unsafe { NonNull::new_unchecked(self.type_ptr().cast::<PyObject>()) };
        // SAFETY: the type is kept alive by the object, and the thread is attached.
        unsafe { Obj::from_borrowed(self.py(), class) }
    }
}

impl Clone for Obj<'_> {
    #[inline(always)]
    fn clone(&self) -> Self {
        // SAFETY: the object is alive as long as `self` is.
        unsafe { Obj::from_borrowed(self.py(), self.ptr) }
    }
}

impl Drop for Obj<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.py().check();
        // SAFETY: the handle owns one reference, and the thread is attached while handles exist.
        unsafe { ffi::Py_DECREF(self.ptr.as_ptr()) }
    }
}

/// A handle without a reference of its own: what it is lent from keeps the object alive for `'a`.
#[derive(Clone, Copy)]
pub(crate) struct Lent<'a, 'py> {
    ptr: NonNull<PyObject>,
    lifetimes: PhantomData<(&'a (), Python<'py>)>,
}

impl<'py> Lent<'_, 'py> {
    /// # Safety
    /// `ptr` must be null or stay alive for `'a`, and the thread attached for `'py`.
    #[inline(always)]
    pub(crate) unsafe fn new(ptr: *mut PyObject) -> Option<Self> {
        NonNull::new(ptr).map(|ptr| Lent { ptr, lifetimes: PhantomData })
    }

    /// A handle of one's own.
    #[inline(always)]
    pub(crate) fn to_owned(self) -> Obj<'py> {
        (*self).clone()
    }
}

impl<'py> std::ops::Deref for Lent<'_, 'py> {
    type Target = Obj<'py>;

    #[inline(always)]
    fn deref(&self) -> &Obj<'py> {
        // SAFETY: `Obj` is transparent over the same pointer, alive by `new`'s contract.
        unsafe { &*(&raw const self.ptr).cast::<Obj<'py>>() }
    }
}

const _: () = assert!(mem::size_of::<Option<Obj<'static>>>() == mem::size_of::<*mut PyObject>());

macro_rules! singletons {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("A new reference to `", stringify!($raw), "`.")]
        #[inline(always)]
        pub(crate) fn $name<'py>(py: Python<'py>) -> Obj<'py> {
            // SAFETY: the singletons are never null, and live as long as the interpreter.
            unsafe { Obj::from_borrowed(py, NonNull::new_unchecked(ffi::$raw())) }
        }
    )*};
}

singletons! {
    none = Py_None;
    true_ = Py_True;
    false_ = Py_False;
    not_implemented = Py_NotImplemented;
}

/// Whether this is `NotImplemented`.
#[inline(always)]
pub(crate) fn is_not_implemented(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the address of a static, or of what the interpreter keeps, is only compared.
    unsafe { object == ffi::Py_NotImplemented() }
}
