//! A value that does not convert: `expected X, found Y` as a Python value, so that the core needs no Rust
//! allocation for it. Containers, functions and attributes add where it was found.
//!
//! Wrong types become `TypeError`. Wrong values (`int in range 0 to 255`, `300`) carry the exception's class
//! with them; text that UTF-8 can't hold carries CPython's own exception, which learns its place.

use std::fmt;

use super::kind::{ExceptionType, Kind};
use super::{Error, Repr, Result};
use crate::exceptions::TypeError;
use crate::object::PyObj;
use crate::raw::message::Message;
use crate::raw::{self, Lent, Obj, Python, Raised};

/// The error for a value of another type than the expected one.
#[cold]
pub(crate) extern "C" fn new(found: &Obj<'_>, expected: &str) -> Error {
    let py = found.py();
    let parts = || {
        let expected = raw::text::new(py, expected)?;
        Ok([none(py), expected, type_name(found)?, none(py)])
    };
    made_of(py, parts())
}

/// The error for a value of the right type that is not one of those expected.
#[cold]
pub(crate) extern "C" fn of_value(found: &Obj<'_>, expected: &str, kind: Kind) -> Error {
    let py = found.py();
    let parts = || {
        let expected = raw::text::new(py, expected)?;
        Ok([none(py), expected, shown(found)?, kind.class(py)])
    };
    made_of(py, parts())
}

/// As [`of_value`], where what was found is said in words.
#[cold]
pub(crate) extern "C" fn in_words(
    py: Python<'_>,
    expected: &str,
    found: &str,
    kind: Kind,
) -> Error {
    let parts = || {
        let (expected, found) = (raw::text::new(py, expected)?, raw::text::new(py, found)?);
        Ok([none(py), expected, found, kind.class(py)])
    };
    made_of(py, parts())
}

/// The error for a value with which something else is wrong, in a sentence: `missing field 'x'`.
#[cold]
pub(crate) extern "C" fn sentence(py: Python<'_>, text: &str, kind: Kind) -> Error {
    let parts = || Ok([none(py), raw::text::new(py, text)?, none(py), kind.class(py)]);
    made_of(py, parts())
}

/// The error for a container of another length: a `TypeError`, as lengths are part of the types of arrays and
/// tuples. `unit` is `tuple`, `list`, ...
#[cold]
pub(crate) extern "C" fn of_length(
    py: Python<'_>,
    unit: &str,
    expected: usize,
    found: usize,
) -> Error {
    let text = |length| {
        let mut message = Message::new();
        message.push(&[unit, " of length "]);
        message.push_number(length);
        raw::text::new(py, message.as_str())
    };
    let parts = || Ok([none(py), text(expected)?, text(found)?, none(py)]);
    made_of(py, parts())
}

/// The error for text that UTF-8 can't hold, which was just raised: what else was raised stays as it is.
#[cold]
pub(crate) extern "C" fn of_text(raised: Raised) -> Error {
    let py = raised.py();
    let exception = raw::error::take(py);
    let class = raw::error::exception_type(py, &raw const raw::ffi::PyExc_UnicodeEncodeError);
    if !raw::error::matches(&exception, &class) {
        return Error::caught(exception);
    }
    made_of(py, Ok([none(py), none(py), none(py), exception]))
}

/// A mismatch is a tuple: the path within the argument or `None`, what was expected, what was found, and for a
/// wrong value the exception's class; or the path, a sentence, `None`, and the class; or only the path, and an
/// exception.
#[cold]
extern "C" fn made_of<'py>(py: Python<'py>, parts: Result<[Obj<'py>; 4], Raised>) -> Error {
    let make = || {
        let parts = parts?;
        let [.., class] = &parts;
        let of_type = class.is_none() || class.is(&TypeError::KIND.class(py));
        let parts = PyObj::from_obj(raw::container::new_tuple(py, parts)?);
        Ok(Error::of(if of_type { Repr::Mismatch(parts) } else { Repr::WrongValue(parts) }))
    };
    make().unwrap_or_else(|raised: Raised| raised.into())
}

fn none(py: Python<'_>) -> Obj<'_> {
    raw::object::none(py)
}

/// The type's name as CPython's own messages give it: `None` for `None`.
fn type_name<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    if obj.is_none() {
        return raw::text::new(obj.py(), "None");
    }
    let name = raw::text::interned(obj.py(), c"__name__")?;
    raw::call::get_attr(&obj.type_obj(), &name)
}

/// The value as messages show it: its `repr`, or its type's name if that raises; a long one is cut.
pub(crate) fn shown<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    const LONGEST: usize = 100;
    let shown = match raw::call::repr(obj) {
        Ok(shown) => shown,
        Err(Raised) => {
            raw::error::clear(obj.py());
            return type_name(obj);
        }
    };
    match text(&shown) {
        Some(text) if text.len() > LONGEST => {
            let mut end = LONGEST;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let mut message = Message::new();
            message.push(&[text.get(..end).unwrap_or_default(), "..."]);
            raw::text::new(obj.py(), message.as_str())
        }
        Some(_) => Ok(shown),
        None => type_name(obj),
    }
}

/// The same, as one of a part of the value.
pub(super) fn within(mismatch: &Obj<'_>, part: fmt::Arguments<'_>) -> Error {
    let py = mismatch.py();
    let Some([path, expected, found, class]) = split(mismatch) else { return Error(None) };
    let path = match text(&path) {
        Some(path) => raw::text::new(py, &format!("{part}: {path}")),
        None => raw::text::new(py, &part.to_string()),
    };
    made_of(py, path.map(|path| [path, expected.to_owned(), found.to_owned(), class.to_owned()]))
}

/// The exception's class.
pub(super) fn class<'py>(mismatch: &Obj<'py>) -> Obj<'py> {
    match split(mismatch) {
        Some([.., class]) if raw::error::is_exception(&class) => class.type_obj(),
        Some([.., class]) if !class.is_none() => class.to_owned(),
        _ => TypeError::KIND.class(mismatch.py()),
    }
}

/// What was expected and what was found, where that is all that a mismatch says.
pub(super) fn wanted(mismatch: &Obj<'_>) -> Option<(String, String)> {
    let [path, expected, found, _] = split(mismatch)?;
    if !path.is_none() {
        return None;
    }
    Some((text(&expected)?.to_owned(), text(&found)?.to_owned()))
}

/// Raises the exception. `place` is what the value was for, in parts, or nothing if that is not known.
pub(super) fn set(mismatch: &Obj<'_>, place: &[&str]) {
    let Some([path, expected, found, exception]) = split(mismatch) else { return };
    if raw::error::is_exception(&exception) {
        return set_text_error(exception.to_owned(), &path, place);
    }
    let (path, found) = (text(&path), text(&found));
    let whole = path.is_none() && found.is_some() && !place.is_empty();
    let joint = if whole || place.is_empty() { "" } else { ": " };
    let (before, between) = match found {
        Some(_) if whole => (" must be ", ", not "),
        Some(_) => ("expected ", ", got "),
        None => ("", ""),
    };
    let after_path = if path.is_some() { ": " } else { "" };
    let (path, found) = (path.unwrap_or_default(), found.unwrap_or_default());
    let expected = text(&expected).unwrap_or("?");
    let mut message = Message::new();
    message.push(place);
    message.push(&[joint, path, after_path, before, expected, between, found]);
    raw::message::set(&class(mismatch), &message);
}

/// Raises CPython's own `UnicodeEncodeError`; its `reason`, the last part of the message, names the place.
fn set_text_error(exception: Obj<'_>, path: &Obj<'_>, place: &[&str]) {
    let py = exception.py();
    let amend = || {
        let name = raw::text::interned(py, c"reason")?;
        let reason = raw::call::get_attr(&exception, &name)?;
        let mut message = Message::new();
        message.push(&[text(&reason).unwrap_or_default(), " in "]);
        message.push(place);
        if let Some(path) = text(path) {
            message.push(&[if place.is_empty() { "" } else { ": " }, path]);
        }
        raw::call::set_attr(&exception, &name, &raw::text::new(py, message.as_str())?)
    };
    if !(place.is_empty() && path.is_none()) {
        // Without memory for it, the exception says less.
        if let Err(Raised) = amend() {
            raw::error::clear(py);
        }
    }
    raw::error::restore(exception);
}

/// The parts, lent by the tuple; it is always there.
fn split<'a, 'py>(mismatch: &'a Obj<'py>) -> Option<[Lent<'a, 'py>; 4]> {
    let part = |index| raw::container::tuple_lend(mismatch, index);
    Some([part(0)?, part(1)?, part(2)?, part(3)?])
}

fn text<'a>(part: &'a Obj<'_>) -> Option<&'a str> {
    raw::text::peek(part)
}
