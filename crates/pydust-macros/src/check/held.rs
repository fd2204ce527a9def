//! The fields that the garbage collector may have to look at: of classes and states, and of what derives `Traverse`.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::cursor::is_ident;
use crate::data::{self, Data, DataKind, Variant, tuple_fields};
use crate::messages;
use crate::model::{Held, HeldBy, Traversal};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, Fields, Struct, take_attribute};

/// The fields of a struct but those that are plain numbers, which hold nothing. What the macro writes for them is what
/// the derive would: it is reported beside it.
pub fn held(item: &Struct, report: &mut Report) -> Vec<Held> {
    let derives = item.head.attributes.iter().filter(|attribute| attribute.path == "derive");
    for word in derives.filter_map(Attribute::arguments).flatten() {
        if is_ident(&word, "Traverse") {
            report.error(word.span(), messages::traverse_twice(&item.name.to_string()));
        }
    }
    let all: Vec<Held> = match &item.fields {
        Fields::Unit => Vec::new(),
        Fields::Named(_, fields) => {
            let field = |field: &crate::syntax::Field| Held {
                member: field.name.to_token_stream(),
                ty: field.ty.clone(),
                conditions: field.head.conditions(),
            };
            fields.iter().map(field).collect()
        }
        Fields::Tuple(fields) => {
            tuple_fields(fields).into_iter().enumerate().map(numbered).collect()
        }
    };
    all.into_iter().filter(may_hold).collect()
}

/// What `#[derive(Traverse)]` writes for a type, or none where something was reported.
pub fn traversal(mut item: Data, report: &mut Report) -> Option<Traversal> {
    let before = report.count();
    let deprecated = item.all_attributes().any(|attribute| attribute.path == "deprecated");
    misplaced(&mut item.attributes, report);
    let variants = match item.kind {
        DataKind::Union => {
            report.error(item.name.span(), messages::derive_on_union(&item.name.to_string()));
            return None;
        }
        DataKind::Struct(body) => vec![HeldBy {
            path: quote!(Self),
            conditions: TokenStream::new(),
            fields: fields(body, report),
        }],
        DataKind::Enum(variants) => {
            variants.into_iter().map(|variant| held_by(variant, report)).collect()
        }
    };
    let is_right = report.count() == before;
    is_right.then_some(Traversal { name: item.name, generics: item.generics, deprecated, variants })
}

fn held_by(mut variant: Variant, report: &mut Report) -> HeldBy {
    misplaced(&mut variant.attributes, report);
    let name = &variant.name;
    HeldBy {
        path: quote!(Self::#name),
        conditions: conditions(&variant.attributes),
        fields: fields(variant.body, report),
    }
}

fn fields(body: data::Body, report: &mut Report) -> Vec<Held> {
    let all = match body {
        data::Body::Unit => Vec::new(),
        data::Body::Tuple(fields) | data::Body::Named(fields) => fields,
    };
    let mut held = Vec::new();
    for (index, mut field) in all.into_iter().enumerate() {
        let is_skipped = match take_attribute(&mut field.attributes, "traverse") {
            Some(attribute) => {
                let word = attribute.arguments().map(|list| list.to_string());
                if word.as_deref() != Some("skip") {
                    report.error(attribute.span, messages::traverse_form());
                }
                true
            }
            None => false,
        };
        let field = numbered((index, field));
        if !is_skipped && may_hold(&field) {
            held.push(field);
        }
    }
    held
}

/// Reports what stands before something else than a field.
fn misplaced(attributes: &mut Vec<Attribute>, report: &mut Report) {
    if let Some(attribute) = take_attribute(attributes, "traverse") {
        report.error(attribute.span, messages::traverse_misplaced());
    }
}

fn numbered((index, field): (usize, data::Field)) -> Held {
    let number: TokenTree = Literal::usize_unsuffixed(index).into();
    Held {
        member: field.name.map_or(number.into(), ToTokens::into_token_stream),
        ty: field.ty,
        conditions: conditions(&field.attributes),
    }
}

fn may_hold(held: &Held) -> bool {
    !python::is_primitive(&held.ty.to_string())
}

fn conditions(attributes: &[Attribute]) -> TokenStream {
    let conditions = attributes.iter().filter(|attribute| attribute.path == "cfg");
    let conditions = conditions.map(|attribute| &attribute.tokens);
    quote!(#(#conditions)*)
}
