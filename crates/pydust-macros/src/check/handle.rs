//! Fields that are handles: those belong to one call, and what an instance holds has a form of its own.

use crate::messages::member as messages;
use crate::report::Report;
use crate::syntax::{Field, Fields, Struct};

/// The handles that are stored as `Py` with their name.
const HANDLES: &[&str] = &[
    "Bool",
    "ByteArray",
    "Bytes",
    "Callable",
    "Code",
    "Complex",
    "Coroutine",
    "Date",
    "DateTime",
    "Dict",
    "Float",
    "Frame",
    "FrozenSet",
    "Generator",
    "Int",
    "Iter",
    "List",
    "MemoryView",
    "Module",
    "Obj",
    "Range",
    "Set",
    "Slice",
    "Str",
    "Time",
    "TimeDelta",
    "Traceback",
    "Tuple",
    "Type",
    "TzInfo",
    "WeakRef",
];

/// Reports the fields whose types are handles.
pub fn check(item: &Struct, report: &mut Report) {
    if let Fields::Named(_, fields) = &item.fields {
        fields.iter().for_each(|field| check_field(field, report));
    }
}

fn check_field(field: &Field, report: &mut Report) {
    let ty: String = field.ty.to_string().split_whitespace().collect();
    let path = ty.strip_prefix("::").unwrap_or(&ty);
    let qualified = path.strip_prefix("py::").or_else(|| path.strip_prefix("pydust::"));
    // The word alone may be another type's in a private field, which can have any.
    let Some(name) = qualified.or(field.head.public.then_some(path)) else { return };
    let stored = match name.strip_suffix("<'static>") {
        Some("NoneType") => "PyNone".to_owned(),
        Some(handle) if HANDLES.contains(&handle) => format!("Py{handle}"),
        Some(_) => return,
        None => {
            let class = name.strip_prefix("Instance<'static,").and_then(|it| it.strip_suffix('>'));
            let Some(class) = class else { return };
            format!("Py<{class}>")
        }
    };
    report.error_at(&field.ty, messages::stored_handle(&field.name.to_string(), &stored));
}
