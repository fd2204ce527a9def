//! Slots of attribute access, of the object's own attributes and, for descriptors, of others'.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::mem::transmute;

use super::called::{inherited, object, status};
use super::outcome::Nothing;
use super::{Class, Member};
use crate::function::Function;
use crate::raw::heap_type::{self, slot};
use crate::raw::{self, Obj, PyObject, ffi};

/// Fills `Py_tp_getattro`, by `__getattr__` and `__getattribute__`. The first is a method too, which classes of Python
/// that inherit from this one find, and may override.
pub const fn fill_getattr<T: Class, G: Function, A: Function>() -> Member {
    let both = const {
        let function = get::<T, G, A> as ffi::getattrofunc as *mut c_void;
        &[Member::slot(slot::Py_tp_getattro, function), Member::method::<G>()]
    };
    let count = if G::PRESENT { 2 } else { 1 };
    Member::several(both.split_at(count).0)
}

/// Fills `Py_tp_setattro`, by `__setattr__` and `__delattr__`.
pub const fn fill_setattr<T: Class, S: Function<Nothing>, D: Function<Nothing>>() -> Member {
    let function = set::<T, S, D> as ffi::setattrofunc as *mut c_void;
    Member::slot(slot::Py_tp_setattro, function)
}

/// Fills `Py_tp_descr_get`.
pub const fn fill_get<T: Class, F: Function>() -> Member {
    Member::slot(slot::Py_tp_descr_get, descriptor_get::<F> as ffi::descrgetfunc as *mut c_void)
}

/// Fills `Py_tp_descr_set`, by `__set__` and `__delete__`.
pub const fn fill_set<T: Class, S: Function<Nothing>, D: Function<Nothing>>() -> Member {
    let function = descriptor_set::<T, S, D> as ffi::descrsetfunc as *mut c_void;
    Member::slot(slot::Py_tp_descr_set, function)
}

unsafe extern "C" fn get<T: Class, G: Function, A: Function>(
    instance: *mut PyObject,
    name: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an instance of the class and a live name; the slot of every type
    // holds such a function or null.
    unsafe {
        let found = if A::PRESENT {
            object::<A, 1>(instance, [name])
        } else {
            let get = inherited(instance, T::runtime(), slot::Py_tp_getattro);
            match transmute::<*mut c_void, Option<ffi::getattrofunc>>(get) {
                Some(get) => ffi::in_slot::get_attribute(instance, name, get),
                None => ffi::PyObject_GenericGetAttr(instance, name),
            }
        };
        let is_missing = found.is_null() && G::PRESENT;
        if is_missing && forget_missing(raw::module::borrowed(&instance), &T::runtime().methods) {
            return object::<G, 1>(instance, [name]);
        }
        found
    }
}

/// Whether an `AttributeError` was raised that `__getattr__` stands in for, and is cleared now.
///
/// It is left for an instance of a Python class that looks for `__getattr__` itself, since it may have another one.
#[cold]
extern "C" fn forget_missing(obj: &Obj<'_>, methods: &heap_type::Methods) -> bool {
    let own = heap_type::own_slot(obj, methods, slot::Py_tp_getattro);
    if heap_type::slot_of(obj, slot::Py_tp_getattro) != own {
        return false;
    }
    raw::error::clear_if(obj.py(), &raw const ffi::PyExc_AttributeError)
}

unsafe extern "C" fn set<T: Class, S: Function<Nothing>, D: Function<Nothing>>(
    instance: *mut PyObject,
    name: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: as above; the value is live, or null for `del`.
    unsafe {
        match value.is_null() {
            false if S::PRESENT => status::<S, 2>(instance, [name, value]),
            true if D::PRESENT => status::<D, 1>(instance, [name]),
            _ => {
                let set = inherited(instance, T::runtime(), slot::Py_tp_setattro);
                match transmute::<*mut c_void, Option<ffi::setattrofunc>>(set) {
                    Some(set) => ffi::in_slot::set(instance, name, value, set),
                    None => ffi::PyObject_GenericSetAttr(instance, name, value),
                }
            }
        }
    }
}

/// `descriptor.__get__(object, class)`, of which C leaves out one or the other.
unsafe extern "C" fn descriptor_get<F: Function>(
    instance: *mut PyObject,
    object_or_null: *mut PyObject,
    class_or_null: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as above; both are live or null, and `None` is always live.
    unsafe {
        let or_none =
            |object: *mut PyObject| if object.is_null() { ffi::Py_None() } else { object };
        object::<F, 2>(instance, [or_none(object_or_null), or_none(class_or_null)])
    }
}

unsafe extern "C" fn descriptor_set<T: Class, S: Function<Nothing>, D: Function<Nothing>>(
    instance: *mut PyObject,
    object: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: as above; the value is live, or null for `del`.
    unsafe {
        match value.is_null() {
            false if S::PRESENT => status::<S, 2>(instance, [object, value]),
            true if D::PRESENT => status::<D, 1>(instance, [object]),
            _ => {
                let set = inherited(instance, T::runtime(), slot::Py_tp_descr_set);
                match transmute::<*mut c_void, Option<ffi::descrsetfunc>>(set) {
                    Some(set) => ffi::in_slot::set(instance, object, value, set),
                    None => {
                        let missing = if value.is_null() { "__delete__" } else { "__set__" };
                        refuse_access(raw::module::borrowed(&instance), missing)
                    }
                }
            }
        }
    }
}

/// As Python does for a descriptor without that method.
#[cold]
extern "C" fn refuse_access(descriptor: &Obj<'_>, missing: &'static str) -> c_int {
    let py = descriptor.py();
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_AttributeError);
    raw::error::set_text(&class, missing);
    -1
}
