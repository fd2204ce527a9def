//! The members of a class: methods, and the tables that CPython reads. What fills slots is in `slot/`, the attributes of
//! instances are in `attribute.rs`, those of the class itself in `constant.rs`.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int, c_void};

use super::build::{FIXED_SLOTS, Slots};
use super::constant::Constant;
use super::slot::{beside, itself};
use crate::error::Result;
use crate::function::{Function, method_def};
use crate::raw::heap_type::{self, Slot, Table, slot};
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
    /// A method that fills a slot too.
    Both(PyMethodDef, c_int, *mut c_void),
    /// The slot of comparison; and whether it defines equality, without which the hash stays the base's.
    Comparison(*mut c_void, bool),
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

    /// A slot of the type, and a method that stands for it in the type's dict.
    pub(super) const fn method_and_slot<F: Function>(id: c_int, function: *mut c_void) -> Member {
        let mut method = method_def::<F>();
        method.ml_flags |= ffi::METH_COEXIST;
        Member(Kind::Both(method, id, function))
    }

    /// The slot of comparison.
    pub(super) const fn comparison(function: *mut c_void, defines_equality: bool) -> Member {
        Member(Kind::Comparison(function, defines_equality))
    }

    /// Sets the member on a class that Python made: slots are the class's own, so they are none of its.
    pub(super) fn set_on(&'static self, class: &Obj<'_>) -> Result<()> {
        let py = class.py();
        let (name, object) = match &self.0 {
            Kind::Method(def) => (def.ml_name, raw::descriptor::new_method(class, def)?),
            Kind::Attribute(def) => (def.name, raw::descriptor::new_property(class, def)?),
            Kind::Both(def, ..) => (def.ml_name, raw::descriptor::new_method(class, def)?),
            Kind::Slot(..) | Kind::Comparison(..) | Kind::Constant(_) => return Ok(()),
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

/// Whether any member fills the slot.
pub(super) const fn fills(members: &[Member], slot: c_int) -> bool {
    let mut index = 0;
    while index < members.len() {
        if matches!(members[index].0, Kind::Slot(id, _) if id == slot) {
            return true;
        }
        index += 1;
    }
    false
}

/// The tables that a type points to for ever.
pub(super) struct Tables {
    pub methods: Table<PyMethodDef>,
    pub getset: Table<ffi::PyGetSetDef>,
    pub slots: Slots,
}

/// What a class has of comparison, with or without equality, and hash.
#[derive(Default)]
struct Pair {
    compares: Option<bool>,
    has_hash: bool,
}

impl Tables {
    /// The tables of a class with these members. `base` is what it inherits from if not `object`, and `native` the first
    /// type from there on that is none of Python's.
    pub(super) fn new(
        members: impl Iterator<Item = &'static Member> + Clone,
        base: Option<&Obj<'_>>,
        native: Option<&Obj<'_>>,
    ) -> Result<Tables> {
        let count = members.clone().map(Member::count).sum::<usize>();
        let mut tables = Tables {
            methods: Table::new(count)?,
            getset: Table::new(count)?,
            slots: Table::new(count + FIXED_SLOTS)?,
        };
        let mut pair = Pair::default();
        tables.add(members, &mut pair);
        if let Some((id, function)) = beside(pair.compares, pair.has_hash, native) {
            tables.slots.push(Slot { slot: id, pfunc: function });
        }
        for (id, function) in itself(tables.slots.items(), base).into_iter().flatten() {
            tables.slots.push(Slot { slot: id, pfunc: function });
        }
        Ok(tables)
    }

    fn add(&mut self, members: impl IntoIterator<Item = &'static Member>, pair: &mut Pair) {
        for Member(kind) in members {
            match kind {
                Kind::Method(method) => self.methods.push(*method),
                Kind::Attribute(attribute) => self.getset.push(*attribute),
                Kind::Slot(id, function) => {
                    pair.has_hash |= *id == slot::Py_tp_hash;
                    self.slots.push(Slot { slot: *id, pfunc: *function });
                }
                Kind::Both(method, id, function) => {
                    self.methods.push(*method);
                    self.slots.push(Slot { slot: *id, pfunc: *function });
                }
                Kind::Comparison(function, defines_equality) => {
                    pair.compares = Some(*defines_equality);
                    self.slots.push(Slot { slot: slot::Py_tp_richcompare, pfunc: *function });
                }
                // Set when there is a type: see `constant.rs`.
                Kind::Constant(_) => {}
                Kind::Several(members) => self.add(*members, pair),
            }
        }
    }
}
