//! `#[derive(IntoError)]`: what each variant of an error raises.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use crate::cursor::{Cursor, is_ident, is_punct};
use crate::data::{Data, DataKind, Field, Variant};
use crate::literal;
use crate::messages;
use crate::model::{Arm, Message, Outcome, Raises};
use crate::python;
use crate::report::Report;
use crate::syntax::{Attribute, take_attribute};

type Bindings = Vec<(Option<Literal>, Ident)>;

/// What a type raises, or none where something was reported.
pub fn raises(mut item: Data, report: &mut Report) -> Option<Raises> {
    let before = report.count();
    let name = item.name.to_string();
    let common = take_attribute(&mut item.attributes, "raises");
    let is_enum = matches!(item.kind, DataKind::Enum(_));
    let variants = match item.kind {
        DataKind::Union => {
            report.error(item.name.span(), messages::raises_on(&name));
            return None;
        }
        _ if !item.generics.params.is_empty() => {
            report.error(item.name.span(), messages::raises_generic(&name));
            return None;
        }
        DataKind::Enum(variants) => variants,
        // A struct is its own only variant.
        DataKind::Struct(body) => {
            let (attributes, discriminant) = (Vec::new(), TokenStream::new());
            vec![Variant { attributes, name: item.name.clone(), body, discriminant }]
        }
    };
    let mut arms = Vec::new();
    for mut variant in variants {
        let shown = if is_enum { format!("{name}::{}", variant.name) } else { name.clone() };
        let own = take_attribute(&mut variant.attributes, "raises");
        match own.or(common.clone()) {
            Some(attribute) => {
                let draft = Draft { variant: &variant, shown, report };
                arms.extend(draft.arm(is_enum, &attribute));
            }
            None => report.error(variant.name.span(), messages::raises_missing(&shown)),
        }
    }
    (report.count() == before).then_some(Raises { name: item.name, arms })
}

/// What a variant says by a format string with the names and numbers of its fields, where nothing was reported.
pub fn message(
    variant: &Variant,
    shown: String,
    format: TokenStream,
    report: &mut Report,
) -> Option<Message> {
    let mut bindings = Vec::new();
    let mut draft = Draft { variant, shown, report };
    let format = draft.message(Cursor::new(format), &mut bindings).ok()??;
    Some(Message { format, bindings })
}

/// A variant that is being read.
struct Draft<'a> {
    variant: &'a Variant,
    /// How messages call it.
    shown: String,
    report: &'a mut Report,
}

impl Draft<'_> {
    fn arm(mut self, is_enum: bool, attribute: &Attribute) -> Option<Arm> {
        let mut arguments = Cursor::new(attribute.arguments().unwrap_or_default());
        let exception = arguments.take_until(&|token| is_punct(token, ','));
        arguments.next_punct(',');
        let mut bindings = Vec::new();
        let outcome = match exception.as_slice() {
            [] => return self.fail(attribute.span, messages::raises_malformed),
            [word] if is_ident(word, "transparent") && arguments.is_empty() => {
                let [field] = self.variant.body.fields() else {
                    return self.fail(attribute.span, messages::raises_transparent);
                };
                let field_name = self.bind(0, Span::mixed_site(), &mut bindings);
                Outcome::Transparent { field: field_name, ty: field.ty.clone() }
            }
            _ => {
                let message = self.message(arguments, &mut bindings).ok()?;
                let source = self.source();
                let span = message.as_ref().map_or_else(Span::mixed_site, Literal::span);
                let source = source.map(|index| self.bind(index, span, &mut bindings));
                Outcome::Raise { kind: exception.into_iter().collect(), message, source }
            }
        };
        let name = &self.variant.name;
        let path = if is_enum { quote!(Self::#name) } else { quote!(Self) };
        let conditions = self.variant.attributes.iter().filter(|found| found.path == "cfg");
        let conditions = conditions.map(|found| found.tokens.clone()).collect();
        Some(Arm { path, conditions, bindings, outcome })
    }

    fn fail<T>(&mut self, span: Span, message: fn(&str) -> String) -> Option<T> {
        self.report.error(span, message(&self.shown));
        None
    }

    /// The name of a field in the arm: its own, or, with the hygiene of `span`, one for its number.
    fn bind(&self, index: usize, span: Span, bindings: &mut Bindings) -> Ident {
        let (number, name) = match &self.variant.body.fields()[index].name {
            Some(name) => (None, name.clone()),
            None => {
                let number = Literal::usize_unsuffixed(index);
                (Some(number), format_ident!("_{index}", span = span))
            }
        };
        if bindings.iter().all(|(_, bound)| *bound != name) {
            bindings.push((number, name.clone()));
        }
        name
    }

    /// The one field that is the source, if there is one.
    fn source(&mut self) -> Option<usize> {
        let is_marked = |field: &Field| {
            field.attributes.iter().any(|found| found.path == "source" || found.path == "from")
        };
        let fields = self.variant.body.fields();
        let mut marked = fields.iter().enumerate().filter(|(_, field)| is_marked(field));
        let first = marked.next().map(|(index, _)| index);
        if let Some((_, second)) = marked.next() {
            self.report.error_at(&second.ty, messages::second_source(&self.shown));
        }
        first.or_else(|| {
            fields.iter().position(|field| field.name.as_ref().is_some_and(|name| name == "source"))
        })
    }

    /// The format string after the exception's name, with names for the numbers of fields.
    fn message(
        &mut self,
        arguments: Cursor,
        bindings: &mut Bindings,
    ) -> Result<Option<Literal>, ()> {
        if arguments.is_empty() {
            return Ok(None);
        }
        let tokens: Vec<TokenTree> = arguments.remaining().into_iter().collect();
        let (literal, text) = match tokens.as_slice() {
            [TokenTree::Literal(literal)] => (literal, literal.to_token_stream()),
            [TokenTree::Literal(literal), comma] if is_punct(comma, ',') => {
                (literal, literal.to_token_stream())
            }
            _ => return self.malformed(&tokens),
        };
        let Some(text) = literal::string_value(&text) else { return self.malformed(&tokens) };
        let mut renamed = String::new();
        let mut rest = text.as_str();
        while let Some(open) = rest.find('{') {
            let after = &rest[open + 1..];
            renamed.push_str(&rest[..=open]);
            if let Some(after) = after.strip_prefix('{') {
                renamed.push('{');
                rest = after;
                continue;
            }
            let Some(close) = after.find('}') else {
                self.report.error(literal.span(), messages::raises_unclosed(&self.shown));
                return Err(());
            };
            renamed.push_str(&self.placeholder(&after[..close], literal.span(), bindings)?);
            rest = &after[close..];
        }
        renamed.push_str(rest);
        let mut message = Literal::string(&renamed);
        message.set_span(literal.span());
        Ok(Some(message))
    }

    fn malformed<T>(&mut self, tokens: &[TokenTree]) -> Result<T, ()> {
        let message = messages::raises_malformed(&self.shown);
        self.report.error_at(&tokens.iter().cloned().collect::<TokenStream>(), message);
        Err(())
    }

    /// What is between the braces, `0:>width$`, with every field under the name that the arm has for it.
    fn placeholder(
        &mut self,
        inner: &str,
        span: Span,
        bindings: &mut Bindings,
    ) -> Result<String, ()> {
        let (field, format) = inner.split_once(':').map_or((inner, None), |(a, b)| (a, Some(b)));
        let mut renamed = self.field(field.trim(), span, bindings)?;
        let Some(mut format) = format else { return Ok(renamed) };
        renamed.push(':');
        while let Some(dollar) = format.find('$') {
            let before = &format[..dollar];
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let name = before.trim_start_matches(|c| !is_part(c));
            let name = name.rsplit(|c| !is_part(c)).next().unwrap_or(name);
            renamed.push_str(&before[..before.len() - name.len()]);
            renamed.push_str(&self.field(name, span, bindings)?);
            renamed.push('$');
            format = &format[dollar + 1..];
        }
        renamed.push_str(format);
        Ok(renamed)
    }

    /// The name of a field that the message shows; a constant in scope is left as it is.
    fn field(&mut self, name: &str, span: Span, bindings: &mut Bindings) -> Result<String, ()> {
        if name.is_empty() {
            self.report.error(span, messages::raises_placeholder(&self.shown));
            return Err(());
        }
        let fields = self.variant.body.fields();
        let names = || fields.iter().filter_map(|field| field.name.as_ref().map(python::name));
        let index = match name.parse::<usize>() {
            Ok(number) => fields.get(number).filter(|field| field.name.is_none()).map(|_| number),
            Err(_) => names().position(|field| field == name),
        };
        if let Some(index) = index {
            return Ok(python::name(&self.bind(index, span, bindings)));
        }
        if name.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit())
            && !name.starts_with(|c: char| c.is_ascii_digit())
        {
            return Ok(name.to_owned());
        }
        let known: Vec<String> = names().collect();
        let meant = python::nearest(name, known.iter().map(String::as_str));
        self.report.error(span, messages::raises_unknown_field(&self.shown, name, meant));
        Err(())
    }
}
