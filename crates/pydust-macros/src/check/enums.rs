//! Enums as classes: which of the two kinds one is. They are read in `enumeration.rs` and `family.rs`.

use quote::quote;

use super::class::ClassDraft;
use super::enumeration::{self, EnumerationDraft};
use super::family;
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

/// Whether an item is an enum that its attribute makes a class.
pub fn is_class(item: &Other) -> bool {
    is_enum(item) && item.head.attributes.iter().any(|attribute| attribute.is("class"))
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
