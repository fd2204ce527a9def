//! Special methods: whether each is one, and is called as it can be.

use proc_macro2::{Ident, Span, TokenTree};

use crate::messages::{self, advice};
use crate::model::{Callable, Class, Member, ParameterKind, Receiver, Role};
use crate::python;
use crate::python::special::{self, Arguments, Kind, Special};
use crate::report::Report;

/// The special method of this name, or none where something was reported.
pub fn find(
    name: &str,
    qualified_name: &str,
    span: Span,
    report: &mut Report,
) -> Option<&'static Special> {
    let special = special::find(name);
    if let (None, Some(text)) = (special, advice::find(advice::DUNDERS, name)) {
        report.error(span, advice::dunder(qualified_name, text));
    } else if special.is_none() {
        let meant = python::nearest(name, special::names()).and_then(special::find);
        report.error(span, messages::unknown_dunder(qualified_name, meant));
    }
    special
}

/// Reports a field or a constant with the name of a special method, which would be in its place.
pub fn check_attribute(owner: &Ident, name: &Ident, report: &mut Report) {
    let text = python::name(name);
    let special = special::find(&text).filter(|special| special.kind != Kind::Foreign);
    if let Some(special) = special {
        let qualified_name = format!("{owner}.{text}");
        report
            .error(name.span(), messages::special_attribute(&qualified_name, &special.signature()));
    }
}

/// Reports what says the same as another member or an option of the class: `__richcmp__` beside one of the six methods
/// that it stands for, `__class_getitem__` beside `generic`.
pub fn check_beside(special: &Special, class: &Class, name: &Ident, report: &mut Report) {
    if special.name == "__class_getitem__" && class.options.generic {
        let qualified_name = format!("{}.{}", class.name, special.name);
        report.error(name.span(), messages::also_generated(&qualified_name, "generic"));
    }
    let Kind::Slot(slot) = special.kind else { return };
    let excluded = match slot {
        "compare" => "compare_at_once",
        "compare_at_once" => "compare",
        _ => return,
    };
    let other = class.members.iter().find_map(|member| match member {
        Member::Special(other, _) if other.kind == Kind::Slot(excluded) => Some(other.name),
        _ => None,
    });
    if let Some(other) = other {
        report.error(name.span(), messages::compared_twice(special.name, other));
    }
}

/// Whether Python can call it as `special`; if not, that is reported.
pub fn check(
    special: &Special,
    callable: &mut Callable,
    qualified_name: &str,
    report: &mut Report,
) -> bool {
    if special.name == "__richcmp__" {
        take_operator(callable);
    }
    let is_right = has_receiver(special, callable.receiver)
        && takes(special, callable)
        && (special.name != "__richcmp__" || has_operator(callable));
    if !is_right {
        let message = messages::special_signature(qualified_name, &special.signature());
        report.error(callable.name.span(), message);
    }
    is_right
}

fn has_receiver(special: &Special, receiver: Receiver) -> bool {
    match special.kind {
        Kind::Hook | Kind::Foreign => true,
        Kind::ClassMethod => receiver == Receiver::Class,
        Kind::Method | Kind::Slot(_) => receiver.is_instance(),
    }
}

/// Takes the parameter of type `Comparison` for the operator.
fn take_operator(callable: &mut Callable) {
    if let Some(parameter) = callable.parameters.last_mut() {
        let last = parameter.ty.clone().into_iter().last();
        if matches!(last, Some(TokenTree::Ident(word)) if word == "Comparison") {
            parameter.role = Role::Operator;
        }
    }
}

fn has_operator(callable: &Callable) -> bool {
    callable.parameters.iter().any(|parameter| matches!(parameter.role, Role::Operator))
}

/// Whether the parameters take what Python passes.
fn takes(special: &Special, callable: &Callable) -> bool {
    let Arguments::These { names, optional } = special.arguments else { return true };
    let (most, least) = (names.len(), names.len() - optional);
    let (mut positional, mut required) = (0, 0);
    for parameter in &callable.parameters {
        match &parameter.role {
            Role::Token | Role::Receiver => {}
            Role::Named { kind: ParameterKind::KeywordOnly, default } => {
                if default.is_none() {
                    return false;
                }
            }
            Role::Named { default, .. } => {
                positional += 1;
                required += usize::from(default.is_none());
            }
            Role::Args => positional = usize::MAX / 2,
            Role::Operator => {
                positional += 1;
                required += 1;
            }
            Role::Kwargs => {}
        }
    }
    // A slot is always called with the same arguments: what else a signature has would never be used.
    let is_exact =
        !matches!(special.kind, Kind::Slot(_)) || positional <= most && required >= least;
    is_exact && required <= most && positional >= least
}
