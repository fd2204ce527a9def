//! The texts that Python shows of a function: its signature and its docstring.
//!
//! How a default reads is in `literal.rs`.

use proc_macro2::TokenStream;

use crate::literal;
use crate::model::{Callable, Doc, DocPiece, ParameterKind, Receiver, Role};
use crate::python;
use crate::syntax::{Attribute, AttributeValue};

/// The docstring that `///`, `#[doc = ".."]` and `#[doc = include_str!(..)]` make.
pub fn doc<'a>(attributes: impl IntoIterator<Item = &'a Attribute>) -> Doc {
    let mut doc = Doc::default();
    for attribute in attributes.into_iter().filter(|attribute| attribute.path == "doc") {
        if let AttributeValue::Equals(value) = &attribute.value {
            match literal::string_value(value) {
                Some(line) => doc.push_line(line.strip_prefix(' ').unwrap_or(&line)),
                None => doc.push_tokens(value.clone()),
            }
        }
    }
    doc
}

impl Doc {
    /// A new first piece: the signature line that CPython reads from a docstring.
    pub fn prepend(&mut self, text: String) {
        match self.pieces.first_mut() {
            Some(DocPiece::Text(first)) => first.insert_str(0, &text),
            _ => self.pieces.insert(0, DocPiece::Text(text)),
        }
    }

    fn push_line(&mut self, line: &str) {
        self.end_line();
        self.push_text(line);
    }

    fn push_tokens(&mut self, tokens: TokenStream) {
        self.end_line();
        self.pieces.push(DocPiece::Tokens(tokens));
    }

    fn end_line(&mut self) {
        if !self.pieces.is_empty() {
            self.push_text("\n");
        }
    }

    pub fn push_text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(DocPiece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(DocPiece::Text(text.to_owned())),
        }
    }
}

/// The line that CPython makes `__text_signature__` of, with what separates it from the docstring.
pub fn signature_line(name: &str, callable: &Callable) -> String {
    let mut parts: Vec<String> = Vec::new();
    let is_constructor = ["__init__", "__new__"].iter().any(|name| callable.name == name);
    match callable.receiver {
        // Nobody passes the class or the new instance to a call of the class.
        _ if is_constructor => {}
        Receiver::Module | Receiver::State(_) => parts.push("$module".to_owned()),
        Receiver::Class => parts.push("$type".to_owned()),
        Receiver::Static => {}
        _ => parts.push("$self".to_owned()),
    }
    let mut open_positional_only = false;
    let mut keyword_only = false;
    for parameter in &callable.parameters {
        let name = python::name(&parameter.name);
        let (is_positional_only, text) = match &parameter.role {
            Role::Token | Role::Receiver | Role::Operator => continue,
            Role::Args => (false, format!("*{name}")),
            Role::Kwargs => (false, format!("**{name}")),
            Role::Named { kind, default } => {
                let default =
                    default.as_ref().map(|default| format!("={}", literal::default_text(default)));
                (*kind == ParameterKind::PositionalOnly, name + &default.unwrap_or_default())
            }
        };
        if open_positional_only && !is_positional_only {
            parts.push("/".to_owned());
        }
        open_positional_only = is_positional_only;
        let is_keyword_only =
            matches!(parameter.role, Role::Named { kind: ParameterKind::KeywordOnly, .. });
        if is_keyword_only && !keyword_only {
            parts.push("*".to_owned());
        }
        keyword_only |= is_keyword_only || matches!(parameter.role, Role::Args);
        parts.push(text);
    }
    if open_positional_only {
        parts.push("/".to_owned());
    }
    format!("{name}({})\n--\n\n", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;
    use crate::report::Report;
    use crate::syntax::Item;

    fn signature(function: TokenStream) -> String {
        let Item::Function(mut function) = crate::parse::item(function) else {
            panic!("a function")
        };
        let mut report = Report::default();
        let callable = crate::check::function::free(&mut function, &mut report);
        let line = signature_line("f", &callable.expect("no errors"));
        line.strip_suffix("\n--\n\n").expect("the separator").to_owned()
    }

    #[test]
    fn signatures_read_as_python_writes_them() {
        let cases = [
            (
                quote!(
                    fn f() {}
                ),
                "f($module)",
            ),
            (
                quote!(
                    fn f(#[pos] a: A, b: B) {}
                ),
                "f($module, a, /, b)",
            ),
            (
                quote!(
                    fn f(a: A, #[pos] b: B, py: Python) {}
                ),
                "f($module, a, b, /)",
            ),
            (
                quote!(
                    fn f(a: A, #[kw] b: B, c: C) {}
                ),
                "f($module, a, *, b, c)",
            ),
            (
                quote!(
                    fn f(#[pos] a: A, rest: py::Args, c: C) {}
                ),
                "f($module, a, /, *rest, c)",
            ),
            (
                quote!(
                    fn f(#[kw] a: A, rest: py::Kwargs<'_>) {}
                ),
                "f($module, *, a, **rest)",
            ),
            (
                quote!(
                    fn f(#[default = "x"] r#type: A) {}
                ),
                "f($module, type='x')",
            ),
        ];
        for (function, expected) in cases {
            assert_eq!(signature(function), expected);
        }
    }

    #[test]
    fn docs_are_joined_line_by_line() {
        let Item::Struct(item) = crate::parse::item(quote! {
            /// One.
            ///
            ///     indented
            #[doc = include_str!("more.md")]
            #[doc(hidden)]
            struct S;
        }) else {
            panic!("a struct")
        };
        let pieces = doc(&item.head.attributes).pieces;
        let shown: Vec<String> = pieces
            .iter()
            .map(|piece| match piece {
                DocPiece::Text(text) => text.clone(),
                DocPiece::Tokens(tokens) => tokens.to_string(),
            })
            .collect();
        assert_eq!(shown, ["One.\n\n    indented\n", "include_str ! (\"more.md\")"]);
    }
}
