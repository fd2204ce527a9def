//! The members of a class: methods, and the tables that CPython reads. What fills slots is in `slot/`, the attributes of
//! instances are in `attribute.rs`, those of the class itself in `constant.rs`.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int, c_void};

use super::build::{FIXED_SLOTS, Slots};
use super::constant::Constant;
use crate::error::Result;
use crate::function::{Function, method_def};
use crate::raw::heap_type::{self, Slot, Table};
use crate::raw::{self, Obj, PyMethodDef, ffi};

/// One member of a class.
pub struct Member(pub(super) Kind);

pub(super) enum Kind {
    Method(PyMethodDef),
    Attribute(ffi::PyGetSetDef),
    Slot(c_int, *mut c_void),
    /// Of the class itself, not of its instances.
    Constant(&'static Constant),
    /// What one special method, or a pair of them, fills together.
    Several(&'static [Member]),
}

// SAFETY: the pointers in the tables are to statics and functions.
unsafe impl Sync for Member {}

impl Member {
    /// A method, or a static method: its spec says which.
    pub const fn method<F: Function>() -> Member {
        Member(Kind::Method(method_def::<F>()))
    }

    /// `__dict__`, as an attribute.
    pub const DICT: Member = Member(Kind::Attribute(heap_type::DICT_ATTRIBUTE));

    /// `__class_getitem__`, which makes a `types.GenericAlias`.
    pub const CLASS_GETITEM: Member = Member(Kind::Method(heap_type::CLASS_GETITEM));

    /// A slot of the type, with what it holds.
    pub(super) const fn slot(id: c_int, function: *mut c_void) -> Member {
        Member(Kind::Slot(id, function))
    }

    /// Sets the member on a class that Python made: slots are the class's own, so they are none of its.
    pub(super) fn set_on(&'static self, class: &Obj<'_>) -> Result<()> {
        let py = class.py();
        let (name, object) = match &self.0 {
            Kind::Method(def) => (def.ml_name, raw::descriptor::new_method(class, def)?),
            Kind::Attribute(def) => (def.name, raw::descriptor::new_property(class, def)?),
            Kind::Slot(..) | Kind::Constant(_) => return Ok(()),
            Kind::Several(members) => {
                return members.iter().try_for_each(|member| member.set_on(class));
            }
        };
        // SAFETY: the names in definitions are static texts.
        let name = unsafe { CStr::from_ptr(name) };
        Ok(raw::call::set_attr(class, &raw::text::interned(py, name)?, &object)?)
    }

    /// Several at once, none of which is of this kind again.
    pub(super) const fn several(members: &'static [Member]) -> Member {
        Member(Kind::Several(members))
    }

    fn count(&self) -> usize {
        match self.0 {
            Kind::Several(members) => members.len(),
            _ => 1,
        }
    }
}

/// The tables that a type points to for ever.
pub(super) struct Tables {
    pub methods: Table<PyMethodDef>,
    pub getset: Table<ffi::PyGetSetDef>,
    pub slots: Slots,
}

impl Tables {
    pub(super) fn new(members: &'static [Member]) -> Result<Tables> {
        let count = members.iter().map(Member::count).sum::<usize>();
        let mut tables = Tables {
            methods: Table::new(count)?,
            getset: Table::new(count)?,
            slots: Table::new(count + FIXED_SLOTS)?,
        };
        tables.add(members);
        Ok(tables)
    }

    fn add(&mut self, members: &'static [Member]) {
        for Member(kind) in members {
            match kind {
                Kind::Method(method) => self.methods.push(*method),
                Kind::Attribute(attribute) => self.getset.push(*attribute),
                Kind::Slot(id, function) => self.slots.push(Slot { slot: *id, pfunc: *function }),
                // Set when there is a type: see `constant.rs`.
                Kind::Constant(_) => {}
                Kind::Several(members) => self.add(members),
            }
        }
    }
}
