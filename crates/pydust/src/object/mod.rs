//! The methods of every object, on [`Obj`]: attributes, items, text, conversion. Calls, operators, names of
//! attributes, and [`Py`], the form that can be stored, have files of their own here.

mod call;
mod name;
mod operator;
mod py;

use std::fmt;

pub use call::{Arguments, ToObj};
pub use name::{Interned, Name};
pub use py::{Py, PyObj};

use crate::convert::{FromPyOwned, IntoPy};
use crate::error::{Here, Result};
use crate::raw::{self, Obj, Python};
use crate::types::{Handle, Iter, List, Str, Type};

impl<'py> Obj<'py> {
    /// The object that a Rust value converts to: for results that are of one type or of another.
    ///
    /// ```
    /// # use pydust as py;
    /// struct Numbers(Vec<i64>);
    ///
    /// impl Numbers {
    ///     fn get<'py>(&self, py: py::Python<'py>, key: py::Subscript) -> py::Result<py::Obj<'py>> {
    ///         match key {
    ///             py::Subscript::Index(index) => py::Obj::new(py, self.0[index.within(self.0.len())?]),
    ///             py::Subscript::Slice(bounds) => py::Obj::new(py, bounds.of(&self.0)),
    ///         }
    ///     }
    /// }
    /// ```
    #[inline]
    #[track_caller]
    pub fn new(py: Python<'py>, value: impl IntoPy<'py>) -> Result<Obj<'py>> {
        value.into_py(py).here()
    }

    /// `getattr(self, name)`.
    ///
    /// Raises `AttributeError` as Python does.
    ///
    /// ```
    /// # use pydust as py;
    /// fn real(number: &py::Obj) -> py::Result<f64> {
    ///     number.getattr(py::intern!("real"))?.extract()
    /// }
    /// ```
    #[inline]
    #[track_caller]
    pub fn getattr(&self, name: impl Name<'py>) -> Result<Obj<'py>> {
        name.with(self.py(), |name| Ok(raw::call::get_attr(self, name)?)).here()
    }

    /// The attribute, or `None` where there is none, as with `getattr(self, name, default)`.
    ///
    /// Raises what looking it up raises other than `AttributeError`.
    #[inline]
    #[track_caller]
    pub fn getattr_opt(&self, name: impl Name<'py>) -> Result<Option<Obj<'py>>> {
        name.with(self.py(), |name| Ok(raw::call::get_attr_opt(self, name)?)).here()
    }

    /// `hasattr(self, name)`.
    ///
    /// Raises what looking it up raises other than `AttributeError`.
    #[track_caller]
    pub fn hasattr(&self, name: impl Name<'py>) -> Result<bool> {
        Ok(self.getattr_opt(name)?.is_some())
    }

    /// `setattr(self, name, value)`.
    #[track_caller]
    pub fn setattr(&self, name: impl Name<'py>, value: impl IntoPy<'py>) -> Result<()> {
        let value = value.into_py(self.py())?;
        name.with(self.py(), |name| Ok(raw::call::set_attr(self, name, &value)?)).here()
    }

    /// `delattr(self, name)`.
    #[track_caller]
    pub fn delattr(&self, name: impl Name<'py>) -> Result<()> {
        name.with(self.py(), |name| Ok(raw::call::del_attr(self, name)?)).here()
    }

    /// `object.__getattribute__(self, name)`: what the lookup gives that a `__getattribute__` of the class replaces. A
    /// `__getattr__` is not asked.
    ///
    /// Raises `AttributeError` as Python does.
    #[track_caller]
    pub fn generic_getattr(&self, name: impl Name<'py>) -> Result<Obj<'py>> {
        name.with(self.py(), |name| Ok(raw::call::generic_get_attr(self, name)?)).here()
    }

    /// `object.__setattr__(self, name, value)`: what a `__setattr__` of the class calls to set what is not its own.
    ///
    /// Raises `AttributeError` where the object has neither such an attribute nor a `__dict__`, and `TypeError` for a
    /// class, as Python does.
    #[track_caller]
    pub fn generic_setattr(&self, name: impl Name<'py>, value: impl IntoPy<'py>) -> Result<()> {
        let value = value.into_py(self.py())?;
        name.with(self.py(), |name| Ok(raw::call::generic_set_attr(self, name, Some(&value))?))
            .here()
    }

    /// `object.__delattr__(self, name)`, for a `__delattr__` of the class.
    #[track_caller]
    pub fn generic_delattr(&self, name: impl Name<'py>) -> Result<()> {
        name.with(self.py(), |name| Ok(raw::call::generic_set_attr(self, name, None)?)).here()
    }

    /// `dir(self)`: the names of the attributes.
    #[track_caller]
    pub fn dir(&self) -> Result<List<'py>> {
        List::from_obj(raw::call::dir(self)?)
    }

    /// `self[key]`.
    #[track_caller]
    pub fn get_item(&self, key: impl IntoPy<'py>) -> Result<Obj<'py>> {
        raw::call::get_item(self, &key.into_py(self.py())?).here()
    }

    /// `self[key] = value`.
    #[track_caller]
    pub fn set_item(&self, key: impl IntoPy<'py>, value: impl IntoPy<'py>) -> Result<()> {
        let py = self.py();
        raw::call::set_item(self, &key.into_py(py)?, &value.into_py(py)?).here()
    }

    /// `del self[key]`.
    #[track_caller]
    pub fn del_item(&self, key: impl IntoPy<'py>) -> Result<()> {
        raw::call::del_item(self, &key.into_py(self.py())?).here()
    }

    /// `item in self`.
    #[track_caller]
    pub fn contains(&self, item: impl IntoPy<'py>) -> Result<bool> {
        raw::call::contains(self, &item.into_py(self.py())?).here()
    }

    /// Iterates as `for item in self` does.
    ///
    /// Raises `TypeError` if the object can't be iterated; each item may raise.
    ///
    /// ```
    /// # use pydust as py;
    /// fn longest(lines: &py::Obj) -> py::Result<usize> {
    ///     let mut longest = 0;
    ///     for line in lines.iter()? {
    ///         longest = longest.max(line?.len()?);
    ///     }
    ///     Ok(longest)
    /// }
    /// ```
    #[track_caller]
    pub fn iter(&self) -> Result<Iter<'py>> {
        Iter::from_obj(raw::container::iter(self).here()?)
    }

    /// `len(self)`.
    #[track_caller]
    pub fn len(&self) -> Result<usize> {
        raw::call::len(self).here()
    }

    /// `len(self) == 0`.
    #[track_caller]
    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    /// `bool(self)`.
    #[track_caller]
    pub fn is_true(&self) -> Result<bool> {
        raw::call::is_true(self).here()
    }

    /// `hash(self)`.
    #[track_caller]
    pub fn hash(&self) -> Result<isize> {
        raw::call::hash(self).here()
    }

    /// `self is None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.is_the_none()
    }

    /// `callable(self)`.
    pub fn is_callable(&self) -> bool {
        raw::container::is_callable(self)
    }

    /// `str(self)`.
    #[track_caller]
    pub fn str(&self) -> Result<Str<'py>> {
        Str::from_obj(raw::call::str(self).here()?)
    }

    /// `repr(self)`.
    #[track_caller]
    pub fn repr(&self) -> Result<Str<'py>> {
        Str::from_obj(raw::call::repr(self).here()?)
    }

    /// Runs `show`, which makes this object's `repr`; `None` if that is being made further up, as the object contains
    /// itself: lists write `[...]` then.
    ///
    /// ```
    /// # use pydust as py;
    /// fn show(list: &py::List) -> py::Result<String> {
    ///     let shown = list.showing(|| {
    ///         list.iter()?.map(|item| Ok(item?.repr()?.as_str()?.to_owned())).collect::<py::Result<Vec<_>>>()
    ///     })?;
    ///     Ok(shown.map_or("<...>".into(), |items| format!("<{}>", items.join(" "))))
    /// }
    /// ```
    #[track_caller]
    pub fn showing<R>(&self, show: impl FnOnce() -> Result<R>) -> Result<Option<R>> {
        match raw::repr::Entered::new(self)? {
            Some(_entered) => show().map(Some),
            None => Ok(None),
        }
    }

    /// `ascii(self)`: the `repr` with escapes for what is not ASCII.
    #[track_caller]
    pub fn ascii(&self) -> Result<Str<'py>> {
        Str::from_obj(raw::call::ascii(self)?)
    }

    /// `format(self, spec)`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn price(amount: &py::Obj) -> py::Result<String> {
    ///     amount.format(",.2f")?.extract()
    /// }
    /// ```
    #[track_caller]
    pub fn format(&self, spec: impl Name<'py>) -> Result<Str<'py>> {
        spec.with(self.py(), |spec| Str::from_obj(raw::call::format(self, spec)?))
    }

    /// `type(self)`.
    pub fn class(&self) -> Type<'py> {
        Type::of(self)
    }

    /// `isinstance(self, class)`, with a class, a tuple of them, or a union (`int | str`).
    #[track_caller]
    pub fn is_instance(&self, class: &Obj<'py>) -> Result<bool> {
        raw::call::is_instance(self, class).here()
    }

    /// Whether the object has the type of a handle: `obj.is_instance_of::<py::List>()`.
    ///
    /// Unlike [`is_instance`](Obj::is_instance) this runs no Python code.
    #[inline]
    pub fn is_instance_of<H: Handle<'py>>(&self) -> bool {
        H::check(self)
    }

    /// Converts to a Rust value that borrows nothing.
    ///
    /// Raises `TypeError` if the object has another type than the Rust one asks for.
    #[inline]
    #[track_caller]
    pub fn extract<T: FromPyOwned<'py>>(&self) -> Result<T> {
        T::from_py_owned(self).here()
    }

    /// Sees the object as the handle of its type: `obj.downcast::<py::List>()?`.
    ///
    /// Raises `TypeError` if the object has another type.
    #[inline]
    #[track_caller]
    pub fn downcast<H: Handle<'py>>(&self) -> Result<&H> {
        match H::of(self) {
            Some(handle) => Ok(handle),
            None => Err(crate::error::mismatch::new(self, H::NAME)).here(),
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
