//! What records say of functions: their parameters, what they return, and what they are called on.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Record, gives, has_word, named, takes};
use crate::expand::ours;
use crate::literal;
use crate::model::{Callable, Hint, Parameter, ParameterKind, Receiver, Role};
use crate::python;

/// What the function is to Python, as records call it.
#[derive(Clone, Copy)]
pub enum Form {
    /// By what it is called on.
    Plain,
    Constructor,
    Getter,
    Setter,
    Deleter,
}

impl Form {
    fn name(self, receiver: Receiver) -> &'static str {
        match (self, receiver) {
            (Self::Constructor, _) => "constructor",
            (Self::Getter, _) => "getter",
            (Self::Setter, _) => "setter",
            (Self::Deleter, _) => "deleter",
            (_, Receiver::Module | Receiver::State(_)) => "module",
            (_, Receiver::Static) => "static",
            (_, Receiver::Class) => "class",
            _ => "instance",
        }
    }
}

/// A function under its own name.
pub fn function(callable: &Callable, form: Form) -> Record {
    let name = python::name(&callable.exported);
    let record = described(callable, &name, form, params(callable));
    match form {
        Form::Constructor | Form::Setter | Form::Deleter => record,
        _ => record.hint("returns", callable.hint.as_ref(), || returns(callable)),
    }
}

/// The parameters that Python sees.
pub fn params(callable: &Callable) -> Vec<Record> {
    let owner = callable.owner.as_ref();
    let param = |parameter| param(parameter, owner).map(|record| with_default(record, parameter));
    callable.parameters.iter().filter_map(param).collect()
}

/// A function whose parameters are known.
pub fn described(callable: &Callable, name: &str, form: Form, params: Vec<Record>) -> Record {
    Record::new("function")
        .text("name", name)
        .text("receiver", form.name(callable.receiver))
        .doc(&callable.doc)
        .objects("params", params)
}

fn param(parameter: &Parameter, owner: Option<&Ident>) -> Option<Record> {
    let kind = match &parameter.role {
        Role::Token | Role::Receiver | Role::Operator => return None,
        Role::Args => "var-positional",
        Role::Kwargs => "var-keyword",
        Role::Named { kind: ParameterKind::PositionalOnly, .. } => "positional-only",
        Role::Named { kind: ParameterKind::PositionalOrKeyword, .. } => "positional-or-keyword",
        Role::Named { kind: ParameterKind::KeywordOnly, .. } => "keyword-only",
    };
    Some(typed(parameter, owner, kind))
}

/// A parameter of that kind without its default.
pub fn typed(parameter: &Parameter, owner: Option<&Ident>, kind: &str) -> Record {
    let record = argument(&python::name(&parameter.name), kind);
    match (&parameter.role, &parameter.hint) {
        (Role::Named { .. }, hint) => {
            record.hint("type", hint.as_ref(), || takes(&parameter.ty, owner))
        }
        (_, Some(Hint(hint))) => record.text("type", hint),
        _ => record,
    }
}

/// The same parameter with its default, if it has one.
pub fn with_default(record: Record, parameter: &Parameter) -> Record {
    match &parameter.role {
        Role::Named { default: Some(default), .. } => {
            record.text("default", &literal::default_text(default))
        }
        _ => record,
    }
}

/// A parameter without a type.
pub fn argument(name: &str, kind: &str) -> Record {
    // The kind of a parameter stands where other objects have theirs.
    Record::new(kind).text("name", name)
}

/// What the function returns.
pub fn returns(callable: &Callable) -> TokenStream {
    let output = &callable.output;
    if output.is_empty() {
        return named("None");
    }
    if !has_word(output, "impl") {
        return gives(output, callable.owner.as_ref());
    }
    // Only the compiler knows this type.
    let has_self =
        matches!(callable.receiver, Receiver::State(_) | Receiver::Instance(_) | Receiver::Variant);
    let parameters = (0..callable.parameters.len() + usize::from(has_self)).map(|_| quote!(_));
    let name = ours(&callable.name);
    let owner = callable.owner.as_ref().map(ours);
    let owner = owner.map(|owner| quote!(#owner::));
    quote_spanned! {Span::mixed_site()=>
        ::pydust::macro_support::gives(#owner #name as fn(#(#parameters),*) -> _)
    }
}
