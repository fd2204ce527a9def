//! The attributes of a class itself: constants, and what a function of the class makes once for each interpreter.
#![allow(unsafe_code)]

use std::ffi::CStr;
use std::ptr;

use super::member::{Kind, Member};
use crate::boundary::guarded;
use crate::error::Result;
use crate::raw::{Obj, Python, heap_type, own_instance};
use crate::spec::FunctionSpec;

/// An attribute of a class, as the macros write it.
pub trait ClassAttribute {
    /// Its name and docstring.
    const SPEC: FunctionSpec;

    /// Its value as a Python object.
    fn value<'py>(py: Python<'py>) -> Result<Obj<'py>>;
}

/// An attribute of a class without its Rust type.
pub(super) struct Constant {
    spec: &'static FunctionSpec,
    set: for<'py> extern "C" fn(&Obj<'py>) -> Result<()>,
}

impl Constant {
    pub(super) fn name(&self) -> &'static CStr {
        self.spec.name
    }
}

impl Member {
    /// An attribute of the class.
    pub const fn constant<C: ClassAttribute>() -> Member {
        extern "C" fn set<C: ClassAttribute>(class: &Obj<'_>) -> Result<()> {
            let py = class.py();
            let value = guarded(py, const { &C::SPEC }, ptr::null_mut(), || C::value(py));
            // SAFETY: a new reference, or null with the error indicator set.
            let value = unsafe { Obj::from_new(py, value)? };
            heap_type::set_attribute(class, C::SPEC.name, &value)?;
            Ok(own_instance::give_up_at_end(class, &value)?)
        }
        Member(Kind::Constant(const { &Constant { spec: &C::SPEC, set: set::<C> } }))
    }
}

/// Sets the attributes that are not there yet. The type is known to Rust by then, so that a value may be an instance; a
/// failure leaves the rest to the next import.
pub(super) fn set_all<'a>(
    class: &Obj<'_>,
    members: impl IntoIterator<Item = &'a Member>,
) -> Result<()> {
    for Member(kind) in members {
        if let Kind::Constant(Constant { spec, set }) = kind {
            if heap_type::own_attribute(class, spec.name)?.is_none() {
                set(class)?;
            }
        }
    }
    Ok(())
}
