//! What a class inherits from: `#[base]` on its first field, or `#[class(extends = ..)]`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::expect_alone;
use crate::messages;
use crate::model::{Base, ClassOptions};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, AttributeValue, Fields, Struct};

/// The handles of the builtin types that classes can extend.
const BUILTINS: &[&str] =
    &["ByteArray", "Complex", "Dict", "Float", "FrozenSet", "List", "Module", "Set", "Str"];

/// The handles of builtin types whose instances are of different sizes, so that no value has a place in them.
const WITHOUT_PLACE: &[&str] = &["Bytes", "Int", "Tuple"];

/// The handles of builtin types that nothing inherits from.
const FINAL: &[&str] = &[
    "Bool",
    "Callable",
    "Code",
    "Coroutine",
    "Frame",
    "Generator",
    "Iter",
    "MemoryView",
    "NoneType",
    "Range",
    "Slice",
    "Traceback",
    "Type",
];

/// What the class inherits from, if that is more than `object`.
pub fn base(item: &mut Struct, extends: Option<&TokenStream>, report: &mut Report) -> Option<Base> {
    let field = field(item, report);
    let Some(path) = extends else { return field };
    if let Some(Base::Field { name, .. }) = &field {
        report.error(name.span(), messages::base_and_extends(&python::name(name)));
        return field;
    }
    extended(path, report)
}

/// A class of a type whose instances have no place for a value is `frozen`; what it can't have then is reported.
pub fn check_place(item: &Struct, base: &Base, options: &mut ClassOptions, report: &mut Report) {
    let Base::Builtin(handle) = base else { return };
    if !WITHOUT_PLACE.iter().any(|name| handle == name) {
        return;
    }
    let handle = handle.to_string();
    if !matches!(item.fields, Fields::Unit) {
        let message = messages::extends_without_place(&item.name.to_string(), &handle);
        report.error(item.name.span(), message);
    }
    if !options.generated.is_empty() {
        report.error(item.name.span(), messages::generated_without_place(&handle));
        options.generated.clear();
    }
    if options.weakref {
        report.error(item.name.span(), messages::weakref_without_place(&handle));
    }
    options.frozen = true;
}

/// The type that is not Rust's at this path.
pub fn extended(path: &TokenStream, report: &mut Report) -> Option<Base> {
    let words: Vec<Ident> = path
        .clone()
        .into_iter()
        .filter_map(|token| if let TokenTree::Ident(word) = token { Some(word) } else { None })
        .collect();
    let last = words.last()?;
    let is_ours = match words.as_slice() {
        [_] => true,
        [prefix, _] => prefix == "py" || prefix == "pydust",
        _ => false,
    };
    let is_one_of = |names: &[&str]| is_ours && names.iter().any(|name| last == name);
    if is_one_of(FINAL) {
        report.error_at(path, messages::extends_final(&last.to_string()));
    } else if is_one_of(&["Obj"]) {
        report.error_at(path, messages::extends_object());
    } else if is_one_of(BUILTINS) || is_one_of(WITHOUT_PLACE) {
        return Some(Base::Builtin(last.clone()));
    }
    Some(Base::Path(path.clone()))
}

/// The field that is the base, if there is one; the struct then gets C's layout, in which the first field is at its
/// beginning.
fn field(item: &mut Struct, report: &mut Report) -> Option<Base> {
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
        if let Some(Base::Field { name: first, .. }) = &base {
            report.error(attribute.span, messages::second_base(&name, &python::name(first)));
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
        base = Some(Base::Field { name: field.name.clone(), ty: field.ty.clone() });
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
