//! Classes at whose root is another type than `object`: one of Python itself, an exception, or what a module defines.
//!
//! A type of C has instances of its own form: the value lies behind that, where only the running Python knows, and what
//! the type does as an instance is made, looked at by the garbage collector and ended is done here too. A class that
//! was written in Python has no such form: the class of Rust inherits from the type of C below it, and what Python sees
//! is a class that inherits from both. Types whose instances are of different sizes, as `int`, have no place for a value:
//! what extends one is a struct without fields that is `Frozen`, of which there is nothing to keep.
#![allow(unsafe_code)]

use std::alloc::Layout;
use std::ffi::{CStr, c_int, c_void};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::base::{Base, larger};
use super::cell::Cell;
use super::lock::Lock;
use super::words::Needs;
use super::{Class, ClassSpec};
use crate::error::kind::{ExceptionType, Kind};
use crate::error::{Error, Result};
use crate::hint::TypeHint;
use crate::raw::base_type::BaseType;
use crate::raw::gc::visitproc;
use crate::raw::kept::Kept;
use crate::raw::message::Message;
use crate::raw::once::Once;
use crate::raw::{self, Lent, Obj, PyObject, Python, Raised, ffi, type_object};
use crate::types::Handle;

/// What `#[class(extends = ..)]` can name: the handle of a builtin type, an exception type, or what
/// [`import_class!`](crate::import_class) declares.
#[diagnostic::on_unimplemented(
    message = "no class can extend `{Self}`",
    label = "not a type that classes inherit from",
    note = "a class of Rust is the first field, with `#[base]`; a class of a Python module is declared with `pydust::import_class!`"
)]
pub trait Extendable {
    /// Its name, and how it is found.
    #[doc(hidden)]
    const KIND: Kind;
    /// What stubs call it.
    #[doc(hidden)]
    const HINT: TypeHint;
}

impl<E: ExceptionType> Extendable for E {
    const KIND: Kind = E::KIND;
    const HINT: TypeHint = E::HINT;
}

macro_rules! extendable {
    ($($handle:ident = $name:literal, $find:expr;)*) => {$(
        impl Extendable for crate::types::$handle<'static> {
            const KIND: Kind = {
                extern "C" fn find(py: Python<'_>) -> Result<Obj<'_>, Raised> {
                    let find: fn(Python<'_>) -> Result<Obj<'_>, Raised> = $find;
                    find(py)
                }
                Kind::found_by($name, find)
            };
            const HINT: TypeHint =
                <crate::types::$handle<'static> as Handle<'static>>::HINT;
        }
    )*};
}

extendable! {
    Bytes = "bytes", |py| Ok(type_object::bytes(py));
    ByteArray = "bytearray", |py| Ok(type_object::bytearray(py));
    Complex = "complex", |py| Ok(type_object::complex(py));
    Dict = "dict", |py| Ok(type_object::dict(py));
    Float = "float", |py| Ok(type_object::float(py));
    FrozenSet = "frozenset", |py| Ok(type_object::frozenset(py));
    Int = "int", |py| Ok(type_object::int(py));
    List = "list", |py| Ok(type_object::list(py));
    Module = "module", |py| Ok(type_object::module(py));
    Set = "set", |py| Ok(type_object::set(py));
    Str = "str", |py| Ok(type_object::str(py));
    Tuple = "tuple", |py| Ok(type_object::tuple(py));
}

/// A class of a Python module, as [`import_class!`](crate::import_class) writes it.
pub trait ImportedClass: 'static {
    /// The module's dotted name.
    const MODULE: &'static str;
    /// The class's name.
    const NAME: &'static str;

    /// Where the class is kept.
    fn kept() -> &'static ImportedType;
}

/// The class of a Python module in each interpreter, in a static.
pub struct ImportedType(Kept);

impl ImportedType {
    /// Not imported yet.
    #[allow(clippy::new_without_default)] // only for statics
    pub const fn new() -> ImportedType {
        ImportedType(Kept::new())
    }

    /// What [`Extendable`] asks of the class.
    pub const fn kind<C: ImportedClass>() -> Kind {
        extern "C" fn find<C: ImportedClass>(py: Python<'_>) -> Result<Obj<'_>, Raised> {
            imported(py, &C::kept().0, C::MODULE, C::NAME)
        }
        Kind::made(C::NAME, find::<C>)
    }
}

extern "C" fn imported<'py>(
    py: Python<'py>,
    kept: &'static Kept,
    module: &'static str,
    name: &'static str,
) -> Result<Obj<'py>, Raised> {
    let import = || {
        let class = raw::imported::find(py, module, name)?;
        if raw::container::is_type(&class) {
            return Ok(class);
        }
        let mut message = Message::new();
        message.push(&[module, ".", name, " is not a class, and can't be extended"]);
        let error = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
        raw::message::set(&error, &message);
        Err(Raised)
    };
    kept.get(py, import).map(Lent::to_owned)
}

/// Declares a class of a Python module, so that a class of Rust can extend it: `#[class(extends = Sequence)]`.
///
/// The module is imported when the class of Rust is made, which is as the module with it is imported.
///
/// ```
/// use pydust as py;
///
/// py::import_class!(collections.abc, Sized);
///
/// #[py::module]
/// pub mod boxes {
///     use super::*;
///
///     #[class(extends = Sized)]
///     pub struct Box {
///         items: usize,
///     }
///
///     impl Box {
///         pub fn __init__(items: usize) -> Self {
///             Box { items }
///         }
///
///         pub fn __len__(&self) -> usize {
///             self.items
///         }
///     }
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! import_class {
    ($(#[$attribute:meta])* $visibility:vis $first:ident $(. $rest:ident)*, $name:ident $(,)?) => {
        $(#[$attribute])*
        #[allow(non_camel_case_types)] // Python's own name
        $visibility enum $name {}

        impl $crate::macro_support::ImportedClass for $name {
            const MODULE: &'static str =
                ::core::concat!(::core::stringify!($first) $(, ".", ::core::stringify!($rest))*);
            const NAME: &'static str = ::core::stringify!($name);

            fn kept() -> &'static $crate::macro_support::ImportedType {
                static CLASS: $crate::macro_support::ImportedType =
                    $crate::macro_support::ImportedType::new();
                &CLASS
            }
        }

        impl $crate::Extendable for $name {
            const KIND: $crate::macro_support::ExceptionKind =
                $crate::macro_support::ImportedType::kind::<$name>();
            const HINT: $crate::TypeHint = $crate::TypeHint::Text(::core::concat!(
                "{", ::core::stringify!($first), $(".", ::core::stringify!($rest),)*
                ".", ::core::stringify!($name), "}"
            ));
        }
    };
}

/// A class that extends a type which is not Rust's, as the macros write it.
///
/// # Safety
/// `root` must give a static of the class's own.
pub unsafe trait Rooted: Class {
    /// The type that it extends.
    const EXTENDS: Kind;

    /// What is known of that type.
    fn root() -> &'static Root;
}

/// A type that is not a class of Rust's. `H` is the handle of its instances.
pub struct Extends<H>(PhantomData<H>);

// SAFETY: the value lies behind all that instances of the root have; the functions of the root are called as they are
// for any subclass of it.
unsafe impl<T: Rooted, H: Handle<'static> + 'static> Base<T> for Extends<H> {
    type Handle<'py> = H::At<'py>;
    const MISFIT: Option<&'static str> = if T::EXTENDS.has_fields() {
        Some(
            "the base is an exception of Rust with fields: write it as the first field, with `#[base]`",
        )
    } else {
        misfit::<T>()
    };
    const CLASS: Option<super::base::BaseClass> = Some(extended::<T>);
    const NEEDS: Needs = Needs::NOTHING;
    const SIZE: usize = 0; // not known yet
    const IS_ROOTED: bool = true;
    const IS_MADE: bool = T::EXTENDS.is_made() || T::SPEC.has_dict || T::SPEC.has_weakrefs;

    #[inline(always)]
    fn root() -> Option<&'static Root> {
        Some(T::root())
    }

    fn base_size() -> usize {
        T::root().size()
    }
}

/// The type that a class extends, of which the root is known from here on.
extern "C" fn extended<'py, T: Rooted>(module_name: &Obj<'py>) -> Result<Obj<'py>> {
    let extended = T::EXTENDS.find(module_name.py())?;
    T::root().learn(
        &raw::base_type::below(&extended)?,
        T::NAME,
        Layout::new::<Cell<T, T::Lock>>(),
    )?;
    Ok(extended)
}

/// What is known of a type of C that a class extends. It is the same in all interpreters.
pub struct Root {
    /// Where the lock is in an instance.
    offset: AtomicUsize,
    base: Once<BaseType>,
}

impl Root {
    /// Nothing known yet.
    #[allow(clippy::new_without_default)] // only for statics
    pub const fn new() -> Root {
        Root { offset: AtomicUsize::new(0), base: Once::new() }
    }

    /// Reads what there is to know, for values that are kept so with their locks.
    fn learn(&self, native: &Obj<'_>, name: &'static str, kept: Layout) -> Result<()> {
        let base = BaseType::read(native)?;
        if base.item_size != 0 && kept.size() != 0 {
            return Err(no_place(native, name));
        }
        let offset = base.size.next_multiple_of(kept.align());
        match self.offset.compare_exchange(0, offset, Ordering::AcqRel, Ordering::Acquire) {
            Err(first) if first != offset => Err(another_size(native, name)),
            _ => {
                self.base.keep(base);
                Ok(())
            }
        }
    }

    /// Where the lock is in an instance, in bytes from the object's beginning.
    #[inline(always)]
    pub(super) fn offset(&self) -> usize {
        self.offset.load(Ordering::Relaxed)
    }

    /// The size of an instance without a value.
    pub(super) extern "C" fn size(&self) -> usize {
        self.base.get().map_or(0, |base| base.size)
    }

    /// Whether the garbage collector knows the instances, value or no value.
    pub(super) extern "C" fn is_collected(&self) -> bool {
        self.base.get().is_some_and(BaseType::is_collected)
    }

    /// A new instance without its value, as the root makes one from no arguments.
    ///
    /// # Safety
    /// `class` must be the type of a class with this root.
    pub(super) unsafe extern "C" fn make<'py>(&self, class: &Obj<'py>) -> Result<Obj<'py>> {
        match self.base.get() {
            // SAFETY: passed on.
            Some(base) => Ok(unsafe { base.make(class)? }),
            None => Err(Error::fetch(class.py())), // not reached: the class is there, so its root is known
        }
    }

    /// Calls the root's finalizer, if it has one; true if the instance is not to end now.
    ///
    /// # Safety
    /// The object must be an instance in its `tp_dealloc`, of which nothing was ended yet.
    pub(super) unsafe extern "C" fn finalize(&self, object: *mut PyObject) -> bool {
        // SAFETY: passed on.
        self.base.get().is_some_and(|base| unsafe { base.finalize(object) })
    }

    /// What the root does in `tp_dealloc`, which frees the memory.
    ///
    /// # Safety
    /// The object must be an instance in its `tp_dealloc`, its value already gone.
    pub(super) unsafe extern "C" fn end(&self, object: *mut PyObject) {
        if let Some(base) = self.base.get() {
            // SAFETY: passed on.
            unsafe { base.end(object) }
        }
    }

    /// What the root does in `tp_traverse`, and the instance's own type.
    ///
    /// # Safety
    /// CPython must be calling `tp_traverse` of an instance with these arguments.
    pub(super) unsafe extern "C" fn traverse(
        &self,
        object: *mut PyObject,
        visit: visitproc,
        arg: *mut c_void,
    ) -> c_int {
        // SAFETY: passed on.
        self.base.get().map_or(0, |base| unsafe { base.traverse(object, visit, arg) })
    }

    /// What the root does in `tp_clear`.
    ///
    /// # Safety
    /// CPython must be calling `tp_clear` of an instance.
    pub(super) unsafe extern "C" fn clear(&self, object: *mut PyObject) {
        if let Some(base) = self.base.get() {
            // SAFETY: passed on.
            unsafe { base.clear(object) }
        }
    }
}

/// Why a class can't have a root, if it can't.
pub(super) const fn misfit<T: Class>() -> Option<&'static str> {
    if <T::Lock as Lock>::FROZEN && !is_bare::<T>() {
        Some(
            "a `frozen` class with fields can't extend a type that is not Rust's, which makes instances before there is a value",
        )
    } else if Needs::of(&T::SPEC, Needs::NOTHING).finalizer {
        Some(
            "a class that extends a type which is not Rust's can't have a `__del__`: implement `Drop` for the struct",
        )
    } else {
        None
    }
}

/// Whether there is nothing to keep in an instance, neither value nor lock.
pub(super) const fn is_bare<T: Class>() -> bool {
    size_of::<Cell<T, T::Lock>>() == 0
}

/// How many bytes an instance of a class with a root takes; 0 for as many as the root's take.
pub(super) fn size<T: Class>() -> usize {
    if is_bare::<T>() {
        return 0;
    }
    let offset = <T::Base as Base<T>>::root().map_or(0, Root::offset);
    larger(offset + size_of::<Cell<T, T::Lock>>(), <T::Base as Base<T>>::base_size())
        .next_multiple_of(size_of::<*const ()>())
}

/// The root told others of an instance that it was making, and they called `__init__`.
#[cold]
pub(super) extern "C" fn was_seen(py: Python<'_>) -> Error {
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
    raw::error::set_text(&class, "the new object got a value from somebody else");
    Error::fetch(py)
}

#[cold]
fn no_place(native: &Obj<'_>, class: &str) -> Error {
    refused(
        native,
        class,
        "whose instances are of different sizes, so that there is no place for a value: keep such an object in a field, or extend it by a `frozen` struct without fields",
    )
}

#[cold]
fn another_size(native: &Obj<'_>, class: &str) -> Error {
    refused(
        native,
        class,
        "whose instances have another size in an interpreter of this process: values are in one place in all of them",
    )
}

fn refused(native: &Obj<'_>, class: &str, why: &str) -> Error {
    let py = native.py();
    let name = type_object::name(native);
    let name = name.as_ref().ok().and_then(|name| raw::text::peek(name)).unwrap_or("?");
    let mut message = Message::new();
    message.push(&["class ", class, " can't extend '", name, "', ", why]);
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}

/// What Python sees of a class: `native`, the type of C that was made for it, which inherits from `below`; or where that
/// does not do, a class that inherits from `native` and from `base` as a class statement makes it. Such a class is one
/// that extends a class written in Python, or whose instances have a `__dict__` or weak references that those of the
/// root lack.
pub(super) extern "C" fn public<'py>(
    native: Obj<'py>,
    base: &Obj<'py>,
    below: &Obj<'py>,
    spec: &ClassSpec,
) -> Result<Obj<'py>> {
    let py = native.py();
    let lacks = |is_wanted: bool, offset| -> Result<bool> {
        Ok(is_wanted && raw::base_type::number(base, offset)? == 0)
    };
    let words: [(bool, &CStr); 2] = [
        (lacks(spec.has_dict, "__dictoffset__")?, c"__dict__"),
        (lacks(spec.has_weakrefs, "__weakrefoffset__")?, c"__weakref__"),
    ];
    let is_base_native = base.is(below);
    if is_base_native && !words.iter().any(|(is_lacking, _)| *is_lacking) {
        return Ok(native);
    }
    if spec.is_final {
        return Err(not_final(&native));
    }
    let namespace = raw::container::new_dict(py)?;
    let set = |name: &CStr, value: &Obj<'py>| {
        raw::container::dict_set(&namespace, &raw::text::interned(py, name)?, value)
    };
    for name in [c"__module__", c"__qualname__", c"__doc__"] {
        set(name, &raw::call::get_attr(&native, &raw::text::interned(py, name)?)?)?;
    }
    let is_of_items = raw::base_type::number(&native, "__itemsize__")? != 0;
    // Without `__slots__` there is a `__dict__`, which where instances are of different sizes can't be named there.
    if !(is_of_items && words[0].0 && !words[1].0) {
        let slots = raw::container::new_list(py, 0, |_| Ok::<_, Raised>(py.none()))?;
        for (_, name) in words.iter().filter(|(is_lacking, _)| *is_lacking) {
            raw::container::list_append(&slots, &raw::text::interned(py, name)?)?;
        }
        set(c"__slots__", &slots)?;
    }
    let name = type_object::name(&native)?;
    let metaclass = base.type_obj();
    let bases = if is_base_native {
        raw::container::new_tuple(py, [native])?
    } else {
        raw::container::new_tuple(py, [native, base.clone()])?
    };
    Ok(raw::call::call(&metaclass, [name, bases, namespace], None)?)
}

#[cold]
fn not_final(class: &Obj<'_>) -> Error {
    let py = class.py();
    let name = type_object::name(class);
    let name = name.as_ref().ok().and_then(|name| raw::text::peek(name)).unwrap_or("?");
    let mut message = Message::new();
    message.push(&[
        "class ",
        name,
        " can't be final: what Python sees of it is a class of Python, as it has ",
    ]);
    message.push(&["a base that is one, or a __dict__ or weak references that its base lacks"]);
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}
