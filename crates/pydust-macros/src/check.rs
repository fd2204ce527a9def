//! From what the user wrote (`syntax.rs`) to what Python will see (`model.rs`).
//!
//! All mistakes are found here, and helper attributes are taken out of the syntax on the way. A wrong item is
//! reported and left out of the model; the others go on.

pub mod class;
mod class_options;
pub mod closure;
mod construct;
pub mod derive;
pub mod enumeration;
pub mod enums;
pub mod exception;
mod family;
pub mod function;
pub mod generated;
mod handle;
pub mod held;
mod hint;
mod inheritance;
mod member;
pub mod module;
pub mod module_options;
mod options;
pub mod raises;
mod shadow;
mod signature;
mod special;
mod state;
pub mod test;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::messages::{self, advice, advice::Advice};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, AttributeValue, Head};

/// The names that one module or class has given to Python.
#[derive(Default)]
struct Names {
    taken: Vec<(String, bool)>,
}

impl Names {
    /// Takes `name` for an export. Two of one name are an error, unless both are conditional: then only the
    /// compiler knows which of them is there.
    fn claim(
        &mut self,
        scope: &Ident,
        name: &Ident,
        conditions: &TokenStream,
        report: &mut Report,
    ) -> bool {
        let text = python::name(name);
        if python::is_keyword(&text) {
            report.error(name.span(), messages::keyword_name(&text));
            return false;
        }
        self.claim_text(scope, (text, name.span()), conditions, report)
    }

    /// As [`claim`](Self::claim), for a name that Python may have in another spelling.
    fn claim_text(
        &mut self,
        scope: &Ident,
        (text, span): (String, Span),
        conditions: &TokenStream,
        report: &mut Report,
    ) -> bool {
        let conditional = !conditions.is_empty();
        if self.taken.iter().any(|(taken, other)| *taken == text && !(conditional && *other)) {
            report.error(span, messages::exported_twice(&python::name(scope), &text));
            return false;
        }
        self.taken.push((text, conditional));
        true
    }
}

/// The conditions of an item inside of another.
fn both(outer: &TokenStream, inner: &Head) -> TokenStream {
    let inner = inner.conditions();
    quote!(#outer #inner)
}

/// Reports an attribute that must stand alone and does not.
fn expect_alone(attribute: &Attribute, message: String, report: &mut Report) {
    if !matches!(attribute.value, AttributeValue::Empty) {
        report.error(attribute.span, message);
    }
}

/// Whether an item is there under other conditions than the type it belongs to.
fn is_conditional(item: &TokenStream, owner: &TokenStream) -> bool {
    !item.is_empty() && item.to_string() != owner.to_string()
}

/// Takes out `#[default]` where it means nothing.
fn check_default(head: &mut Head, name: &str, report: &mut Report) {
    if let Some(default) = head.take("default") {
        report.error(default.span, messages::default_outside_parameters(name));
    }
}

/// Takes out attributes that mean nothing where they stand, and says what to write instead.
fn check_words(head: &mut Head, advice: Advice, report: &mut Report) {
    head.attributes.retain(|attribute| {
        let Some(text) = advice::find(advice, &attribute.path) else { return true };
        report.error(attribute.span, advice::attribute(&attribute.path, text));
        false
    });
}

/// Takes out what looks like one of our attributes misspelt.
fn check_misspelt(head: &mut Head, known: &[&str], report: &mut Report) {
    head.attributes.retain(|attribute| {
        let meant = python::nearest(&attribute.path, known.iter().copied());
        let Some(meant) = meant.filter(|meant| *meant != attribute.path) else { return true };
        report.error(attribute.span, messages::misspelt_attribute(&attribute.path, meant));
        false
    });
}
