//! A struct or an enum in full, as the derives see it: its generics, variants, fields and their attributes.
//!
//! Items that stay as they are (functions, modules, classes) are in `syntax.rs`.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::cursor::{Cursor, is_group, is_ident, is_punct, split_commas};
use crate::parse;
use crate::syntax::{Attribute, GenericKind};

pub struct Data {
    pub attributes: Vec<Attribute>,
    pub name: Ident,
    pub generics: Generics,
    pub kind: DataKind,
}

pub enum DataKind {
    Struct(Body),
    Enum(Vec<Variant>),
    Union,
}

pub struct Generics {
    pub params: Vec<GenericParam>,
    /// What follows `where`.
    pub predicates: TokenStream,
}

pub struct GenericParam {
    pub kind: GenericKind,
    /// `'a`, `T`, `N`: as it is used.
    pub name: TokenStream,
    /// `'a`, `T: Bound`, `const N: usize`: as it is declared, without its default.
    pub declared: TokenStream,
}

pub enum Body {
    Unit,
    Tuple(Vec<Field>),
    Named(Vec<Field>),
}

pub struct Field {
    pub attributes: Vec<Attribute>,
    /// None in a tuple.
    pub name: Option<Ident>,
    pub ty: TokenStream,
}

pub struct Variant {
    pub attributes: Vec<Attribute>,
    pub name: Ident,
    pub body: Body,
    /// What follows the `=`; empty where nothing does.
    pub discriminant: TokenStream,
}

impl Data {
    /// The attributes of the item and of everything in it.
    pub fn all_attributes(&self) -> impl Iterator<Item = &Attribute> {
        let variants: &[Variant] = match &self.kind {
            DataKind::Enum(variants) => variants,
            DataKind::Struct(_) | DataKind::Union => &[],
        };
        let body = match &self.kind {
            DataKind::Struct(body) => Some(body),
            DataKind::Enum(_) | DataKind::Union => None,
        };
        let bodies = body.into_iter().chain(variants.iter().map(|variant| &variant.body));
        let fields = bodies.flat_map(Body::fields).flat_map(|field| &field.attributes);
        let variants = variants.iter().flat_map(|variant| &variant.attributes);
        self.attributes.iter().chain(variants).chain(fields)
    }
}

impl Body {
    pub fn fields(&self) -> &[Field] {
        match self {
            Body::Unit => &[],
            Body::Tuple(fields) | Body::Named(fields) => fields,
        }
    }
}

/// The item that a derive stands on; none where it is not written as Rust asks.
pub fn data(tokens: TokenStream) -> Option<Data> {
    let mut cursor = Cursor::new(tokens);
    let head = parse::head(&mut cursor);
    let keyword = cursor.next_ident()?;
    let name = cursor.next_ident()?;
    let params = generics(cursor.take_angles());
    let mut predicates = where_clause(&mut cursor);
    let body = cursor.next();
    // A tuple struct has its `where` after the fields.
    predicates.extend(where_clause(&mut cursor));
    let kind = match keyword.to_string().as_str() {
        "struct" => DataKind::Struct(body_of(body)),
        "enum" => DataKind::Enum(group(body).map_or_else(Vec::new, |group| variants(&group))),
        _ => DataKind::Union,
    };
    let generics = Generics { params, predicates };
    Some(Data { attributes: head.attributes, name, generics, kind })
}

fn group(token: Option<TokenTree>) -> Option<Group> {
    match token {
        Some(TokenTree::Group(group)) => Some(group),
        _ => None,
    }
}

fn where_clause(cursor: &mut Cursor) -> TokenStream {
    let is_end = |token: &TokenTree| {
        matches!(token, TokenTree::Group(group) if group.delimiter() != Delimiter::None)
            || is_punct(token, ';')
    };
    if cursor.peek_ident(0).as_deref() != Some("where") {
        return TokenStream::new();
    }
    cursor.next();
    // Parentheses stand in bounds too (`F: Fn(u8)`): only braces, or the end, close this.
    let tokens = cursor.take_type_until(&|token| {
        is_end(token)
            && !is_group(token, Delimiter::Parenthesis)
            && !is_group(token, Delimiter::Bracket)
    });
    tokens.into_iter().collect()
}

fn generics(mut angles: Vec<TokenTree>) -> Vec<GenericParam> {
    angles.pop();
    let inner = angles.into_iter().skip(1).collect();
    split_commas(inner).into_iter().filter_map(generic).collect()
}

fn generic(part: Vec<TokenTree>) -> Option<GenericParam> {
    let mut cursor = Cursor::new(part);
    parse::attributes(&mut cursor, false);
    let declared = cursor.take_type_until(&|token| is_punct(token, '='));
    let (kind, name) = match declared.as_slice() {
        [quote, name, ..] if is_punct(quote, '\'') => (GenericKind::Lifetime, quote!(#quote #name)),
        [word, name, ..] if is_ident(word, "const") => (GenericKind::Const, name.to_token_stream()),
        [name, ..] => (GenericKind::Type, name.to_token_stream()),
        [] => return None,
    };
    Some(GenericParam { kind, name, declared: declared.into_iter().collect() })
}

fn body_of(token: Option<TokenTree>) -> Body {
    let Some(group) = group(token) else { return Body::Unit };
    let parts = split_commas(group.stream()).into_iter();
    match group.delimiter() {
        Delimiter::Brace => Body::Named(parts.filter_map(named_field).collect()),
        _ => Body::Tuple(tuple_fields(&group)),
    }
}

/// The fields in a tuple's parentheses.
pub fn tuple_fields(parentheses: &Group) -> Vec<Field> {
    split_commas(parentheses.stream()).into_iter().map(tuple_field).collect()
}

fn named_field(tokens: Vec<TokenTree>) -> Option<Field> {
    let mut cursor = Cursor::new(tokens);
    let head = parse::head(&mut cursor);
    let name = cursor.next_ident()?;
    cursor.next_punct(':')?;
    Some(Field { attributes: head.attributes, name: Some(name), ty: cursor.remaining() })
}

fn tuple_field(tokens: Vec<TokenTree>) -> Field {
    let mut cursor = Cursor::new(tokens);
    let attributes = parse::attributes(&mut cursor, false);
    cursor.open_invisible();
    if cursor.peek_ident(0).as_deref() == Some("pub") {
        cursor.next();
        // `pub (A, B)` is a public tuple; `pub(crate)`, `pub(in ..)` are restrictions.
        let restriction = cursor.peek(0).is_some_and(is_restriction);
        if restriction {
            cursor.next();
        }
    }
    Field { attributes, name: None, ty: cursor.remaining() }
}

fn is_restriction(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Parenthesis
        && first.is_some_and(|token| {
            ["crate", "self", "super", "in"].iter().any(|word| is_ident(&token, word))
        })
}

fn variants(braces: &Group) -> Vec<Variant> {
    let variant = |tokens: Vec<TokenTree>| {
        let mut cursor = Cursor::new(tokens);
        let head = parse::head(&mut cursor);
        let name = cursor.next_ident()?;
        let body = match cursor.peek(0) {
            Some(TokenTree::Group(_)) => body_of(cursor.next()),
            _ => Body::Unit,
        };
        cursor.next_punct('=');
        let discriminant = cursor.remaining();
        Some(Variant { attributes: head.attributes, name, body, discriminant })
    };
    // A discriminant may compare numbers (`= 1 << 2`), so angle brackets do not count between variants.
    let mut cursor = Cursor::new(braces.stream());
    let mut variants = Vec::new();
    while !cursor.is_empty() {
        variants.extend(variant(cursor.take_until(&|token| is_punct(token, ','))));
        cursor.next_punct(',');
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Data {
        data(text.parse().expect("tokens")).expect("a struct or an enum")
    }

    #[test]
    fn generics_are_read_as_declared_and_as_used() {
        let data = parsed(
            "struct S<'a, T: Into<Vec<u8>> = u8, const N: usize = 3> where T: Fn(u8), { x: T }",
        );
        let shown = |name: fn(&GenericParam) -> &TokenStream| {
            data.generics.params.iter().map(|param| name(param).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(shown(|param| &param.name), ["'a", "T", "N"]);
        assert_eq!(
            shown(|param| &param.declared),
            ["'a", "T : Into < Vec < u8 >>", "const N : usize"]
        );
        assert_eq!(data.generics.predicates.to_string(), "T : Fn (u8) ,");
        assert_eq!(data.kind_fields(), 1);
    }

    #[test]
    fn tuples_and_their_visibility() {
        let data = parsed(
            "pub struct T(pub (u8, u8), pub(crate) Vec<(u8, u8)>, #[x] pub u8) where u8: Copy;",
        );
        let DataKind::Struct(Body::Tuple(fields)) = &data.kind else { panic!("a tuple struct") };
        let types: Vec<String> = fields.iter().map(|field| field.ty.to_string()).collect();
        assert_eq!(types, ["(u8 , u8)", "Vec < (u8 , u8) >", "u8"]);
        assert_eq!(data.generics.predicates.to_string(), "u8 : Copy");
    }

    #[test]
    fn variants_of_every_form() {
        let data = parsed("enum E { A = 1 << 2, #[x] B { x: u8, r#type: u8 }, C(u8), D }");
        let DataKind::Enum(variants) = &data.kind else { panic!("an enum") };
        let shown: Vec<_> = variants
            .iter()
            .map(|variant| (variant.name.to_string(), variant.body.fields().len()))
            .collect();
        let expected = [("A", 0), ("B", 2), ("C", 1), ("D", 0)];
        assert_eq!(shown, expected.map(|(name, count)| (name.to_owned(), count)));
    }

    impl Data {
        fn kind_fields(&self) -> usize {
            match &self.kind {
                DataKind::Struct(body) => body.fields().len(),
                _ => 0,
            }
        }
    }
}
