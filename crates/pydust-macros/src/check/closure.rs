//! `closure!`: what Python will see of the function in it, and what that captures.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use super::function;
use crate::messages;
use crate::model::{Closure, Receiver};
use crate::python;
use crate::report::Report;
use crate::syntax::{self, Capture, Function, Item};

/// The closure that was written, or none where something was reported.
pub fn closure(written: syntax::Closure, report: &mut Report) -> Option<Closure> {
    let before = report.count();
    let syntax::Closure { token, captures, item, rest } = written;
    if token.is_empty() {
        report.error(Span::call_site(), messages::closure_form());
        return None;
    }
    let captures: Vec<Capture> = captures
        .into_iter()
        .filter_map(|capture| {
            capture.map_err(|tokens| report.error_at(&tokens, messages::closure_capture())).ok()
        })
        .collect();
    let Some(Item::Function(mut function)) = item else {
        report.error(Span::call_site(), messages::closure_form());
        return None;
    };
    if !rest.is_empty() {
        report.error_at(&rest, messages::closure_form());
    }
    let name = python::name(&function.name);
    if python::is_keyword(&name) {
        report.error(function.name.span(), messages::keyword_name(&name));
    }
    if let Some(receiver) = &function.receiver {
        report.error(receiver.span, messages::self_outside_type(&name));
    }
    let conditions = TokenStream::new();
    let callable = function::callable(&mut function, None, Receiver::Static, &conditions, report)?;
    check_head(&function, &name, report);
    check_names(&captures, &function, &name, report);
    let Some(body) = body(&function) else {
        report.error(function.name.span(), messages::closure_form());
        return None;
    };
    let parameters = function.params.into_iter().map(|param| (param.pattern, param.ty)).collect();
    let closure = Closure { token, captures, callable, parameters, body };
    (report.count() == before).then_some(closure)
}

/// The function is a value, not an item: neither visibility nor Rust's attributes mean anything on it.
fn check_head(function: &Function, name: &str, report: &mut Report) {
    if !function.head.visibility.is_empty() {
        report.error_at(&function.head.visibility, messages::closure_visibility(name));
    }
    for attribute in function.head.attributes.iter().filter(|attribute| attribute.path != "doc") {
        report.error_at(&attribute.tokens, messages::closure_attribute(name, &attribute.path));
    }
}

fn check_names(captures: &[Capture], function: &Function, closure: &str, report: &mut Report) {
    let mut taken: Vec<String> = Vec::new();
    let parameters = function.params.iter().filter_map(|param| param.name.as_ref());
    for name in captures.iter().map(|capture| &capture.name).chain(parameters) {
        let text = python::name(name);
        if taken.contains(&text) {
            report.error(name.span(), messages::closure_names(closure, &text));
        }
        taken.push(text);
    }
}

fn body(function: &Function) -> Option<Group> {
    match function.tokens.after_params.clone().into_iter().last() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => Some(body),
        _ => None,
    }
}
