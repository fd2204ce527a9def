//! `#[exception(Base)]`: the structs that can be exception types.

use proc_macro2::{Span, TokenStream};

use crate::messages;
use crate::model::Exception;
use crate::report::Report;
use crate::syntax::{Fields, Struct};
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
    if !matches!(item.fields, Fields::Unit) {
        report.error(item.name.span(), messages::exception_with_fields(&name));
    }
    (report.count() == before).then(|| Exception {
        name: item.name.clone(),
        doc: text::doc(&item.head.attributes),
        conditions: item.head.conditions(),
        base,
    })
}
