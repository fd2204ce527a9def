//! `#[derive(FromPy)]`: the structs that it can fill.

use proc_macro2::Span;

use crate::messages;
use crate::report::Report;
use crate::syntax::{Fields, Item, Struct};

/// The struct to derive for, or none where something was reported.
pub fn derive(item: Item, report: &mut Report) -> Option<Struct> {
    let (name, kind) = match item {
        Item::Struct(item) => match item.fields {
            _ if item.generic => {
                report.error(item.name.span(), messages::derive_generic(&item.name.to_string()));
                return None;
            }
            Fields::Named(..) => return Some(item),
            Fields::Tuple(_) => (Some(item.name), "a tuple struct".to_owned()),
            Fields::Unit => (Some(item.name), "a struct without fields".to_owned()),
        },
        Item::Other(item) => {
            // An enum or a union: a derive stands on nothing else.
            (item.name, item.keyword.map_or_else(String::new, |keyword| format!("an {keyword}")))
        }
        _ => (None, String::new()),
    };
    let span = name.as_ref().map_or_else(Span::call_site, |name| name.span());
    let name = name.map_or_else(String::new, |name| name.to_string());
    report.error(span, messages::derive_on(&kind, &name));
    None
}
