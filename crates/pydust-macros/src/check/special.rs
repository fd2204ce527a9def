//! Special methods: whether each is one, and is called as it can be.

use proc_macro2::Span;

use crate::messages;
use crate::model::{Callable, ParameterKind, Receiver, Role};
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
    let message = match special::find(name) {
        Some(special) if special.kind != Kind::Unsupported => return Some(special),
        Some(_) => messages::unsupported_dunder(qualified_name),
        None => {
            let meant = python::nearest(name, special::supported()).and_then(special::find);
            messages::unknown_dunder(qualified_name, meant)
        }
    };
    report.error(span, message);
    None
}

/// Whether Python can call it as `special`; if not, that is reported.
pub fn check(
    special: &Special,
    callable: &Callable,
    qualified_name: &str,
    report: &mut Report,
) -> bool {
    let is_right = has_receiver(special, callable.receiver) && takes(special, callable);
    if !is_right {
        let message = messages::special_signature(qualified_name, &special.signature());
        report.error(callable.name.span(), message);
    }
    is_right
}

fn has_receiver(special: &Special, receiver: Receiver) -> bool {
    match special.kind {
        Kind::Hook | Kind::Unsupported => true,
        Kind::Method | Kind::Slot(_) => receiver.is_instance(),
    }
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
            Role::Kwargs => {}
        }
    }
    // A slot is always called with the same arguments: what else a signature has would never be used.
    let is_exact =
        !matches!(special.kind, Kind::Slot(_)) || positional <= most && required >= least;
    is_exact && required <= most && positional >= least
}
