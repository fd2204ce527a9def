//! Handles: one Python type a file, each an [`Obj`] of which the type is known. What they share is here.
#![allow(unsafe_code)]

mod bytearray;
mod bytes;
mod callable;
mod code;
mod complex;
pub(crate) mod dates;
mod dict;
mod frame;
mod generator;
mod iter;
mod list;
mod memoryview;
mod module;
mod range;
mod scalar;
mod set;
mod slice;
mod str;
mod traceback;
mod tuple;
mod type_;
mod weakref;

pub use bytearray::ByteArray;
pub use bytes::Bytes;
pub use callable::Callable;
pub use code::{Code, CodeKind};
pub use complex::Complex;
pub use dates::{
    Date, DateTime, PyDate, PyDateTime, PyTime, PyTimeDelta, PyTzInfo, Time, TimeDelta, TzInfo,
};
pub use dict::{Dict, DictEntries};
pub use frame::Frame;
pub use generator::{Coroutine, Generator, Resumed, Yields};
pub use iter::Iter;
pub use list::{List, ListItems};
pub use memoryview::MemoryView;
pub use module::Module;
pub use range::Range;
pub use scalar::{Bool, Float, Int, Integer, NoneType};
pub use set::{FrozenSet, Set};
pub use slice::{Slice, SliceIndices};
pub use str::Str;
pub use traceback::{Traceback, TracebackEntry};
pub use tuple::{Tuple, TupleItems};
pub use type_::{Type, TypeOf};
pub use weakref::WeakRef;

use crate::error::{Result, mismatch};
use crate::hint::TypeHint;
use crate::object::Py;
use crate::raw::Obj;

/// A handle: an object whose type has been checked.
///
/// ```
/// # use pydust as py;
/// fn first<'py, H: py::Handle<'py>>(list: &py::List<'py>) -> py::Result<Option<H>> {
///     list.get(0).map(H::from_obj).transpose()
/// }
/// ```
///
/// # Safety
/// The type must be transparent over [`Obj`], `At<'py>` the same type with another lifetime, and what
/// its methods do sound for every object of which `check` is true.
pub unsafe trait Handle<'py>: Sized {
    /// The same handle for another lifetime.
    type At<'a>: Handle<'a> + 'a;

    /// The type's name in error messages.
    const NAME: &'static str;

    /// What stubs call the type.
    const HINT: TypeHint = TypeHint::ANY;

    /// Whether the object has the handle's type.
    fn check(obj: &Obj<'py>) -> bool;

    /// The object as this handle, without a check.
    ///
    /// # Safety
    /// `check` must be true of the object.
    #[inline(always)]
    unsafe fn of_unchecked<'a>(obj: &'a Obj<'py>) -> &'a Self {
        // SAFETY: the trait promises the same layout; the type is checked by contract.
        unsafe { &*std::ptr::from_ref(obj).cast::<Self>() }
    }

    /// The object as this handle, if it has the type.
    #[inline(always)]
    fn of<'a>(obj: &'a Obj<'py>) -> Option<&'a Self> {
        // SAFETY: checked.
        if Self::check(obj) { Some(unsafe { Self::of_unchecked(obj) }) } else { None }
    }

    /// The object as this handle, or `TypeError`.
    #[inline]
    fn from_obj(obj: Obj<'py>) -> Result<Self> {
        if !Self::check(&obj) {
            return Err(mismatch::new(&obj, Self::NAME));
        }
        let obj = std::mem::ManuallyDrop::new(obj);
        // SAFETY: checked; the same layout, and `obj` gives up its reference.
        Ok(unsafe { std::ptr::read(std::ptr::from_ref(&*obj).cast::<Self>()) })
    }
}

/// What a [`Py`] can be of: a handle (`Py<Dict<'static>>`, for which there is the alias `PyDict`), or a class
/// (`Py<Point>`).
pub trait Stored {
    /// The handle that it is bound as.
    type Handle<'py>: Handle<'py> + 'py;
}

impl Stored for Obj<'static> {
    type Handle<'py> = Obj<'py>;
}

// SAFETY: `Obj` itself; every object is one.
unsafe impl<'py> Handle<'py> for Obj<'py> {
    type At<'a> = Obj<'a>;
    const NAME: &'static str = "object";

    #[inline(always)]
    fn check(_: &Obj<'py>) -> bool {
        true
    }
}

/// What stubs call a handle's type: as messages do, if nothing else is said.
macro_rules! hint_of {
    ($python:literal) => {
        $crate::hint::TypeHint::Text($python)
    };
    ($python:literal $hint:literal) => {
        $crate::hint::TypeHint::Text($hint)
    };
}
pub(crate) use hint_of;

/// Defines a handle and its conversions.
macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $stored:ident, $python:literal $(as $hint:literal)?, $check:expr) => {
        $(#[$doc])*
        #[repr(transparent)]
        #[derive(Clone)]
        pub struct $name<'py>($crate::raw::Obj<'py>);

        #[doc = concat!("A stored [`", stringify!($name), "`]: see [`Py`](crate::Py).")]
        pub type $stored = $crate::Py<$name<'static>>;

        impl $crate::types::Stored for $name<'static> {
            type Handle<'py> = $name<'py>;
        }

        // SAFETY: transparent; the methods beside this only call what checks its own type.
        unsafe impl<'py> $crate::types::Handle<'py> for $name<'py> {
            type At<'a> = $name<'a>;
            const NAME: &'static str = $python;
            const HINT: $crate::hint::TypeHint = $crate::types::hint_of!($python $($hint)?);

            #[inline(always)]
            fn check(obj: &$crate::raw::Obj<'py>) -> bool {
                let check: fn(&$crate::raw::Obj<'_>) -> bool = $check;
                check(obj)
            }
        }

        impl<'py> std::ops::Deref for $name<'py> {
            type Target = $crate::raw::Obj<'py>;

            #[inline(always)]
            fn deref(&self) -> &$crate::raw::Obj<'py> {
                &self.0
            }
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl std::fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl<'a, 'py> $crate::convert::FromPy<'a, 'py> for &'a $name<'py> {
            type Guard = ();
            const EXPECTED: &'static str = $python;
            const TAKES: $crate::hint::TypeHint = <$name<'py> as $crate::types::Handle<'py>>::HINT;

            #[inline(always)]
            fn from_py(
                obj: &'a $crate::raw::Obj<'py>,
                (): &'a mut (),
            ) -> $crate::error::Result<Self> {
                obj.downcast::<$name<'py>>()
            }
        }

        impl<'a, 'py> $crate::convert::FromPy<'a, 'py> for $name<'py> {
            type Guard = ();
            const EXPECTED: &'static str = $python;
            const TAKES: $crate::hint::TypeHint = <$name<'py> as $crate::types::Handle<'py>>::HINT;

            #[inline(always)]
            fn from_py(
                obj: &'a $crate::raw::Obj<'py>,
                (): &'a mut (),
            ) -> $crate::error::Result<Self> {
                obj.downcast::<$name<'py>>().cloned()
            }
        }

        impl<'py> From<$name<'py>> for $crate::raw::Obj<'py> {
            #[inline(always)]
            fn from(handle: $name<'py>) -> $crate::raw::Obj<'py> {
                handle.0
            }
        }

        impl<'py> $crate::convert::IntoPy<'py> for $name<'py> {
            const GIVES: $crate::hint::TypeHint = <$name<'py> as $crate::types::Handle<'py>>::HINT;

            #[inline(always)]
            fn into_py(
                self,
                _: $crate::raw::Python<'py>,
            ) -> $crate::error::Result<$crate::raw::Obj<'py>> {
                Ok(self.0)
            }
        }

        impl<'py> $crate::convert::IntoPy<'py> for &$name<'py> {
            const GIVES: $crate::hint::TypeHint = <$name<'py> as $crate::types::Handle<'py>>::HINT;

            #[inline(always)]
            fn into_py(
                self,
                _: $crate::raw::Python<'py>,
            ) -> $crate::error::Result<$crate::raw::Obj<'py>> {
                Ok(self.0.clone())
            }
        }

        impl<'py> $name<'py> {
            /// The form that can be stored and sent to other threads.
            #[inline]
            pub fn unbind(self) -> $stored {
                $crate::Py::from_obj(self.0)
            }
        }
    };
}
pub(crate) use handle;

/// Methods that read an attribute. A subclass may define it anew, and raise.
macro_rules! attributes {
    ($($(#[$doc:meta])* $method:ident = $attribute:literal: $type:ty;)*) => {$(
        $(#[$doc])*
        pub fn $method(&self) -> $crate::error::Result<$type> {
            self.getattr($crate::intern!($attribute))?.extract()
        }
    )*};
}
use attributes;

/// The classes of handles.
macro_rules! type_of {
    ($($handle:ident: |$py:ident| $class:expr;)*) => {$(
        impl<'py> $crate::types::TypeOf<'py> for $handle<'py> {
            fn type_of(
                $py: $crate::raw::Python<'py>,
            ) -> $crate::error::Result<$crate::types::Type<'py>> {
                $crate::types::Handle::from_obj($class)
            }
        }
    )*};
}
use type_of;

macro_rules! stored {
    ($($name:ident in $module:ident;)*) => { $(pub use $module::$name;)* };
}
stored! {
    PyByteArray in bytearray;
    PyBytes in bytes;
    PyCallable in callable;
    PyCode in code;
    PyComplex in complex;
    PyDict in dict;
    PyFrame in frame;
    PyCoroutine in generator;
    PyGenerator in generator;
    PyIter in iter;
    PyList in list;
    PyMemoryView in memoryview;
    PyModule in module;
    PyRange in range;
    PyBool in scalar;
    PyFloat in scalar;
    PyInt in scalar;
    PyNone in scalar;
    PyFrozenSet in set;
    PySet in set;
    PySlice in slice;
    PyStr in str;
    PyTraceback in traceback;
    PyTuple in tuple;
    PyType in type_;
    PyWeakRef in weakref;
}

/// The name of a class, as `__name__` gives it.
pub(crate) fn class_name(class: &Obj<'_>) -> Result<String> {
    class.getattr("__name__")?.extract()
}

const _: () = assert!(size_of::<Option<Py<Obj<'static>>>>() == 16);
