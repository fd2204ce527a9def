//! Modules: what each item in one is to Python.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::class::ClassDraft;
use super::enumeration::EnumerationDraft;
use super::state::{self, StateDraft};
use super::{Names, both, check_default, check_misspelt, enums, exception, function, hint, shadow};
use crate::literal;
use crate::messages;
use crate::model::{BodyItem, Callable, Exception, Export, ExportKind, Module, Needs};
use crate::python;
use crate::report::Report;
use crate::syntax::{
    self, Attribute, Constant, Function, Head, Impl, Item, Leaf, Other, Struct, Use,
};
use crate::text;

/// Reads a module; one without a body is reported, and its tokens are given back.
pub fn module(module: syntax::Module, report: &mut Report) -> Result<Module, TokenStream> {
    let syntax::Module { head, name, before_body, body } = module;
    let Some(mut body) = body else {
        report.error(name.span(), messages::module_without_body(&name.to_string()));
        return Err(syntax::Module { head, name, before_body, body }.into_token_stream());
    };
    let type_names = type_names(&body.items);
    let mut draft = Draft {
        hiding: shadow::hiding_functions(&body.items, &type_names, report),
        type_names,
        names: Names::default(),
        classes: Vec::new(),
        enumerations: Vec::new(),
        exceptions: Vec::new(),
        state: None,
        functions: Vec::new(),
        exports: Vec::new(),
        name: &name,
        report,
    };
    for item in &mut body.items {
        draft.declare(item);
    }
    let items = body.items.into_iter().map(|item| draft.item(item)).collect();
    let Draft { classes, enumerations, report, exceptions, state, functions, mut exports, .. } =
        draft;
    let state = state.filter(|draft| draft.is_right).map(|draft| draft.state);
    if state.is_none() {
        exports.retain(|export| !matches!(export.kind, ExportKind::StateFunction(_)));
    }
    let classes = classes.into_iter().filter_map(|draft| draft.finish(report)).collect();
    let enumerations = enumerations.into_iter().filter_map(|draft| draft.finish(report)).collect();
    let inner_attributes = &body.inner_attributes;
    Ok(Module {
        doc: text::doc(head.attributes.iter().chain(inner_attributes)),
        header: quote!(#head #before_body),
        inner_attributes: quote!(#(#inner_attributes)*),
        body: items,
        functions,
        classes,
        enumerations,
        exceptions,
        state,
        exports,
        needs: Needs::default(),
        name,
    })
}

/// The class, be it of a struct or of an enum, that an `impl` is for.
fn class_named<'a>(
    classes: &'a mut [ClassDraft],
    enumerations: &'a mut [EnumerationDraft],
    name: &Ident,
) -> Option<&'a mut ClassDraft> {
    let of_enums = enumerations.iter_mut().map(|draft| &mut draft.class);
    classes.iter_mut().chain(of_enums).find(|draft| draft.name() == name)
}

/// The names in the namespace of types, where the markers of exported functions go too.
fn type_names(items: &[Item]) -> Vec<String> {
    let mut names = Vec::new();
    for item in items {
        match item {
            Item::Struct(item) => names.push(item.name.to_string()),
            Item::Module(item) => names.push(item.name.to_string()),
            Item::Other(item) => names.extend(item.name.as_ref().map(ToString::to_string)),
            Item::Use(item) => names.extend(item.leaves.iter().filter_map(|leaf| match leaf {
                Leaf::Name(name) | Leaf::Module(name) => Some(name.to_string()),
                Leaf::Glob(_) => None,
            })),
            _ => {}
        }
    }
    names
}

/// A module whose items are being read.
struct Draft<'a> {
    name: &'a Ident,
    report: &'a mut Report,
    type_names: Vec<String>,
    /// Functions that are not exported, so that what they would hide is found.
    hiding: Vec<String>,
    names: Names,
    classes: Vec<ClassDraft>,
    enumerations: Vec<EnumerationDraft>,
    exceptions: Vec<Exception>,
    state: Option<StateDraft>,
    functions: Vec<Callable>,
    exports: Vec<Export>,
}

impl Draft<'_> {
    /// The first round: the types that `impl` blocks may belong to.
    fn declare(&mut self, item: &mut Item) {
        match item {
            Item::Struct(item) => self.declare_struct(item),
            Item::Other(item) if enums::is_with(item, "exception") => {
                self.declare_exceptions(item);
            }
            Item::Other(item) if enums::is_with(item, "class") => self.declare_enum(item),
            Item::Other(Other { head, keyword: Some(keyword), name: Some(name), .. }) => {
                for attribute in ["class", "state", "exception"] {
                    if let Some(taken) = head.take(attribute) {
                        let message = messages::type_attribute_on(
                            attribute,
                            &keyword.to_string(),
                            &name.to_string(),
                        );
                        self.report.error(taken.span, message);
                    }
                }
            }
            _ => {}
        }
    }

    fn declare_struct(&mut self, item: &mut Struct) {
        check_misspelt(&mut item.head, &["class", "state", "exception"], self.report);
        if let Some(attribute) = item.head.take("exception") {
            return self.declare_exception(item, &attribute);
        }
        match (item.head.take("class"), item.head.take("state")) {
            (Some(_), Some(state)) => {
                self.report.error(state.span, messages::class_and_state(&item.name.to_string()));
            }
            (Some(attribute), None) => {
                let draft = ClassDraft::declare(item, &attribute, self.report);
                if draft.is_right() {
                    self.export(&item.name, item.head.conditions(), ExportKind::Class);
                }
                self.classes.push(draft);
            }
            (None, Some(attribute)) => match &self.state {
                Some(first) => {
                    let (name, first) = (item.name.to_string(), first.state.name.to_string());
                    self.report.error(item.name.span(), messages::second_state(&name, &first));
                }
                None => self.state = Some(StateDraft::declare(item, &attribute, self.report)),
            },
            (None, None) => {}
        }
    }

    fn declare_enum(&mut self, item: &mut Other) {
        let Some(attribute) = item.head.take("class") else { return };
        let conditions = item.head.conditions();
        match enums::declare(item, &attribute, self.report) {
            Some(enums::Draft::Family(draft)) => {
                if draft.is_right() {
                    self.export(draft.name(), conditions, ExportKind::Class);
                }
                self.classes.push(draft);
            }
            Some(enums::Draft::Enumeration(draft)) => {
                if draft.class.is_right() {
                    self.export(draft.class.name(), conditions, ExportKind::Enumeration);
                }
                self.enumerations.push(draft);
            }
            None => {}
        }
    }

    /// An enum whose variants are exceptions.
    fn declare_exceptions(&mut self, item: &mut Other) {
        let Some(attribute) = item.head.take("exception") else { return };
        let Some(name) = item.name.clone() else { return };
        let conditions = item.head.conditions();
        self.check_exception_alone(&mut item.head, &name);
        let base = attribute.arguments().unwrap_or_default();
        let draft = exception::of_enum(item, base, attribute.span, self.report);
        let Some(draft) = draft else { return };
        if draft.is_right() {
            self.export(&name, conditions, ExportKind::Raised);
        }
        self.classes.push(draft);
    }

    fn check_exception_alone(&mut self, head: &mut Head, name: &Ident) {
        for other in ["class", "state"] {
            if let Some(other) = head.take(other) {
                let message = messages::also_an_exception(&name.to_string(), &other.path);
                self.report.error(other.span, message);
            }
        }
    }

    fn declare_exception(&mut self, item: &mut Struct, attribute: &Attribute) {
        self.check_exception_alone(&mut item.head, &item.name);
        let base = attribute.arguments().unwrap_or_default();
        if exception::has_fields(item) {
            let draft = exception::class(item, base, attribute.span, self.report);
            if draft.is_right() {
                self.export(&item.name, item.head.conditions(), ExportKind::Raised);
            }
            return self.classes.push(draft);
        }
        let Some(found) = exception::exception(item, base, attribute.span, self.report) else {
            return;
        };
        if !item.head.public
            || self.export(&item.name, item.head.conditions(), ExportKind::Exception)
        {
            self.exceptions.push(found);
        }
    }

    /// The second round: exports what is public, and gives the item back as Rust will see it.
    fn item(&mut self, item: Item) -> BodyItem {
        let mut item = match item {
            Item::Module(module) if module.head.public => return self.submodule(module),
            item => item,
        };
        match &mut item {
            Item::Function(function) if function.head.public => self.function(function),
            Item::Impl(block) => self.implementation(block),
            Item::Constant(constant) if constant.head.public => self.constant(constant),
            Item::Use(import) if import.head.public => self.import(import),
            Item::Other(other) if other.head.public => self.other(other),
            _ => {}
        }
        BodyItem::Rust(item.into_token_stream())
    }

    fn export(&mut self, name: &Ident, conditions: TokenStream, kind: ExportKind) -> bool {
        let is_free = self.names.claim(self.name, name, &conditions, self.report);
        if is_free {
            self.exports.push(Export { name: name.clone(), conditions, kind });
        }
        is_free
    }

    fn function(&mut self, function: &mut Function) {
        let name = python::name(&function.name);
        if matches!(name.as_str(), "__init__" | "__del__") {
            return self.report.error(function.name.span(), messages::hook_outside_state(&name));
        }
        if let Some(attribute) = function.head.take("function") {
            self.report.error(attribute.span, messages::needless_attribute("function", &name));
        }
        let Some(callable) = function::free(function, self.report) else { return };
        if self.hiding.contains(&function.name.to_string()) {
            return;
        }
        if self.type_names.contains(&function.name.to_string()) {
            self.report.error(function.name.span(), messages::type_of_same_name(&name));
        } else if self.export(&function.name, callable.conditions.clone(), ExportKind::Function) {
            self.functions.push(callable);
        }
    }

    fn implementation(&mut self, block: &mut Impl) {
        let Some(target) = &block.target else { return };
        if let Some(class) = class_named(&mut self.classes, &mut self.enumerations, target) {
            return class.implementation(block, self.report);
        }
        if self.state.as_ref().is_none_or(|draft| draft.state.name != *target) {
            return;
        }
        let conditions = block.head.conditions();
        for member in &mut block.members {
            let conditions = both(&conditions, member.head_mut());
            match member {
                Item::Function(function) => self.state_function(function, &conditions),
                Item::Constant(constant) if constant.head.public => {
                    let name = &constant.name;
                    let kind = ExportKind::Constant {
                        path: quote!(#target::#name),
                        ty: constant.ty.clone(),
                        hint: hint::take(&mut constant.head.attributes, self.report),
                        literal: literal::constant_text(&constant.value),
                    };
                    self.export(name, conditions, kind);
                }
                _ => {}
            }
        }
    }

    fn state_function(&mut self, function: &mut Function, conditions: &TokenStream) {
        let Some(StateDraft { state, .. }) = &mut self.state else { return };
        if let Some(attribute) = function.head.take("function") {
            self.report
                .error(attribute.span, messages::function_on_method(&function.name.to_string()));
        }
        if let Some(callable) = state::function(state, function, conditions, self.report) {
            self.export(&function.name, conditions.clone(), ExportKind::StateFunction(callable));
        }
    }

    fn constant(&mut self, constant: &mut Constant) {
        let name = constant.name.to_string();
        check_default(&mut constant.head, &name, self.report);
        if constant.is_static {
            return self.report.error(constant.name.span(), messages::static_item(&name));
        }
        let kind = ExportKind::Constant {
            path: constant.name.to_token_stream(),
            ty: constant.ty.clone(),
            hint: hint::take(&mut constant.head.attributes, self.report),
            literal: literal::constant_text(&constant.value),
        };
        self.export(&constant.name, constant.head.conditions(), kind);
    }

    fn import(&mut self, import: &Use) {
        for leaf in &import.leaves {
            match leaf {
                Leaf::Name(name) => {
                    self.export(name, import.head.conditions(), ExportKind::Reexport);
                }
                Leaf::Module(name) => {
                    self.report.error(name.span(), messages::module_reexport(&name.to_string()));
                }
                Leaf::Glob(span) => {
                    self.report.error(*span, messages::glob(&self.name.to_string()))
                }
            }
        }
    }

    fn other(&mut self, other: &Other) {
        if let (Some(keyword), Some(name)) = (&other.keyword, &other.name) {
            if keyword == "macro" {
                self.report.error(name.span(), messages::macro_item(&name.to_string()));
            }
        }
    }

    fn submodule(&mut self, mut submodule: syntax::Module) -> BodyItem {
        let name = submodule.name.clone();
        let conditions = submodule.head.conditions();
        if let Some(attribute) = submodule.head.take("module") {
            self.report
                .error(attribute.span, messages::needless_attribute("module", &name.to_string()));
        }
        match module(submodule, self.report) {
            Ok(submodule) => {
                self.export(&name, conditions, ExportKind::Submodule);
                BodyItem::Submodule(Box::new(submodule))
            }
            Err(tokens) => BodyItem::Rust(tokens),
        }
    }
}
