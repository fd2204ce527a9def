//! What a class inherits from, as the library sees it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::exception::named_kind;
use super::{Place, ours};
use crate::model::{Base, Class};

/// The type that stands for the base, and what stands beside the class.
pub fn base(class: &Class) -> (TokenStream, TokenStream) {
    match &class.base {
        None => (quote!(::pydust::macro_support::NoBase), TokenStream::new()),
        Some(Base::Field { name, ty }) => field(class, name, ty),
        Some(Base::Builtin(handle)) => {
            let handle = ours(handle);
            let place = handle.span();
            let handle = quote_spanned!(place=> ::pydust::#handle<'static>);
            let kind = quote_spanned! {place=>
                <#handle as ::pydust::macro_support::Extendable>::KIND
            };
            (extends(&handle), rooted(class, &kind, place))
        }
        Some(Base::Path(path)) => {
            let place = Place::of(path, &class.name);
            let kind = quote_spanned! {place.end=>
                <#path as ::pydust::macro_support::Extendable>::KIND
            };
            let object = quote!(::pydust::Obj<'static>);
            (extends(&object), rooted(class, &named_kind(kind), place.start))
        }
    }
}

/// A class of Rust; and what makes sure that one can inherit from it.
fn field(class: &Class, field: &Ident, ty: &TokenStream) -> (TokenStream, TokenStream) {
    let Place { start, end } = Place::of(ty, field);
    (quote_spanned!(end=> ::pydust::macro_support::Native<#ty>), fits(class, start))
}

/// An error where the base is written, if the class can't inherit from it.
fn fits(class: &Class, place: Span) -> TokenStream {
    let conditions = &class.conditions;
    let name = ours(&class.name);
    quote_spanned! {place=>
        #conditions
        const _: () = match ::pydust::macro_support::misfit::<#name>() {
            ::core::option::Option::Some(reason) => ::core::panic!("{}", reason),
            ::core::option::Option::None => {}
        };
    }
}

fn extends(handle: &TokenStream) -> TokenStream {
    quote!(::pydust::macro_support::Extends<#handle>)
}

/// Which type the class extends, and where it is remembered.
fn rooted(class: &Class, kind: &TokenStream, place: Span) -> TokenStream {
    let fits = fits(class, place);
    let conditions = &class.conditions;
    let name = ours(&class.name);
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        #fits
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Rooted for #name {
            const EXTENDS: ::pydust::macro_support::ExceptionKind = #kind;
            fn root() -> &'static ::pydust::macro_support::Root {
                static ROOT: ::pydust::macro_support::Root =
                    ::pydust::macro_support::Root::new();
                &ROOT
            }
        }
    }
}
