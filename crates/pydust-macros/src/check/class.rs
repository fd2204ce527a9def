//! Classes: the struct with its fields, and the methods of its `impl`.

use proc_macro2::{Ident, Span, TokenStream};

use super::generated::Parts;
use super::member::{self, Kind, Mark, Properties};
use super::{
    Names, both, check_default, check_misspelt, check_words, class_options, construct,
    expect_alone, family, function, generated, handle, held, hint, inheritance, special,
};
use crate::literal;
use crate::messages::{self, advice};
use crate::model::{
    Callable, Class, ClassAttribute, ClassOptions, ClassValue, Field, Generated, Member, Receiver,
};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, Constant, Fields, Function, Head, Impl, Item, Struct};
use crate::text;

/// A class outside of a module.
pub fn free(item: &mut Struct, attribute: &Attribute, report: &mut Report) -> Option<Class> {
    ClassDraft::declare(item, attribute, report).finish(report)
}

/// An `impl` block outside of a module: the class with what is in the block alone.
pub fn block(item: &mut Impl, report: &mut Report) -> Option<Class> {
    let Some(target) = item.target.clone() else {
        report.error_at(&item.before_members, messages::member::not_a_block());
        return None;
    };
    let mut draft = ClassDraft::of(&target, &item.head);
    draft.implementation(item, report);
    draft.finish(report)
}

/// A class whose members are still being read.
pub struct ClassDraft {
    pub class: Class,
    /// Nothing was wrong with the struct. If not, its members are still checked, but for nothing.
    pub is_right: bool,
    names: Names,
    properties: Properties,
}

impl ClassDraft {
    /// The class that a struct with `attribute` declares.
    pub fn declare(item: &mut Struct, attribute: &Attribute, report: &mut Report) -> Self {
        let options = class_options::read(attribute, report);
        Self::declare_with(item, options, "class", report)
    }

    /// The class that a struct with these options declares; `kind` is the attribute's name.
    pub fn declare_with(
        item: &mut Struct,
        mut options: ClassOptions,
        kind: &str,
        report: &mut Report,
    ) -> Self {
        let before = report.count();
        let name = item.name.to_string();
        if !item.head.public {
            report.error(item.name.span(), messages::private_class(&name));
        }
        if item.generic {
            report.error(item.name.span(), messages::generic_type(kind, &name));
        }
        let mut draft = Self::of(&item.name, &item.head);
        draft.class.base = inheritance::base(item, options.extends.as_ref(), report);
        if let Some(base) = &draft.class.base {
            inheritance::check_place(item, base, &mut options, report);
        }
        draft.class.options = options;
        draft.class.held = held::held(item, report);
        handle::check(item, report);
        draft.is_right = report.count() == before;
        let before = report.count();
        let parts = draft.fields(item, report);
        if report.count() == before {
            draft.generate(parts, report);
        } else {
            // What is wrong with the fields is said once.
            draft.class.options.generated.clear();
        }
        draft
    }

    /// A class without options and members.
    pub fn of(name: &Ident, head: &Head) -> Self {
        let class = Class {
            name: name.clone(),
            doc: text::doc(&head.attributes),
            conditions: head.conditions(),
            options: ClassOptions::default(),
            base: None,
            constructor: None,
            members: Vec::new(),
            held: Vec::new(),
            parts: Vec::new(),
            family: None,
        };
        Self { class, is_right: true, names: Names::default(), properties: Properties::default() }
    }

    /// Takes a name for what is not read here.
    pub fn claim(&mut self, name: &str, span: Span, report: &mut Report) {
        let conditions = TokenStream::new();
        self.names.claim_text(&self.class.name, (name.to_owned(), span), &conditions, report);
    }

    /// Adds what the options write.
    pub fn generate(&mut self, parts: Parts, report: &mut Report) {
        let before = report.count();
        if self.class.options.has(Generated::Init) {
            self.class.constructor = parts.constructor(&self.class, report);
        }
        let Class { name, options, conditions, .. } = &self.class;
        let names =
            options.has(Generated::MatchArgs).then(|| generated::match_args(name, conditions));
        let methods = generated::methods(options, name, conditions);
        self.class.members.extend(names);
        for callable in methods {
            let name = python::name(&callable.name);
            if callable.receiver == Receiver::Class {
                self.class.members.push(Member::Function(callable));
                continue;
            }
            let qualified_name = callable.qualified_name();
            self.place(callable, &name, &qualified_name, report);
        }
        self.is_right &= report.count() == before;
        self.class.parts = parts.finish(self.class.constructor.as_ref());
    }

    fn fields(&mut self, item: &mut Struct, report: &mut Report) -> Parts {
        let mut parts = Parts::new();
        // A derive may have a `#[default]` of its own.
        let is_derived = item.head.attributes.iter().any(|attribute| attribute.path == "derive");
        let fields = match &mut item.fields {
            Fields::Named(_, fields) => fields,
            Fields::Tuple(fields) if crate::parse::has_public_field(fields) => {
                report.error(item.name.span(), messages::tuple_field(&item.name.to_string()));
                return parts;
            }
            Fields::Tuple(_) => {
                if !self.class.options.generated.is_empty() {
                    report
                        .error(item.name.span(), messages::generated_tuple(&item.name.to_string()));
                }
                return parts;
            }
            Fields::Unit => return parts,
        };
        for field in fields {
            let name = python::name(&field.name);
            parts.add(field, &self.class.options, report);
            if !is_derived {
                check_default(&mut field.head, &name, report);
            }
            check_misspelt(&mut field.head, &["base", "readonly"], report);
            let hint = hint::take(&mut field.head.attributes, report);
            let readonly = field.head.take("readonly");
            if let Some(readonly) = &readonly {
                expect_alone(readonly, messages::takes_no_arguments("readonly"), report);
                if !field.head.public {
                    report.error(readonly.span, messages::private_readonly(&name));
                }
            }
            if !is_derived {
                check_words(&mut field.head, advice::OF_FIELDS, report);
            }
            if field.head.public {
                special::check_attribute(&self.class.name, &field.name, report);
            }
            let conditions = field.head.conditions();
            if field.head.public
                && self.names.claim(&self.class.name, &field.name, &conditions, report)
            {
                self.class.members.push(Member::Field(Field {
                    name: field.name.clone(),
                    ty: field.ty.clone(),
                    hint,
                    readonly: readonly.is_some() || self.class.options.frozen,
                    doc: text::doc(&field.head.attributes),
                    conditions,
                }));
            }
        }
        parts
    }

    /// Reads an `impl` block of the class.
    pub fn implementation(&mut self, block: &mut Impl, report: &mut Report) {
        if let Some(attribute) = block.head.take("methods") {
            let name = self.class.name.to_string();
            report.error(attribute.span, messages::needless_attribute("methods", &name));
        }
        let conditions = block.head.conditions();
        for member in &mut block.members {
            let conditions = both(&conditions, member.head_mut());
            match member {
                Item::Function(function) => self.function(function, &conditions, report),
                Item::Constant(constant) if constant.head.public => {
                    self.constant(constant, &conditions, report);
                }
                _ => {}
            }
        }
    }

    /// The class with all members; none if something was wrong with its struct.
    pub fn finish(mut self, report: &mut Report) -> Option<Class> {
        self.class.members.extend(self.properties.finish(&self.class.name, report));
        if self.class.family.is_some() {
            family::check(&mut self.class, report);
        }
        self.is_right.then_some(self.class)
    }

    pub fn is_right(&self) -> bool {
        self.is_right
    }

    pub fn name(&self) -> &Ident {
        &self.class.name
    }

    fn constant(&mut self, constant: &mut Constant, conditions: &TokenStream, report: &mut Report) {
        check_words(&mut constant.head, advice::OF_CONSTANTS, report);
        special::check_attribute(&self.class.name, &constant.name, report);
        if self.names.claim(&self.class.name, &constant.name, conditions, report) {
            self.class.members.push(Member::Constant(ClassAttribute {
                name: constant.name.clone(),
                ty: constant.ty.clone(),
                hint: hint::take(&mut constant.head.attributes, report),
                doc: text::doc(&constant.head.attributes),
                conditions: conditions.clone(),
                value: ClassValue::Constant { literal: literal::constant_text(&constant.value) },
            }));
        }
    }

    fn function(&mut self, function: &mut Function, conditions: &TokenStream, report: &mut Report) {
        let name = python::name(&function.name);
        let qualified_name = format!("{}.{name}", self.class.name);
        let before = report.count();
        check_words(&mut function.head, advice::OF_METHODS, report);
        let mark = Mark::take(function, report);
        if !function.head.public {
            if let Some(attribute) = mark.attribute() {
                report.error(mark.span, messages::member::private_kind(&qualified_name, attribute));
            } else if python::is_dunder(&name) {
                report.error(function.name.span(), messages::private_dunder(&qualified_name));
            }
            return;
        }
        if let Some(option) = generated::writer(&self.class.options, &name) {
            report.error(function.name.span(), messages::also_generated(&qualified_name, option));
            // One function of that name is enough for the compiler.
            self.class.options.generated.retain(|option| *option != Generated::Init);
        }
        if let Some(attribute) = function.head.take("function") {
            report.error(attribute.span, messages::function_on_method(&qualified_name));
        }
        let receiver = function::receiver(
            function,
            &qualified_name,
            Receiver::Instance,
            Receiver::Static,
            report,
        );
        let owner = self.class.name.clone();
        let callable = function::callable(function, Some(&owner), receiver, conditions, report);
        let Some(callable) = callable.filter(|_| report.count() == before) else { return };
        let callable = mark.apply(callable, function, report);
        if let Some(callable) = &callable {
            construct::check_frozen(&self.class, callable, report);
        }
        let Some(callable) = callable.filter(|_| report.count() == before) else { return };
        if mark.is_accessor() {
            return self.properties.add(mark.kind, callable, &mut self.names, report);
        }
        if !self.names.claim(&owner, &mark.name, conditions, report) {
            return;
        }
        match mark.kind {
            Kind::ClassAttribute => {
                self.class.members.push(member::class_attribute(callable, function));
            }
            Kind::ClassMethod if !python::is_dunder(&name) => {
                self.class.members.push(Member::Function(callable));
            }
            _ => self.place(callable, &name, &qualified_name, report),
        }
    }

    fn place(
        &mut self,
        mut callable: Callable,
        name: &str,
        qualified_name: &str,
        report: &mut Report,
    ) {
        if let "__init__" | "__new__" = name {
            return construct::constructor(&mut self.class, callable, qualified_name, report);
        }
        if !python::is_dunder(name) {
            return self.class.members.push(Member::Function(callable));
        }
        let span = callable.name.span();
        let Some(special) = special::find(name, qualified_name, span, report) else { return };
        if special::check(special, &mut callable, qualified_name, report) {
            special::check_beside(special, &self.class, &callable.name, report);
            self.class.members.push(Member::Special(special, callable));
        }
    }
}
