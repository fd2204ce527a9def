//! [`Instance`]: an instance of a class as a handle, by which Rust borrows the value in it; and `Py` of a class, its
//! stored form.
#![allow(unsafe_code)]

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use super::cell::{Cell, Exclusive, Shared};
use super::lock::{Ask, Frozen, Writable};
use super::{Base, Class, build, cell_at, instantiate, is_instance};
use crate::convert::{FromPy, IntoPy, Site};
use crate::error::{Here, Result};
use crate::hint::TypeHint;
use crate::object::Py;
use crate::raw::{self, Obj, Python};
use crate::types::{Handle, Stored, Type, TypeOf};

/// An instance of a class of Rust: the object, with the value in it a borrow away.
///
/// It is a handle as others are. As a parameter it locks nothing, so it is what a function takes that keeps the
/// instance, or calls Python before it looks at the value. Its stored form is [`Py<T>`](Py), which is also what a
/// field of another class is: reading the attribute then gives the same object each time.
///
/// ```
/// use pydust as py;
///
/// #[py::module]
/// pub mod garage {
///     use super::*;
///
///     #[class]
///     pub struct Engine {
///         pub power: u32,
///     }
///
///     #[class]
///     pub struct Car {
///         pub engine: py::Py<Engine>,
///     }
///
///     impl Car {
///         pub fn __init__(engine: py::Py<Engine>) -> Self {
///             Car { engine }
///         }
///
///         pub fn tune(&self, py: py::Python) -> py::Result<u32> {
///             let mut engine = self.engine.bind(py).borrow_mut()?;
///             engine.power += 10;
///             Ok(engine.power)
///         }
///     }
///
///     pub fn standard<'py>(py: py::Python<'py>) -> py::Result<py::Instance<'py, Engine>> {
///         py::Instance::new(py, Engine { power: 90 })
///     }
/// }
/// # fn main() {}
/// ```
#[repr(transparent)]
pub struct Instance<'py, T: Class> {
    object: Obj<'py>,
    class: PhantomData<fn() -> T>,
}

impl<'py, T: Class> Instance<'py, T> {
    /// A new instance with this value.
    ///
    /// Raises `RuntimeError` if no module with the class was imported in this interpreter.
    #[track_caller]
    pub fn new(py: Python<'py>, value: T) -> Result<Instance<'py, T>> {
        let object = instantiate(value, py).here()?;
        Ok(Instance { object, class: PhantomData })
    }

    /// The value, for reading, as long as what this gives is not dropped.
    ///
    /// Waits, detached, for another thread that is changing it. Raises `RuntimeError` if that takes too long, if this
    /// same thread is changing it further up, and if there is no value, as `__init__` was not called.
    #[track_caller]
    pub fn borrow(&self) -> Result<Ref<'_, T>> {
        self.cell().read(self.object.py(), self.ask()).here().map(Ref)
    }

    /// The value, for writing, as long as what this gives is not dropped.
    ///
    /// Waits and raises as [`borrow`](Instance::borrow) does, for threads that are reading it too.
    #[track_caller]
    pub fn borrow_mut(&self) -> Result<RefMut<'_, T>>
    where
        T::Lock: Writable,
    {
        self.cell().write(self.object.py(), self.ask()).here().map(RefMut)
    }

    /// The value of a `frozen` class, which needs no borrow: it is there as long as the handle, and never changes.
    #[inline]
    pub fn get(&self) -> &T
    where
        T: Class<Lock = Frozen>,
    {
        // SAFETY: an instance of a frozen class is made with its value, and keeps it until it ends.
        unsafe { self.cell().frozen() }
    }

    /// The same object, as an instance of the class that it inherits from: what is called on it is that class's own,
    /// as with `super()`. The way back is a check: `obj.downcast::<py::Instance<Polar>>()`.
    ///
    /// ```
    /// use pydust as py;
    ///
    /// #[py::module]
    /// pub mod shapes {
    ///     use super::*;
    ///
    ///     #[class]
    ///     pub struct Point {
    ///         pub x: f64,
    ///     }
    ///
    ///     #[class]
    ///     pub struct Named {
    ///         #[base]
    ///         point: Point,
    ///         pub name: String,
    ///     }
    ///
    ///     pub fn shift(named: &py::Instance<Named>) -> py::Result<()> {
    ///         named.as_base().borrow_mut()?.x += 1.0;
    ///         Ok(())
    ///     }
    ///
    ///     pub fn name_of(point: &py::Instance<Point>) -> py::Result<Option<String>> {
    ///         match point.downcast::<py::Instance<Named>>() {
    ///             Ok(named) => Ok(Some(named.borrow()?.name.clone())),
    ///             Err(_) => Ok(None),
    ///         }
    ///     }
    /// }
    /// # fn main() {}
    /// ```
    #[inline(always)]
    pub fn as_base(&self) -> &<T::Base as Base<T>>::Handle<'py> {
        // SAFETY: an instance of a class is one of its base, whose handle it is.
        unsafe { Handle::of_unchecked(&self.object) }
    }

    /// `super()`: the object, whose methods are those of the classes after `T`, as Python looks them up. What a Rust class
    /// overrides is called on the field with the base; this is for what is not Rust's, such as the `__init__` of a type
    /// that the class extends.
    ///
    /// ```
    /// use pydust as py;
    ///
    /// #[py::module]
    /// pub mod files {
    ///     use super::*;
    ///
    ///     #[class(extends = OSError)]
    ///     pub struct Locked {
    ///         #[readonly]
    ///         pub owner: String,
    ///     }
    ///
    ///     impl Locked {
    ///         pub fn __init__(this: &py::Instance<Self>, path: &str, owner: String) -> py::Result<Self> {
    ///             this.as_super()?.call_method("__init__", (11, "is locked", path))?;
    ///             Ok(Locked { owner })
    ///         }
    ///     }
    /// }
    /// # fn main() {}
    /// ```
    #[track_caller]
    pub fn as_super(&self) -> Result<Obj<'py>> {
        let py = self.object.py();
        // What Python sees of a class may be made of the native type and its base; both come after the latter.
        let native = raw::base_type::below(&build::class_object::<T>(py)?).here()?;
        raw::call::call(&raw::type_object::super_(py), [native, self.object.clone()], None).here()
    }

    #[inline(always)]
    fn ask(&self) -> Ask {
        // SAFETY: the object lives as long as this handle.
        unsafe { Ask::new(&Site::RUST, self.object.as_ptr()) }
    }

    #[inline(always)]
    fn cell(&self) -> &Cell<T, T::Lock> {
        // SAFETY: an instance of the class, whose type was checked; it lives as long as this handle.
        unsafe { cell_at::<T>(self.object.as_ptr()) }
    }

    /// The form that can be stored and sent to other threads.
    #[inline]
    pub fn unbind(self) -> Py<T> {
        Py::from_obj(self.object)
    }
}

impl<T: Class> Py<T> {
    /// A new instance with this value, to be stored.
    ///
    /// Raises `RuntimeError` if no module with the class was imported in this interpreter.
    #[track_caller]
    pub fn new(py: Python<'_>, value: T) -> Result<Py<T>> {
        Instance::new(py, value).map(Instance::unbind)
    }
}

impl<T: Class> Stored for T {
    type Handle<'py> = Instance<'py, T>;
}

// SAFETY: transparent; the methods above are sound for instances. An object never stops being one: Python changes
// `__class__` only between types of one layout, whose bases in C are the same.
unsafe impl<'py, T: Class> Handle<'py> for Instance<'py, T> {
    type At<'a> = Instance<'a, T>;
    const NAME: &'static str = T::NAME;
    const HINT: TypeHint = T::HINT;

    #[inline(always)]
    fn check(obj: &Obj<'py>) -> bool {
        is_instance::<T>(obj)
    }
}

impl<'py, T: Class> TypeOf<'py> for Instance<'py, T> {
    fn type_of(py: Python<'py>) -> Result<Type<'py>> {
        Handle::from_obj(build::class_object::<T>(py)?)
    }
}

impl<T: Class> Clone for Instance<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        Instance { object: self.object.clone(), class: PhantomData }
    }
}

impl<'py, T: Class> Deref for Instance<'py, T> {
    type Target = Obj<'py>;

    #[inline(always)]
    fn deref(&self) -> &Obj<'py> {
        &self.object
    }
}

impl<T: Class> fmt::Debug for Instance<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.object, f)
    }
}

impl<T: Class> fmt::Display for Instance<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.object, f)
    }
}

impl<'a, 'py, T: Class> FromPy<'a, 'py> for &'a Instance<'py, T> {
    type Guard = ();
    const EXPECTED: &'static str = T::NAME;
    const TAKES: TypeHint = T::HINT;

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        obj.downcast()
    }
}

impl<'a, 'py, T: Class> FromPy<'a, 'py> for Instance<'py, T> {
    type Guard = ();
    const EXPECTED: &'static str = T::NAME;
    const TAKES: TypeHint = T::HINT;

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        obj.downcast().cloned()
    }
}

impl<'py, T: Class> From<Instance<'py, T>> for Obj<'py> {
    #[inline(always)]
    fn from(instance: Instance<'py, T>) -> Obj<'py> {
        instance.object
    }
}

impl<'py, T: Class> IntoPy<'py> for Instance<'py, T> {
    const GIVES: TypeHint = T::HINT;

    #[inline(always)]
    fn into_py(self, _: Python<'py>) -> Result<Obj<'py>> {
        Ok(self.object)
    }
}

impl<'py, T: Class> IntoPy<'py> for &Instance<'py, T> {
    const GIVES: TypeHint = T::HINT;

    #[inline(always)]
    fn into_py(self, _: Python<'py>) -> Result<Obj<'py>> {
        Ok(self.object.clone())
    }
}

/// The value of an [`Instance`], borrowed for reading: given back when this is dropped.
pub struct Ref<'a, T: Class>(Shared<'a, T, T::Lock>);

/// The value of an [`Instance`], borrowed for writing: given back when this is dropped.
pub struct RefMut<'a, T: Class<Lock: Writable>>(Exclusive<'a, T, T::Lock>);

impl<T: Class> Deref for Ref<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Class<Lock: Writable>> Deref for RefMut<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Class<Lock: Writable>> DerefMut for RefMut<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Class + fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: Class<Lock: Writable> + fmt::Debug> fmt::Debug for RefMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
