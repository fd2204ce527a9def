//! What records say of enumerations and of exception types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Record;
use super::class::{member, own_id};
use crate::expand::exception::named_kind;
use crate::expand::ours;
use crate::literal;
use crate::model::{Enumeration, Exception, Value, Variant};
use crate::python;

/// An enum without fields.
pub fn enumeration(item: &Enumeration) -> TokenStream {
    let owner = ours(&item.name);
    let variants = item.variants.iter().flat_map(|item| variant(&owner, item));
    let variants = variants.map(Record::finish);
    let methods = item.members.iter().flat_map(|method| member(&item.name, method));
    Record::new("enum")
        .text("name", &python::name(&item.name))
        .piece("id", own_id(&item.name))
        .text("base", base(item.base))
        .doc(&item.doc)
        .list("members", &variants.chain(methods).collect::<Vec<_>>())
        .finish()
}

/// The name of the class that Python's `enum` has for a base.
fn base(name: &'static str) -> &'static str {
    match name {
        "Int" => "IntEnum",
        "Str" => "StrEnum",
        other => other,
    }
}

/// A member, and its other name.
fn variant(owner: &Ident, variant: &Variant) -> Vec<Record> {
    let name = ours(&variant.name);
    let record = |text: &str| {
        let record = Record::new("member").text("name", text);
        match &variant.value {
            Value::Text(text) => record.text("value", &literal::text(text)),
            Value::Discriminant => record.piece(
                "value",
                quote!(::pydust::macro_support::Piece::Number(#owner::#name as i128)),
            ),
            Value::Expression(_) => record.text("value", "..."),
        }
    };
    let mut records = vec![record(&variant.text).doc(&variant.doc)];
    records.extend(variant.alias.as_deref().map(record));
    records
}

/// An exception type without fields.
pub fn exception(item: &Exception) -> TokenStream {
    let base = &item.base;
    let base = named_kind(quote!(::pydust::macro_support::Hinted::<#base>::BASE));
    Record::new("class")
        .text("name", &python::name(&item.name))
        .piece("id", own_id(&item.name))
        .doc(&item.doc)
        .bases(&base)
        .finish()
}
