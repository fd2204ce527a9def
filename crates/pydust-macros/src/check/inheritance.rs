//! What a class inherits from: `#[base]` on its first field.

use proc_macro2::Span;
use quote::quote;

use super::expect_alone;
use crate::messages;
use crate::model::Base;
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, AttributeValue, Fields, Struct};

/// The field that is the base, if there is one; the struct then gets C's layout, in which the first field is at its
/// beginning.
pub fn base(item: &mut Struct, report: &mut Report) -> Option<Base> {
    let fields = match &mut item.fields {
        Fields::Named(_, fields) => fields,
        Fields::Tuple(_) | Fields::Unit => return None,
    };
    let mut base: Option<Base> = None;
    let first = fields.first().map(|field| python::name(&field.name)).unwrap_or_default();
    for (index, field) in fields.iter_mut().enumerate() {
        let Some(attribute) = field.head.take("base") else { continue };
        let name = python::name(&field.name);
        expect_alone(&attribute, messages::takes_no_arguments("base"), report);
        if let Some(base) = &base {
            report.error(attribute.span, messages::second_base(&name, &python::name(&base.name)));
            continue;
        }
        if index > 0 {
            report.error(attribute.span, messages::base_not_first(&name, &first));
        }
        if field.head.public {
            report.error(attribute.span, messages::public_base(&name));
        }
        if !field.head.conditions().is_empty() {
            report.error(attribute.span, messages::conditional_base(&name));
        }
        base = Some(Base { name: field.name.clone(), ty: field.ty.clone() });
    }
    if base.is_some() {
        item.head.attributes.push(Attribute {
            path: "repr".to_owned(),
            span: Span::call_site(),
            value: AttributeValue::Arguments(quote!(C)),
            tokens: quote!(#[repr(C)]),
        });
    }
    base
}
