//! `#[exception(Base)]`: the structs and enums that can be exception types. Those with fields are classes.

use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::class::ClassDraft;
use super::{family, raises};
use crate::data::{self, DataKind, Variant};
use crate::literal;
use crate::messages;
use crate::model::{
    Class, ClassOptions, Exception, FamilyVariant, Generated, Message, ParameterKind, Role,
};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, Fields, Other, Struct};
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

/// The class that an enum declares, whose variants are the exceptions that are raised; none for what Rust's own error
/// is about.
pub fn of_enum(
    item: &mut Other,
    base: TokenStream,
    span: Span,
    report: &mut Report,
) -> Option<ClassDraft> {
    let Other { head, tokens, .. } = &*item;
    let data = data::data(quote!(#head #tokens))?;
    let before = report.count();
    let name = data.name.to_string();
    if base.is_empty() {
        report.error(span, messages::exception_without_base(&name));
    }
    if matches!(&data.kind, DataKind::Enum(variants) if variants.is_empty()) {
        report.error(data.name.span(), messages::exception_without_variants(&name));
    }
    if let Some(attribute) = item.head.take("message") {
        report.error(attribute.span, messages::message_of_enum(&name));
    }
    let options = ClassOptions {
        extends: Some(base).filter(|base| !base.is_empty()),
        generated: vec![Generated::Raised],
        ..ClassOptions::default()
    };
    let mut draft = family::declare_with(item, &data, options, report);
    draft.is_right &= report.count() == before;
    Some(draft)
}

/// What a variant says.
pub fn message_of(class: &Class, variant: &Variant, report: &mut Report) -> Option<Message> {
    let attribute = variant.attributes.iter().find(|one| one.is("message"))?;
    let shown = format!("{}::{}", class.name, variant.name);
    let format = message(attribute, &shown, report)?;
    raises::message(variant, shown, format.into_token_stream(), report)
}

/// Reports what the variants of a class can't have, or lack beside the others.
pub fn check_variants(
    class: &Class,
    variants: &[FamilyVariant],
    written: &[Variant],
    report: &mut Report,
) {
    for variant in variants {
        let is_by_name =
            |role: &Role| matches!(role, Role::Named { kind: ParameterKind::KeywordOnly, .. });
        for parameter in variant.constructor.parameters.iter().filter(|one| is_by_name(&one.role)) {
            let name = python::name(&parameter.name);
            report.error(parameter.name.span(), messages::keyword_of_exception(&name));
        }
    }
    let has_message = |variant: &Variant| variant.attributes.iter().any(|one| one.is("message"));
    if written.iter().any(has_message) {
        for variant in written.iter().filter(|variant| !has_message(variant)) {
            let shown = format!("{}::{}", class.name, variant.name);
            report.error(variant.name.span(), messages::variant_without_message(&shown));
        }
    }
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
