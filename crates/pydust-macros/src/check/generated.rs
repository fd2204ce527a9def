//! The members that options of `#[class(..)]` write: which methods each stands for, and the fields they are made of.
//!
//! They become members of the model as if the user had written them. What they do is in the library.

use proc_macro2::{Ident, TokenStream};
use quote::format_ident;

use super::options::Options;
use super::{check_misspelt, expect_alone, function};
use crate::messages;
use crate::model::{
    Access, Body, Callable, Class, ClassAttribute, ClassOptions, ClassValue, Doc, Generated,
    Member, Parameter, ParameterKind, Part, Receiver, Role,
};
use crate::python;
use crate::report::Report;
use crate::syntax::{self, Attribute, AttributeValue, Field, Param};

/// The options, by their names.
const OPTIONS: &[(&str, Generated)] = &[
    ("init", Generated::Init),
    ("repr", Generated::Repr),
    ("eq", Generated::Eq),
    ("order", Generated::Order),
    ("hash", Generated::Hash),
    ("copy", Generated::Copy),
    ("pickle", Generated::Pickle),
    ("match_args", Generated::MatchArgs),
    ("exception", Generated::Raised),
];

/// The attributes of fields that options give a meaning to.
const ATTRIBUTES: &[&str] = &["default", "kw", "pos", "skip"];

/// A method that an option writes.
struct Method {
    option: Generated,
    name: &'static str,
    /// The function of `macro_support::generated` that it runs.
    library: &'static str,
    takes: &'static [&'static str],
    /// The name of `**kwargs`.
    keywords: Option<&'static str>,
    /// Whether it is called on the class.
    is_of_class: bool,
    /// Whether it is for `frozen` classes alone, or for others alone.
    frozen: Option<bool>,
    doc: &'static str,
}

const fn method(option: Generated, name: &'static str, library: &'static str) -> Method {
    Method {
        option,
        name,
        library,
        takes: &[],
        keywords: None,
        is_of_class: false,
        frozen: None,
        doc: "",
    }
}

impl Method {
    const fn takes(mut self, names: &'static [&'static str]) -> Self {
        self.takes = names;
        self
    }

    const fn keywords(mut self, name: &'static str) -> Self {
        self.keywords = Some(name);
        self
    }

    const fn of_class(mut self) -> Self {
        self.is_of_class = true;
        self
    }

    const fn frozen(mut self, frozen: bool) -> Self {
        self.frozen = Some(frozen);
        self
    }

    const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

const METHODS: &[Method] = &[
    method(Generated::Repr, "__repr__", "repr"),
    method(Generated::Raised, "__str__", "text_of_raised"),
    method(Generated::Raised, "__reduce__", "reduce_raised")
        .doc("How pickle makes the exception anew."),
    method(Generated::Eq, "__eq__", "equal").takes(&["other"]),
    method(Generated::Order, "__lt__", "less").takes(&["other"]),
    method(Generated::Order, "__le__", "less_or_equal").takes(&["other"]),
    method(Generated::Order, "__gt__", "greater").takes(&["other"]),
    method(Generated::Order, "__ge__", "greater_or_equal").takes(&["other"]),
    method(Generated::Hash, "__hash__", "hash"),
    method(Generated::Copy, "__copy__", "copy").doc("A copy that holds the same objects."),
    method(Generated::Copy, "__deepcopy__", "deepcopy")
        .takes(&["memo"])
        .frozen(false)
        .doc("A copy that holds copies of all objects."),
    method(Generated::Copy, "__deepcopy__", "deepcopy_frozen")
        .takes(&["memo"])
        .frozen(true)
        .doc("A copy that holds copies of all objects."),
    method(Generated::Copy, "__replace__", "replace")
        .keywords("changes")
        .doc("A copy with other values of the given fields."),
    method(Generated::Pickle, "__reduce__", "reduce")
        .frozen(false)
        .doc("How pickle makes the object anew."),
    method(Generated::Pickle, "__reconstruct__", "reconstruct")
        .of_class()
        .frozen(false)
        .doc("An instance without a value, for unpickling."),
    method(Generated::Pickle, "__getstate__", "get_state")
        .frozen(false)
        .doc("The version of the class, all fields, and what a subclass has added."),
    method(Generated::Pickle, "__setstate__", "set_state")
        .takes(&["state"])
        .frozen(false)
        .doc("Puts in what __getstate__() gave."),
    method(Generated::Pickle, "__reduce__", "reduce_frozen")
        .frozen(true)
        .doc("How pickle makes the object anew."),
    method(Generated::Pickle, "__reconstruct__", "reconstruct_frozen")
        .of_class()
        .takes(&["version", "fields"])
        .frozen(true)
        .doc("An instance that was pickled."),
];

/// The options of that kind that are among `options`, without those that `eq` is missing for.
pub fn asked(options: &Options, report: &mut Report) -> Vec<Generated> {
    let mut asked = Vec::new();
    for (name, generated) in OPTIONS {
        let Some(span) = options.span(name) else { continue };
        if ["order", "hash"].contains(name) && !options.has("eq") {
            report.error(span, messages::option_needs_eq(name));
        } else {
            asked.push(*generated);
        }
    }
    asked
}

/// The option that writes the member `name`.
pub fn writer(options: &ClassOptions, name: &str) -> Option<&'static str> {
    let option = match name {
        "__init__" | "__new__" => Generated::Init,
        "__match_args__" => Generated::MatchArgs,
        _ => METHODS.iter().find(|method| method.name == name && method.is_for(options))?.option,
    };
    let (name, _) = OPTIONS.iter().find(|(_, generated)| *generated == option)?;
    options.has(option).then_some(name)
}

impl ClassOptions {
    pub fn has(&self, option: Generated) -> bool {
        self.generated.contains(&option)
    }
}

/// The fields of a class whose options write members.
pub struct Parts {
    parts: Vec<Part>,
    /// What stands before the public fields of `init`: its parameters' own attributes.
    marks: Vec<Vec<Attribute>>,
}

impl Parts {
    pub fn new() -> Self {
        Self { parts: Vec::new(), marks: Vec::new() }
    }

    /// Adds a field, and takes out the attributes that the options give a meaning to.
    pub fn add(&mut self, field: &mut Field, options: &ClassOptions, report: &mut Report) {
        if options.generated.is_empty() {
            return;
        }
        let name = python::name(&field.name);
        if let Some(condition) = field.head.attributes.iter().find(|one| one.path == "cfg") {
            report.error(condition.span, messages::conditional_field(&name));
        }
        check_misspelt(&mut field.head, ATTRIBUTES, report);
        let is_public = field.head.public;
        let skip = field.head.take("skip");
        if let Some(skip) = &skip {
            expect_alone(skip, messages::takes_no_arguments("skip"), report);
            if !options.has(Generated::Pickle) {
                report.error(skip.span, messages::skip_without_pickle(&name));
            }
        }
        let mut marks = Vec::new();
        let mut default = None;
        for attribute in ["default", "kw", "pos"].iter().filter_map(|name| field.head.take(name)) {
            let is_default = attribute.is("default");
            if is_default {
                default = default_value(&attribute);
            }
            if is_public && options.has(Generated::Init) {
                marks.push(attribute);
            } else if !is_default {
                report.error(attribute.span, messages::mark_without_init(&attribute.path, &name));
            } else if default.is_none() {
                report.error(attribute.span, messages::malformed_default(&name));
            } else if !options.has(Generated::Init) && skip.is_none() {
                report.error(attribute.span, messages::default_without_init(&name));
            }
        }
        if is_public {
            self.marks.push(marks);
        }
        self.parts.push(Part {
            name: field.name.clone(),
            ty: field.ty.clone(),
            is_public,
            is_keyword_only: false,
            default,
            is_skipped: skip.is_some(),
        });
    }

    /// The constructor that takes the public fields: a function as a user would write it, which is then read as one.
    pub fn constructor(&self, class: &Class, report: &mut Report) -> Option<Callable> {
        let name = if class.options.frozen { "__new__" } else { "__init__" };
        let public = self.parts.iter().filter(|part| part.is_public);
        let params = public
            .zip(&self.marks)
            .map(|(part, marks)| Param::written(marks.clone(), &part.name, &part.ty));
        let name = Ident::new(name, class.name.span());
        let mut written = syntax::Function::constructor(name, params.collect());
        let conditions = TokenStream::new();
        let read = function::callable;
        let receiver = Receiver::Static;
        let mut callable = read(&mut written, Some(&class.name), receiver, &conditions, report)?;
        for parameter in &mut callable.parameters {
            parameter.hint = class.members.iter().find_map(|member| match member {
                Member::Field(field) if field.name == parameter.name => field.hint.clone(),
                _ => None,
            });
        }
        Some(callable)
    }

    /// The fields, of which the constructor says which it takes by name alone.
    pub fn finish(mut self, constructor: Option<&Callable>) -> Vec<Part> {
        let parameters = constructor.into_iter().flat_map(|callable| &callable.parameters);
        for parameter in parameters {
            let is_by_name =
                matches!(parameter.role, Role::Named { kind: ParameterKind::KeywordOnly, .. });
            let part = self.parts.iter_mut().find(|part| part.name == parameter.name);
            if let Some(part) = part {
                part.is_keyword_only = is_by_name;
            }
        }
        self.parts
    }
}

fn default_value(attribute: &Attribute) -> Option<TokenStream> {
    match &attribute.value {
        AttributeValue::Equals(value) if !value.is_empty() => Some(value.clone()),
        _ => None,
    }
}

/// `__match_args__`.
pub fn match_args(class: &Ident, conditions: &TokenStream) -> Member {
    Member::Constant(ClassAttribute {
        name: Ident::new("__match_args__", class.span()),
        ty: TokenStream::new(),
        hint: None,
        doc: Doc::default(),
        conditions: conditions.clone(),
        value: ClassValue::MatchArgs,
    })
}

/// The functions of the library that methods run, and how many parameters those have.
#[cfg(test)]
pub fn library_functions() -> impl Iterator<Item = (&'static str, usize)> {
    METHODS
        .iter()
        .map(|method| (method.library, method.takes.len() + usize::from(method.keywords.is_some())))
}

/// The methods that the options write.
pub fn methods(options: &ClassOptions, class: &Ident, conditions: &TokenStream) -> Vec<Callable> {
    let asked = METHODS.iter().filter(|method| method.is_for(options));
    asked.map(|method| method.callable(class, conditions)).collect()
}

impl Method {
    fn is_for(&self, options: &ClassOptions) -> bool {
        options.has(self.option) && self.frozen.is_none_or(|frozen| frozen == options.frozen)
    }

    fn callable(&self, class: &Ident, conditions: &TokenStream) -> Callable {
        let parameter = |name: &str, role| Parameter {
            name: format_ident!("{name}", span = class.span()),
            role,
            ty: TokenStream::new(),
            hint: None,
        };
        let positional = self.takes.iter().map(|name| {
            let kind = ParameterKind::PositionalOnly;
            parameter(name, Role::Named { kind, default: None })
        });
        let keywords = self.keywords.map(|name| parameter(name, Role::Kwargs));
        let mut doc = Doc::default();
        doc.push_text(self.doc);
        let name = Ident::new(self.name, class.span());
        Callable {
            exported: name.clone(),
            name,
            owner: Some(class.clone()),
            visibility: TokenStream::new(),
            receiver: match self.is_of_class {
                true => Receiver::Class,
                false => Receiver::Instance(Access::Shared),
            },
            parameters: positional.chain(keywords).collect(),
            output: TokenStream::new(),
            hint: None,
            detach: false,
            is_accessor: false,
            deprecated: false,
            doc,
            conditions: conditions.clone(),
            body: Body::Library(self.library),
        }
    }
}
