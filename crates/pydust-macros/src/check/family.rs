//! Enums with fields as classes, and as exceptions: the variants with their constructors, and which methods their
//! instances can have.
//!
//! Those without fields are in `enumeration.rs`.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident};

use super::class::ClassDraft;
use super::enums::without_attributes;
use super::generated::Parts;
use super::options::{Level, Options};
use super::{class_options, exception, function, inheritance};
use crate::data::{self, Data, DataKind};
use crate::messages::{self, enums};
use crate::model::{
    Access, Callable, Class, ClassOptions, Family, FamilyField, FamilyVariant, Generated, Held,
    Member, Receiver,
};
use crate::python;
use crate::report::Report;
use crate::syntax::{self, Attribute, Other, Param};
use crate::text;

/// The attributes of fields, which mean what they do before parameters. (All can be given by name: pickles do so.)
const ATTRIBUTES: &[&str] = &["default", "kw"];

/// Whether an enum is a class with fields.
pub fn has_fields(data: &Data) -> bool {
    let DataKind::Enum(variants) = &data.kind else { return false };
    variants.iter().any(|variant| !matches!(variant.body, data::Body::Unit))
}

/// The class that an enum with fields and `attribute` declares; the attributes of its fields are taken out of it.
pub fn declare(
    item: &mut Other,
    data: &Data,
    attribute: &Attribute,
    report: &mut Report,
) -> ClassDraft {
    let before = report.count();
    let mut options = ClassOptions::default();
    if let Some(list) = class_options::list(attribute, report) {
        let list = Options::of_list(list, Level::Family, report);
        options.weakref = list.has("weakref");
        options.generic = list.has("generic");
    }
    let is_right = report.count() == before;
    let mut draft = declare_with(item, data, options, report);
    draft.is_right &= is_right;
    draft
}

/// The class that an enum with these options declares.
pub fn declare_with(
    item: &mut Other,
    data: &Data,
    options: ClassOptions,
    report: &mut Report,
) -> ClassDraft {
    let before = report.count();
    let name = data.name.to_string();
    if !item.head.public {
        report.error(data.name.span(), messages::private_class(&name));
    }
    if !data.generics.params.is_empty() {
        report.error(data.name.span(), enums::generic_enumeration(&name));
    }
    let mut draft = ClassDraft::of(&data.name, &item.head);
    draft.class.base =
        options.extends.as_ref().and_then(|path| inheritance::extended(path, report));
    draft.class.options = options;
    let DataKind::Enum(written) = &data.kind else { return draft };
    let read = written.iter().filter_map(|variant| self::variant(&mut draft, variant, report));
    let variants: Vec<FamilyVariant> = read.collect();
    draft.class.held = held(&variants);
    let is_raised = draft.class.options.has(Generated::Raised);
    if is_raised {
        exception::check_variants(&draft.class, &variants, written, report);
    }
    draft.class.family = Some(Family { variants });
    draft.is_right = report.count() == before;
    draft.generate(Parts::new(), report);
    item.tokens = without_attributes(std::mem::take(&mut item.tokens), ATTRIBUTES, 2);
    if is_raised {
        item.tokens = without_attributes(std::mem::take(&mut item.tokens), &["message"], 1);
    }
    draft
}

fn variant(
    draft: &mut ClassDraft,
    variant: &data::Variant,
    report: &mut Report,
) -> Option<FamilyVariant> {
    let text = python::name(&variant.name);
    let qualified_name = format!("{}.{text}", draft.class.name);
    for one in variant
        .attributes
        .iter()
        .chain(variant.body.fields().iter().flat_map(|field| &field.attributes))
    {
        if one.path == "cfg" {
            report.error(one.span, enums::conditional_variant(&qualified_name));
        }
    }
    if !variant.discriminant.is_empty() {
        report.error_at(&variant.discriminant, enums::discriminant(&qualified_name));
    }
    if python::is_keyword(&text) {
        report.error(variant.name.span(), messages::keyword_name(&text));
    }
    draft.claim(&text, variant.name.span(), report);
    let fields = fields(variant);
    let constructor = constructor(&draft.class, variant, &fields, report)?;
    let doc = text::doc(&variant.attributes);
    let message = match draft.class.options.has(Generated::Raised) {
        true => exception::message_of(&draft.class, variant, report),
        false => None,
    };
    Some(FamilyVariant { name: variant.name.clone(), doc, fields, constructor, message })
}

/// The fields by their names in Python: those of a tuple are `_0`, `_1`, ...
fn fields(variant: &data::Variant) -> Vec<FamilyField> {
    let fields = variant.body.fields().iter().enumerate();
    let field = |(index, field): (usize, &data::Field)| FamilyField {
        name: field
            .name
            .clone()
            .unwrap_or_else(|| format_ident!("_{}", index, span = variant.name.span())),
        member: match &field.name {
            Some(name) => name.to_token_stream(),
            None => Literal::usize_unsuffixed(index).to_token_stream(),
        },
        ty: field.ty.clone(),
        doc: text::doc(&field.attributes),
    };
    fields.map(field).collect()
}

/// The function that Python calls for a variant, as a user would write it, which is then read as one.
fn constructor(
    class: &Class,
    variant: &data::Variant,
    fields: &[FamilyField],
    report: &mut Report,
) -> Option<Callable> {
    let marks = |field: &data::Field| {
        let all = field.attributes.iter();
        all.filter(|one| ATTRIBUTES.contains(&one.path.as_str())).cloned().collect()
    };
    let params = fields
        .iter()
        .zip(variant.body.fields())
        .map(|(field, written)| Param::written(marks(written), &field.name, &field.ty));
    let mut written = syntax::Function::constructor(variant.name.clone(), params.collect());
    let owner = Some(&class.name);
    function::callable(&mut written, owner, Receiver::Static, &TokenStream::new(), report)
}

fn held(variants: &[FamilyVariant]) -> Vec<Held> {
    let fields = variants.iter().flat_map(|variant| &variant.fields);
    let fields = fields.filter(|field| !python::is_primitive(&field.ty.to_string()));
    let held = |field: &FamilyField| Held {
        member: field.member.clone(),
        ty: field.ty.clone(),
        conditions: TokenStream::new(),
    };
    fields.map(held).collect()
}

/// Reports and takes out the members that values which never change, of a class without instances of its own, can't have.
pub fn check(class: &mut Class, report: &mut Report) {
    if let Some(constructor) = class.constructor.take() {
        let message = enums::family_constructor(&constructor.qualified_name());
        report.error(constructor.name.span(), message);
    }
    class.members.retain(|member| {
        let before = report.count();
        match member {
            Member::Function(callable) | Member::Special(_, callable) => {
                unchanging(callable, report)
            }
            Member::Property(property) => {
                let rest = [&property.setter, &property.deleter].into_iter().flatten();
                rest.chain([&property.getter]).for_each(|callable| unchanging(callable, report));
            }
            Member::Constant(_) | Member::Field(_) => {}
        }
        report.count() == before
    });
}

fn unchanging(callable: &Callable, report: &mut Report) {
    if callable.receiver == Receiver::Instance(Access::Exclusive) {
        let message = enums::changes_variant(&callable.qualified_name());
        report.error(callable.name.span(), message);
    }
}
