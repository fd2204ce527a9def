//! The fields that the garbage collector may have to look at.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::data::tuple_fields;
use crate::model::Held;
use crate::python;
use crate::syntax::{Attribute, Fields, Struct};

/// The fields of a struct but those that are plain numbers, which hold nothing.
pub fn held(item: &Struct) -> Vec<Held> {
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
            let field = |(index, field): (usize, crate::data::Field)| Held {
                member: Literal::usize_unsuffixed(index).to_token_stream(),
                ty: field.ty,
                conditions: conditions(&field.attributes),
            };
            tuple_fields(fields).into_iter().enumerate().map(field).collect()
        }
    };
    all.into_iter().filter(|held| !python::is_primitive(&held.ty.to_string())).collect()
}

fn conditions(attributes: &[Attribute]) -> TokenStream {
    let conditions = attributes.iter().filter(|attribute| attribute.path == "cfg");
    let conditions = conditions.map(|attribute| &attribute.tokens);
    quote!(#(#conditions)*)
}
