//! Enums as classes: which of the two kinds one is, and what both need. They are read in `enumeration.rs` and `family.rs`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::class::ClassDraft;
use super::enumeration::{self, EnumerationDraft};
use super::family;
use crate::cursor::{is_ident, is_punct};
use crate::data;
use crate::report::Report;
use crate::syntax::{Attribute, Other};

/// A class of an enum whose methods are still being read.
pub enum Draft {
    /// Its variants have fields: a class for each.
    Family(ClassDraft),
    /// A class of Python's module `enum`.
    Enumeration(EnumerationDraft),
}

/// Whether an item is an enum with the attribute.
pub fn is_with(item: &Other, attribute: &str) -> bool {
    is_enum(item) && item.head.attributes.iter().any(|found| found.is(attribute))
}

/// Whether an item is an enum.
pub fn is_enum(item: &Other) -> bool {
    item.keyword.as_ref().is_some_and(|keyword| keyword == "enum")
}

/// The class that an enum with `attribute` declares; none for what Rust's own error is about.
pub fn declare(item: &mut Other, attribute: &Attribute, report: &mut Report) -> Option<Draft> {
    let Other { head, tokens, .. } = &*item;
    let data = data::data(quote!(#head #tokens))?;
    Some(if family::has_fields(&data) && !enumeration::is_asked_for(attribute) {
        Draft::Family(family::declare(item, &data, attribute, report))
    } else {
        Draft::Enumeration(EnumerationDraft::declare(item, &data, attribute, report))
    })
}

/// The tokens of an enum without the attributes `names`, which no derive is there to read, on what is within `depth` groups:
/// 1 for variants, 2 for their fields.
pub fn without_attributes(tokens: TokenStream, names: &[&str], depth: usize) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                let is_attribute = kept.last().is_some_and(|last| is_punct(last, '#'));
                if depth == 0 && is_attribute && begins_with(&group, names) {
                    kept.pop();
                } else {
                    kept.push(group.into());
                }
            }
            TokenTree::Group(group) if depth > 0 => {
                let inner = without_attributes(group.stream(), names, depth - 1);
                let mut inner = Group::new(group.delimiter(), inner);
                inner.set_span(group.span());
                kept.push(inner.into());
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

fn begins_with(group: &Group, names: &[&str]) -> bool {
    let first: Option<TokenTree> = group.stream().into_iter().next();
    first.is_some_and(|token| names.iter().any(|name| is_ident(&token, name)))
}
