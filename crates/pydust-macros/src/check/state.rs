//! The private state of a module: the struct, and the functions of its `impl`.

use proc_macro2::TokenStream;

use super::{expect_alone, function, held};
use crate::messages;
use crate::model::{Callable, Hook, Init, Receiver, Role, State};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, Function, ReceiverKind, Struct};

/// State whose functions are still being read.
pub struct StateDraft {
    pub state: State,
    /// Nothing was wrong with the struct. If not, its functions are still checked, but for nothing.
    pub is_right: bool,
}

impl StateDraft {
    /// The state that a struct with `attribute` declares.
    pub fn declare(item: &Struct, attribute: &Attribute, report: &mut Report) -> Self {
        let before = report.count();
        expect_alone(attribute, messages::takes_no_arguments("state"), report);
        let name = item.name.to_string();
        if item.generic {
            report.error(item.name.span(), messages::generic_type("state", &name));
        }
        if !item.head.conditions().is_empty() {
            report.error(item.name.span(), messages::conditional(&name));
        }
        let held = held::held(item, report);
        let state = State { name: item.name.clone(), init: Init::Default, del: None, held };
        Self { state, is_right: report.count() == before }
    }
}

/// Reads one function of the state's `impl`: a hook goes into `state`, a function for Python is returned.
pub fn function(
    state: &mut State,
    function: &mut Function,
    conditions: &TokenStream,
    report: &mut Report,
) -> Option<Callable> {
    let name = python::name(&function.name);
    let qualified_name = format!("{}.{name}", state.name);
    if !function.head.public {
        if matches!(name.as_str(), "__init__" | "__del__") {
            report.error(function.name.span(), messages::private_dunder(&qualified_name));
        }
        return None;
    }
    if name == "__init__" {
        state.init = Init::Wrong;
    }
    let before = report.count();
    let receiver = function::receiver(function, &name, Receiver::State, Receiver::Module, report);
    let callable = function::callable(function, Some(&state.name), receiver, conditions, report);
    let callable = callable.filter(|_| report.count() == before)?;
    match name.as_str() {
        "__init__" => state.init = init(state, function, &callable, report),
        "__del__" => state.del = del(state, function, &callable, report),
        _ if python::is_dunder(&name) => {
            let meant = python::nearest(&name, ["__init__", "__del__"])
                .filter(|_| python::special::find(&name).is_none());
            let message = match meant {
                Some(meant) => messages::misspelt_dunder(&qualified_name, meant),
                None => messages::unsupported_state_dunder(&qualified_name),
            };
            report.error(function.name.span(), message);
        }
        _ => return Some(callable),
    }
    None
}

fn init(state: &State, function: &Function, callable: &Callable, report: &mut Report) -> Init {
    let before = report.count();
    if let Some(receiver) = &function.receiver {
        report.error(receiver.span, messages::init_receiver(&format!("{}.__init__", state.name)));
    }
    for parameter in
        callable.parameters.iter().filter(|parameter| !matches!(parameter.role, Role::Token))
    {
        let message =
            messages::state_init_parameter(&state.name.to_string(), &python::name(&parameter.name));
        report.error(parameter.name.span(), message);
    }
    check_hook(function, callable, report);
    if report.count() == before { Init::Hook(hook(callable)) } else { Init::Wrong }
}

fn del(
    state: &State,
    function: &Function,
    callable: &Callable,
    report: &mut Report,
) -> Option<Hook> {
    let by_reference =
        function.receiver.as_ref().is_some_and(|receiver| receiver.kind != ReceiverKind::Value);
    if !by_reference
        || callable.parameters.iter().any(|parameter| !matches!(parameter.role, Role::Token))
    {
        report.error(function.name.span(), messages::state_del_signature(&state.name.to_string()));
        return None;
    }
    check_hook(function, callable, report);
    Some(hook(callable))
}

/// Reports what an ordinary function may have, but not one that only the interpreter calls.
fn check_hook(function: &Function, callable: &Callable, report: &mut Report) {
    let name = python::name(&function.name);
    if !callable.conditions.is_empty() {
        report.error(function.name.span(), messages::conditional(&name));
    }
    if callable.detach {
        report.error(function.name.span(), messages::detached_hook(&name));
    }
}

fn hook(callable: &Callable) -> Hook {
    Hook { takes_token: callable.takes_token(), output: callable.output.clone() }
}
