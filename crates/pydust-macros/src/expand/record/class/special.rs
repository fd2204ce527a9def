//! Special methods: under which names Python has them, with which types.

use proc_macro2::TokenStream;

use super::is_changing;
use crate::expand::function::is_nothing;
use crate::expand::record::function::{
    self, Form, argument, described, function, returns, typed, with_default,
};
use crate::expand::record::{Record, hint, named};
use crate::model::{Callable, Role};
use crate::python::special::{Arguments, Kind, Outcome, Special};

/// The comparisons that one method answers.
const COMPARISONS: &[&str] = &["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"];

/// What Python calls a method of the C level that it has no name of its own for.
const NAMES: &[(&str, &[&str])] = &[
    ("__richcmp__", COMPARISONS),
    ("__concat__", &["__add__"]),
    ("__repeat__", &["__mul__", "__rmul__"]),
    ("__inplace_concat__", &["__iadd__"]),
    ("__inplace_repeat__", &["__imul__"]),
];

/// Parameters whose type is given: any other would be wrong for what `object`, or the caller, makes of the method.
const TAKES: &[(&str, &[(&str, &str)])] = &[
    ("__eq__", &[("other", "object")]),
    ("__ne__", &[("other", "object")]),
    ("__contains__", &[("item", "object")]),
    ("__reduce_ex__", &[("protocol", "{typing.SupportsIndex}")]),
    ("__buffer__", &[("flags", "int")]),
    ("__release_buffer__", &[("buffer", "memoryview")]),
];

/// Results whose type is given.
const GIVES: &[(&str, &str)] =
    &[("__await__", "{collections.abc.Generator}[{typing.Any}, {typing.Any}, {typing.Any}]")];

/// Methods of two arguments, the second of which Python leaves out as it likes.
const OPTIONAL: &[(&str, &str)] = &[("__pow__", "mod"), ("__rpow__", "mod"), ("__get__", "owner")];

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
}

/// A special method, under each of its names.
pub fn method(special: &Special, callable: &Callable) -> Vec<Record> {
    if !matches!(special.kind, Kind::Slot(_) | Kind::Method) {
        return vec![function(callable, Form::Plain)];
    }
    match find(NAMES, special.name) {
        // Sequences have no reflected forms, and comparisons are complete.
        Some(names) => {
            let named = |name: &&str| method_named(name, special, callable).flag("alone", true);
            names.iter().map(named).collect()
        }
        None => vec![method_named(special.name, special, callable)],
    }
}

fn method_named(name: &str, special: &Special, callable: &Callable) -> Record {
    let params = match find(TAKES, name) {
        Some(given) => given
            .iter()
            .map(|(name, hint)| argument(name, "positional-only").text("type", hint))
            .collect(),
        None => params(special, callable),
    };
    described(callable, name, Form::Plain, params)
        .hint("returns", callable.hint.as_ref(), || result(name, special, callable))
}

fn params(special: &Special, callable: &Callable) -> Vec<Record> {
    let Arguments::These { .. } = special.arguments else { return function::params(callable) };
    let owner = callable.owner.as_ref();
    let given = callable.parameters.iter().filter(|item| matches!(item.role, Role::Named { .. }));
    let optional = find(OPTIONAL, special.name);
    let mut params = Vec::new();
    for (index, parameter) in given.enumerate() {
        let param = typed(parameter, owner, "positional-only");
        params.push(match optional {
            // To Python it is `None`, whatever the function makes of that.
            Some(_) if index == 1 => param.text("default", "None"),
            _ => with_default(param, parameter),
        });
    }
    if let (Some(name), 1) = (optional, params.len()) {
        params.push(none(name).text("default", "None"));
    }
    params
}

/// A parameter that is always `None`.
fn none(name: &str) -> Record {
    argument(name, "positional-only").text("type", "None")
}

fn result(name: &str, special: &Special, callable: &Callable) -> TokenStream {
    if let Some(hint) = find(GIVES, name) {
        return named(hint);
    }
    match special.outcome {
        Outcome::Truth => named("bool"),
        Outcome::Hash | Outcome::Count => named("int"),
        Outcome::Nothing => named("None"),
        Outcome::Loan => named("memoryview"),
        Outcome::Next => next(callable),
        Outcome::InPlace if is_changing(callable) => named("{typing.Self}"),
        Outcome::InPlace if is_nothing(&callable.output) => named("{typing.Self}"),
        Outcome::InPlace | Outcome::Object | Outcome::Checked(_) => returns(callable),
    }
}

/// The item of the result.
fn next(callable: &Callable) -> TokenStream {
    hint(&callable.output, callable.owner.as_ref(), "NEXT")
}
