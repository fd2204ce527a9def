//! `__repr__` as the constructor is called: `Point(x=1.0, y=2.0)`.

use super::Shown;
use crate::error::Result;
use crate::function::Call;
use crate::raw::message::Message;
use crate::raw::repr::Entered;
use crate::raw::{self, Obj, Raised};
use crate::spec::FunctionSpec;

/// `__repr__`: the fields' own, under the name of the instance's class.
///
/// The lock is free again when those run.
#[inline(always)]
pub fn repr<'py, T: Shown>(call: Call<'_, 'py>, spec: &'static FunctionSpec) -> Result<Obj<'py>> {
    let values = call.receiver::<T>(spec)?.values(call.py())?;
    Ok(of_values(call.this(), T::NAMES, &values)?)
}

extern "C" fn of_values<'py>(
    instance: &Obj<'py>,
    names: &'static [&'static str],
    values: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    let py = instance.py();
    let Some(_entered) = Entered::new(instance)? else { return raw::text::new(py, "...") };
    let parts = raw::container::new_list(py, 0, |_| Err(Raised))?;
    let add = |part: &Obj<'py>| raw::container::list_append(&parts, part);
    add(&raw::type_object::qualname(&instance.type_obj())?)?;
    for (index, name) in names.iter().enumerate() {
        let Some(value) = raw::container::tuple_get(values, index) else { break };
        let mut label = Message::new();
        label.push(&[if index == 0 { "(" } else { ", " }, name, "="]);
        add(&raw::text::new(py, label.as_str())?)?;
        add(&raw::call::repr(&value)?)?;
    }
    add(&raw::text::new(py, if names.is_empty() { "()" } else { ")" })?)?;
    raw::text::join(&raw::text::new(py, "")?, &parts)
}
