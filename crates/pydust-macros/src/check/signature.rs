//! Parameters: what each one is to Python, in which order they may stand, what may be written on them.
//!
//! The function around them is checked in `function.rs`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use super::hint;
use crate::cursor::is_punct;
use crate::messages;
use crate::model::{Hint, Parameter, ParameterKind, Role};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, AttributeValue, Function, Param};

/// The attributes that parameters take.
const ATTRIBUTES: &[&str] = &["default", "pos", "kw"];

/// What Rust itself allows on parameters.
const RUSTS_ATTRIBUTES: &[&str] = &["allow", "deny", "doc", "expect", "forbid", "warn"];

/// A parameter with what is written on it.
type Marked = (Ident, TokenStream, Marks, Option<Hint>);

/// The parameters of `function` as Python sees them; their attributes are taken out.
pub fn parameters(function: &mut Function, name: &str, report: &mut Report) -> Vec<Parameter> {
    let mut marked = Vec::new();
    for param in &mut function.params {
        let hint = hint::take(&mut param.attributes, report);
        let marks = Marks::take(param, name, report);
        match param_name(param, name, report) {
            Some(ident) => marked.push((ident, param.ty.clone(), marks, hint)),
            None => continue,
        }
    }
    let last_pos = marked.iter().rposition(|(_, _, marks, _)| marks.pos.is_some());
    let mut order = Order {
        function: name,
        report,
        args: false,
        kwargs: None,
        default: None,
        keyword_only: false,
    };
    let place = |(index, (ident, ty, marks, hint)): (usize, Marked)| {
        let is_positional_only = last_pos.is_some_and(|last| index <= last);
        let role = order.role(&ident, &ty, marks, is_positional_only);
        Parameter { name: ident, role, ty, hint }
    };
    marked.into_iter().enumerate().map(place).collect()
}

fn param_name(param: &Param, function: &str, report: &mut Report) -> Option<Ident> {
    // `...`, or `name: ...`.
    if param.ty.clone().into_iter().next().is_none_or(|first| is_punct(&first, '.')) {
        report.error_at(&param.pattern, messages::variadic(function));
        return None;
    }
    let Some(ident) = &param.name else {
        report.error_at(&param.pattern, messages::pattern(function, &param.pattern.to_string()));
        return None;
    };
    let name = python::name(ident);
    if python::is_keyword(&name) {
        report.error(ident.span(), messages::keyword_name(&name));
    }
    if let Some(span) = find_impl(&param.ty) {
        report.error(span, messages::impl_trait(function, &name));
    }
    Some(ident.clone())
}

/// Where `impl` stands in a type.
fn find_impl(ty: &TokenStream) -> Option<Span> {
    ty.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(word) if word == "impl" => Some(word.span()),
        TokenTree::Group(group) => find_impl(&group.stream()),
        _ => None,
    })
}

/// The attributes of one parameter.
#[derive(Default)]
struct Marks {
    default: Option<(Span, TokenStream)>,
    pos: Option<Span>,
    kw: Option<Span>,
}

impl Marks {
    fn take(param: &mut Param, function: &str, report: &mut Report) -> Self {
        let mut marks = Self::default();
        let subject = param.name.as_ref().map_or_else(|| param.pattern.to_string(), python::name);
        for attribute in std::mem::take(&mut param.attributes) {
            if let Some(known) = ATTRIBUTES.iter().find(|known| attribute.is(known)) {
                marks.set(known, &attribute, &subject, report);
            } else if attribute.path == "cfg" || attribute.path == "cfg_attr" {
                report.error(attribute.span, messages::conditional_parameter(function));
            } else if RUSTS_ATTRIBUTES.contains(&attribute.path.as_str())
                || attribute.path.contains("::")
            {
                param.attributes.push(attribute);
            } else {
                let meant = python::nearest(&attribute.path, ATTRIBUTES.iter().copied());
                report.error(
                    attribute.span,
                    messages::unknown_parameter_attribute(&attribute.path, meant),
                );
            }
        }
        marks
    }

    fn set(&mut self, name: &str, attribute: &Attribute, subject: &str, report: &mut Report) {
        let span = attribute.span;
        let is_repeated = match (name, &attribute.value) {
            ("default", AttributeValue::Equals(value)) if !value.is_empty() => {
                self.default.replace((span, value.clone())).is_some()
            }
            ("default", _) => return report.error(span, messages::malformed_default(subject)),
            ("pos", AttributeValue::Empty) => self.pos.replace(span).is_some(),
            ("kw", AttributeValue::Empty) => self.kw.replace(span).is_some(),
            _ => return report.error(span, messages::takes_no_arguments(name)),
        };
        if is_repeated {
            report.error(span, messages::duplicate_attribute(name, subject));
        }
    }

    /// Where each of the attributes stands that are there.
    fn spans(&self) -> impl Iterator<Item = (&'static str, Span)> {
        let default = self.default.as_ref().map(|(span, _)| ("default", *span));
        let flags = [self.pos.map(|span| ("pos", span)), self.kw.map(|span| ("kw", span))];
        default.into_iter().chain(flags.into_iter().flatten())
    }
}

/// What has been seen left of the parameter at hand.
struct Order<'a> {
    function: &'a str,
    report: &'a mut Report,
    args: bool,
    kwargs: Option<String>,
    /// The last positional parameter with a default.
    default: Option<String>,
    keyword_only: bool,
}

impl Order<'_> {
    fn role(
        &mut self,
        name: &Ident,
        ty: &TokenStream,
        marks: Marks,
        is_positional_only: bool,
    ) -> Role {
        let injected = injected(ty);
        if let Some((type_name, role)) = injected {
            for (attribute, span) in marks.spans() {
                let message = messages::attribute_on_injected(
                    self.function,
                    attribute,
                    &name.to_string(),
                    type_name,
                );
                self.report.error(span, message);
            }
            self.place_injected(&role, name);
            return role;
        }
        self.check_after_kwargs(name);
        self.keyword_only |= marks.kw.is_some();
        if let Some(span) = marks.pos.filter(|_| self.keyword_only) {
            self.report
                .error(span, messages::pos_after_keyword_only(self.function, &python::name(name)));
        }
        let kind = match (self.keyword_only, is_positional_only) {
            (true, _) => ParameterKind::KeywordOnly,
            (false, true) => ParameterKind::PositionalOnly,
            (false, false) => ParameterKind::PositionalOrKeyword,
        };
        let default = marks.default.map(|(_, value)| value);
        if kind != ParameterKind::KeywordOnly {
            self.check_default(name, default.is_some());
        }
        Role::Named { kind, default }
    }

    fn place_injected(&mut self, role: &Role, name: &Ident) {
        match role {
            Role::Args => {
                self.check_after_kwargs(name);
                if std::mem::replace(&mut self.args, true) {
                    self.report.error(name.span(), messages::second(self.function, "Args"));
                }
                self.keyword_only = true;
            }
            Role::Kwargs if self.kwargs.is_some() => {
                self.report.error(name.span(), messages::second(self.function, "Kwargs"));
            }
            Role::Kwargs => self.kwargs = Some(python::name(name)),
            Role::Token | Role::Receiver | Role::Operator | Role::Named { .. } => {}
        }
    }

    fn check_after_kwargs(&mut self, name: &Ident) {
        if let Some(kwargs) = &self.kwargs {
            self.report.error(
                name.span(),
                messages::after_kwargs(self.function, &python::name(name), kwargs),
            );
        }
    }

    fn check_default(&mut self, name: &Ident, has_default: bool) {
        let text = python::name(name);
        if has_default {
            self.default = Some(text);
        } else if let Some(earlier) = &self.default {
            self.report.error(
                name.span(),
                messages::required_after_default(self.function, &text, earlier),
            );
        }
    }
}

/// What a type means that Python does not pass as one argument, known by the last word of its path.
fn injected(ty: &TokenStream) -> Option<(&'static str, Role)> {
    let mut last = None;
    for token in ty.clone() {
        match token {
            TokenTree::Ident(word) => last = Some(word),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            TokenTree::Punct(punct) if punct.as_char() == '<' => break,
            _ => return None,
        }
    }
    match last?.to_string().as_str() {
        "Python" => Some(("Python", Role::Token)),
        "Args" => Some(("Args", Role::Args)),
        "Kwargs" => Some(("Kwargs", Role::Kwargs)),
        _ => None,
    }
}
