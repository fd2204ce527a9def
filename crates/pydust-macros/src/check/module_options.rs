//! The options of `#[module(..)]`: what the module needs of the interpreter that imports it.
//!
//! How options are written is read in `options.rs`.

use proc_macro2::TokenStream;

use super::options::{Form, Level, Options};
use crate::literal;
use crate::messages;
use crate::model::Needs;
use crate::python;
use crate::report::Report;

/// Every option of a module, and what follows its name.
pub const KNOWN: &[(&str, Form)] = &[("interpreters", Form::Value), ("needs_gil", Form::Alone)];

/// The interpreters that can import a module, and the need that says so.
const INTERPRETERS: [(&str, Option<&str>); 3] =
    [("own-gil", None), ("shared-gil", Some("shared_gil")), ("main", Some("main_interpreter"))];

/// What stands in the parentheses of `#[module(..)]`; what is wrong is reported and left out.
pub fn read(list: TokenStream, report: &mut Report) -> Needs {
    let options = Options::of_list(list, Level::Module, report);
    Needs { interpreter: interpreter(&options, report), gil: options.has("needs_gil") }
}

fn interpreter(options: &Options, report: &mut Report) -> Option<&'static str> {
    let value = options.value("interpreters")?;
    let text = literal::string_value(&value).unwrap_or_default();
    let known = INTERPRETERS.iter().map(|(name, _)| *name);
    let found = INTERPRETERS.iter().find(|(name, _)| *name == text);
    if found.is_none() {
        let meant = python::nearest(&text, known.clone());
        report.error_at(&value, messages::module::unknown_interpreters(&value, meant, known));
    }
    found?.1
}
