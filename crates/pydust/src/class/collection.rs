//! Classes that are containers to `match` and to `collections.abc`, beside having the methods of one.

use std::ffi::c_ulong;

use crate::error::Result;
use crate::raw::{self, Obj, heap_type};

/// A kind of container.
pub struct Collection {
    /// The flag of the type by which `match` knows it.
    pub(super) flag: c_ulong,
    /// Tells the abstract class: a pointer, so that classes that are none of these do not link it.
    pub(super) register: fn(&Obj<'_>) -> Result<()>,
}

impl Collection {
    /// `collections.abc.Sequence`
    pub const SEQUENCE: Collection =
        Collection { flag: heap_type::SEQUENCE, register: |class| register(class, "Sequence") };

    /// `collections.abc.Mapping`
    pub const MAPPING: Collection =
        Collection { flag: heap_type::MAPPING, register: |class| register(class, "Mapping") };
}

extern "C" fn register(class: &Obj<'_>, name: &'static str) -> Result<()> {
    let abstract_class = raw::imported::find(class.py(), "collections.abc", name)?;
    abstract_class.call_method("register", (class,)).map(drop)
}
