//! The type that `#[derive(IntoError)]` stands on, cut into variants and fields.
//!
//! Like `parse.rs` it reads what the compiler has parsed before, so nothing here can fail.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::cursor::{Cursor, is_punct, split_commas};
use crate::parse;
use crate::syntax::Attribute;

/// An enum with its variants; or a struct, which is its own only variant.
pub struct Variants {
    pub name: Ident,
    pub kind: Kind,
    pub generic: bool,
    pub attributes: Vec<Attribute>,
    pub variants: Vec<Variant>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Enum,
    Struct,
    Union,
}

pub struct Variant {
    pub attributes: Vec<Attribute>,
    pub name: Ident,
    pub fields: Vec<Field>,
}

pub struct Field {
    pub attributes: Vec<Attribute>,
    /// None in a tuple, where fields have numbers.
    pub name: Option<Ident>,
    pub ty: TokenStream,
}

pub fn read(tokens: TokenStream) -> Variants {
    let mut cursor = Cursor::new(tokens);
    let head = parse::head(&mut cursor);
    let kind = match cursor.next_ident() {
        Some(keyword) if keyword == "enum" => Kind::Enum,
        Some(keyword) if keyword == "union" => Kind::Union,
        _ => Kind::Struct,
    };
    let name = cursor.next_ident().unwrap_or_else(|| Ident::new("_", Span::call_site()));
    let generic = !cursor.take_angles().is_empty();
    cursor.take_type_until(&|token| matches!(token, TokenTree::Group(_)) || is_punct(token, ';'));
    let variants = match (kind, cursor.next()) {
        (Kind::Enum, Some(TokenTree::Group(braces))) => variants(braces.stream()),
        (_, body) => {
            vec![Variant { attributes: Vec::new(), name: name.clone(), fields: fields(body) }]
        }
    };
    Variants { name, kind, generic, attributes: head.attributes, variants }
}

fn variants(tokens: TokenStream) -> Vec<Variant> {
    let mut cursor = Cursor::new(tokens);
    let mut found = Vec::new();
    while !cursor.is_empty() {
        let attributes = parse::attributes(&mut cursor, false);
        let Some(name) = cursor.next_ident() else { break };
        let body = match cursor.peek(0) {
            Some(TokenTree::Group(_)) => cursor.next(),
            _ => None,
        };
        found.push(Variant { attributes, name, fields: fields(body) });
        // `= 1 << 2` may follow: no angle brackets.
        cursor.take_until(&|token| is_punct(token, ','));
        cursor.next_punct(',');
    }
    found
}

fn fields(body: Option<TokenTree>) -> Vec<Field> {
    let Some(TokenTree::Group(body)) = body else { return Vec::new() };
    let named = body.delimiter() == Delimiter::Brace;
    let field = |tokens: Vec<TokenTree>| {
        let mut cursor = Cursor::new(tokens);
        let head = parse::head(&mut cursor);
        let name = if named { cursor.next_ident() } else { None };
        if name.is_some() {
            cursor.next_punct(':');
        }
        Field { attributes: head.attributes, name, ty: cursor.remaining() }
    };
    split_commas(body.stream()).into_iter().map(field).collect()
}
