//! [`Type`]: a class; and the class that a handle stands for.

use super::{
    Bool, ByteArray, Bytes, Code, Complex, Coroutine, Dict, Float, Frame, FrozenSet, Generator,
    Int, List, MemoryView, Module, NoneType, Range, Set, Slice, Str, Traceback, Tuple, WeakRef,
};
use super::{Handle, attributes, handle, type_of};
use crate::error::Result;
use crate::raw::{Obj, Python, container, frame, type_object, weakref};

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
    Type, PyType, "type" as "type[{typing.Any}]", container::is_type
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
    #[track_caller]
    pub fn new(
        py: Python<'py>,
        name: &str,
        bases: &Tuple<'py>,
        namespace: &Dict<'py>,
    ) -> Result<Type<'py>> {
        Type::from_obj(type_object::type_(py).call1((name, bases, namespace))?)
    }

    /// The class's name, without its module.
    #[track_caller]
    pub fn name(&self) -> Result<String> {
        type_object::name(self)?.extract()
    }

    /// `__qualname__`: the name as it is reached inside of its module, `Outer.Inner`.
    #[track_caller]
    pub fn qualname(&self) -> Result<String> {
        type_object::qualname(self)?.extract()
    }

    attributes! {
        /// `__module__`: the name of the module that defined the class; `builtins` for Python's own.
        module = "__module__": String;
        /// `__bases__`: the classes that this one was made from.
        bases = "__bases__": Tuple<'py>;
        /// `__mro__`: the classes in which attributes are looked for, in order, from this one to `object`.
        mro = "__mro__": Tuple<'py>;
    }

    /// `issubclass(self, class)`: `class` may also be a tuple of classes, and decide by `__subclasscheck__`.
    ///
    /// Raises `TypeError` if it is neither.
    #[track_caller]
    pub fn is_subclass_of(&self, class: &Obj<'py>) -> Result<bool> {
        Ok(type_object::is_subclass(self, class)?)
    }
}

/// A handle of one class, which can be had without an object of it: see [`Python::type_of`]. ([`Callable`](crate::Callable)
/// and [`Iter`](crate::Iter) are of many.)
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
    #[track_caller]
    pub fn type_of<H: TypeOf<'py>>(self) -> Result<Type<'py>> {
        H::type_of(self)
    }
}

type_of! {
    Obj: |py| type_object::object(py);
    NoneType: |py| py.none().type_obj();
    Bool: |py| type_object::bool(py);
    Int: |py| type_object::int(py);
    Float: |py| type_object::float(py);
    Complex: |py| type_object::complex(py);
    Str: |py| type_object::str(py);
    Bytes: |py| type_object::bytes(py);
    ByteArray: |py| type_object::bytearray(py);
    MemoryView: |py| type_object::memoryview(py);
    Tuple: |py| type_object::tuple(py);
    List: |py| type_object::list(py);
    Dict: |py| type_object::dict(py);
    Set: |py| type_object::set(py);
    FrozenSet: |py| type_object::frozenset(py);
    Range: |py| type_object::range(py);
    Slice: |py| type_object::slice(py);
    Type: |py| type_object::type_(py);
    Module: |py| type_object::module(py);
    Traceback: |py| type_object::traceback(py);
    Code: |py| frame::CODE.get(py)?.to_owned();
    Frame: |py| frame::FRAME.get(py)?.to_owned();
    Generator: |py| frame::GENERATOR.get(py)?.to_owned();
    Coroutine: |py| frame::COROUTINE.get(py)?.to_owned();
    WeakRef: |py| weakref::REF.get(py)?.to_owned();
}
