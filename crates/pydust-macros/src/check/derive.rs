//! `#[derive(FromPy, IntoPy)]`: from a struct or an enum and its options to what the conversion does.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::hint;
use super::options::{Level, Options, case};
use crate::case::Case;
use crate::conversion::{
    Conversion, Direction, EnumForm, Field, Form, Role, Shape, Source, Variant,
};
use crate::data::{self, Body, Data, DataKind, Generics};
use crate::messages;
use crate::python;
use crate::report::Report;
use crate::syntax::GenericKind;

/// The conversion to derive, or none where something was reported.
pub fn conversion(data: Data, direction: Direction, report: &mut Report) -> Option<Conversion> {
    let before = report.count();
    let name = &data.name;
    let level = match data.kind {
        DataKind::Struct(_) => Level::Struct,
        DataKind::Enum(_) => Level::Enum,
        DataKind::Union => {
            report.error(name.span(), messages::derive_on_union(&name.to_string()));
            return None;
        }
    };
    let borrows = borrows(&data.generics, report);
    let options = Options::read(&data.attributes, level, report);
    let checker = Checker { name, direction };
    let form = match checker.through(&options, report) {
        Some(form) => form,
        None => match &data.kind {
            DataKind::Enum(variants) => checker.choice(variants, &options, report),
            DataKind::Struct(body) => checker.structure(body, &options, report),
            DataKind::Union => return None,
        },
    };
    let is_right = report.count() == before;
    is_right.then(|| {
        let deprecated = data.all_attributes().any(|attribute| attribute.path == "deprecated");
        let hint = hint::of(&options);
        Conversion { name: data.name, generics: data.generics, borrows, deprecated, form, hint }
    })
}

/// The lifetime of what is borrowed: any but `'py`, which is the interpreter's.
fn borrows(generics: &Generics, report: &mut Report) -> Option<TokenStream> {
    let lifetimes = generics.params.iter().filter(|param| param.kind == GenericKind::Lifetime);
    let mut names = lifetimes.map(|param| &param.name).filter(|name| name.to_string() != "'py");
    let first = names.next().cloned();
    for other in names {
        let first = first.as_ref().map(ToString::to_string).unwrap_or_default();
        report.error_at(other, messages::second_lifetime(&first, &other.to_string()));
    }
    first
}

/// Where fields stand, and what holds for all of them.
struct Scope {
    source: Source,
    case: Option<Case>,
    deny_unknown: Option<Span>,
    /// A name that is taken already: the tag beside the fields.
    tag: Option<String>,
}

struct Checker<'a> {
    name: &'a Ident,
    direction: Direction,
}

impl Checker<'_> {
    /// A conversion by another type, or by serde.
    fn through(&self, options: &Options, report: &mut Report) -> Option<Form> {
        let others = [
            "attributes",
            "tuple",
            "rename_all",
            "deny_unknown",
            "tag",
            "content",
            "int",
            "from",
            "try_from",
            "into",
        ];
        options.exclude("serde", &others, report);
        options.exclude("from", &["try_from"], report);
        if options.has("serde") {
            return Some(Form::Serde);
        }
        match self.direction {
            Direction::FromPy => {
                let fallible = options.has("try_from");
                let ty = options.value(if fallible { "try_from" } else { "from" })?;
                Some(Form::Through { ty, fallible })
            }
            Direction::IntoPy => {
                options.value("into").map(|ty| Form::Through { ty, fallible: false })
            }
        }
    }

    fn structure(&self, body: &Body, options: &Options, report: &mut Report) -> Form {
        options.exclude("tuple", &["attributes", "rename_all", "deny_unknown"], report);
        options.exclude("attributes", &["deny_unknown"], report);
        let source = match (options.has("attributes"), options.has("tuple")) {
            (true, _) => Source::Attributes,
            (_, true) => Source::Tuple,
            _ => Source::Dict,
        };
        let scope = Scope {
            source,
            case: case(options, report),
            deny_unknown: options.span("deny_unknown"),
            tag: None,
        };
        if let Body::Tuple(_) = body {
            for option in ["attributes", "tuple", "rename_all", "deny_unknown"] {
                if let Some(span) = options.span(option) {
                    report.error(span, messages::option_of_names(option));
                }
            }
        }
        let shape = self.shape(self.name, body, &scope, report);
        if let Shape::Unit = shape {
            report.error(self.name.span(), messages::derive_on_unit(&self.name.to_string()));
        }
        Form::Struct(shape)
    }

    fn choice(&self, variants: &[data::Variant], options: &Options, report: &mut Report) -> Form {
        let form = self.enum_form(variants, options, report);
        let case = case(options, report);
        let mut checked: Vec<Variant> = Vec::new();
        for variant in variants {
            let variant = self.variant(variant, &form, case, options.span("deny_unknown"), report);
            let is_text = !matches!(form, EnumForm::Integers);
            if is_text && checked.iter().any(|other| other.text == variant.text) {
                let message = messages::variant_twice(&self.name.to_string(), &variant.text);
                report.error(variant.name.span(), message);
            }
            checked.push(variant);
        }
        Form::Enum { form, variants: checked }
    }

    fn enum_form(
        &self,
        variants: &[data::Variant],
        options: &Options,
        report: &mut Report,
    ) -> EnumForm {
        options.exclude("int", &["tag", "content", "rename_all", "deny_unknown"], report);
        let name = self.name.to_string();
        if variants.is_empty() {
            report.error(self.name.span(), messages::derive_on_empty(&name));
        }
        let with_fields = variants.iter().find(|variant| !matches!(variant.body, Body::Unit));
        if let (Some(span), Some(variant)) = (options.span("int"), with_fields) {
            report.error(span, messages::int_with_fields(&variant.name.to_string()));
        }
        match (options.text("tag"), options.text("content")) {
            (None, None) if options.has("int") => EnumForm::Integers,
            (None, None) if with_fields.is_none() => EnumForm::Literals,
            (None, None) => EnumForm::Untagged,
            (Some(tag), None) => EnumForm::Internal { tag },
            (tag, Some(content)) => {
                let span = options.span("content").unwrap_or_else(Span::call_site);
                if tag.is_none() {
                    report.error(span, messages::content_without_tag());
                } else if tag.as_ref() == Some(&content) {
                    report.error(span, messages::content_is_tag(&content));
                }
                let deny_unknown = options.has("deny_unknown");
                EnumForm::Adjacent { tag: tag.unwrap_or_default(), content, deny_unknown }
            }
        }
    }

    fn variant(
        &self,
        variant: &data::Variant,
        form: &EnumForm,
        case: Option<Case>,
        deny_unknown: Option<Span>,
        report: &mut Report,
    ) -> Variant {
        let own = Options::read(&variant.attributes, Level::Variant, report);
        if let (Some(span), EnumForm::Integers) = (own.span("rename"), form) {
            report.error(span, messages::options_exclude("int", "rename"));
        }
        let text = own
            .text("rename")
            .unwrap_or_else(|| case.unwrap_or(Case::SNAKE).apply(&python::name(&variant.name)));
        let tag = match form {
            EnumForm::Internal { tag } => Some(tag.clone()),
            _ => None,
        };
        if let (Some(tag), Body::Tuple(fields)) = (&tag, &variant.body) {
            if fields.len() != 1 {
                let name = variant.name.to_string();
                report.error(variant.name.span(), messages::tagged_tuple(&name, tag));
            }
        }
        let fields_case = self::case(&own, report);
        let scope = Scope { source: Source::Dict, case: fields_case, deny_unknown, tag };
        let shape = match self.shape(&variant.name, &variant.body, &scope, report) {
            Shape::Transparent(field) if matches!(form, EnumForm::Internal { .. }) => {
                beside_tag(vec![field.into_rest()], false)
            }
            Shape::Unit if matches!(form, EnumForm::Internal { .. }) => {
                beside_tag(Vec::new(), deny_unknown.is_some())
            }
            shape => shape,
        };
        Variant { name: variant.name.clone(), text, shape }
    }

    fn shape(&self, owner: &Ident, body: &Body, scope: &Scope, report: &mut Report) -> Shape {
        let (fields, source) = match body {
            Body::Unit => return Shape::Unit,
            Body::Tuple(fields) if fields.is_empty() => return Shape::Unit,
            Body::Tuple(fields) => (fields, Source::Tuple),
            Body::Named(fields) => (fields, scope.source),
        };
        let mut names: Vec<String> = Vec::new();
        let mut checked = Vec::new();
        for (position, field) in fields.iter().enumerate() {
            let options = Options::read(&field.attributes, Level::Field, report);
            self.field_options(owner, field, source, &options, scope, report);
            let key = self.key(field, position, &options, scope.case);
            let member = match &field.name {
                Some(name) => name.to_token_stream(),
                None => Literal::usize_unsuffixed(position).to_token_stream(),
            };
            let role = if let Some(skip) = options.span("skip") {
                Role::Skipped(default(&options).unwrap_or_else(|| std_default(skip)))
            } else if options.has("flatten") {
                Role::Rest
            } else {
                let is_tag = scope.tag.as_ref() == Some(&key);
                if source != Source::Tuple && (names.contains(&key) || is_tag) {
                    let at = options.value("rename").filter(|value| !value.is_empty());
                    let at = at.unwrap_or_else(|| member.clone());
                    let owner = owner.to_string();
                    report.error_at(&at, messages::field_twice(&owner, &key, is_tag));
                }
                names.push(key);
                Role::Part { index: names.len() - 1, default: default(&options) }
            };
            checked.push(Field { member, ty: field.ty.clone(), role });
        }
        let is_newtype = matches!(body, Body::Tuple(_)) && checked.len() == 1;
        match checked.pop() {
            Some(only) if is_newtype && !only.is_skipped() => Shape::Transparent(only),
            last => {
                checked.extend(last);
                let deny_unknown = scope.deny_unknown.is_some() && source == Source::Dict;
                Shape::Fields { source, deny_unknown, names, fields: checked }
            }
        }
    }

    /// Reports options of a field that don't go together, or not with where it stands.
    fn field_options(
        &self,
        owner: &Ident,
        field: &data::Field,
        source: Source,
        options: &Options,
        scope: &Scope,
        report: &mut Report,
    ) {
        options.exclude("skip", &["rename", "flatten"], report);
        options.exclude("flatten", &["rename", "default"], report);
        if let (Some(span), Some(_)) = (options.span("flatten"), scope.deny_unknown) {
            report.error(span, messages::options_exclude("deny_unknown", "flatten"));
        }
        if source == Source::Tuple {
            let is_skipped = options.has("skip");
            for option in ["rename", "flatten", "default"] {
                if let (Some(span), false) = (options.span(option), is_skipped) {
                    report.error(span, messages::option_of_names(option));
                }
            }
        }
        let needs_default = self.direction == Direction::FromPy && !options.has("default");
        if let (Some(span), true) = (options.span("skip"), needs_default) {
            let name = field.name.as_ref().unwrap_or(owner).to_string();
            report.error(span, messages::skip_without_default(&name));
        }
    }

    fn key(
        &self,
        field: &data::Field,
        position: usize,
        options: &Options,
        case: Option<Case>,
    ) -> String {
        let name = || match &field.name {
            Some(name) => {
                case.map_or_else(|| python::name(name), |case| case.apply(&python::name(name)))
            }
            None => position.to_string(),
        };
        options.text("rename").unwrap_or_else(name)
    }
}

/// A variant's part of a dict, of which the tag is another.
fn beside_tag(fields: Vec<Field>, deny_unknown: bool) -> Shape {
    Shape::Fields { source: Source::Dict, deny_unknown, names: Vec::new(), fields }
}

/// The expression of the option `default`.
fn default(options: &Options) -> Option<TokenStream> {
    let value = options.value("default")?;
    let span = options.span("default")?;
    Some(if value.is_empty() { std_default(span) } else { value })
}

fn std_default(span: Span) -> TokenStream {
    let span = Span::mixed_site().located_at(span);
    let path = quote_spanned!(span=> ::core::default::Default::default);
    quote!(#path())
}
