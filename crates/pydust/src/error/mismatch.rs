//! A value of the wrong type: `expected X, found Y` as a Python value, so that the core needs no Rust
//! allocation for it. Containers, functions and attributes add where it was found.

use std::fmt;

use super::{Error, Repr, Result};
use crate::exceptions::{ExceptionType, TypeError};
use crate::object::PyObj;
use crate::raw::{self, Obj};

/// The error for a value of another type than the expected one.
#[cold]
pub(crate) extern "C" fn new(found: &Obj<'_>, expected: &'static str) -> Error {
    let make = || {
        let py = found.py();
        let found = type_name(found)?;
        let parts = [raw::object::none(py), raw::text::new(py, expected)?, found];
        Ok(raw::container::new_tuple(py, parts)?)
    };
    from_parts(make())
}

fn from_parts(parts: Result<Obj<'_>>) -> Error {
    match parts {
        Ok(parts) => Error::of(Repr::Mismatch(PyObj::from_obj(parts))),
        Err(error) => error,
    }
}

/// The type's name as CPython's own messages give it: `None` for `None`.
fn type_name<'py>(obj: &Obj<'py>) -> Result<Obj<'py>> {
    if obj.is(&raw::object::none(obj.py())) {
        return Ok(raw::text::new(obj.py(), "None")?);
    }
    let name = raw::text::interned(obj.py(), c"__name__")?;
    Ok(raw::call::get_attr(&obj.type_obj(), &name)?)
}

pub(super) fn within(parts: &Obj<'_>, part: fmt::Arguments<'_>) -> Error {
    let py = parts.py();
    let make = || {
        let [path, expected, found] = split(parts)?;
        let path = match text(&path) {
            Some(path) => raw::text::new(py, &format!("{part}: {path}")),
            None => raw::text::new(py, &part.to_string()),
        };
        Ok(raw::container::new_tuple(py, [path?, expected, found])?)
    };
    from_parts(make())
}

/// Raises the TypeError. `place` is what the value was for, in parts, or nothing if that is not known.
pub(super) fn set(parts: &Obj<'_>, place: &[&str]) {
    let Ok([path, expected, found]) = split(parts) else { return };
    let (expected, found) = (text(&expected).unwrap_or("?"), text(&found).unwrap_or("?"));
    let mut message = raw::message::Message::new();
    message.push(place);
    match (text(&path), place) {
        (None, []) => message.push(&["expected ", expected, ", got ", found]),
        (None, _) => message.push(&[" must be ", expected, ", not ", found]),
        (Some(path), place) => {
            let joint = if place.is_empty() { "" } else { ": " };
            message.push(&[joint, path, ": expected ", expected, ", got ", found]);
        }
    }
    raw::message::set(&TypeError::KIND.class(parts.py()), &message);
}

fn split<'py>(parts: &Obj<'py>) -> Result<[Obj<'py>; 3]> {
    let part =
        |index| raw::container::tuple_get(parts, index).ok_or_else(|| new(parts, "tuple of three"));
    Ok([part(0)?, part(1)?, part(2)?])
}

fn text<'a>(part: &'a Obj<'_>) -> Option<&'a str> {
    raw::text::peek(part)
}
