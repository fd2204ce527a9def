//! Exception types: what Python sees of one, and where its class is kept.

use proc_macro2::TokenStream;
use quote::quote;

use super::{doc, ours};
use crate::model::Exception;
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
