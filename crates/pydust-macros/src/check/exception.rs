//! `#[exception(Base)]`: the structs that can be exception types. Those with fields are classes.

use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::class::ClassDraft;
use crate::literal;
use crate::messages;
use crate::model::{ClassOptions, Exception, Generated};
use crate::report::Report;
use crate::syntax::{Attribute, Fields, Struct};
use crate::text;

/// The exception type that a struct with the attribute at `span` declares.
pub fn exception(
    item: &Struct,
    base: TokenStream,
    span: Span,
    report: &mut Report,
) -> Option<Exception> {
    let before = report.count();
    let name = item.name.to_string();
    if base.is_empty() {
        report.error(span, messages::exception_without_base(&name));
    }
    if item.generic {
        report.error(item.name.span(), messages::generic_type("exception", &name));
    }
    if matches!(item.fields, Fields::Tuple(_)) {
        report.error(item.name.span(), messages::exception_of_tuple(&name));
    }
    (report.count() == before).then(|| Exception {
        name: item.name.clone(),
        doc: text::doc(&item.head.attributes),
        conditions: item.head.conditions(),
        base,
    })
}

/// Whether the struct has fields, so that the exception type is a class.
pub fn has_fields(item: &Struct) -> bool {
    matches!(item.fields, Fields::Named(..))
}

/// The class that a struct with fields declares.
pub fn class(item: &mut Struct, base: TokenStream, span: Span, report: &mut Report) -> ClassDraft {
    let name = item.name.to_string();
    let has_base_field = match &item.fields {
        Fields::Named(_, fields) => {
            fields.iter().any(|field| field.head.attributes.iter().any(|one| one.is("base")))
        }
        Fields::Tuple(_) | Fields::Unit => false,
    };
    if base.is_empty() && !has_base_field {
        report.error(span, messages::exception_without_base(&name));
    }
    let message =
        item.head.take("message").and_then(|attribute| message(&attribute, &name, report));
    let options = ClassOptions {
        extends: Some(base).filter(|base| !base.is_empty()),
        generated: vec![Generated::Init, Generated::Raised],
        message,
        ..ClassOptions::default()
    };
    let draft = ClassDraft::declare_with(item, options, "exception", report);
    for part in draft.class.parts.iter().filter(|part| part.is_keyword_only) {
        report.error(part.name.span(), messages::keyword_of_exception(&part.name.to_string()));
    }
    draft
}

/// The format string in `#[message(".. {field} ..")]`.
fn message(attribute: &Attribute, name: &str, report: &mut Report) -> Option<Literal> {
    let tokens = attribute.arguments().unwrap_or_default();
    let mut tokens = tokens.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Literal(literal)), None)
            if literal::string_value(&literal.to_token_stream()).is_some() =>
        {
            Some(literal)
        }
        _ => {
            report.error(attribute.span, messages::malformed_message(name));
            None
        }
    }
}
