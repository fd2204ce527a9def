//! [`Type`]: a class; and the class that a handle stands for.

use super::{Bool, Bytes, Dict, Float, Int, List, MemoryView, Module, NoneType, Str, Traceback};
use super::{Handle, Tuple, handle};
use crate::error::Result;
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `type`: any class.
    ///
    /// ```
    /// # use pydust as py;
    /// fn kind(value: &py::Obj) -> py::Result<String> { value.class().name() }
    ///
    /// fn is_exception(class: &py::Type) -> py::Result<bool> {
    ///     class.is_subclass_of(&class.py().import("builtins")?.getattr("Exception")?)
    /// }
    /// ```
    Type, PyType, "type", raw::container::is_type
}

impl<'py> Type<'py> {
    /// `type(obj)`.
    pub(crate) fn of(obj: &Obj<'py>) -> Type<'py> {
        Type(obj.type_obj())
    }

    /// A new class, as `type(name, bases, namespace)` makes one. Without bases it is a subclass of `object`.
    ///
    /// Raises what the bases' metaclass raises.
    ///
    /// ```
    /// # use pydust as py;
    /// fn marker<'py>(py: py::Python<'py>, name: &str) -> py::Result<py::Type<'py>> {
    ///     py::Type::new(py, name, &py::Tuple::new(py, ())?, &py::Dict::new(py)?)
    /// }
    /// ```
    pub fn new(
        py: Python<'py>,
        name: &str,
        bases: &Tuple<'py>,
        namespace: &Dict<'py>,
    ) -> Result<Type<'py>> {
        Type::from_obj(raw::type_object::type_(py).call1((name, bases, namespace))?)
    }

    /// The class's name, without its module.
    pub fn name(&self) -> Result<String> {
        raw::type_object::name(self)?.extract()
    }

    /// `__qualname__`: the name as it is reached inside of its module, `Outer.Inner`.
    pub fn qualname(&self) -> Result<String> {
        raw::type_object::qualname(self)?.extract()
    }

    /// `__module__`: the name of the module that defined the class; `builtins` for Python's own.
    pub fn module(&self) -> Result<String> {
        self.getattr("__module__")?.extract()
    }

    /// `__bases__`: the classes that this one was made from.
    pub fn bases(&self) -> Result<Tuple<'py>> {
        Tuple::from_obj(self.getattr("__bases__")?)
    }

    /// `__mro__`: the classes in which attributes are looked for, in order, from this one to `object`.
    pub fn mro(&self) -> Result<Tuple<'py>> {
        Tuple::from_obj(self.getattr("__mro__")?)
    }

    /// `issubclass(self, class)`: `class` may also be a tuple of classes, and decide by `__subclasscheck__`.
    ///
    /// Raises `TypeError` if it is neither.
    pub fn is_subclass_of(&self, class: &Obj<'py>) -> Result<bool> {
        Ok(raw::type_object::is_subclass(self, class)?)
    }
}

/// A handle whose class can be had without an object of it: see [`Python::type_of`].
pub trait TypeOf<'py>: Handle<'py> {
    /// The class.
    ///
    /// Raises what the import raises, for classes that live in a module.
    fn type_of(py: Python<'py>) -> Result<Type<'py>>;
}

impl<'py> Python<'py> {
    /// The class that a handle stands for.
    ///
    /// ```
    /// # use pydust as py;
    /// fn is_integral(class: &py::Type) -> py::Result<bool> {
    ///     let int = class.py().type_of::<py::Int>()?;
    ///     class.is_subclass_of(&int)
    /// }
    /// ```
    pub fn type_of<H: TypeOf<'py>>(self) -> Result<Type<'py>> {
        H::type_of(self)
    }
}

macro_rules! type_of {
    ($($handle:ident = $find:expr;)*) => {$(
        impl<'py> TypeOf<'py> for $handle<'py> {
            fn type_of(py: Python<'py>) -> Result<Type<'py>> {
                let find: fn(Python<'_>) -> Obj<'_> = $find;
                Type::from_obj(find(py))
            }
        }
    )*};
}

type_of! {
    Obj = raw::type_object::object;
    Bool = raw::type_object::bool;
    Int = raw::type_object::int;
    Float = raw::type_object::float;
    Str = raw::type_object::str;
    Bytes = raw::type_object::bytes;
    Tuple = raw::type_object::tuple;
    List = raw::type_object::list;
    Dict = raw::type_object::dict;
    Type = raw::type_object::type_;
    Module = raw::type_object::module;
    MemoryView = raw::type_object::memoryview;
    Traceback = raw::type_object::traceback;
    NoneType = |py| py.none().type_obj();
}
