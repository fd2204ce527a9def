//! From tokens to the items of `syntax.rs`.
//!
//! Only what the macros look at is read: types, expressions and bodies stay tokens. An item of a kind that is not
//! known here (or not invented yet) is kept whole as [`Other`], so nothing here can fail: the compiler has
//! parsed everything before, and whether an item fits is asked in `check.rs`.
//!
//! Editors have not: they expand while somebody types. An item that is not finished is kept as it is, as [`Other`]
//! too, and ends before the next one, so that they know all other items as ever.

mod closure;

pub use closure::closure;

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{TokenStreamExt, quote};

use crate::cursor::{Cursor, is_group, is_ident, is_punct, split_commas};
use crate::syntax::{
    Attribute, AttributeValue, Body, Constant, Field, Fields, Function, FunctionTokens, Generic,
    GenericKind, Head, Impl, Item, Leaf, Module, Other, Param, Receiver, ReceiverKind, Struct, Use,
};

/// The one item that an attribute or a derive stands on.
pub fn item(tokens: TokenStream) -> Item {
    next_item(&mut Cursor::new(tokens))
}

fn items(cursor: &mut Cursor) -> Vec<Item> {
    let mut items = Vec::new();
    cursor.open_invisible();
    while !cursor.is_empty() {
        items.push(next_item(cursor));
        cursor.open_invisible();
    }
    items
}

fn next_item(cursor: &mut Cursor) -> Item {
    cursor.open_invisible();
    let head = head(cursor);
    let keyword = item_keyword(cursor);
    match keyword.as_deref() {
        Some("fn") => function(cursor, head),
        Some("struct") => structure(cursor, head),
        Some("impl") => implementation(cursor, head),
        Some("mod") => module(cursor, head),
        Some("const" | "static") => constant(cursor, head),
        Some("use") => import(cursor, head),
        _ => other(cursor, head, keyword.as_deref()),
    }
}

/// The keyword that says what kind of item comes next; none for a macro call.
fn item_keyword(cursor: &Cursor) -> Option<String> {
    let mut ahead = 0;
    loop {
        let word = cursor.peek_ident(ahead)?;
        let next = cursor.peek_ident(ahead + 1);
        match word.as_str() {
            "const" if !matches!(next.as_deref(), Some("fn" | "async" | "unsafe" | "extern")) => {
                return Some(word);
            }
            "extern" if next.as_deref() == Some("crate") => return next,
            "extern" => {
                ahead += usize::from(matches!(cursor.peek(ahead + 1), Some(TokenTree::Literal(_))));
                if cursor.peek_group(ahead + 1, Delimiter::Brace) {
                    return Some(word);
                }
            }
            "union" if next.is_none() => return None,
            "fn" | "struct" | "impl" | "mod" | "static" | "use" | "enum" | "union" | "trait"
            | "type" | "macro" => {
                return Some(word);
            }
            "const" | "async" | "unsafe" | "safe" | "default" | "auto" | "gen" => {}
            _ => return None,
        }
        ahead += 1;
    }
}

pub fn head(cursor: &mut Cursor) -> Head {
    let attributes = attributes(cursor, false);
    cursor.open_invisible();
    let mut visibility = TokenStream::new();
    let mut public = false;
    if cursor.peek_ident(0).as_deref() == Some("pub") {
        visibility.append_all(cursor.next());
        // `pub (A, B)` in a tuple struct is no restriction, but tuple fields are not read.
        public = !cursor.peek_group(0, Delimiter::Parenthesis);
        visibility.append_all(cursor.next_group(Delimiter::Parenthesis));
    }
    cursor.open_invisible();
    Head { attributes, visibility, public }
}

pub fn attributes(cursor: &mut Cursor, inner: bool) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    let bang = usize::from(inner);
    while cursor.peek_punct(0) == Some('#')
        && (cursor.peek_punct(1) == Some('!')) == inner
        && cursor.peek_group(1 + bang, Delimiter::Bracket)
    {
        let start: TokenStream = (0..=bang).filter_map(|_| cursor.next()).collect();
        if let Some(group) = cursor.next_group(Delimiter::Bracket) {
            attributes.push(attribute(start, &group));
        }
    }
    attributes
}

fn attribute(start: TokenStream, brackets: &Group) -> Attribute {
    let mut content = Cursor::new(brackets.stream());
    content.open_invisible();
    let path =
        content.take_until(&|token| is_punct(token, '=') || matches!(token, TokenTree::Group(_)));
    let value = if content.next_punct('=').is_some() {
        AttributeValue::Equals(content.remaining())
    } else if content.is_empty() {
        AttributeValue::Empty
    } else {
        let group = content.next_group(Delimiter::Parenthesis).filter(|_| content.is_empty());
        group.map_or(AttributeValue::Other, |group| AttributeValue::Arguments(group.stream()))
    };
    Attribute {
        path: path.iter().map(ToString::to_string).collect(),
        span: path.first().map_or(brackets.span(), TokenTree::span),
        value,
        tokens: quote!(#start #brackets),
    }
}

fn function(cursor: &mut Cursor, head: Head) -> Item {
    let before_keyword = cursor.take_until(&|token| is_ident(token, "fn"));
    let keyword = cursor.next();
    let Some(name) = cursor.next_name() else {
        return rest(cursor, head, quote!(#(#before_keyword)* #keyword));
    };
    let generics = cursor.take_angles();
    let Some(parens) = cursor.next_group(Delimiter::Parenthesis) else {
        return rest(cursor, head, quote!(#(#before_keyword)* #keyword #name #(#generics)*));
    };
    let is_end = |token: &TokenTree| is_group(token, Delimiter::Brace) || is_punct(token, ';');
    let is_where = |token: &TokenTree| is_ident(token, "where") || is_end(token);
    let mut output = cursor.take_type_in_item_until(&is_where);
    let where_clause = cursor.take_type_in_item_until(&is_end);
    let Some(body) = cursor.next_if(&is_end) else {
        let taken = quote!(#(#before_keyword)* #keyword #name #(#generics)* #parens);
        return rest(cursor, head, quote!(#taken #(#output)* #(#where_clause)*));
    };
    let qualifiers = before_keyword.iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.clone()),
        _ => None,
    });
    let mut params = split_commas(parens.stream());
    let receiver = params.first().and_then(|first| receiver(first));
    params.drain(..usize::from(receiver.is_some()));
    let tokens = FunctionTokens {
        before_params: quote!(#(#before_keyword)* #keyword #name #(#generics)*),
        parens: parens.span(),
        after_params: quote!(#(#output)* #(#where_clause)* #body),
    };
    Item::Function(Function {
        qualifiers: qualifiers.collect(),
        generics: generic_params(generics),
        receiver,
        params: params.into_iter().map(param).collect(),
        output: output.drain(output.len().min(2)..).collect(),
        where_clause: where_clause.first().map(TokenTree::span),
        head,
        name,
        tokens,
    })
}

fn generic_params(mut angles: Vec<TokenTree>) -> Vec<Generic> {
    angles.pop();
    let inner = angles.into_iter().skip(1).collect();
    let parts = split_commas(inner).into_iter();
    let generic = |part: Vec<TokenTree>| {
        let mut cursor = Cursor::new(part);
        attributes(&mut cursor, false);
        let first = cursor.next()?;
        let kind = match &first {
            TokenTree::Punct(_) => GenericKind::Lifetime,
            token if is_ident(token, "const") => GenericKind::Const,
            _ => GenericKind::Type,
        };
        Some(Generic { kind, span: first.span() })
    };
    parts.filter_map(generic).collect()
}

fn receiver(param: &[TokenTree]) -> Option<Receiver> {
    let mut cursor = Cursor::new(param.iter().cloned());
    attributes(&mut cursor, false);
    let by_reference = cursor.next_punct('&').is_some();
    if cursor.next_punct('\'').is_some() {
        cursor.next();
    }
    let mutable = cursor.peek_ident(0).as_deref() == Some("mut");
    if mutable {
        cursor.next();
    }
    let name = cursor.next_ident().filter(|name| name == "self")?;
    let kind = match (by_reference, mutable) {
        (true, false) => ReceiverKind::Shared,
        (true, true) => ReceiverKind::Exclusive,
        (false, _) => ReceiverKind::Value,
    };
    Some(Receiver { kind, span: name.span(), tokens: param.iter().cloned().collect() })
}

fn param(tokens: Vec<TokenTree>) -> Param {
    let mut cursor = Cursor::new(tokens);
    let attributes = attributes(&mut cursor, false);
    let mut pattern: Vec<TokenTree> = Vec::new();
    while let Some(token) = cursor.next() {
        // A single colon ends the pattern; a `::` belongs to it.
        match &token {
            TokenTree::Punct(punct)
                if punct.as_char() == ':' && punct.spacing() == Spacing::Joint =>
            {
                pattern.push(token);
                pattern.extend(cursor.next());
            }
            token if is_punct(token, ':') => break,
            _ => pattern.push(token),
        }
    }
    let name = match pattern.as_slice() {
        [TokenTree::Ident(name)] if name != "_" => Some(name.clone()),
        [mutable, TokenTree::Ident(name)] if is_ident(mutable, "mut") => Some(name.clone()),
        _ => None,
    };
    Param { attributes, pattern: pattern.into_iter().collect(), name, ty: cursor.remaining() }
}

fn structure(cursor: &mut Cursor, head: Head) -> Item {
    let keyword = cursor.next();
    let Some(name) = cursor.next_name() else {
        return rest(cursor, head, quote!(#keyword));
    };
    let generics = cursor.take_angles();
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Group(_)) || is_punct(token, ';');
    let where_clause = cursor.take_type_in_item_until(&is_end);
    let Some(end) = cursor.next_if(&is_end) else {
        let taken = quote!(#keyword #name #(#generics)* #(#where_clause)*);
        return rest(cursor, head, taken);
    };
    let fields = match end {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Fields::Named(
            group.span(),
            split_commas(group.stream()).into_iter().filter_map(field).collect(),
        ),
        TokenTree::Group(group) => Fields::Tuple(group),
        _ => Fields::Unit,
    };
    let after_fields = match fields {
        Fields::Named(..) => TokenStream::new(),
        Fields::Unit => quote!(;),
        Fields::Tuple(_) => take_statement(cursor),
    };
    Item::Struct(Struct {
        generic: !generics.is_empty(),
        before_fields: quote!(#keyword #name #(#generics)* #(#where_clause)*),
        head,
        name,
        fields,
        after_fields,
    })
}

/// Whether one of a tuple struct's fields is `pub`.
pub fn has_public_field(fields: &Group) -> bool {
    split_commas(fields.stream()).into_iter().any(|field| head(&mut Cursor::new(field)).public)
}

fn field(tokens: Vec<TokenTree>) -> Option<Field> {
    let mut cursor = Cursor::new(tokens);
    let head = head(&mut cursor);
    let name = cursor.next_ident()?;
    let colon = cursor.next();
    let ty = cursor.remaining();
    Some(Field { head, name, after_name: quote!(#colon #ty), ty })
}

fn implementation(cursor: &mut Cursor, head: Head) -> Item {
    let mut header: Vec<_> = cursor.next().into_iter().collect();
    header.extend(cursor.take_type_in_item_until(&|token| is_group(token, Delimiter::Brace)));
    let Some(braces) = cursor.next_group(Delimiter::Brace) else {
        return rest(cursor, head, quote!(#(#header)*));
    };
    let target = match header.as_slice() {
        [_, TokenTree::Ident(target)] => Some(target.clone()),
        _ => None,
    };
    let mut content = Cursor::new(braces.stream());
    let inner_attributes = attributes(&mut content, true);
    Item::Impl(Impl {
        head,
        target,
        before_members: header.into_iter().collect(),
        braces: braces.span(),
        inner_attributes: quote!(#(#inner_attributes)*),
        members: items(&mut content),
    })
}

fn module(cursor: &mut Cursor, head: Head) -> Item {
    let before_name = cursor.take_until(&|token| is_ident(token, "mod"));
    let keyword = cursor.next();
    let Some(name) = cursor.next_name() else {
        return rest(cursor, head, quote!(#(#before_name)* #keyword));
    };
    let is_end = |token: &TokenTree| is_group(token, Delimiter::Brace) || is_punct(token, ';');
    let body = match cursor.next_if(&is_end) {
        Some(TokenTree::Group(braces)) => {
            let mut content = Cursor::new(braces.stream());
            let inner_attributes = attributes(&mut content, true);
            Some(Body { braces: braces.span(), inner_attributes, items: items(&mut content) })
        }
        Some(_) => None,
        None => return rest(cursor, head, quote!(#(#before_name)* #keyword #name)),
    };
    let before_body = quote!(#(#before_name)* #keyword #name);
    Item::Module(Module { head, name, before_body, body })
}

fn constant(cursor: &mut Cursor, head: Head) -> Item {
    let mut keywords: Vec<_> = cursor.next().into_iter().collect();
    keywords.extend(cursor.take_in_item_until(&|token| !matches!(token, TokenTree::Ident(_))));
    let ty = cursor.take_in_item_until(&|token| is_punct(token, '=') || is_punct(token, ';'));
    let value = take_statement(cursor);
    // The name is the last of `const NAME` and `static mut NAME`.
    let Some(TokenTree::Ident(name)) = keywords.last().cloned() else {
        return rest(cursor, head, quote!(#(#keywords)* #(#ty)* #value));
    };
    Item::Constant(Constant {
        head,
        is_static: keywords.iter().any(|token| is_ident(token, "static")),
        name,
        ty: ty.iter().skip(1).cloned().collect(),
        value: between(&value),
        tokens: quote!(#(#keywords)* #(#ty)* #value),
    })
}

/// What stands between `=` and `;`.
fn between(value: &TokenStream) -> TokenStream {
    let tokens = value.clone().into_iter().skip(1);
    tokens.take_while(|token| !is_punct(token, ';')).collect()
}

fn import(cursor: &mut Cursor, head: Head) -> Item {
    let keyword = cursor.next();
    let is_end = |token: &TokenTree| is_punct(token, ';');
    let tree = cursor.take_in_item_until(&is_end);
    let tokens = quote!(#keyword #(#tree)*);
    let mut leaves = Vec::new();
    use_leaves(tree, None, &mut leaves);
    let end = cursor.next_if(&is_end);
    Item::Use(Use { head, leaves, tokens: quote!(#tokens #end) })
}

/// Collects the names that the tree `path::{tree, tree}` brings in; `parent` is the last name before it.
fn use_leaves(tree: Vec<TokenTree>, parent: Option<&Ident>, leaves: &mut Vec<Leaf>) {
    let mut path_end = None;
    let mut alias = None;
    let mut after_as = false;
    for token in tree {
        match token {
            TokenTree::Group(group) => {
                let parent = path_end.as_ref().or(parent);
                let parts = split_commas(group.stream());
                return parts.into_iter().for_each(|part| use_leaves(part, parent, leaves));
            }
            TokenTree::Ident(word) if word == "as" => after_as = true,
            TokenTree::Ident(word) if after_as => alias = Some(word),
            TokenTree::Ident(word) => path_end = Some(word),
            token if is_punct(&token, '*') => return leaves.push(Leaf::Glob(token.span())),
            _ => {}
        }
    }
    leaves.extend(match (path_end, alias) {
        (_, Some(alias)) if alias == "_" => None,
        (Some(name), alias) if name == "self" => {
            Some(Leaf::Module(alias.or(parent.cloned()).unwrap_or(name)))
        }
        (Some(name), alias) => Some(Leaf::Name(alias.unwrap_or(name))),
        (None, _) => None,
    });
}

fn other(cursor: &mut Cursor, head: Head, keyword: Option<&str>) -> Item {
    let mut taken =
        cursor.take_until(&|token| keyword.is_none_or(|keyword| is_ident(token, keyword)));
    let keyword_token = if keyword.is_some() { cursor.next_ident() } else { cursor.next_name() };
    let name = keyword.and_then(|_| cursor.next_name());
    taken.extend(keyword_token.clone().map(TokenTree::from));
    taken.extend(name.clone().map(TokenTree::from));
    let tokens = match keyword {
        Some("type" | "crate") => take_statement(cursor),
        Some(_) => take_block(cursor),
        None => take_macro_call(cursor),
    };
    let keyword = keyword.and(keyword_token);
    Item::Other(Other { head, keyword, name, tokens: quote!(#(#taken)* #tokens) })
}

/// Takes the rest of an item that ends in `;`.
fn take_statement(cursor: &mut Cursor) -> TokenStream {
    let is_end = |token: &TokenTree| is_punct(token, ';');
    let taken = cursor.take_in_item_until(&is_end);
    let end = cursor.next_if(&is_end);
    quote!(#(#taken)* #end)
}

/// Takes the rest of an item that ends in `{..}`, or in `;`.
fn take_block(cursor: &mut Cursor) -> TokenStream {
    let is_end = |token: &TokenTree| is_group(token, Delimiter::Brace) || is_punct(token, ';');
    let taken = cursor.take_type_in_item_until(&is_end);
    let end = cursor.next_if(&is_end);
    quote!(#(#taken)* #end)
}

/// Takes the rest of `path::name! {..}` or `name!(..);`.
fn take_macro_call(cursor: &mut Cursor) -> TokenStream {
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Group(_)) || is_punct(token, ';');
    let taken = cursor.take_in_item_until(&is_end);
    let is_braced = cursor.peek_group(0, Delimiter::Brace);
    let group = cursor.next_if(&is_end);
    let end = if is_braced { None } else { cursor.next_punct(';') };
    quote!(#(#taken)* #group #end)
}

/// An item that is not written as its keyword promises: all before the next one belongs to it.
fn rest(cursor: &mut Cursor, head: Head, taken: TokenStream) -> Item {
    let rest = cursor.take_in_item_until(&|_| false);
    Item::Other(Other { head, keyword: None, name: None, tokens: quote!(#taken #(#rest)*) })
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    /// Items of every kind, with what makes it hard to see where they end.
    const ITEMS: &str = r#"
        #[a] #[b = "c"] pub(in crate::x) const unsafe extern "C" fn f<'a, T: Fn(&str) -> Vec<u8>, const N: usize>(
            #[d] self: &'a mut Self, mut x: [T; N], (y, Z { w, .. }): (u8, Z), f: fn(u8) -> u8, ..
        ) -> Box<dyn Fn() -> [u8; { N }] + 'a> where T: Into<Vec<u8>>, { x << 1 >> 2 }
        fn bodiless();
        pub struct Unit;
        struct Tuple<T: Default>(pub T, #[a] pub(crate) Vec<(T, T)>) where T: Copy;
        struct Named<'a, const N: usize> where Self: Sized { #[a] pub x: &'a [u8; N], r#type: Foo<'a, { N }> }
        enum Enum { A = 1 << 2, B { x: u8 }, C(u8) }
        union Union { x: u8 }
        unsafe impl<T, const N: usize> Trait<{ N }> for Named<'_, T> where T: Copy { #![a] type X = T; const Y: u8 = { 1 }; m! {} }
        impl !Send for Unit {}
        pub unsafe auto trait Trait<T>: Into<Vec<T>> { fn f(&self); }
        pub type Alias<T> = Vec<T>;
        const _: bool = 1 < 2;
        pub static mut STATIC: fn() -> u8 = { f };
        pub(crate) use a::{b::{self, c as d}, e::*, f as _};
        extern crate core as other;
        unsafe extern "C" { fn foreign(x: u8, ...); }
        mod file;
        pub mod inner { #![a] pub mod deeper {} }
        macro_rules! rules { ($x:expr) => { $x }; }
        path::call!(a, b);
        call![c];
        call! { d }
        pub macro two($x:expr) { $x }
        const fn last() {}
    "#;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("tokens")
    }

    #[test]
    fn items_are_given_back_token_for_token() {
        let mut cursor = Cursor::new(tokens(ITEMS));
        let items = items(&mut cursor);
        let given_back: TokenStream = items.iter().map(ToTokens::to_token_stream).collect();
        assert_eq!(given_back.to_string(), tokens(ITEMS).to_string());
        assert_eq!(items.len(), 24);
    }

    #[test]
    fn an_unfinished_item_ends_before_the_next_one() {
        let unfinished = [
            "foo",
            "fn",
            "pub fn",
            "pub fn f",
            "pub fn f()",
            "pub fn f(x: i32) ->",
            "fn f() -> Vec<",
            "fn f() where T:",
            "async fn",
            "struct",
            "pub struct S",
            "#[class] pub struct S<T> where",
            "impl",
            "impl S",
            "impl Trait for",
            "use",
            "use a::b",
            "use a::{b}",
            "mod",
            "pub mod m",
            "const X",
            "const X: u8",
            "static X: u8 = 1 +",
            "enum E",
            "type A =",
            "call!",
            "path::",
            "#",
            "5",
            ".",
        ];
        let next = [
            "pub fn next(x: u8) -> u8 { x }",
            "fn next() {}",
            "#[attribute] fn next() {}",
            "async fn next() {}",
            "pub struct Next { pub x: u8 }",
            "struct Next;",
            "mod next {}",
        ];
        for (first, second) in unfinished.iter().flat_map(|a| next.iter().map(move |b| (a, b))) {
            let text = format!("{first} {second} fn last() {{}}");
            let items = items(&mut Cursor::new(tokens(&text)));
            let given_back: TokenStream = items.iter().map(ToTokens::to_token_stream).collect();
            assert_eq!(given_back.to_string(), tokens(&text).to_string());
            let wanted = [*second, "fn last() {}"].map(|text| tokens(text).to_string());
            let found: Vec<String> =
                items.iter().map(|item| item.to_token_stream().to_string()).collect();
            assert!(found.ends_with(&wanted), "{text}: {found:?}");
        }
    }

    #[test]
    fn brackets_that_nothing_closes_end_before_the_next_item() {
        let items = items(&mut Cursor::new(tokens("pub fn f<T pub fn next() {}")));
        assert!(matches!(items.as_slice(), [Item::Other(_), Item::Function(_)]));
    }

    #[test]
    fn functions_are_cut_where_it_matters() {
        let Item::Function(function) =
            item(tokens(ITEMS.split("fn bodiless").next().unwrap_or_default()))
        else {
            panic!("a function")
        };
        assert!(!function.head.public);
        assert_eq!(function.head.attributes.len(), 2);
        assert_eq!(function.qualifiers.len(), 3);
        let kinds: Vec<GenericKind> =
            function.generics.iter().map(|generic| generic.kind).collect();
        assert!(kinds == [GenericKind::Lifetime, GenericKind::Type, GenericKind::Const]);
        let names: Vec<Option<String>> = function
            .params
            .iter()
            .map(|param| param.name.as_ref().map(ToString::to_string))
            .collect();
        assert_eq!(names, [Some("x".to_owned()), None, Some("f".to_owned()), None]);
        assert!(function.receiver.is_some_and(|receiver| receiver.kind == ReceiverKind::Value));
        assert!(function.where_clause.is_some());
        assert!(function.output.to_string().starts_with("Box"));
    }

    #[test]
    fn imports_are_read_to_their_leaves() {
        let Item::Use(import) = item(tokens("pub use a::{b::{self, c as d}, e::*, f as _, g};"))
        else {
            panic!("a use")
        };
        let leaves: Vec<String> = import
            .leaves
            .iter()
            .map(|leaf| match leaf {
                Leaf::Name(name) => name.to_string(),
                Leaf::Module(name) => format!("{name}::self"),
                Leaf::Glob(_) => "*".to_owned(),
            })
            .collect();
        assert_eq!(leaves, ["b::self", "d", "*", "g"]);
    }
}
