//! `#[test(..)]`: the functions that pytest can run, and what their options say.
//!
//! How pytest is told is in `expand/test.rs`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use super::function;
use crate::cursor::{Cursor, is_group, is_ident, is_punct, split_commas};
use crate::literal;
use crate::messages::{self, test as says};
use crate::model::{ParameterKind, Parametrization, Role, Test, TestOptions, Xfail};
use crate::python;
use crate::report::Report;
use crate::syntax::Function;

/// Every option of a test.
const KNOWN: &[&str] = &["parametrize", "skip", "xfail", "marks", "isolated"];

/// What `function` is as a test with the options in `list`, or none where something was reported.
pub fn test(function: &mut Function, list: TokenStream, report: &mut Report) -> Option<Test> {
    let before = report.count();
    let options = Options::read(list, report);
    let name = python::name(&function.name);
    if let Some(index) = function.qualifiers.iter().position(|word| word == "async") {
        report.error(function.qualifiers.remove(index).span(), says::asynchronous(&name));
    }
    for attribute in &function.head.attributes {
        if let Some(instead) = says::instead_of(&attribute.path) {
            report.error(attribute.span, instead);
        }
    }
    let callable = function::free(function, report)?;
    for parameter in &callable.parameters {
        match &parameter.role {
            Role::Token => {}
            Role::Named { kind: ParameterKind::PositionalOrKeyword, default: None } => {}
            _ => report.error(parameter.name.span(), says::parameter(&name)),
        }
    }
    let takes = |given: &str| {
        let mut names = callable.parameters.iter().filter(|parameter| !is_module(&parameter.ty));
        names.any(|parameter| python::name(&parameter.name) == given)
    };
    for (given, span) in &options.named {
        if !takes(given) {
            report.error(*span, says::no_such_parameter(&name, given));
        }
    }
    let gives = !is_nothing(&callable.output);
    (report.count() == before).then_some(Test { callable, gives, options: options.test })
}

/// Whether a parameter is the module under test: a reference to a `Module`.
pub fn is_module(ty: &TokenStream) -> bool {
    let mut tokens = ty.clone().into_iter();
    let is_reference = tokens.next().is_some_and(|token| is_punct(&token, '&'));
    is_reference && tokens.last().is_some_and(|token| is_ident(&token, "Module"))
}

/// Whether a function that returns the type gives Python nothing: `()`, or a result of it.
fn is_nothing(output: &TokenStream) -> bool {
    let mut cursor = Cursor::new(output.clone());
    cursor.take_until(&|token| is_punct(token, '<') || is_unit(token));
    cursor.next_punct('<');
    cursor.next().is_none_or(|token| is_unit(&token))
}

fn is_unit(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group)
        if group.delimiter() == Delimiter::Parenthesis && group.stream().is_empty())
}

/// The options, while they are read.
#[derive(Default)]
struct Options {
    test: TestOptions,
    /// The names in parametrizations, and where they stand.
    named: Vec<(String, Span)>,
    /// The options that can be there once, and are.
    seen: Vec<&'static str>,
}

impl Options {
    fn read(list: TokenStream, report: &mut Report) -> Self {
        let mut options = Self::default();
        for tokens in split_commas(list) {
            options.add(Cursor::new(tokens), report);
        }
        options
    }

    fn add(&mut self, mut option: Cursor, report: &mut Report) {
        let Some(word) = option.next_ident() else {
            let span = option.next().map_or_else(Span::call_site, |token| token.span());
            return report.error(span, says::options_form());
        };
        let name = word.to_string();
        let Some(&name) = KNOWN.iter().find(|known| **known == name) else {
            let meant = python::nearest(&name, KNOWN.iter().copied());
            let known = KNOWN.iter().copied();
            return report
                .error(word.span(), messages::unknown_option(&name, meant, "a test", known));
        };
        if name != "parametrize" && name != "marks" {
            if self.seen.contains(&name) {
                return report.error(word.span(), messages::option_twice(name));
            }
            self.seen.push(name);
        }
        let is_right = match name {
            "isolated" => {
                self.test.isolated = true;
                option.is_empty()
            }
            "skip" => self.skip(option),
            "xfail" => self.xfail(option, report),
            "marks" => self.marks(option, report),
            _ => self.parametrize(option, report),
        };
        if !is_right {
            report.error(word.span(), says::form(name));
        }
    }

    fn skip(&mut self, option: Cursor) -> bool {
        let reason = reason(option);
        self.test.skip = reason.clone();
        reason.is_some()
    }

    fn xfail(&mut self, mut option: Cursor, report: &mut Report) -> bool {
        let Some(group) = option.next_group(Delimiter::Parenthesis) else {
            let reason = reason(option);
            self.test.xfail = reason.clone().map(|reason| Xfail { reason, ..Xfail::default() });
            return reason.is_some();
        };
        let mut xfail = Xfail::default();
        for (word, value) in entries(&group, report) {
            let text = literal::string_value(&value);
            match (word.to_string().as_str(), text, value.to_string().as_str()) {
                ("reason", Some(text), _) => xfail.reason = text,
                ("raises", Some(text), _) => xfail.raises = Some(text),
                ("strict", _, "true") => xfail.strict = Some(true),
                ("strict", _, "false") => xfail.strict = Some(false),
                _ => return false,
            }
        }
        self.test.xfail = Some(xfail);
        option.is_empty()
    }

    fn marks(&mut self, mut option: Cursor, report: &mut Report) -> bool {
        let Some(group) = option.next_group(Delimiter::Parenthesis) else { return false };
        for tokens in split_commas(group.stream()) {
            let mut mark = Cursor::new(tokens);
            let Some(word) = mark.next_ident() else { return false };
            let name = python::name(&word);
            let arguments = match mark.next_group(Delimiter::Parenthesis) {
                None => String::new(),
                Some(group) => format!("({})", arguments(&group, report)),
            };
            if !mark.is_empty() || python::is_keyword(&name) {
                return false;
            }
            self.test.marks.push(format!("{name}{arguments}"));
        }
        option.is_empty()
    }

    fn parametrize(&mut self, mut option: Cursor, report: &mut Report) -> bool {
        let Some(group) = option.next_group(Delimiter::Parenthesis) else { return false };
        let parts = split_commas(group.stream());
        let [names, values] = parts.as_slice() else { return false };
        let names: TokenStream = names.iter().cloned().collect();
        let (Some(text), Some(span)) = (literal::string_value(&names), span_of(&names)) else {
            return false;
        };
        let [TokenTree::Group(values)] = values.as_slice() else { return false };
        if values.delimiter() != Delimiter::Bracket {
            return false;
        }
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
        let rows: Vec<String> = split_commas(values.stream())
            .into_iter()
            .map(|row| self::row(row, names.len(), report))
            .collect();
        let values = format!("[{}]", rows.join(", "));
        self.named.extend(names.iter().map(|name| (name.clone(), span)));
        self.test.parametrize.push(Parametrization { names: names.join(", "), values });
        option.is_empty()
    }
}

/// What `name` alone, or `name = "reason"`, says; empty without a reason.
fn reason(mut option: Cursor) -> Option<String> {
    if option.is_empty() {
        return Some(String::new());
    }
    option.next_punct('=')?;
    literal::string_value(&option.remaining())
}

/// The values of one run, `count` of them.
fn row(tokens: Vec<TokenTree>, count: usize, report: &mut Report) -> String {
    let is_row = |token: &TokenTree| match token {
        TokenTree::Group(group) if is_group(token, Delimiter::Parenthesis) => {
            split_commas(group.stream()).len() == count
        }
        _ => false,
    };
    let fits = count == 1 || matches!(tokens.as_slice(), [token] if is_row(token));
    let tokens: TokenStream = tokens.into_iter().collect();
    if !fits {
        report.error_at(&tokens, says::row(count));
    }
    value(&tokens, report)
}

/// A value as Python writes it.
fn value(tokens: &TokenStream, report: &mut Report) -> String {
    literal::value_text(tokens).unwrap_or_else(|| {
        report.error_at(tokens, says::value());
        String::new()
    })
}

/// The arguments of a mark, as Python writes them.
fn arguments(group: &Group, report: &mut Report) -> String {
    let argument = |tokens: Vec<TokenTree>| match tokens.as_slice() {
        [TokenTree::Ident(word), equals, rest @ ..] if is_punct(equals, '=') => {
            let rest: TokenStream = rest.iter().cloned().collect();
            format!("{}={}", python::name(word), value(&rest, report))
        }
        _ => value(&tokens.into_iter().collect(), report),
    };
    let arguments: Vec<String> = split_commas(group.stream()).into_iter().map(argument).collect();
    arguments.join(", ")
}

/// `name = value` for each part; what is otherwise is reported.
fn entries(group: &Group, report: &mut Report) -> Vec<(Ident, TokenStream)> {
    let mut entries = Vec::new();
    for tokens in split_commas(group.stream()) {
        let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        let mut entry = Cursor::new(tokens);
        match (entry.next_ident(), entry.next_punct('=')) {
            (Some(word), Some(_)) => entries.push((word, entry.remaining())),
            _ => report.error(span, says::form("xfail")),
        }
    }
    entries
}

fn span_of(tokens: &TokenStream) -> Option<Span> {
    tokens.clone().into_iter().next().map(|token| token.span())
}
