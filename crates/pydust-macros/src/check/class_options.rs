//! The options of `#[class(..)]`: which there are, and what becomes of each in the model.
//!
//! A new option is a row of [`KNOWN`], a field of [`ClassOptions`], and a line in [`read`]. How options are written
//! is read in `options.rs`; what they mean together with the class's fields and methods is checked by their owners.

use proc_macro2::TokenStream;

use super::generated;
use super::options::{Form, Level, Options};
use crate::messages;
use crate::model::ClassOptions;
use crate::report::Report;
use crate::syntax::{Attribute, AttributeValue};

/// Every option of a class, and what follows its name.
pub const KNOWN: &[(&str, Form)] = &[
    ("final", Form::Alone),
    ("within", Form::Type),
    ("dict", Form::Alone),
    ("weakref", Form::Alone),
    ("generic", Form::Names),
    ("init", Form::Alone),
    ("repr", Form::Alone),
    ("eq", Form::Alone),
    ("order", Form::Alone),
    ("hash", Form::Alone),
    ("copy", Form::Alone),
    ("pickle", Form::Expression),
    ("match_args", Form::Alone),
    ("frozen", Form::Alone),
    ("freelist", Form::Value),
    ("sequence", Form::Alone),
    ("mapping", Form::Alone),
    ("extends", Form::Type),
];

/// What stands in the parentheses of `#[class(..)]`; what is wrong is reported and left out.
pub fn read(attribute: &Attribute, report: &mut Report) -> ClassOptions {
    let Some(list) = list(attribute, report) else { return ClassOptions::default() };
    let options = Options::of_list(list, Level::Class, report);
    // Those would be of the value alone, without what the type that is extended keeps; and it keeps the memory.
    let of_values = ["copy", "pickle", "eq", "order", "hash", "freelist"];
    options.exclude("extends", &of_values, report);
    if let Some(capacity) = options.value("freelist").filter(|value| value.to_string() == "0") {
        report.error_at(&capacity, messages::member::empty_free_list());
    }
    ClassOptions {
        is_final: options.has("final"),
        within: options.value("within"),
        dict: options.has("dict"),
        weakref: options.has("weakref"),
        generic: options.has("generic"),
        type_params: options.names("generic", report),
        freelist: options.value("freelist"),
        extends: options.value("extends"),
        message: None,
        generated: generated::asked(&options, report),
        pickle_version: options.value("pickle").unwrap_or_default(),
        frozen: options.has("frozen"),
        collection: collection(&options, report),
    }
}

/// Which kind of container the class says it is: of the two only one, since patterns of `match` can't be both.
fn collection(options: &Options, report: &mut Report) -> Option<&'static str> {
    match (options.has("sequence"), options.span("mapping")) {
        (true, Some(span)) => {
            report.error(span, messages::two_collections());
            None
        }
        (true, None) => Some("SEQUENCE"),
        (false, Some(_)) => Some("MAPPING"),
        (false, None) => None,
    }
}

/// The list of options, if there is one.
pub fn list(attribute: &Attribute, report: &mut Report) -> Option<TokenStream> {
    match &attribute.value {
        AttributeValue::Empty => None,
        AttributeValue::Arguments(list) => Some(list.clone()),
        AttributeValue::Equals(_) | AttributeValue::Other => {
            report.error(attribute.span, messages::class_options_form());
            None
        }
    }
}
