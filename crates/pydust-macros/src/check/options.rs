//! Options in lists, `name`, `name = value` or `name("A", "B")`: how they are written, and those of the derives, in `#[py(..)]`.
//!
//! Those of modules and classes are in `module_options.rs` and `class_options.rs`. What the derives' mean together is checked in `derive.rs`.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::{class_options, module_options};
use crate::case::Case;
use crate::cursor::{Cursor, is_group, split_commas};
use crate::literal;
use crate::messages::{self, advice};
use crate::python;
use crate::report::Report;
use crate::syntax::Attribute;

/// What follows an option's name.
#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    Alone,
    /// `= "text"`
    Text,
    /// `= Type`
    Type,
    /// `= expression`
    Value,
    /// `= expression`, or nothing
    Expression,
    /// `("A", "B")`, or nothing
    Names,
}

/// What the options stand on.
#[derive(Clone, Copy, PartialEq)]
pub enum Level {
    Module,
    Class,
    /// An enum that is a class, without fields.
    Enumeration,
    /// A variant of one.
    Member,
    /// An enum that is a class, with fields.
    Family,
    Struct,
    Enum,
    Variant,
    Field,
    /// What is exported and has a type.
    Typed,
}

const STRUCT: &[(&str, Form)] = &[
    ("attributes", Form::Alone),
    ("tuple", Form::Alone),
    ("rename_all", Form::Text),
    ("deny_unknown", Form::Alone),
    ("from", Form::Type),
    ("try_from", Form::Type),
    ("into", Form::Type),
    ("serde", Form::Alone),
    ("type", Form::Text),
];

const ENUM: &[(&str, Form)] = &[
    ("tag", Form::Text),
    ("content", Form::Text),
    ("int", Form::Alone),
    ("rename_all", Form::Text),
    ("deny_unknown", Form::Alone),
    ("from", Form::Type),
    ("try_from", Form::Type),
    ("into", Form::Type),
    ("serde", Form::Alone),
    ("type", Form::Text),
];

const VARIANT: &[(&str, Form)] = &[("rename", Form::Text), ("rename_all", Form::Text)];

const FIELD: &[(&str, Form)] = &[
    ("rename", Form::Text),
    ("default", Form::Expression),
    ("skip", Form::Alone),
    ("flatten", Form::Alone),
];

const ENUMERATION: &[(&str, Form)] = &[
    ("int", Form::Alone),
    ("flag", Form::Alone),
    ("str", Form::Alone),
    ("rename_all", Form::Text),
];

const FAMILY: &[(&str, Form)] = &[("generic", Form::Alone), ("weakref", Form::Alone)];

const MEMBER: &[(&str, Form)] =
    &[("rename", Form::Text), ("value", Form::Expression), ("alias", Form::Text)];

const TYPED: &[(&str, Form)] = &[("type", Form::Text)];

impl Level {
    fn known(self) -> &'static [(&'static str, Form)] {
        match self {
            Level::Module => module_options::KNOWN,
            Level::Class => class_options::KNOWN,
            Level::Enumeration => ENUMERATION,
            Level::Member => MEMBER,
            Level::Family => FAMILY,
            Level::Struct => STRUCT,
            Level::Enum => ENUM,
            Level::Variant => VARIANT,
            Level::Field => FIELD,
            Level::Typed => TYPED,
        }
    }

    fn form(self) -> String {
        match self {
            Level::Module => messages::module::options_form(),
            Level::Class | Level::Enumeration | Level::Family => messages::class_options_form(),
            _ => messages::options_form(),
        }
    }

    /// Options that other frameworks have.
    fn advice(self) -> advice::Advice {
        match self {
            Level::Module => advice::OF_MODULES,
            Level::Class => advice::OPTIONS,
            _ => &[],
        }
    }

    fn what(self) -> &'static str {
        match self {
            Level::Module => "a module",
            Level::Class => "a class",
            Level::Enumeration => "an enum without fields",
            Level::Member => "a variant",
            Level::Family => "an enum with fields",
            Level::Struct => "a struct",
            Level::Enum => "an enum",
            Level::Variant => "a variant",
            Level::Field => "a field",
            Level::Typed => "what a module or a class exports",
        }
    }
}

/// The options that stand on one thing, each at most once.
#[derive(Default)]
pub struct Options {
    found: Vec<Found>,
}

struct Found {
    name: &'static str,
    span: Span,
    value: TokenStream,
}

impl Options {
    /// Reads all `#[py(..)]` of `attributes`; what is wrong is reported and left out.
    pub fn read(attributes: &[Attribute], level: Level, report: &mut Report) -> Self {
        let mut options = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path == "py") {
            let Some(list) = attribute.arguments() else {
                report.error(attribute.span, messages::options_form());
                continue;
            };
            options.add_list(list, level, report);
        }
        options
    }

    /// Reads one list; what is wrong is reported and left out.
    pub fn of_list(list: TokenStream, level: Level, report: &mut Report) -> Self {
        let mut options = Self::default();
        options.add_list(list, level, report);
        options
    }

    fn add_list(&mut self, list: TokenStream, level: Level, report: &mut Report) {
        for tokens in split_commas(list) {
            self.add(tokens, level, report);
        }
    }

    fn add(&mut self, tokens: Vec<TokenTree>, level: Level, report: &mut Report) {
        let mut cursor = Cursor::new(tokens);
        let Some(word) = cursor.next_ident() else {
            let span = cursor.next().map_or_else(Span::call_site, |token| token.span());
            return report.error(span, level.form());
        };
        let name = word.to_string();
        let known = level.known();
        let Some(&(name, form)) = known.iter().find(|(known, _)| *known == name) else {
            if let Some(text) = advice::find(level.advice(), &name) {
                return report.error(word.span(), advice::option(&name, text));
            }
            let meant = python::nearest(&name, known.iter().map(|(known, _)| *known));
            let known = known.iter().map(|(known, _)| *known);
            let message = messages::unknown_option(&name, meant, level.what(), known);
            return report.error(word.span(), message);
        };
        if self.span(name).is_some() {
            return report.error(word.span(), messages::option_twice(name));
        }
        let has_value = cursor.next_punct('=').is_some();
        let value = cursor.remaining();
        if let Some(message) = wrong_form(name, form, has_value, &value) {
            let at = if value.is_empty() { quote!(#word) } else { value };
            return report.error_at(&at, message);
        }
        self.found.push(Found { name, span: word.span(), value });
    }

    fn get(&self, name: &str) -> Option<&Found> {
        self.found.iter().find(|found| found.name == name)
    }

    /// Where the option is written, if it is.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.get(name).map(|found| found.span)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// What stands behind the `=`; empty where nothing does.
    pub fn value(&self, name: &str) -> Option<TokenStream> {
        self.get(name).map(|found| found.value.clone())
    }

    /// The text behind the `=`.
    pub fn text(&self, name: &str) -> Option<String> {
        literal::string_value(&self.get(name)?.value)
    }

    /// The names in the parentheses behind the option; what is wrong is reported and left out.
    pub fn names(&self, name: &str, report: &mut Report) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let list = self.value(name).into_iter().flatten().next();
        let Some(TokenTree::Group(list)) = list else { return names };
        if list.stream().is_empty() {
            report.error_at(&list.to_token_stream(), messages::option_names(name));
        }
        for tokens in split_commas(list.stream()) {
            let written = tokens.into_iter().collect();
            match literal::string_value(&written) {
                None => report.error_at(&written, messages::option_names(name)),
                Some(text) if !python::is_name(&text) => {
                    report.error_at(&written, messages::option_no_name(name, &text));
                }
                Some(text) if names.contains(&text) => {
                    report.error_at(&written, messages::option_name_twice(name, &text));
                }
                Some(text) => names.push(text),
            }
        }
        names
    }

    /// Reports each of `others` that stands beside `name`.
    pub fn exclude(&self, name: &str, others: &[&str], report: &mut Report) {
        if self.has(name) {
            for found in self.found.iter().filter(|found| others.contains(&found.name)) {
                report.error(found.span, messages::options_exclude(name, found.name));
            }
        }
    }
}

/// The case that the option `rename_all` names.
pub fn case(options: &Options, report: &mut Report) -> Option<Case> {
    let text = options.text("rename_all")?;
    let case = Case::of(&text);
    if let (None, Some(value)) = (case, options.value("rename_all")) {
        let meant = python::nearest(&text, Case::names());
        report.error_at(&value, messages::unknown_case(&text, meant, Case::names()));
    }
    case
}

fn wrong_form(name: &str, form: Form, has_value: bool, value: &TokenStream) -> Option<String> {
    let is_right = match form {
        Form::Alone => !has_value && value.is_empty(),
        Form::Text => has_value && literal::string_value(value).is_some(),
        Form::Type => has_value && !value.is_empty() && !is_text(value),
        Form::Value => has_value && !value.is_empty(),
        Form::Expression => has_value != value.is_empty(),
        Form::Names => !has_value && (value.is_empty() || is_parenthesized(value)),
    };
    if !is_right {
        return Some(match form {
            Form::Alone => messages::option_alone(name),
            Form::Text => messages::option_form(name, "\"text\""),
            Form::Type => messages::option_form(name, "Type"),
            Form::Value | Form::Expression => messages::option_form(name, "value"),
            Form::Names => messages::option_names(name),
        });
    }
    let has_nul = literal::string_value(value).is_some_and(|text| text.contains('\0'));
    (form == Form::Text && has_nul).then(|| messages::option_nul(name))
}

fn is_parenthesized(value: &TokenStream) -> bool {
    let mut tokens = value.clone().into_iter();
    tokens.next().is_some_and(|token| is_group(&token, Delimiter::Parenthesis))
        && tokens.next().is_none()
}

fn is_text(value: &TokenStream) -> bool {
    let mut tokens = value.clone().into_iter();
    let first = tokens.next();
    literal::string_value(value).is_some()
        || first.is_some_and(|token| {
            is_group(&token, Delimiter::Brace) || matches!(token, TokenTree::Literal(_))
        })
}
