//! Functions that Python calls: their form, their attributes and who they belong to.
//!
//! Parameters are checked in `signature.rs`.

use proc_macro2::{Ident, TokenStream};

use super::{check_default, check_misspelt, expect_alone, hint, signature};
use crate::messages;
use crate::model::{Access, Body, Callable, Receiver};
use crate::python;
use crate::report::Report;
use crate::syntax::{Function, GenericKind, ReceiverKind};
use crate::text;

/// The attributes that functions take.
const ATTRIBUTES: &[&str] = &["detach", "classmethod", "getter", "setter", "deleter", "classattr"];

/// A function outside of any type: exported by its module, or by `#[function]`.
pub fn free(function: &mut Function, report: &mut Report) -> Option<Callable> {
    let name = python::name(&function.name);
    let before = report.count();
    if python::is_keyword(&name) {
        report.error(function.name.span(), messages::keyword_name(&name));
    } else if python::is_primitive(&name) {
        report.error(function.name.span(), messages::primitive_name(&name));
    }
    if let Some(receiver) = &function.receiver {
        report.error(receiver.span, messages::self_outside_type(&name));
    }
    let callable = callable(function, None, Receiver::Module, &function.head.conditions(), report);
    callable.filter(|_| report.count() == before)
}

/// The receiver of a method: `instance` of its access, or `without_self`.
pub fn receiver(
    function: &Function,
    qualified_name: &str,
    instance: fn(Access) -> Receiver,
    without_self: Receiver,
    report: &mut Report,
) -> Receiver {
    let Some(receiver) = &function.receiver else { return without_self };
    match receiver.kind {
        ReceiverKind::Shared => instance(Access::Shared),
        ReceiverKind::Exclusive => instance(Access::Exclusive),
        ReceiverKind::Value => {
            report.error(receiver.span, messages::self_by_value(qualified_name));
            without_self
        }
    }
}

/// What Python sees of `function`, or none where something was reported.
pub fn callable(
    function: &mut Function,
    owner: Option<&Ident>,
    receiver: Receiver,
    conditions: &TokenStream,
    report: &mut Report,
) -> Option<Callable> {
    let before = report.count();
    let mut callable = Callable {
        name: function.name.clone(),
        exported: function.name.clone(),
        owner: owner.cloned(),
        visibility: function.head.visibility.clone(),
        receiver,
        parameters: Vec::new(),
        output: function.output.clone(),
        hint: hint::take(&mut function.head.attributes, report),
        detach: false,
        is_accessor: false,
        deprecated: function.head.attributes.iter().any(|attribute| attribute.path == "deprecated"),
        doc: text::doc(&function.head.attributes),
        conditions: conditions.clone(),
        body: Body::User,
    };
    let name = callable.qualified_name();
    check_form(function, &name, report);
    callable.parameters = signature::parameters(function, &name, report);
    if let Some(detach) = function.head.take("detach") {
        expect_alone(&detach, messages::takes_no_arguments("detach"), report);
        callable.detach = true;
        if callable.takes_token() {
            report.error(detach.span, messages::detach_with_token(&name));
        }
    }
    check_default(&mut function.head, &name, report);
    check_misspelt(&mut function.head, ATTRIBUTES, report);
    (report.count() == before).then_some(callable)
}

fn check_form(function: &Function, name: &str, report: &mut Report) {
    for qualifier in &function.qualifiers {
        if qualifier == "async" || qualifier == "unsafe" || qualifier == "extern" {
            report.error(qualifier.span(), messages::not_exportable(name, &qualifier.to_string()));
        }
    }
    if let Some(generic) =
        function.generics.iter().find(|generic| generic.kind != GenericKind::Lifetime)
    {
        report.error(generic.span, messages::generic_function(name));
    } else if let Some(span) = function.where_clause {
        report.error(span, messages::where_clause(name));
    }
}
