//! Argument binding: from the arguments of a vectorcall to one cell for each parameter, with the errors
//! that CPython raises for Python functions, word for word (`initialize_locals` in CPython's `ceval.c`).
//! Not generic: one piece of code for all functions.

use crate::function::Call;
use crate::raw::message::Message;
use crate::raw::{self, Obj, Python, Raised, ffi};
use crate::spec::{FunctionSpec, Param, ParamKind, Receiver};

/// The cell of a parameter: the argument, or `None` where it was left out and has a default.
pub type Arg<'a, 'py> = Option<&'a Obj<'py>>;

/// Puts every argument into its parameter's cell. `cells` has one for each parameter but `*args` and
/// `**kwargs`, in order. Raises `TypeError`.
pub(crate) extern "C" fn bind<'a, 'py>(
    call: Call<'a, 'py>,
    spec: &'static FunctionSpec,
    cells: &mut [Arg<'a, 'py>],
) -> Result<(), Raised> {
    let py = call.py();
    let positional = call.positional();
    for (index, cell) in cells.iter_mut().enumerate().take(spec.positional.min(positional)) {
        *cell = Some(call.argument(index));
    }
    if let Some(names) = call.names() {
        for index in 0..call.named() {
            let Some(name) = raw::container::tuple_lend(&names, index) else { break };
            let value = call.argument(positional + index);
            match find(spec, &name) {
                Some((at, param)) => match cells.get_mut(at) {
                    Some(cell @ None) => *cell = Some(value),
                    _ => {
                        let parts = ["got multiple values for argument '", param.name, "'"];
                        return Err(type_error(py, spec, &parts));
                    }
                },
                None if spec.var_keyword && raw::text::is(&name) => {}
                None => return Err(unexpected(call, spec, &name)),
            }
        }
    }
    if positional > spec.positional && !spec.var_positional {
        return Err(too_many(py, spec, positional, cells));
    }
    let with_cells = spec.params.iter().filter(|param| param.has_cell());
    if with_cells.zip(&*cells).any(|(param, cell)| cell.is_none() && param.is_required()) {
        return Err(missing(py, spec, cells));
    }
    Ok(())
}

/// Whether two names are the same: most are so short that comparing them in line is faster than a call.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| a == b)
}

/// The parameter of the given name, with the index of its cell; `None` for positional-only ones.
pub(crate) fn find<'s>(spec: &'s FunctionSpec, name: &Obj<'_>) -> Option<(usize, &'s Param)> {
    let text = raw::text::look(name)?;
    let mut at = 0;
    for param in spec.params {
        if !param.has_cell() {
            continue;
        }
        if at >= spec.positional_only && is_same(param.name, text) {
            return Some((at, param));
        }
        at += 1;
    }
    None
}

/// A keyword that no parameter has.
#[cold]
fn unexpected(call: Call<'_, '_>, spec: &FunctionSpec, name: &Obj<'_>) -> Raised {
    let py = call.py();
    if !raw::text::is(name) {
        return type_error(py, spec, &["keywords must be strings"]);
    }
    let Some(name) = raw::text::peek(name) else {
        return type_error(py, spec, &["got an unexpected keyword argument that is no UTF-8"]);
    };
    let mut names = Message::new();
    for param in spec.params.iter().take(spec.positional_only) {
        if is_given(call, param.name) {
            names.push(&[if names.as_str().is_empty() { "" } else { ", " }, param.name]);
        }
    }
    if !names.as_str().is_empty() {
        return type_error(
            py,
            spec,
            &[
                "got some positional-only arguments passed as keyword arguments: '",
                names.as_str(),
                "'",
            ],
        );
    }
    // Suggestions came with 3.13.
    let candidates = spec.params.iter().filter(|p| p.has_cell()).skip(spec.positional_only);
    let close = if raw::module::version() >= (3, 13) {
        crate::suggest::closest(name, candidates.map(|param| param.name))
    } else {
        None
    };
    match close {
        Some(close) => type_error(
            py,
            spec,
            &["got an unexpected keyword argument '", name, "'. Did you mean '", close, "'?"],
        ),
        None => type_error(py, spec, &["got an unexpected keyword argument '", name, "'"]),
    }
}

fn is_given(call: Call<'_, '_>, wanted: &str) -> bool {
    let Some(names) = call.names() else { return false };
    (0..call.named()).any(|index| {
        let name = raw::container::tuple_lend(&names, index);
        name.is_some_and(|name| raw::text::peek(&name) == Some(wanted))
    })
}

/// More positional arguments than parameters for them.
#[cold]
fn too_many(py: Python<'_>, spec: &FunctionSpec, given: usize, cells: &[Arg<'_, '_>]) -> Raised {
    // `self` counts on both sides, as it does for a Python method.
    let own = usize::from(matches!(spec.receiver, Receiver::Instance | Receiver::Class));
    let positional = spec.positional + own;
    let given = given + own;
    let defaults = spec.params.iter().take(spec.positional).filter(|p| !p.is_required()).count();
    let keyword_only = cells.iter().skip(spec.positional).filter(|cell| cell.is_some()).count();
    let mut message = Message::new();
    message.push(&[spec.qualname(), "() takes "]);
    if defaults > 0 {
        message.push(&["from "]);
        message.push_number(positional - defaults);
        message.push(&[" to "]);
    }
    message.push_number(positional);
    let plural = positional != 1 || defaults > 0;
    message.push(&[" positional argument", if plural { "s" } else { "" }, " but "]);
    message.push_number(given);
    if keyword_only > 0 {
        message.push(&[" positional argument", if given != 1 { "s" } else { "" }, " (and "]);
        message.push_number(keyword_only);
        message.push(&[" keyword-only argument", if keyword_only != 1 { "s" } else { "" }, ")"]);
    }
    message.push(&[if given == 1 && keyword_only == 0 { " was given" } else { " were given" }]);
    raise(py, &message)
}

/// Raises for the required parameters whose cells are empty, of which there are some: positional ones first.
#[cold]
fn missing(py: Python<'_>, spec: &FunctionSpec, cells: &[Arg<'_, '_>]) -> Raised {
    let absent = |keyword_only: bool| {
        let with_cells = spec.params.iter().filter(|param| param.has_cell()).zip(cells);
        with_cells.filter(move |(param, cell)| {
            param.is_required()
                && cell.is_none()
                && (param.kind == ParamKind::KeywordOnly) == keyword_only
        })
    };
    let keyword_only = absent(false).next().is_none();
    let kind = if keyword_only { "keyword-only" } else { "positional" };
    let count = absent(keyword_only).count();
    let mut message = Message::new();
    message.push(&[spec.qualname(), "() missing "]);
    message.push_number(count);
    message.push(&[" required ", kind, " argument", if count == 1 { "" } else { "s" }, ": "]);
    for (index, (param, _)) in absent(keyword_only).enumerate() {
        let joint = match (index, count) {
            (0, _) => "",
            (1, 2) => " and ",
            (index, count) if index + 1 == count => ", and ",
            _ => ", ",
        };
        message.push(&[joint, "'", param.name, "'"]);
    }
    raise(py, &message)
}

#[inline(never)]
fn type_error(py: Python<'_>, spec: &FunctionSpec, parts: &[&str]) -> Raised {
    let mut message = Message::new();
    message.push(&[spec.qualname(), "() "]);
    message.push(parts);
    raise(py, &message)
}

fn raise(py: Python<'_>, message: &Message) -> Raised {
    raw::message::set(&raw::error::exception_type(py, &raw const ffi::PyExc_TypeError), message);
    Raised
}
