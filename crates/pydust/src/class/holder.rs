//! Who holds a lock: the name that belongs to the code in its word.
//!
//! A lock has room for some bits of a name's hash. The name is found among those that Python can see: the members of
//! the object's class and of its bases, then the functions and classes of the modules of the same package. Two names
//! with the same code are rare; the one that is found first is named then.
#![allow(unsafe_code)]

use std::ffi::CStr;

use super::lock::Ask;
use crate::convert::{Code, Site};
use crate::raw::message::Message;
use crate::raw::{self, Lent, Obj, Python, Raised};

/// Adds the name that has the code, or what else can be said of it.
pub(super) fn push_name(py: Python<'_>, message: &mut Message, ask: Ask, code: u32) {
    if code == Site::RUST.code() {
        return message.push(&["Rust code"]);
    }
    // SAFETY: null, or live as long as the question.
    let object: Option<Lent<'_, '_>> = unsafe { Lent::new(ask.object) };
    let mut search = Search { code, message };
    match object.map(|object| search.around(&object)) {
        Some(Ok(true)) => return,
        Some(Err(Raised)) => drop(raw::error::take(py)),
        _ => {}
    }
    message.push(&["another function"]);
}

struct Search<'a> {
    code: u32,
    message: &'a mut Message,
}

impl Search<'_> {
    /// Looks around a module or an instance; whether the name was found, and is in the message.
    fn around(&mut self, object: &Obj<'_>) -> Result<bool, Raised> {
        if raw::container::is_module(object) {
            return self.package(&attribute(object, c"__name__")?);
        }
        let class = object.type_obj();
        let bases = attribute(&class, c"__mro__")?;
        let count = raw::container::tuple_len(&bases)?;
        for base in (0..count).filter_map(|index| raw::container::tuple_get(&bases, index)) {
            if self.class(&base)? {
                return Ok(true);
            }
        }
        // The last class is `object`; the one before it made the instance what it is.
        for base in (0..count).filter_map(|index| raw::container::tuple_get(&bases, index)) {
            let module = attribute(&base, c"__module__")?;
            if raw::text::is(&module) && self.package(&module)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The members of a class, in their qualified names.
    fn class(&mut self, class: &Obj<'_>) -> Result<bool, Raised> {
        let class_name = raw::type_object::name(class)?;
        let class_name = raw::text::as_str(&class_name)?;
        let members = attribute(class, c"__dict__")?;
        let names = raw::container::iter(&members)?;
        while let Some(name) = raw::container::next(&names)? {
            if raw::text::is(&name) && self.is(&[class_name, ".", raw::text::as_str(&name)?]) {
                let member = raw::call::get_item(&members, &name)?;
                if !raw::type_object::is_attribute(&member) {
                    self.message.push(&["()"]);
                }
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The functions and classes of all modules of the package that a module is in.
    fn package(&mut self, module_name: &Obj<'_>) -> Result<bool, Raised> {
        let package = outermost(raw::text::as_str(module_name)?);
        if package == "builtins" {
            return Ok(false);
        }
        let modules = raw::container::dict_items(&raw::call::modules(module_name.py()))?;
        for index in 0..raw::container::list_len(&modules)? {
            let Some(entry) = raw::container::list_get(&modules, index) else { break };
            let name = raw::container::tuple_get(&entry, 0);
            let module = raw::container::tuple_get(&entry, 1);
            let (Some(name), Some(module)) = (name, module) else { break };
            if raw::text::is(&name)
                && outermost(raw::text::as_str(&name)?) == package
                && raw::container::is_module(&module)
                && self.module(&module)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn module(&mut self, module: &Obj<'_>) -> Result<bool, Raised> {
        let entries = raw::container::dict_items(&raw::module::dict(module)?)?;
        for index in 0..raw::container::list_len(&entries)? {
            let Some(entry) = raw::container::list_get(&entries, index) else { break };
            let name = raw::container::tuple_get(&entry, 0);
            let value = raw::container::tuple_get(&entry, 1);
            let (Some(name), Some(value)) = (name, value) else { break };
            if raw::container::is_type(&value) {
                if self.class(&value)? {
                    return Ok(true);
                }
            } else if raw::container::is_builtin_function(&value)
                && raw::text::is(&name)
                && self.is(&[raw::text::as_str(&name)?])
            {
                self.message.push(&["()"]);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the parts make the name; if so, it is added.
    fn is(&mut self, parts: &[&str]) -> bool {
        let code = parts.iter().fold(Code::new(), |code, part| code.then(part)).finish();
        if code == self.code {
            self.message.push(parts);
        }
        code == self.code
    }
}

fn outermost(name: &str) -> &str {
    match name.as_bytes().iter().position(|byte| *byte == b'.') {
        Some(end) => name.get(..end).unwrap_or(name),
        None => name,
    }
}

fn attribute<'py>(obj: &Obj<'py>, name: &'static CStr) -> Result<Obj<'py>, Raised> {
    raw::call::get_attr(obj, &raw::text::interned(obj.py(), name)?)
}
