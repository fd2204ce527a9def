//! The members that options of a class write, whose types are the library's.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::expand::ours;
use crate::expand::record::Record;
use crate::expand::record::function::{Form, argument, described};
use crate::model::{Body, Callable, Role};
use crate::python;

/// What stands for the class itself in the table.
const CLASS: &str = "";

/// What the library's functions take, one type for each parameter, and what they give.
const TYPES: &[(&str, &[&str], &str)] = &[
    ("repr", &[], "str"),
    ("text_of_raised", &[], "str"),
    ("reduce_raised", &[], "tuple[{typing.Any}, ...]"),
    ("equal", &["object"], "bool"),
    ("less", &[CLASS], "bool"),
    ("less_or_equal", &[CLASS], "bool"),
    ("greater", &[CLASS], "bool"),
    ("greater_or_equal", &[CLASS], "bool"),
    ("hash", &[], "int"),
    ("copy", &[], "{typing.Self}"),
    ("deepcopy", &["dict[int, {typing.Any}]"], "{typing.Self}"),
    ("deepcopy_frozen", &["dict[int, {typing.Any}]"], "{typing.Self}"),
    ("replace", &["{typing.Any}"], "{typing.Self}"),
    ("reduce", &[], "tuple[{typing.Any}, ...]"),
    ("reconstruct", &[], "{typing.Self}"),
    ("get_state", &[], "{typing.Any}"),
    ("set_state", &["{typing.Any}"], "None"),
    ("reduce_frozen", &[], "tuple[{typing.Any}, ...]"),
    ("reconstruct_frozen", &["{typing.Any}", "{typing.Any}"], "{typing.Self}"),
];

/// A method that an option writes.
pub fn method(class: &Ident, callable: &Callable) -> Vec<Record> {
    let Body::Library(library) = callable.body else { return Vec::new() };
    let (_, takes, gives) =
        TYPES.iter().find(|(name, ..)| *name == library).unwrap_or(&("", &[], "{typing.Any}"));
    let parameters = callable.parameters.iter().zip(*takes).map(|(parameter, hint)| {
        let kind = match parameter.role {
            Role::Kwargs => "var-keyword",
            _ => "positional-only",
        };
        let record = argument(&python::name(&parameter.name), kind);
        if *hint == CLASS {
            let class = ours(class);
            record.piece("type", quote!(::pydust::macro_support::Hinted::<&#class>::TAKES))
        } else {
            record.text("type", hint)
        }
    });
    let name = python::name(&callable.exported);
    vec![described(callable, &name, Form::Plain, parameters.collect()).text("returns", gives)]
}

/// What the library writes for enums with fields, other than for `object`.
pub fn of_family() -> Vec<TokenStream> {
    let changes = argument("changes", "var-keyword").text("type", "{typing.Any}");
    let replace = Record::new("function")
        .text("name", "__replace__")
        .text("receiver", "instance")
        .text("doc", "The same variant with other fields.")
        .objects("params", vec![changes])
        .text("returns", "{typing.Self}");
    vec![replace.finish()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::generated::library_functions;

    #[test]
    fn each_function_of_the_library_has_its_types() {
        for (name, parameters) in library_functions() {
            let row = TYPES.iter().find(|(row, ..)| *row == name);
            let (_, takes, _) = row.unwrap_or_else(|| panic!("no types of {name}"));
            assert_eq!(takes.len(), parameters, "{name}");
        }
    }
}
