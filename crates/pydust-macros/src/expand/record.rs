//! Records: what tools read of a module in the compiled library, as JSON in pieces. The compiler puts them together,
//! with the types, which only it knows. What is in them is in `docs/design/records.md`.
//!
//! Here is how JSON and types are written; the files beside this have what is said of functions, classes and modules.

pub mod class;
pub mod enumeration;
pub mod function;
pub mod module;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::{ours, ours_at};
use crate::model::{Doc, DocPiece, Hint};
use crate::python;
use crate::report::ends;

/// A JSON object that grows.
pub struct Record {
    parts: Vec<Part>,
}

enum Part {
    /// JSON, or a part of it.
    Text(String),
    /// The expression of a piece, which the compiler fills in.
    Piece(TokenStream),
}

impl Record {
    /// An object of a kind.
    pub fn new(kind: &str) -> Self {
        Self { parts: vec![Part::Text(format!("{{\"kind\":\"{kind}\""))] }
    }

    /// An entry with a text.
    pub fn text(mut self, key: &str, value: &str) -> Self {
        self.push_text(&format!(",\"{key}\":{}", quoted(value)));
        self
    }

    /// An entry with JSON of its own; an empty list is left out.
    pub fn json(mut self, key: &str, value: &str) -> Self {
        if value != "[]" {
            self.push_text(&format!(",\"{key}\":{value}"));
        }
        self
    }

    /// An entry that is `true`, if it is set.
    pub fn flag(mut self, key: &str, is_set: bool) -> Self {
        if is_set {
            self.push_text(&format!(",\"{key}\":true"));
        }
        self
    }

    /// An entry with a text that the compiler knows: the expression of a piece.
    pub fn piece(mut self, key: &str, piece: TokenStream) -> Self {
        self.push_text(&format!(",\"{key}\":\""));
        self.parts.push(Part::Piece(piece));
        self.push_text("\"");
        self
    }

    /// An entry with a type: the one that the user names, or what a piece says.
    pub fn hint(
        self,
        key: &str,
        given: Option<&Hint>,
        piece: impl FnOnce() -> TokenStream,
    ) -> Self {
        match given {
            Some(Hint(text)) => self.text(key, text),
            None => self.piece(key, piece()),
        }
    }

    /// A constant's type; and its value, if that is known and of the type that Rust says.
    pub fn constant(
        self,
        given: Option<&Hint>,
        literal: Option<&String>,
        piece: impl FnOnce() -> TokenStream,
    ) -> Self {
        let record = self.hint("type", given, piece);
        match literal {
            Some(literal) if given.is_none() => record.text("value", literal),
            _ => record,
        }
    }

    /// An entry that the compiler knows, if there is one: the expression of a piece.
    pub fn entry(mut self, piece: TokenStream) -> Self {
        self.parts.push(Part::Piece(piece));
        self
    }

    /// An entry with another object: the expression of a piece.
    pub fn object(mut self, key: &str, piece: TokenStream) -> Self {
        self.push_text(&format!(",\"{key}\":"));
        self.parts.push(Part::Piece(piece));
        self
    }

    /// An entry with a list of other objects, each the expression of a piece, maybe under conditions.
    pub fn list(mut self, key: &str, items: &[TokenStream]) -> Self {
        if !items.is_empty() {
            self.push_text(&format!(",\"{key}\":["));
            self.parts
                .push(Part::Piece(quote!(::pydust::macro_support::Piece::List(&[#(#items),*]))));
            self.push_text("]");
        }
        self
    }

    /// An entry with a list of objects that are always there.
    pub fn objects(mut self, key: &str, items: Vec<Record>) -> Self {
        self.push_text(&format!(",\"{key}\":["));
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.push_text(",");
            }
            for part in item.parts {
                match part {
                    Part::Text(text) => self.push_text(&text),
                    Part::Piece(piece) => self.parts.push(Part::Piece(piece)),
                }
            }
            self.push_text("}");
        }
        self.push_text("]");
        self
    }

    /// The docstring, if there is one.
    pub fn doc(self, doc: &Doc) -> Self {
        match doc.pieces.as_slice() {
            [] => self,
            [DocPiece::Text(text)] if text.is_empty() => self,
            [DocPiece::Text(text)] => self.text("doc", text),
            pieces => {
                let pieces = pieces.iter().map(|piece| match piece {
                    DocPiece::Text(text) => quote!(#text),
                    DocPiece::Tokens(tokens) => tokens.clone(),
                });
                let text = quote!(::core::concat!(#(#pieces),*));
                self.piece("doc", quote!(::pydust::macro_support::Piece::Text(#text)))
            }
        }
    }

    /// The expression of the whole object, as a piece.
    pub fn finish(mut self) -> TokenStream {
        self.push_text("}");
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => quote!(::pydust::macro_support::Piece::Json(#text)),
            Part::Piece(piece) => piece.clone(),
        });
        let parts: Vec<TokenStream> = parts.collect();
        match parts.as_slice() {
            [one] => one.clone(),
            _ => quote!(::pydust::macro_support::Piece::Joined(&[#(#parts),*])),
        }
    }

    fn push_text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }
}

/// The constant with a record, in whichever `impl` it belongs.
pub fn constant(json: &TokenStream) -> TokenStream {
    quote! {
        #[allow(deprecated)]
        const RECORD: ::pydust::macro_support::Piece = {
            #[allow(unused_imports)]
            use ::pydust::macro_support::Unhinted as _;
            #json
        };
    }
}

/// What records call an item of the module at hand: its path.
pub fn id(name: &Ident) -> TokenStream {
    let name = python::name(name);
    quote!(::core::concat!(::core::module_path!(), "::", #name))
}

/// A text as a JSON string.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A text as it stands in a JSON string.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\0'..' ' => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A type that Python has a name for, whatever Rust calls it.
pub fn named(hint: &str) -> TokenStream {
    quote! {
        ::pydust::macro_support::Piece::Hint(::pydust::TypeHint::Text(#hint))
    }
}

/// What a parameter of the type takes. `owner` is what `Self` stands for.
pub fn takes(ty: &TokenStream, owner: Option<&Ident>) -> TokenStream {
    hint(ty, owner, "TAKES")
}

/// What a result of the type is.
pub fn gives(ty: &TokenStream, owner: Option<&Ident>) -> TokenStream {
    hint(ty, owner, "GIVES")
}

/// One of the hints of a type, by the library's name of it.
pub fn hint(ty: &TokenStream, owner: Option<&Ident>, constant: &str) -> TokenStream {
    // The lifetimes of `for<'a>` can't be left out, and such a type does not convert.
    if has_word(ty, "for") {
        return named("{typing.Any}");
    }
    let owner = owner.map(ours);
    let ty = nameable(super::function::name_self(ty.clone(), owner.as_ref()));
    // What is wrong with the type itself is said where it is written.
    let (start, end) = ends(&ty).map_or_else(
        || (Span::mixed_site(), Span::mixed_site()),
        |(start, end)| (ours_at(start), ours_at(end)),
    );
    let path = quote_spanned!(start=> ::pydust::macro_support::Hinted);
    let constant = Ident::new(constant, end);
    quote_spanned!(end=> #path::<#ty>::#constant)
}

/// Whether a word is in a type.
fn has_word(ty: &TokenStream, word: &str) -> bool {
    ty.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => has_word(&group.stream(), word),
        _ => false,
    })
}

/// A type with its lifetimes left to inference: those of a function have no name outside of it.
fn nameable(ty: TokenStream) -> TokenStream {
    let mut after_quote = false;
    let token = |token| match token {
        TokenTree::Ident(name) if std::mem::take(&mut after_quote) && name != "static" => {
            Ident::new("_", name.span()).into()
        }
        TokenTree::Group(group) => {
            let mut renamed = Group::new(group.delimiter(), nameable(group.stream()));
            renamed.set_span(group.span());
            renamed.into()
        }
        TokenTree::Punct(punct) => {
            after_quote = punct.as_char() == '\'';
            punct.into()
        }
        token => token,
    };
    ty.into_iter().map(token).collect()
}
