//! From what Python will see (`model.rs`) to Rust: plain-data specs and thin calls into `::pydust::macro_support`.
//!
//! Nothing is decided here. Locals have mixed-site hygiene, so that they never meet the user's names. Names that
//! the user gave are repeated at their own place but as the macro's tokens: errors point at the user's code, and
//! lints about the generated code stay silent.

mod attribute;
pub mod class;
pub mod closure;
pub mod derive;
pub mod enumeration;
pub mod exception;
mod family;
pub mod function;
mod generated;
mod inheritance;
pub mod module;
pub mod raises;
mod record;
mod special;
pub mod test;
pub mod traverse;

use std::ffi::CString;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::model::{Doc, DocPiece};
use crate::python;
use crate::report::ends;

/// Where in the user's code the compiler shows a piece of generated code: from the first to the last of some tokens.
#[derive(Clone, Copy)]
struct Place {
    start: Span,
    end: Span,
}

impl Place {
    /// The place of `tokens`, or of `name` if there are none.
    fn of(tokens: &TokenStream, name: &Ident) -> Self {
        let (start, end) = ends(tokens).unwrap_or((name.span(), name.span()));
        Self { start: ours_at(start), end: ours_at(end) }
    }

    /// `::pydust::macro_support::function(arguments)`, here.
    fn call(self, function: &str, arguments: TokenStream) -> TokenStream {
        self.generic_call(function, TokenStream::new(), arguments)
    }

    /// The value of type `ty` that an `__init__` returned.
    fn constructed(self, ty: TokenStream, returned: TokenStream) -> TokenStream {
        // The compiler blames the type that is left out.
        self.generic_call("constructed", quote_spanned!(self.end=> ::<#ty, _>), returned)
    }

    fn generic_call(
        self,
        function: &str,
        generics: TokenStream,
        arguments: TokenStream,
    ) -> TokenStream {
        let path = quote_spanned!(self.start=> ::pydust::macro_support::);
        let function = Ident::new(function, self.end);
        quote_spanned!(self.end=> #path #function #generics (#arguments))
    }
}

/// The place of `span`, for a token of the macro's.
fn ours_at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// The user's name as a token of the macro's.
fn ours(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(ours_at(name.span()));
    name
}

/// The name of a type that stands for an item of kind `kind` inside of a spec: none that a user would write, as it
/// is in scope around the user's defaults.
fn marker(kind: &str, name: &Ident) -> Ident {
    format_ident!("__{}_{}", kind, python::name(name), span = ours_at(name.span()))
}

/// A Rust name as a C string of how Python spells it.
fn c_name(name: &Ident) -> Literal {
    // A name has no zero byte, so this is always right.
    Literal::c_string(&CString::new(python::name(name)).unwrap_or_default())
}

/// A docstring with a zero byte at its end.
fn doc(doc: &Doc) -> TokenStream {
    let mut doc = doc.clone();
    doc.push_text("\0");
    let pieces = doc.pieces.iter().map(|piece| match piece {
        DocPiece::Text(text) => quote!(#text),
        DocPiece::Tokens(tokens) => tokens.clone(),
    });
    match doc.pieces.as_slice() {
        [DocPiece::Text(text)] => quote!(#text),
        _ => quote!(::core::concat!(#(#pieces),*)),
    }
}
