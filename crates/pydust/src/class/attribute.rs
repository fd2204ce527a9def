//! The attributes of instances: public fields, and properties, whose accesses are functions of the user's.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::ptr;

use super::Class;
use super::lock::Writable;
use super::member::{Kind, Member};
use super::slot::outcome::Nothing;
use crate::boundary::{guarded, guarded_status};
use crate::convert::FromPyOwned;
use crate::error::{Error, Result};
use crate::function::{Call, Function, attribute_error};
use crate::raw::message::Message;
use crate::raw::{self, Obj, PyObject, Python, ffi};
use crate::spec::FunctionSpec;

/// A public field, as the macros write it.
///
/// # Safety
/// Must belong to the class in whose spec it is.
pub unsafe trait Field {
    /// The class.
    type Class: Class;
    /// Its name and docstring.
    const SPEC: FunctionSpec;

    /// Reads the field.
    fn get<'py>(this: &Self::Class, py: Python<'py>) -> Result<Obj<'py>>;
}

/// A public field that Python may change.
///
/// # Safety
/// As for [`Field`].
pub unsafe trait MutableField: Field<Class: Class<Lock: Writable>> {
    /// The field's type.
    type Value;

    /// The field itself.
    fn slot(this: &mut Self::Class) -> &mut Self::Value;
}

impl Member {
    /// A field that can be read and written.
    pub const fn field<F>() -> Member
    where
        F: MutableField,
        F::Value: for<'py> FromPyOwned<'py>,
    {
        attribute(&F::SPEC, get::<F>, Some(set::<F>))
    }

    /// A field that can only be read.
    pub const fn readonly<F: Field>() -> Member {
        attribute(&F::SPEC, get::<F>, None)
    }

    /// A property by its getter, which has the docstring, its setter and its deleter.
    pub const fn property<G: Function, S: Function<Nothing>, D: Function<Nothing>>() -> Member {
        let set = if S::PRESENT || D::PRESENT {
            Some(set_property::<G, S, D> as ffi::setter)
        } else {
            None
        };
        attribute(&G::SPEC, get_property::<G>, set)
    }
}

const fn attribute(spec: &FunctionSpec, get: ffi::getter, set: Option<ffi::setter>) -> Member {
    Member(Kind::Attribute(ffi::PyGetSetDef {
        name: spec.name.as_ptr(),
        get: Some(get),
        set,
        doc: spec.doc.as_ptr(),
        closure: ptr::null_mut(),
    }))
}

unsafe extern "C" fn get<F: Field>(instance: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an instance of the class (its descriptor checks it).
    let call = unsafe { Call::new(instance, ptr::null(), 0, ptr::null_mut()) };
    let spec = const { &F::SPEC };
    guarded(call.py(), spec, ptr::null_mut(), || {
        F::get(&*call.receiver::<F::Class>(spec)?, call.py())
    })
}

unsafe extern "C" fn set<F>(instance: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> c_int
where
    F: MutableField,
    F::Value: for<'py> FromPyOwned<'py>,
{
    // SAFETY: as above; the value is live, or null for `del`.
    let call = unsafe { Call::new(instance, ptr::null(), 0, ptr::null_mut()) };
    let spec = const { &F::SPEC };
    guarded_status(call.py(), spec, || {
        if value.is_null() {
            return Err(cannot_delete(call.py(), spec));
        }
        // SAFETY: not null, and live for the call.
        let value = unsafe { raw::module::borrowed(&value) };
        // Converting the new value and dropping the old one may run any code: neither happens in the lock.
        let new = match F::Value::from_py_owned(value) {
            Ok(new) => new,
            Err(error) => return Err(attribute_error(error, value, spec)),
        };
        let old = std::mem::replace(F::slot(&mut *call.receiver_mut::<F::Class>(spec)?), new);
        drop(old);
        Ok(())
    })
}

unsafe extern "C" fn get_property<G: Function>(
    instance: *mut PyObject,
    _: *mut c_void,
) -> *mut PyObject {
    // SAFETY: as in `get`.
    let call = unsafe { Call::new(instance, ptr::null(), 0, ptr::null_mut()) };
    guarded(call.py(), const { &G::SPEC }, instance, || G::call(call))
}

unsafe extern "C" fn set_property<G: Function, S: Function<Nothing>, D: Function<Nothing>>(
    instance: *mut PyObject,
    value: *mut PyObject,
    _: *mut c_void,
) -> c_int {
    let count = usize::from(!value.is_null());
    // SAFETY: as in `set`; a value is the only argument.
    let call = unsafe { Call::new(instance, &raw const value, count, ptr::null_mut()) };
    let spec = const { &G::SPEC };
    guarded_status(call.py(), spec, || match value.is_null() {
        true if D::PRESENT => D::call(call),
        true => Err(no_access(call.py(), spec, "deleter")),
        false if S::PRESENT => S::call(call),
        false => Err(no_access(call.py(), spec, "setter")),
    })
}

#[cold]
extern "C" fn cannot_delete(py: Python<'_>, field: &'static FunctionSpec) -> Error {
    let (class, name) = field.class_and_name();
    refused(py, &["cannot delete attribute '", name, "' of '", class, "'"])
}

#[cold]
extern "C" fn no_access(
    py: Python<'_>,
    property: &'static FunctionSpec,
    missing: &'static str,
) -> Error {
    let (class, name) = property.class_and_name();
    refused(py, &["property '", name, "' of '", class, "' object has no ", missing])
}

fn refused(py: Python<'_>, parts: &[&str]) -> Error {
    let mut message = Message::new();
    message.push(parts);
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_AttributeError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}
