//! Classes within classes: their names, and their place in the outer one.

use super::base::BaseClass;
use super::{Class, ClassSpec, build};
use crate::error::{Error, Result};
use crate::raw::message::Message;
use crate::raw::{self, Obj, ffi, heap_type};

/// The class that another is an attribute of, if there is one.
pub struct Within {
    outer: Option<BaseClass>,
    /// How many there are around it.
    depth: usize,
}

impl Within {
    /// The class is its module's.
    pub const NONE: Within = Within { outer: None, depth: 0 };

    /// Within the class `T`.
    pub const fn of<T: Class>() -> Within {
        Within { outer: Some(build::ensure::<T>), depth: T::SPEC.within.depth + 1 }
    }

    pub(crate) const fn is_none(&self) -> bool {
        self.depth == 0
    }
}

/// How many classes there are around a class. The macros have it computed, so that two which are within each other are
/// found where they are written.
pub const fn depth<T: Class>() -> usize {
    T::SPEC.within.depth
}

/// How a new type is called.
pub(super) struct Names<'py> {
    /// The module's name and the class's own.
    pub full: Obj<'py>,
    /// `Outer.Inner`, for a nested class.
    pub qualname: Option<Obj<'py>>,
}

impl<'py> Names<'py> {
    /// The names of a class for the module of that name. A nested one is in the module of its outer class.
    pub(super) extern "C" fn new(spec: &ClassSpec, module_name: &Obj<'py>) -> Result<Names<'py>> {
        let py = module_name.py();
        let name = raw::text::interned(py, spec.name)?;
        let Some(outer) = spec.within.outer else {
            return Ok(Names { full: raw::text::dotted(module_name, &name)?, qualname: None });
        };
        let outer = outer(module_name)?;
        let home = raw::call::get_attr(&outer, &raw::text::interned(py, c"__module__")?)?;
        let qualname = raw::text::dotted(&raw::type_object::qualname(&outer)?, &name)?;
        Ok(Names { full: raw::text::dotted(&home, &name)?, qualname: Some(qualname) })
    }
}

/// Makes a nested class an attribute of its outer one. That has happened if another module exports it too.
pub(super) extern "C" fn put(
    class: &Obj<'_>,
    spec: &ClassSpec,
    module_name: &Obj<'_>,
) -> Result<()> {
    let Some(outer) = spec.within.outer else { return Ok(()) };
    let outer = outer(module_name)?;
    match heap_type::own_attribute(&outer, spec.name)? {
        None => Ok(heap_type::set_attribute(&outer, spec.name, class)?),
        Some(found) if found.as_ptr() == class.as_ptr() => Ok(()),
        Some(_) => Err(taken(&outer, spec)),
    }
}

#[cold]
fn taken(outer: &Obj<'_>, spec: &ClassSpec) -> Error {
    let py = outer.py();
    let class = raw::type_object::qualname(outer);
    let class = class.as_ref().ok().and_then(|name| raw::text::peek(name)).unwrap_or("the class");
    let name = raw::text::interned(py, spec.name);
    let name = name.as_ref().ok().and_then(|name| raw::text::peek(name)).unwrap_or("?");
    let mut message = Message::new();
    message.push(&[class, " has two members of the name '", name]);
    message.push(&["', one of them a class within it"]);
    let error = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
    raw::message::set(&error, &message);
    Error::fetch(py)
}
