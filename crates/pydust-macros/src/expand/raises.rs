//! `#[derive(IntoError)]`: an error's variants as exceptions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::exception::named_kind;
use super::{Place, ours};
use crate::model::{Arm, Outcome, Raises};

/// The conversion of an error type.
pub fn into_error(raises: &Raises) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&raises.name);
    let arms = raises.arms.iter().map(arm);
    let text = text(&raises.arms);
    quote_spanned! {mixed=>
        #[automatically_derived]
        impl ::pydust::IntoError for #name {
            #[track_caller]
            fn into_error(self) -> ::pydust::Error {
                #text
                match self { #(#arms)* }
            }
        }
    }
}

/// The text of `Display`, made before the fields are taken out.
fn text(arms: &[Arm]) -> TokenStream {
    let mixed = Span::mixed_site();
    let shown: Vec<TokenStream> = arms.iter().filter_map(shown).collect();
    if shown.is_empty() {
        return TokenStream::new();
    }
    quote_spanned! {mixed=>
        #[allow(unreachable_patterns)]
        let text = match &self {
            #(#shown)*
            _ => ::std::string::String::new(),
        };
    }
}

fn shown(arm: &Arm) -> Option<TokenStream> {
    let Outcome::Raise { kind, message: None, .. } = &arm.outcome else { return None };
    let Arm { path, conditions, .. } = arm;
    let mixed = Span::mixed_site();
    // A type that is not `Display` is blamed where its text was left out.
    let end = Place::of(kind, &Ident::new("raises", mixed)).end;
    let shown = quote_spanned!(end=> ::std::format!("{}", self));
    Some(quote_spanned!(mixed=> #conditions #path { .. } => #shown,))
}

fn arm(arm: &Arm) -> TokenStream {
    let Arm { path, conditions, bindings, outcome } = arm;
    let mixed = Span::mixed_site();
    let bindings = bindings.iter().map(|(number, name)| match number {
        Some(number) => quote_spanned!(mixed=> #number: #name,),
        None => quote_spanned!(mixed=> #name,),
    });
    let error = match outcome {
        Outcome::Transparent { field, ty } => {
            let place = Place::of(ty, field);
            quote_spanned!(place.end=> <::pydust::Error as ::core::convert::From<_>>::from(#field))
        }
        Outcome::Raise { kind, message, source } => {
            let kind = named_kind(kind.clone());
            let message = match message {
                Some(message) => quote_spanned! {mixed=>
                    ::pydust::macro_support::message(::core::format_args!(#message))
                },
                None => quote_spanned!(mixed=> text),
            };
            let caused_by = source.as_ref().map(|source| {
                quote_spanned! {mixed=>
                    .caused_by({
                        #[allow(unused_imports)]
                        use ::pydust::macro_support::ForeignSource as _;
                        ::pydust::macro_support::Source(#source).into_cause()
                    })
                }
            });
            quote_spanned!(mixed=> ::pydust::Error::new(#kind, #message) #caused_by)
        }
    };
    quote_spanned!(mixed=> #conditions #path { #(#bindings)* .. } => #error,)
}
