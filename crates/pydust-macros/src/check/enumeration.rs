//! Enums without fields as classes: their options and variants, and which methods their members can have.

use proc_macro2::Ident;

use super::class::{self, ClassDraft};
use super::class_options;
use super::enums::without_attributes;
use super::options::{Level, Options};
use crate::case::Case;
use crate::cursor::is_ident;
use crate::data::{self, Data, DataKind};
use crate::messages::{self, enums};
use crate::model::{Access, Callable, Class, Enumeration, Member, Receiver, Value, Variant};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, Impl, Other};
use crate::text;

/// An enumeration whose methods are still being read.
pub struct EnumerationDraft {
    pub class: ClassDraft,
    base: &'static str,
    variants: Vec<Variant>,
}

/// The library's names of the classes in `enum`, by the options that ask for them.
fn base(options: &Options, report: &mut Report) -> &'static str {
    options.exclude("str", &["int", "flag"], report);
    match (options.has("int"), options.has("flag"), options.has("str")) {
        (true, true, _) => "IntFlag",
        (true, false, _) => "Int",
        (false, true, _) => "Flag",
        (false, false, true) => "Str",
        (false, false, false) => "Enum",
    }
}

/// Whether an attribute says that the enum is an enumeration, whatever its variants are.
pub fn is_asked_for(attribute: &Attribute) -> bool {
    let mut words = attribute.arguments().unwrap_or_default().into_iter();
    words.any(|token| ["int", "flag", "str"].iter().any(|word| is_ident(&token, word)))
}

impl EnumerationDraft {
    /// The enumeration that an enum with `attribute` declares; the options of its variants are taken out of it.
    pub fn declare(
        item: &mut Other,
        data: &Data,
        attribute: &Attribute,
        report: &mut Report,
    ) -> Self {
        let before = report.count();
        let options = class_options::list(attribute, report)
            .map(|list| Options::of_list(list, Level::Enumeration, report))
            .unwrap_or_default();
        let name = data.name.to_string();
        if !item.head.public {
            report.error(data.name.span(), messages::private_class(&name));
        }
        if !data.generics.params.is_empty() {
            report.error(data.name.span(), enums::generic_enumeration(&name));
        }
        let base = base(&options, report);
        let mut class = ClassDraft::of(&data.name, &item.head);
        let variants = Reader { name: &data.name, base, options: &options };
        let variants = variants.read(data, &mut class, report);
        class.is_right = report.count() == before;
        item.tokens = without_attributes(std::mem::take(&mut item.tokens), &["py"], 1);
        Self { class, base, variants }
    }

    /// The enumeration with its methods.
    pub fn finish(self, report: &mut Report) -> Option<Enumeration> {
        let Self { class, base, variants } = self;
        let mut class = class.finish(report)?;
        check(&mut class, base.ends_with("Flag"), report);
        let Class { name, doc, conditions, members, .. } = class;
        Some(Enumeration { name, doc, conditions, base, variants, members })
    }
}

/// An `impl` block outside of a module. Whether the enum has flags is for the compiler to see.
pub fn block(item: &mut Impl, report: &mut Report) -> Option<Class> {
    let mut class = class::block(item, report)?;
    check(&mut class, true, report);
    Some(class)
}

/// Reports and takes out what members of an enumeration can't have.
fn check(class: &mut Class, is_flag: bool, report: &mut Report) {
    if let Some(constructor) = class.constructor.take() {
        let message = enums::enumeration_constructor(&constructor.qualified_name());
        report.error(constructor.name.span(), message);
    }
    class.members.retain_mut(|member| on_member(member, is_flag, report));
}

/// The variants of an enumeration.
struct Reader<'a> {
    name: &'a Ident,
    base: &'static str,
    options: &'a Options,
}

impl Reader<'_> {
    fn read(&self, data: &Data, class: &mut ClassDraft, report: &mut Report) -> Vec<Variant> {
        let DataKind::Enum(variants) = &data.kind else { return Vec::new() };
        if variants.is_empty() {
            report.error(self.name.span(), enums::empty_enumeration(&self.name.to_string()));
        }
        let case = super::options::case(self.options, report);
        let mut read = Vec::new();
        for variant in variants {
            read.push(self.variant(variant, case, class, report));
        }
        read
    }

    fn variant(
        &self,
        variant: &data::Variant,
        case: Option<Case>,
        class: &mut ClassDraft,
        report: &mut Report,
    ) -> Variant {
        let qualified_name = format!("{}.{}", self.name, variant.name);
        let conditions = variant.attributes.iter().filter(|attribute| attribute.path == "cfg");
        for condition in conditions {
            report.error(condition.span, enums::conditional_variant(&qualified_name));
        }
        if !matches!(variant.body, data::Body::Unit) {
            report.error(variant.name.span(), enums::member_with_fields(&qualified_name));
        }
        let own = Options::read(&variant.attributes, Level::Member, report);
        let rust_name = python::name(&variant.name);
        let text = own.text("rename").unwrap_or_else(|| {
            case.map_or_else(|| rust_name.clone(), |case| case.apply(&rust_name))
        });
        let alias = own.text("alias");
        for name in std::iter::once(&text).chain(&alias) {
            if python::is_member_name(name) {
                class.claim(name, variant.name.span(), report);
            } else {
                report.error(variant.name.span(), enums::member_name(&qualified_name, name));
            }
        }
        let value = self.value(variant, &own, &qualified_name, report);
        let doc = text::doc(&variant.attributes);
        Variant { name: variant.name.clone(), text, alias, value, doc }
    }

    fn value(
        &self,
        variant: &data::Variant,
        own: &Options,
        qualified_name: &str,
        report: &mut Report,
    ) -> Value {
        let is_flag = self.base.ends_with("Flag");
        if let (Some(span), true) = (own.span("value"), is_flag) {
            report.error(span, enums::flag_value(qualified_name));
        } else if is_flag && variant.discriminant.is_empty() {
            report.error(variant.name.span(), enums::flag_without_bit(qualified_name));
        }
        match own.value("value") {
            Some(value) if value.is_empty() => {
                if let Some(span) = own.span("value") {
                    report.error(span, messages::option_form("value", "expression"));
                }
                Value::Discriminant
            }
            Some(value) => Value::Expression(value),
            None if self.base == "Str" => {
                Value::Text(Case::SNAKE.apply(&python::name(&variant.name)))
            }
            None => Value::Discriminant,
        }
    }
}

/// A method as one of members, which are no instances that hold a value: they stand for one.
fn on_member(member: &mut Member, is_flag: bool, report: &mut Report) -> bool {
    match member {
        Member::Special(special, callable) if special.name == "__richcmp__" => {
            let name = callable.qualified_name();
            report.error(callable.name.span(), enums::compared_at_once(&name));
            false
        }
        Member::Function(callable) | Member::Special(_, callable) => {
            receiver(callable, is_flag, report)
        }
        Member::Property(property) => {
            let rest = [property.setter.as_mut(), property.deleter.as_mut()];
            let all = std::iter::once(&mut property.getter).chain(rest.into_iter().flatten());
            let checked: Vec<bool> =
                all.map(|callable| receiver(callable, is_flag, report)).collect();
            !checked.contains(&false)
        }
        Member::Constant(_) | Member::Field(_) => true,
    }
}

fn receiver(callable: &mut Callable, is_flag: bool, report: &mut Report) -> bool {
    let name = callable.qualified_name();
    let message = match callable.receiver {
        Receiver::Instance(Access::Exclusive) => enums::changes_member(&name),
        Receiver::Handle => enums::handle_of_member(&name),
        Receiver::Flags if !is_flag => enums::flags_of_none(&name),
        Receiver::Instance(Access::Shared) => {
            callable.receiver = Receiver::Variant;
            return true;
        }
        _ => return true,
    };
    report.error(callable.name.span(), message);
    false
}
