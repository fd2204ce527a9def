//! The members of a class: methods and attributes, and the tables that CPython reads. What fills slots is in `slot/`.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use super::Class;
use super::build::{FIXED_SLOTS, Slots};
use crate::boundary::{guarded, guarded_status};
use crate::convert::FromPyOwned;
use crate::error::Result;
use crate::function::{Call, Function, method_def};
use crate::raw::heap_type::{Slot, Table};
use crate::raw::{self, Obj, PyMethodDef, PyObject, Python, ffi};
use crate::spec::{FunctionSpec, Receiver};

/// One member of a class.
pub struct Member(Kind);

enum Kind {
    Method(PyMethodDef),
    Attribute(ffi::PyGetSetDef),
    Slot(c_int, *mut c_void),
}

// SAFETY: the pointers in the tables are to statics and functions.
unsafe impl Sync for Member {}

impl Member {
    /// A method, or a static method: its spec says which.
    pub const fn method<F: Function>() -> Member {
        Member(Kind::Method(method_def::<F>()))
    }

    /// An attribute that can be read and written. `doc` ends in NUL.
    pub const fn field<F>(name: &'static CStr, doc: &'static str) -> Member
    where
        F: MutableField,
        F::Value: for<'py> FromPyOwned<'py>,
    {
        attribute(name, doc, get::<F>, Some(set::<F>))
    }

    /// An attribute that can only be read.
    pub const fn readonly<F: Field>(name: &'static CStr, doc: &'static str) -> Member {
        attribute(name, doc, get::<F>, None)
    }

    /// A slot of the type, with what it holds.
    pub(super) const fn slot(id: c_int, function: *mut c_void) -> Member {
        Member(Kind::Slot(id, function))
    }
}

const fn attribute(
    name: &'static CStr,
    doc: &'static str,
    get: ffi::getter,
    set: Option<ffi::setter>,
) -> Member {
    Member(Kind::Attribute(ffi::PyGetSetDef {
        name: name.as_ptr(),
        get: Some(get),
        set,
        doc: crate::spec::c_text(doc).as_ptr(),
        closure: ptr::null_mut(),
    }))
}

/// A public field, as the macros write it.
///
/// # Safety
/// Must belong to the class in whose spec it is.
pub unsafe trait Field {
    /// The class.
    type Class: Class;

    /// Reads the field.
    fn get<'py>(this: &Self::Class, py: Python<'py>) -> Result<Obj<'py>>;
}

/// A public field that Python may change.
///
/// # Safety
/// As for [`Field`].
pub unsafe trait MutableField: Field {
    /// The field's type.
    type Value;
    /// The field's name.
    const NAME: &'static str;

    /// The field itself.
    fn slot(this: &mut Self::Class) -> &mut Self::Value;
}

#[cold]
extern "C" fn assign_error(
    error: crate::Error,
    value: &Obj<'_>,
    name: &'static str,
) -> crate::Error {
    error.for_attribute(value.py(), name)
}

/// A field has no function of its own to name: its accesses carry this.
const ACCESS: FunctionSpec =
    FunctionSpec::new("attribute", c"attribute", "\0", Receiver::Instance, &[]);

unsafe extern "C" fn get<F: Field>(instance: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an instance of the class (its descriptor checks it).
    let call = unsafe { Call::new(instance, ptr::null(), 0, ptr::null_mut()) };
    guarded(call.py(), &ACCESS, ptr::null_mut(), || {
        F::get(&*call.receiver::<F::Class>(&ACCESS)?, call.py())
    })
}

unsafe extern "C" fn set<F>(instance: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> c_int
where
    F: MutableField,
    F::Value: for<'py> FromPyOwned<'py>,
{
    // SAFETY: as above; the value is live, or null for `del`.
    let call = unsafe { Call::new(instance, ptr::null(), 0, ptr::null_mut()) };
    guarded_status(call.py(), &ACCESS, || {
        if value.is_null() {
            return Err(cannot_delete(call.py()));
        }
        // SAFETY: not null, and live for the call.
        let value = unsafe { raw::module::borrowed(&value) };
        // Converting the new value and dropping the old one may run any code: neither happens in the lock.
        let new = match F::Value::from_py_owned(value) {
            Ok(new) => new,
            Err(error) => return Err(assign_error(error, value, F::NAME)),
        };
        let old = std::mem::replace(F::slot(&mut *call.receiver_mut::<F::Class>(&ACCESS)?), new);
        drop(old);
        Ok(())
    })
}

#[cold]
extern "C" fn cannot_delete(py: Python<'_>) -> crate::Error {
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
    raw::error::set_text(&class, "cannot delete attribute");
    crate::Error::fetch(py)
}

/// The tables that a type points to for ever.
pub(super) struct Tables {
    pub methods: Table<PyMethodDef>,
    pub getset: Table<ffi::PyGetSetDef>,
    pub slots: Slots,
}

impl Tables {
    pub(super) fn new(members: &'static [Member]) -> Result<Tables> {
        let mut tables = Tables {
            methods: Table::new(members.len())?,
            getset: Table::new(members.len())?,
            slots: Table::new(members.len() + FIXED_SLOTS)?,
        };
        for Member(kind) in members {
            match kind {
                Kind::Method(method) => tables.methods.push(*method),
                Kind::Attribute(attribute) => tables.getset.push(*attribute),
                Kind::Slot(id, function) => {
                    tables.slots.push(Slot { slot: *id, pfunc: *function });
                }
            }
        }
        Ok(tables)
    }
}
