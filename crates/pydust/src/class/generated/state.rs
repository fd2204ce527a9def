//! What Python code has added to an instance: the `__dict__` and the slots of its subclass.

use crate::error::{Result, mismatch};
use crate::object::Interned;
use crate::raw::{self, Obj, Raised};

/// The attributes that are not in the Rust value: `None`, a dict, or a tuple of that and a dict of slots.
#[cold]
pub(super) extern "C" fn of<'py>(instance: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    raw::base::object_state(instance)
}

/// Gives an instance the attributes of another, as `copy` and `pickle` do.
///
/// Raises `TypeError` for what is no such state.
#[cold]
pub(super) extern "C" fn restore<'py>(instance: &Obj<'py>, state: &Obj<'py>) -> Result<()> {
    static DICT: Interned = Interned::new("__dict__");
    let pair = |index| raw::container::tuple_get(state, index);
    let (attributes, slots) = match (raw::container::is_tuple(state), pair) {
        (true, pair) => (pair(0), pair(1)),
        (false, _) => (Some(state.clone()), None),
    };
    if let Some(attributes) = attributes.filter(|attributes| !attributes.is_none()) {
        expect_dict(&attributes)?;
        let own = raw::call::get_attr(instance, &*DICT.lend(instance.py())?)?;
        own.call_method("update", (attributes,))?;
    }
    if let Some(slots) = slots.filter(|slots| !slots.is_none()) {
        expect_dict(&slots)?;
        for entry in raw::container::dict_items(&slots)?.iter()? {
            let entry = entry?;
            let part = |index| raw::container::tuple_get(&entry, index);
            if let (Some(name), Some(value)) = (part(0), part(1)) {
                raw::call::set_attr(instance, &name, &value)?;
            }
        }
    }
    Ok(())
}

fn expect_dict(obj: &Obj<'_>) -> Result<()> {
    match raw::container::is_dict(obj) {
        true => Ok(()),
        false => Err(mismatch::new(obj, "dict")),
    }
}
