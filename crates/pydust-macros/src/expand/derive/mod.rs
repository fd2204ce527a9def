//! `#[derive(FromPy, IntoPy)]`: what both share, the header of an implementation and the names of fields.

mod from_py;
mod hint;
mod into_py;

pub use from_py::from_py;
pub use into_py::into_py;

use proc_macro2::{Ident, Literal, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::{Place, ours, ours_at};
use crate::conversion::{Conversion, Field, Source};
use crate::data::{GenericParam, Generics};
use crate::literal;
use crate::syntax::GenericKind;

/// The header of the implementations for one type.
struct Header<'a> {
    conversion: &'a Conversion,
    /// The lifetime of the interpreter.
    py: TokenStream,
    /// The lifetime of the object, or of the value that is read.
    object: TokenStream,
}

impl<'a> Header<'a> {
    fn new(conversion: &'a Conversion) -> Self {
        let object = match &conversion.borrows {
            Some(borrows) => borrows.clone(),
            None => fresh_lifetime(&conversion.generics),
        };
        Self { conversion, py: lifetime("py"), object }
    }

    /// `<'a, 'py, T: Bound>`, with lifetimes of ours before the user's.
    fn declared(&self, ours: &[&TokenStream]) -> TokenStream {
        let params = &self.conversion.generics.params;
        let is_new = |lifetime: &&&TokenStream| {
            params.iter().all(|param| param.name.to_string() != lifetime.to_string())
        };
        let new = ours.iter().filter(is_new);
        let declared = params.iter().map(|param| &param.declared);
        quote!(<#(#new,)* #(#declared),*>)
    }

    /// The attributes of an implementation.
    fn attributes(&self) -> TokenStream {
        let allow = self.conversion.deprecated.then(|| quote!(#[allow(deprecated)]));
        quote!(#[automatically_derived] #allow)
    }

    /// `Name<'a, T>`.
    fn ty(&self) -> TokenStream {
        type_of(&self.conversion.name, &self.conversion.generics)
    }

    /// The `where` clause: the user's, `bound` for each type parameter, and `more`.
    fn predicates(&self, bound: &TokenStream, more: &[TokenStream]) -> TokenStream {
        predicates(&self.conversion.generics, bound, more)
    }
}

/// `Name<'a, T>`.
pub fn type_of(name: &Ident, generics: &Generics) -> TokenStream {
    let name = ours(name);
    let params = generics.params.iter().map(|param| &param.name);
    match generics.params.is_empty() {
        true => name.to_token_stream(),
        false => quote!(#name<#(#params),*>),
    }
}

/// The `where` clause: the user's, `bound` for each type parameter, and `more`.
pub fn predicates(generics: &Generics, bound: &TokenStream, more: &[TokenStream]) -> TokenStream {
    let Generics { params, predicates } = generics;
    let is_type = |param: &&GenericParam| param.kind == GenericKind::Type;
    let bounds = params.iter().filter(is_type).map(|param| {
        let name = &param.name;
        quote!(#name: #bound)
    });
    let bounds: Vec<TokenStream> = bounds.chain(more.iter().cloned()).collect();
    if bounds.is_empty() && predicates.is_empty() {
        return TokenStream::new();
    }
    let ends_with_comma = predicates.to_string().trim_end().ends_with(',');
    let comma = (!predicates.is_empty() && !ends_with_comma).then(|| quote!(,));
    quote!(where #predicates #comma #(#bounds),*)
}

/// The lifetime `'name`.
fn lifetime(name: &str) -> TokenStream {
    let quote = Punct::new('\'', Spacing::Joint);
    let name = Ident::new(name, Span::mixed_site());
    quote!(#quote #name)
}

/// A lifetime that the type does not have.
fn fresh_lifetime(generics: &Generics) -> TokenStream {
    let mut name = "a".to_owned();
    let is_taken = |name: &str| {
        generics.params.iter().any(|param| param.name.to_string() == format!("'{name}"))
    };
    while is_taken(&name) {
        name.push('_');
    }
    lifetime(&name)
}

/// The statement that declares the names of fields, as `NAMES`.
fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let mixed = Span::mixed_site();
    let names: Vec<&str> = names.into_iter().collect();
    let count = Literal::usize_unsuffixed(names.len());
    quote_spanned! {mixed=>
        static NAMES: [::pydust::macro_support::Interned; #count] =
            [#(::pydust::macro_support::Interned::new(#names)),*];
    }
}

/// The place of a field's type, where the compiler reports that it does not convert.
fn place(field: &Field, owner: &Ident) -> Place {
    Place::of(&field.ty, owner)
}

/// The name of a field in a constructor or pattern, as a token of the macro's.
fn member(field: &Field) -> TokenStream {
    let ours = |token: proc_macro2::TokenTree| {
        let mut token = token;
        token.set_span(ours_at(token.span()));
        token
    };
    field.member.clone().into_iter().map(ours).collect()
}

/// A local of the macro's for the field at `index`.
fn local(letter: char, index: usize, span: Span) -> Ident {
    format_ident!("{letter}{index}", span = span)
}

/// What a message says that was expected: `dict`.
fn expected(source: Source, count: usize) -> String {
    match source {
        Source::Dict => "dict".to_owned(),
        Source::Attributes => "object".to_owned(),
        Source::Tuple => format!("tuple of length {count}"),
    }
}

/// `'red', 'green' or 'blue'`.
fn one_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut texts: Vec<String> = texts.into_iter().map(literal::text).collect();
    match texts.pop() {
        Some(last) if !texts.is_empty() => format!("{} or {last}", texts.join(", ")),
        last => last.unwrap_or_default(),
    }
}
