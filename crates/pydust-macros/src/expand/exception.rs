//! Exception types: what Python sees of one, and where its class is kept.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{doc, ours};
use crate::model::{Class, Exception};
use crate::python;

/// What stands beside the struct.
pub fn exception(exception: &Exception) -> TokenStream {
    let Exception { conditions, base, .. } = exception;
    let name = ours(&exception.name);
    let text_name = python::name(&exception.name);
    let doc = doc(&exception.doc);
    let base = named_kind(quote!(<#base as ::pydust::macro_support::ExceptionType>::KIND));
    quote! {
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::DefinedException for #name {
            const SPEC: ::pydust::macro_support::ExceptionSpec =
                ::pydust::macro_support::ExceptionSpec {
                    name: #text_name,
                    path: ::core::module_path!(),
                    doc: ::pydust::macro_support::c_text(#doc),
                    base: #base,
                };
            fn kept() -> &'static ::pydust::macro_support::ExceptionClass {
                static CLASS: ::pydust::macro_support::ExceptionClass =
                    ::pydust::macro_support::ExceptionClass::new();
                &CLASS
            }
        }
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::ExceptionType for #name {
            const KIND: ::pydust::macro_support::ExceptionKind =
                ::pydust::macro_support::ExceptionKind::defined::<#name>();
        }
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::Reexport for #name {
            const ITEM: ::pydust::macro_support::Item =
                ::pydust::macro_support::Item::exception::<#name>();
        }
    }
}

/// What makes a class an exception type: items that stand beside it.
pub fn raised(class: &Class) -> Vec<TokenStream> {
    let mixed = Span::mixed_site();
    let name = ours(&class.name);
    let mut items = vec![
        quote_spanned! {mixed=>
            impl ::pydust::macro_support::RaisedClass for #name {
                const PATH: &'static str = ::core::module_path!();
                fn text(&self) -> ::core::option::Option<::std::string::String> {
                    #[allow(unused_imports)]
                    use ::pydust::macro_support::Textless as _;
                    ::pydust::macro_support::Probe::<#name>::text(self)
                }
            }
        },
        quote_spanned! {mixed=>
            impl ::pydust::macro_support::ExceptionType for #name {
                const KIND: ::pydust::macro_support::ExceptionKind =
                    ::pydust::macro_support::raised::kind::<#name>();
            }
        },
        quote_spanned! {mixed=>
            impl ::pydust::IntoError for #name {
                #[track_caller]
                fn into_error(self) -> ::pydust::Error {
                    ::pydust::macro_support::raised::into_error(self)
                }
            }
        },
    ];
    items.extend(class.options.message.as_ref().map(|message| display(class, message)));
    items
}

/// `Display`, by the format string of the message.
fn display(class: &Class, message: &Literal) -> TokenStream {
    let name = ours(&class.name);
    // The message names the fields as the user does.
    let fields = class.parts.iter().map(|part| &part.name);
    quote_spanned! {Span::mixed_site()=>
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #[allow(unused_variables)]
                let Self { #(#fields),* } = self;
                ::core::write!(f, #message)
            }
        }
    }
}

/// An expression in which the names of Python's exceptions need no import. What the module itself has comes first.
pub fn named_kind(expression: TokenStream) -> TokenStream {
    quote! {{
        #[allow(unused_imports)]
        use ::pydust::macro_support::exceptions::*;
        {
            #[allow(unused_imports)]
            use self::*;
            #expression
        }
    }}
}
