//! Functions of a class that are more than methods, and its constants: properties, class methods, class attributes.
//!
//! The class around them is read in `class.rs`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::{Names, expect_alone};
use crate::cursor::{Cursor, is_ident, is_punct};
use crate::messages::member as messages;
use crate::model::{
    Callable, ClassAttribute, ClassValue, Member, ParameterKind, Property, Receiver, Role,
};
use crate::python::{self, special};
use crate::report::Report;
use crate::syntax::{Attribute, AttributeValue, Function};

/// What a function of a class is to Python.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Method,
    ClassMethod,
    Getter,
    Setter,
    Deleter,
    ClassAttribute,
}

/// The attributes that say it, with the prefix of the function's name that the attribute's does not have.
const KINDS: &[(&str, Kind, &[&str])] = &[
    ("classmethod", Kind::ClassMethod, &[]),
    ("getter", Kind::Getter, &["get_"]),
    ("setter", Kind::Setter, &["set_"]),
    ("deleter", Kind::Deleter, &["delete_", "del_"]),
    ("classattr", Kind::ClassAttribute, &[]),
];

/// What a function is, and its name in Python.
pub struct Mark {
    pub kind: Kind,
    pub name: Ident,
    pub span: Span,
}

impl Mark {
    /// Takes the attribute that says what the function is; without one it is a method.
    pub fn take(function: &mut Function, report: &mut Report) -> Self {
        let mut mark =
            Self { kind: Kind::Method, name: function.name.clone(), span: function.name.span() };
        let mut first = None;
        for (attribute_name, kind, prefixes) in KINDS {
            let Some(attribute) = function.head.take(attribute_name) else { continue };
            if let Some(first) = first.replace(*attribute_name) {
                let name = python::name(&function.name);
                report.error(attribute.span, messages::two_kinds(&name, first, attribute_name));
                continue;
            }
            mark.kind = *kind;
            mark.span = attribute.span;
            mark.name = if *kind == Kind::ClassMethod {
                expect_alone(
                    &attribute,
                    crate::messages::takes_no_arguments(attribute_name),
                    report,
                );
                function.name.clone()
            } else {
                given_name(&attribute, report)
                    .unwrap_or_else(|| without_prefix(&function.name, prefixes))
            };
        }
        mark
    }

    /// `#[getter]` and the like, as it is written.
    pub fn attribute(&self) -> Option<&'static str> {
        KINDS.iter().find(|(_, kind, _)| *kind == self.kind).map(|(name, ..)| *name)
    }

    /// The callable as what it is to Python; what can't be is reported.
    pub fn apply(
        &self,
        mut callable: Callable,
        function: &Function,
        report: &mut Report,
    ) -> Option<Callable> {
        callable.exported = self.name.clone();
        callable.is_accessor = self.is_accessor();
        let owner = callable.owner.clone()?;
        let name = callable.qualified_name();
        let special = special::find(&python::name(&function.name)).map(|special| special.kind);
        match self.kind {
            Kind::Method if special == Some(special::Kind::ClassMethod) => {
                class_method(&mut callable, function, report);
            }
            Kind::ClassMethod
                if !matches!(
                    special,
                    None | Some(special::Kind::ClassMethod | special::Kind::Foreign)
                ) =>
            {
                report.error(self.span, messages::dunder_kind(&name, "classmethod"));
                return None;
            }
            Kind::ClassMethod => class_method(&mut callable, function, report),
            Kind::ClassAttribute
                if plain_arguments(&callable) != Some(0) || function.receiver.is_some() =>
            {
                report.error(callable.name.span(), messages::class_attribute_signature(&name));
            }
            Kind::ClassAttribute => {}
            _ => handle_method(&mut callable, &owner, report),
        }
        Some(callable)
    }

    pub fn is_accessor(&self) -> bool {
        matches!(self.kind, Kind::Getter | Kind::Setter | Kind::Deleter)
    }
}

/// The name in `#[getter(name)]`.
fn given_name(attribute: &Attribute, report: &mut Report) -> Option<Ident> {
    let tokens = match &attribute.value {
        AttributeValue::Empty => return None,
        AttributeValue::Arguments(tokens) => tokens.clone(),
        AttributeValue::Equals(_) | AttributeValue::Other => TokenStream::new(),
    };
    let mut cursor = Cursor::new(tokens);
    let name = cursor.next_ident().filter(|_| cursor.is_empty());
    if name.is_none() {
        report.error(attribute.span, messages::attribute_name(&attribute.path));
    }
    name
}

fn without_prefix(name: &Ident, prefixes: &[&str]) -> Ident {
    let text = python::name(name);
    let rest = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
    match rest.filter(|rest| !rest.starts_with(|first: char| first.is_ascii_digit())) {
        Some(rest) if !rest.is_empty() => Ident::new(rest, name.span()),
        _ => name.clone(),
    }
}

/// How many arguments Python gives, where all are plain: without defaults, `*args` and `**kwargs`.
fn plain_arguments(callable: &Callable) -> Option<usize> {
    let mut count = 0;
    for parameter in &callable.parameters {
        match &parameter.role {
            Role::Token | Role::Receiver => {}
            Role::Named { default: None, .. } => count += 1,
            _ => return None,
        }
    }
    Some(count)
}

/// Makes the first parameter of a class method the class.
fn class_method(callable: &mut Callable, function: &Function, report: &mut Report) {
    if let Some(receiver) = &function.receiver {
        return report
            .error(receiver.span, messages::self_in_class_method(&callable.qualified_name()));
    }
    let name = callable.qualified_name();
    let first = callable.parameters.iter_mut().find(|item| !matches!(item.role, Role::Token));
    match first {
        Some(parameter) if is_plain(&parameter.role) => parameter.role = Role::Receiver,
        _ => report.error(callable.name.span(), messages::class_method_signature(&name)),
    }
    callable.receiver = Receiver::Class;
    check_detach(callable, report);
}

/// Makes a first parameter `this: &Instance<Self>`, or `this: Flags<Self>`, what the method is called on.
fn handle_method(callable: &mut Callable, owner: &Ident, report: &mut Report) {
    let first = callable.parameters.iter_mut().find(|item| !matches!(item.role, Role::Token));
    let Some(parameter) = first else { return };
    if callable.receiver != Receiver::Static || !is_plain(&parameter.role) {
        return;
    }
    if let Some(receiver) = receiver_type(&parameter.ty, owner) {
        parameter.role = Role::Receiver;
        callable.receiver = receiver;
        if receiver == Receiver::Handle {
            check_detach(callable, report);
        }
    } else if ["this", "slf", "self_"].iter().any(|name| parameter.name == name)
        && names_itself(&parameter.ty, owner)
    {
        let (span, name) = (parameter.name.span(), parameter.name.to_string());
        report.error(span, messages::no_handle(&callable.qualified_name(), &name));
    }
}

/// Whether a type says `Self`, or the name of the class.
fn names_itself(ty: &TokenStream, owner: &Ident) -> bool {
    ty.clone()
        .into_iter()
        .any(|token| is_ident(&token, "Self") || is_ident(&token, &owner.to_string()))
}

/// What `&Instance<Self>` or `Flags<Self>` is, in whichever path and with whichever lifetimes.
fn receiver_type(ty: &TokenStream, owner: &Ident) -> Option<Receiver> {
    let mut cursor = Cursor::new(ty.clone());
    let is_reference = cursor.next_punct('&').is_some();
    let is_mutable = ty.clone().into_iter().any(|token| is_ident(&token, "mut"));
    let words = |token: &TokenTree| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    };
    let path: Vec<String> =
        cursor.take_until(&|token| is_punct(token, '<')).iter().filter_map(words).collect();
    let arguments: Vec<String> = ty
        .clone()
        .into_iter()
        .skip_while(|token| !is_punct(token, '<'))
        .filter_map(|token| words(&token))
        .collect();
    let own_name = owner.to_string();
    let of_itself = |last: &String| last == "Self" || *last == own_name;
    arguments.last().filter(|last| of_itself(last))?;
    match path.last()?.as_str() {
        "Instance" if is_reference && !is_mutable => Some(Receiver::Handle),
        "Flags" if !is_reference => Some(Receiver::Flags),
        _ => None,
    }
}

pub fn check_detach(callable: &Callable, report: &mut Report) {
    if callable.detach {
        report
            .error(callable.name.span(), messages::detach_with_handle(&callable.qualified_name()));
    }
}

pub fn is_plain(role: &Role) -> bool {
    matches!(
        role,
        Role::Named {
            default: None,
            kind: ParameterKind::PositionalOnly | ParameterKind::PositionalOrKeyword
        }
    )
}

/// The value of `#[classattr]`, which nobody gives arguments.
pub fn class_attribute(callable: Callable, function: &mut Function) -> Member {
    // Constants are written in capitals, and this is one to Python.
    function.head.attributes.push(Attribute {
        path: "allow".to_owned(),
        span: callable.name.span(),
        value: AttributeValue::Other,
        tokens: quote!(#[allow(non_snake_case)]),
    });
    Member::Constant(ClassAttribute {
        name: callable.exported.clone(),
        ty: callable.output.clone(),
        hint: None,
        doc: callable.doc.clone(),
        conditions: callable.conditions.clone(),
        value: ClassValue::Function(Box::new(callable)),
    })
}

/// The properties of a class whose functions are still being read: they may come in any order.
#[derive(Default)]
pub struct Properties(Vec<Draft>);

struct Draft {
    name: Ident,
    conditions: TokenStream,
    getter: Option<Callable>,
    setter: Option<Callable>,
    deleter: Option<Callable>,
}

impl Properties {
    pub fn add(&mut self, kind: Kind, callable: Callable, names: &mut Names, report: &mut Report) {
        let name = callable.qualified_name();
        let span = callable.name.span();
        let (arguments, message) = match kind {
            Kind::Setter => (1, messages::setter_signature(&name, &callable.name.to_string())),
            _ => (0, messages::getter_signature(&name, &callable.name.to_string())),
        };
        if !callable.receiver.is_instance() || plain_arguments(&callable) != Some(arguments) {
            return report.error(span, message);
        }
        let Some(draft) = self.draft(&callable, names, report) else { return };
        let place = match kind {
            Kind::Setter => &mut draft.setter,
            Kind::Deleter => &mut draft.deleter,
            _ => &mut draft.getter,
        };
        if place.replace(callable).is_some() {
            report.error(span, messages::second_accessor(&name));
        }
    }

    fn draft(
        &mut self,
        callable: &Callable,
        names: &mut Names,
        report: &mut Report,
    ) -> Option<&mut Draft> {
        let (name, owner) = (&callable.exported, callable.owner.as_ref()?);
        let is_same = |draft: &Draft| {
            python::name(&draft.name) == python::name(name)
                && draft.conditions.to_string() == callable.conditions.to_string()
        };
        let index = match self.0.iter().position(is_same) {
            Some(index) => index,
            None if !names.claim(owner, name, &callable.conditions, report) => return None,
            None => {
                self.0.push(Draft {
                    name: name.clone(),
                    conditions: callable.conditions.clone(),
                    getter: None,
                    setter: None,
                    deleter: None,
                });
                self.0.len() - 1
            }
        };
        self.0.get_mut(index)
    }

    /// The members that they are, once all functions were read.
    pub fn finish(self, owner: &Ident, report: &mut Report) -> Vec<Member> {
        let mut members = Vec::new();
        for Draft { name, getter, setter, deleter, .. } in self.0 {
            let change = setter.as_ref().or(deleter.as_ref()).map(|callable| callable.name.clone());
            match (getter, change) {
                (Some(getter), _) => {
                    members.push(Member::Property(Box::new(Property { getter, setter, deleter })));
                }
                (None, Some(change)) => {
                    let qualified = format!("{owner}.{}", python::name(&name));
                    report.error(
                        change.span(),
                        messages::no_getter(&qualified, &change.to_string(), &python::name(&name)),
                    );
                }
                (None, None) => {}
            }
        }
        members
    }
}
