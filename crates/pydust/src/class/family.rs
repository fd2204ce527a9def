//! Enums with fields: a closed family of classes, one for the enum, and one for each variant that inherits from it.
//!
//! All of them have the layout of the enum's instances; the value says which variant it is. It never changes, but that an
//! exception's `__init__` puts in another of the same variant. Enums without fields are in `enumeration.rs`.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::atomic::Ordering;

use super::base::Base;
use super::end::dealloc;
use super::member::{Kind, Member, Tables};
use super::root::{self, Root};
use super::{Class, ClassRuntime, ClassSpec, Construct, Layout};
use crate::error::{Error, Result};
use crate::exceptions::{ExceptionType, TypeError};
use crate::raw::heap_type::{self, Slot, TypeSpec, slot};
use crate::raw::imported::Imported;
use crate::raw::message::Message;
use crate::raw::repr::Entered;
use crate::raw::{self, Comparison, Obj, PyMethodDef, PyObject, Python, Raised, ffi, header};
use crate::spec::c_text;

/// An enum with fields, as the macros write it.
///
/// # Safety
/// The constructors and members of the variants must belong to this class; `runtimes` must give a static of its own,
/// with one entry for each variant.
pub unsafe trait Family: Class {
    /// What Python sees of the variants.
    const VARIANTS: &'static [Variant];

    /// Where this process finds the variants' types.
    fn runtimes() -> &'static [ClassRuntime];
}

/// What Python sees of a variant.
pub struct Variant {
    /// The name, without the enum's.
    pub name: &'static CStr,
    /// Signature and docstring, ending in NUL.
    pub doc: &'static str,
    /// The names of the fields.
    pub fields: &'static [&'static CStr],
    /// The fields as attributes.
    pub members: &'static [Member],
    /// How Python makes values: by the fields, as a whole.
    pub construct: Construct,
}

/// What makes objects of pickles.
static NEW_OBJECT: Imported = Imported::new("copyreg", "__newobj_ex__");

/// The error for a field of another variant than the value is: what `__class__` was assigned to.
#[cold]
pub fn other_variant(py: Python<'_>) -> Error {
    raw::error::set_text(&TypeError::KIND.class(py), "the object is of another variant");
    Error::fetch(py)
}

/// Makes the types of the variants that are not there yet, as attributes of the enum's.
pub extern "C" fn complete<'py, T: Family>(class: &Obj<'py>, module_name: &Obj<'py>) -> Result<()> {
    let root = <T::Base as Base<T>>::root();
    let parts = Parts {
        spec: const { &T::SPEC },
        root,
        basic_size: match root {
            Some(_) => root::size::<T>(),
            None => header::whole(Layout::<T>::WORDS.end),
        },
        dealloc: dealloc::<T>,
    };
    for (variant, runtime) in const { T::VARIANTS }.iter().zip(T::runtimes()) {
        parts.complete(class, module_name, variant, runtime)?;
    }
    Ok(())
}

/// What all variants of an enum share.
struct Parts {
    spec: &'static ClassSpec,
    root: Option<&'static Root>,
    basic_size: usize,
    dealloc: ffi::destructor,
}

impl Parts {
    extern "C" fn complete<'py>(
        &self,
        enum_class: &Obj<'py>,
        module_name: &Obj<'py>,
        variant: &'static Variant,
        runtime: &'static ClassRuntime,
    ) -> Result<()> {
        let py = enum_class.py();
        if let Some(class) = heap_type::own_attribute(enum_class, variant.name)? {
            if self.root.is_some() {
                // An exception may be older than the module that is its home.
                let home =
                    raw::call::get_attr(enum_class, &raw::text::interned(py, c"__module__")?)?;
                heap_type::set_attribute(&class, c"__module__", &home)?;
            }
            return Ok(());
        }
        let class = match runtime.class.find(py)? {
            Some(class) => class,
            None => {
                let class = self.new_class(enum_class, module_name, variant, runtime)?;
                heap_type::set_attribute(&class, c"__match_args__", &names(py, variant)?)?;
                runtime.class.keep(py, &class)?
            }
        };
        Ok(heap_type::set_attribute(enum_class, variant.name, &class)?)
    }

    fn new_class<'py>(
        &self,
        enum_class: &Obj<'py>,
        module_name: &Obj<'py>,
        variant: &'static Variant,
        runtime: &'static ClassRuntime,
    ) -> Result<Obj<'py>> {
        let py = enum_class.py();
        let slots = slots(variant, runtime, self.dealloc)?;
        let name = raw::text::interned(py, variant.name)?;
        let full_name = raw::text::dotted(module_name, &name)?;
        let qualname = raw::text::dotted(&raw::type_object::qualname(enum_class)?, &name)?;
        let subclasses = if self.root.is_some() { heap_type::BASETYPE } else { 0 };
        let spec = TypeSpec {
            name: raw::text::as_c_str(&full_name)?,
            qualname: Some(&qualname),
            basic_size: self.basic_size,
            flags: heap_type::FLAGS | subclasses,
            slots,
            #[cfg(not(Py_LIMITED_API))]
            vectorcall: variant.construct.vectorcall(),
        };
        if self.root.is_none() {
            return Ok(heap_type::create(py, &spec, Some(enum_class))?);
        }
        let below = raw::base_type::below(enum_class)?;
        let native = heap_type::create(py, &spec, Some(&below))?;
        root::public(native, enum_class, &below, self.spec)
    }
}

/// The constructor of an enum of exceptions, whose base would make instances: only the variants do.
pub const BY_VARIANTS: Construct = Construct::by(refuse_instance);

unsafe extern "C" fn refuse_instance(
    instance: *mut PyObject,
    _: *mut PyObject,
    _: *mut PyObject,
) -> c_int {
    // SAFETY: CPython calls this attached, with a live instance.
    let (py, instance) = unsafe { (raw::module::called(), raw::module::borrowed(&instance)) };
    let name = raw::type_object::name(&instance.type_obj());
    let name = name.as_ref().ok().and_then(|name| raw::text::peek(name)).unwrap_or("a class");
    refused(py, &["cannot create '", name, "' instances: call one of the enum's variants"]).set(py);
    -1
}

fn names<'py>(py: Python<'py>, variant: &'static Variant) -> Result<Obj<'py>, Raised> {
    let mut names = variant.fields.iter().map(|name| raw::text::interned(py, name));
    raw::container::fill_tuple(py, variant.fields.len(), || names.next())
}

/// The table of slots, once in a process. What is not in it is the enum's, the collector's functions too.
fn slots(
    variant: &'static Variant,
    runtime: &'static ClassRuntime,
    dealloc: ffi::destructor,
) -> Result<*mut Slot> {
    let known = runtime.slots.load(Ordering::Acquire);
    if !known.is_null() {
        return Ok(known);
    }
    let Tables { getset, mut slots, .. } = Tables::new(variant.members.iter(), None, None)?;
    let mut set = |id: c_int, value: *mut c_void| slots.push(Slot { slot: id, pfunc: value });
    set(slot::Py_tp_getset, getset.into_ptr().cast());
    set(slot::Py_tp_doc, heap_type::text(c_text(variant.doc)));
    set(slot::Py_tp_dealloc, dealloc as *mut c_void);
    variant.construct.set(set);
    Ok(heap_type::publish(&runtime.slots, slots.into_ptr()))
}

/// What every family has, but for what the user has written.
pub const MEMBERS: &[Member] = &[
    // As the constructor is called.
    Member::slot(slot::Py_tp_repr, repr as ffi::reprfunc as *mut c_void),
    // The same variant with equal fields.
    Member::comparison(compare as ffi::richcmpfunc as *mut c_void, true),
    // Of the variant and its fields.
    Member::slot(slot::Py_tp_hash, hash as ffi::hashfunc as *mut c_void),
    // The variant, and the fields as its arguments: what pickles and copies are made by.
    method(
        c"__reduce__",
        ffi::PyMethodDefPointer { PyCFunction: reduce },
        ffi::METH_NOARGS,
        ptr::null(),
    ),
    method(
        c"__replace__",
        ffi::PyMethodDefPointer { PyCFunctionWithKeywords: replace },
        ffi::METH_VARARGS | ffi::METH_KEYWORDS,
        c"__replace__($self, /, **changes)\n--\n\nThe same variant with other fields.".as_ptr(),
    ),
    // Nothing inherits from the enum but its variants, of which Python does not tell it.
    method(
        c"__init_subclass__",
        ffi::PyMethodDefPointer { PyCFunctionWithKeywords: refuse_subclass },
        ffi::METH_VARARGS | ffi::METH_KEYWORDS | ffi::METH_CLASS,
        ptr::null(),
    ),
];

const fn method(
    name: &'static CStr,
    ml_meth: ffi::PyMethodDefPointer,
    ml_flags: c_int,
    ml_doc: *const c_char,
) -> Member {
    Member(Kind::Method(PyMethodDef { ml_name: name.as_ptr(), ml_meth, ml_flags, ml_doc }))
}

/// What a slot gives: a new reference, or null with an exception.
fn answer(py: Python<'_>, result: Result<Obj<'_>>) -> *mut PyObject {
    match result {
        Ok(object) => object.into_ptr(),
        Err(error) => {
            error.set(py);
            ptr::null_mut()
        }
    }
}

/// How Python makes instances of the enum itself: not at all.
pub const fn construct<T: Family>() -> Construct {
    Construct::refused(refuse_new::<T>)
}

unsafe extern "C" fn refuse_new<T: Family>(
    _: *mut ffi::PyTypeObject,
    _: *mut PyObject,
    _: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached.
    let py = unsafe { raw::module::called() };
    answer(py, Err(no_instance(py, T::NAME, T::VARIANTS)))
}

#[cold]
fn no_instance(py: Python<'_>, name: &str, variants: &[Variant]) -> Error {
    let mut message = Message::new();
    message.push(&["cannot create '", name, "' instances, only those of its variants"]);
    let mut before = ": ";
    for variant in variants {
        message.push(&[before, name, ".", variant.name.to_str().unwrap_or_default()]);
        before = ", ";
    }
    raw::message::set(&TypeError::KIND.class(py), &message);
    Error::fetch(py)
}

/// The names of an instance's fields, and after them in a second tuple their values.
fn fields<'py>(instance: &Obj<'py>) -> Result<(Obj<'py>, Obj<'py>), Raised> {
    let py = instance.py();
    let name = raw::text::interned(py, c"__match_args__")?;
    let names = raw::call::get_attr(&instance.type_obj(), &name)?;
    let count = raw::container::tuple_len(&names)?;
    let mut index = 0..count;
    let values = raw::container::fill_tuple(py, count, || {
        let name = raw::container::tuple_get(&names, index.next()?)?;
        Some(raw::call::get_attr(instance, &name))
    })?;
    Ok((names, values))
}

/// The fields as keyword arguments.
fn keywords<'py>(instance: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    let (names, values) = fields(instance)?;
    let keywords = raw::container::new_dict(instance.py())?;
    for index in 0..raw::container::tuple_len(&names)? {
        let name = raw::container::tuple_get(&names, index);
        let value = raw::container::tuple_get(&values, index);
        let (Some(name), Some(value)) = (name, value) else { break };
        raw::container::dict_set(&keywords, &name, &value)?;
    }
    Ok(keywords)
}

unsafe extern "C" fn repr(instance: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with a live instance.
    let (py, instance) = unsafe { (raw::module::called(), raw::module::borrowed(&instance)) };
    answer(py, shown(instance).map_err(Error::from))
}

fn shown<'py>(instance: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    let py = instance.py();
    let Some(_entered) = Entered::new(instance)? else { return raw::text::new(py, "...") };
    let (names, values) = fields(instance)?;
    let parts = raw::container::new_list(py, 0, |_| Err(Raised))?;
    let add = |part: &Obj<'py>| raw::container::list_append(&parts, part);
    add(&raw::type_object::qualname(&instance.type_obj())?)?;
    add(&raw::text::new(py, "(")?)?;
    for index in 0..raw::container::tuple_len(&names)? {
        let name = raw::container::tuple_get(&names, index);
        let value = raw::container::tuple_get(&values, index);
        let (Some(name), Some(value)) = (name, value) else { break };
        if index > 0 {
            add(&raw::text::new(py, ", ")?)?;
        }
        // Fields without a name are called by their number.
        if raw::text::peek(&name).is_some_and(|name| !name.starts_with('_')) {
            add(&name)?;
            add(&raw::text::new(py, "=")?)?;
        }
        add(&raw::call::repr(&value)?)?;
    }
    add(&raw::text::new(py, ")")?)?;
    raw::text::join(&raw::text::new(py, "")?, &parts)
}

unsafe extern "C" fn compare(
    left: *mut PyObject,
    right: *mut PyObject,
    operator: c_int,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with two live objects.
    let (py, left, right) = unsafe {
        (raw::module::called(), raw::module::borrowed(&left), raw::module::borrowed(&right))
    };
    let comparison = match operator {
        ffi::Py_EQ => Comparison::Eq,
        ffi::Py_NE => Comparison::Ne,
        _ => return py.not_implemented().into_ptr(),
    };
    if !ptr::eq(left.type_ptr(), right.type_ptr()) {
        return py.not_implemented().into_ptr();
    }
    let compared = || {
        // A field may be equal to nothing, itself included; still the object is equal to itself.
        let (left, right) = if left.is(right) {
            let same = raw::container::new_tuple(py, [left.clone()])?;
            (same.clone(), same)
        } else {
            (fields(left)?.1, fields(right)?.1)
        };
        Ok(raw::operator::rich_compare(&left, &right, comparison)?)
    };
    answer(py, compared())
}

unsafe extern "C" fn hash(instance: *mut PyObject) -> ffi::Py_hash_t {
    // SAFETY: CPython calls this attached, with a live instance.
    let instance = unsafe { raw::module::borrowed(&instance) };
    let hashed = || {
        let (_, values) = fields(instance)?;
        let all = raw::container::new_tuple(instance.py(), [instance.type_obj(), values])?;
        raw::call::hash(&all)
    };
    hashed().unwrap_or(-1)
}

unsafe extern "C" fn reduce(instance: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with a live instance.
    let (py, instance) = unsafe { (raw::module::called(), raw::module::borrowed(&instance)) };
    let reduced = || {
        // The constructor itself, which copes with whatever a pickle says; by name, since fields can be keyword-only.
        let class = instance.type_obj();
        let make = NEW_OBJECT.get(py)?.to_owned();
        let arguments = [class, raw::container::new_tuple(py, [])?, keywords(instance)?];
        let arguments = raw::container::new_tuple(py, arguments)?;
        Ok(raw::container::new_tuple(py, [make, arguments])?)
    };
    answer(py, reduced())
}

unsafe extern "C" fn replace(
    instance: *mut PyObject,
    args: *mut PyObject,
    changes: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with a live instance, a tuple, and a dict or null.
    let (py, instance, args, changes) = unsafe {
        let py = raw::module::called();
        let (instance, args) = (raw::module::borrowed(&instance), raw::module::borrowed(&args));
        (py, instance, args, raw::module::receiver(py, &changes))
    };
    let replaced = || {
        if raw::container::tuple_len(args)? != 0 {
            return Err(refused(py, &["__replace__() takes keyword arguments only"]));
        }
        let arguments = keywords(instance)?;
        if let Some(changes) = changes {
            raw::container::dict_update(&arguments, changes)?;
        }
        let class = instance.type_obj();
        Ok(raw::call::call_tuple(&class, &raw::container::new_tuple(py, [])?, Some(&arguments))?)
    };
    answer(py, replaced())
}

unsafe extern "C" fn refuse_subclass(
    class: *mut PyObject,
    _: *mut PyObject,
    _: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with a live class.
    let (py, class) = unsafe { (raw::module::called(), raw::module::borrowed(&class)) };
    let name = raw::type_object::name(class);
    let name = name.as_ref().ok().and_then(|name| raw::text::peek(name)).unwrap_or("a class");
    let text =
        [name, " can't inherit from a native enum, which has no other variants than its own"];
    answer(py, Err(refused(py, &text)))
}

fn refused(py: Python<'_>, parts: &[&str]) -> Error {
    let mut message = Message::new();
    message.push(parts);
    raw::message::set(&TypeError::KIND.class(py), &message);
    Error::fetch(py)
}
