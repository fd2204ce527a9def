//! Constructors of classes: `__init__`, `__new__`, and what a `frozen` class can't have.

use proc_macro2::{TokenStream, TokenTree};

use super::{is_conditional, member};
use crate::messages::{self, construct};
use crate::model::{Access, Callable, Class, Receiver, Role};
use crate::report::Report;

/// Makes a function the constructor of its class; what can't be is reported.
pub fn constructor(
    class: &mut Class,
    mut callable: Callable,
    qualified_name: &str,
    report: &mut Report,
) {
    let span = callable.name.span();
    if callable.name == "__new__" {
        class_parameter(&mut callable, report);
    }
    let takes_instance = callable.name == "__init__" && callable.receiver == Receiver::Handle;
    if !takes_instance && !matches!(callable.receiver, Receiver::Static | Receiver::Class) {
        report.error(span, messages::init_receiver(qualified_name));
    } else if callable.name == "__new__" && class.extends_other() {
        report.error(span, messages::new_and_extends(qualified_name));
    } else if class.options.frozen && !class.is_bare() && callable.name == "__init__" {
        report.error(span, construct::frozen_init(qualified_name));
    } else if let Some(first) = &class.constructor {
        report.error(span, construct::second_constructor(qualified_name, &first.qualified_name()));
    } else if is_conditional(&callable.conditions, &class.conditions) {
        report.error(span, messages::conditional(qualified_name));
    } else {
        class.constructor = Some(callable);
    }
}

/// Makes a first parameter `cls: &Type` the class that `__new__` is called on.
fn class_parameter(callable: &mut Callable, report: &mut Report) {
    let first = callable.parameters.iter_mut().find(|item| !matches!(item.role, Role::Token));
    let Some(parameter) = first else { return };
    if member::is_plain(&parameter.role) && is_class(&parameter.ty) {
        parameter.role = Role::Receiver;
        callable.receiver = Receiver::Class;
        member::check_detach(callable, report);
    }
}

/// Whether a type is `&Type`, in whichever path and with whichever lifetimes.
fn is_class(ty: &TokenStream) -> bool {
    let mut tokens = ty.clone().into_iter();
    let is_reference =
        matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '&');
    let mut before = None;
    let words = tokens.filter_map(|token| match token {
        TokenTree::Punct(punct) => {
            before = Some(punct.as_char());
            None
        }
        TokenTree::Ident(word) if before.take() != Some('\'') => Some(word),
        _ => None,
    });
    is_reference && words.last().is_some_and(|last| last == "Type")
}

/// Reports a function that would change the value of a `frozen` class.
pub fn check_frozen(class: &Class, callable: &Callable, report: &mut Report) {
    if class.options.frozen && callable.receiver == Receiver::Instance(Access::Exclusive) {
        report.error(callable.name.span(), construct::frozen_method(&callable.qualified_name()));
    }
}
