//! What is said of an instance of another class of the same name. Two extension modules that are built of the same Rust
//! file have a class each, and an instance of one is no instance of the other.
//!
//! They can't be one class: a value's layout is the business of the build that made it, and so are its allocator and the
//! statics that its methods use. Nothing in a library proves that another one has the same.

use crate::error::{Error, mismatch};
use crate::exceptions::{ExceptionType, TypeError};
use crate::raw::kept::Kept;
use crate::raw::message::Message;
use crate::raw::{self, Obj, Raised};

/// The error for an object that is no instance of a class: with the modules of both, if its own class, or one that this
/// inherits from, has the same name.
#[cold]
pub(super) extern "C" fn no_instance(
    found: &Obj<'_>,
    name: &'static str,
    class: &'static Kept,
) -> Error {
    match described(found, name, class) {
        Ok(Some(error)) => error,
        Ok(None) => mismatch::new(found, name),
        Err(Raised) => {
            raw::error::clear(found.py());
            mismatch::new(found, name)
        }
    }
}

fn described(
    found: &Obj<'_>,
    name: &'static str,
    class: &'static Kept,
) -> Result<Option<Error>, Raised> {
    let py = found.py();
    let bases = raw::call::get_attr(&found.type_obj(), &raw::text::interned(py, c"__mro__")?)?;
    for index in 0..raw::container::tuple_len(&bases)? {
        let Some(other) = raw::container::tuple_get(&bases, index) else { break };
        if raw::text::peek(&raw::type_object::name(&other)?) != Some(name) {
            continue;
        }
        let Some(own) = class.find(py)?.filter(|own| !own.is(&other)) else { return Ok(None) };
        let (mut expected, mut met) = (Message::new(), Message::new());
        push_full_name(&mut expected, &own)?;
        push_full_name(&mut met, &other)?;
        met.push(&[", another class of that name: native modules share none, so "]);
        met.push(&["make one of the former from its attributes"]);
        let (expected, met) = (expected.as_str(), met.as_str());
        return Ok(Some(mismatch::in_words(py, expected, met, TypeError::KIND)));
    }
    Ok(None)
}

fn push_full_name(message: &mut Message, class: &Obj<'_>) -> Result<(), Raised> {
    let module = raw::text::interned(class.py(), c"__module__")?;
    let module = raw::call::get_attr(class, &module)?;
    let name = raw::type_object::qualname(class)?;
    let module = raw::text::peek(&module).unwrap_or("?");
    message.push(&[module, ".", raw::text::peek(&name).unwrap_or("?")]);
    Ok(())
}
