//! Exception types: what Python sees of one, and where its class is kept.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Place, doc, ours, record};
use crate::model::{Class, Exception, Family, FamilyVariant, Message};
use crate::python;

/// What stands beside the struct.
pub fn exception(exception: &Exception) -> TokenStream {
    let Exception { conditions, base, .. } = exception;
    let name = ours(&exception.name);
    let text_name = python::name(&exception.name);
    let doc = doc(&exception.doc);
    let id = record::id(&exception.name);
    let record = record::constant(&record::enumeration::exception(exception));
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
            const HINT: ::pydust::TypeHint = ::pydust::TypeHint::Joined(&[
                ::pydust::TypeHint::Text("{#"),
                ::pydust::TypeHint::Text(#id),
                ::pydust::TypeHint::Text("}"),
            ]);
        }
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::Reexport for #name {
            const ITEM: ::pydust::macro_support::Item =
                ::pydust::macro_support::Item::exception::<#name>();
            #record
        }
    }
}

/// What makes a class an exception type: items that stand beside it.
pub fn raised(class: &Class) -> Vec<TokenStream> {
    let values = quote_spanned! {Span::mixed_site()=>
        ::pydust::macro_support::generated::Shown::values(self, py)
    };
    let mut items = raised_with(class, &values);
    items.extend(class.options.message.as_ref().map(|message| display(class, message)));
    items
}

/// The same for an enum, each variant of which has values and a text of its own.
pub fn raised_variants(class: &Class, family: &Family) -> TokenStream {
    let mixed = Span::mixed_site();
    let arms = family.variants.iter().map(values);
    let mut items = raised_with(class, &quote_spanned!(mixed=> match self { #(#arms)* }));
    let texts: Vec<_> = family.variants.iter().filter_map(text).collect();
    if !texts.is_empty() {
        items.push(displayed(class, &quote_spanned!(mixed=> match self { #(#texts)* })));
    }
    let conditions = &class.conditions;
    quote!(#(#conditions #[automatically_derived] #items)*)
}

/// The values of a variant's fields as Python objects.
fn values(variant: &FamilyVariant) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&variant.name);
    let members = variant.fields.iter().map(|field| &field.member);
    let variables: Vec<Ident> =
        (0..variant.fields.len()).map(|index| format_ident!("f{index}", span = mixed)).collect();
    let values = variant.fields.iter().zip(&variables).map(|(field, variable)| {
        let place = Place::of(&field.ty, &field.name);
        place.call("returned", quote_spanned!(mixed=> #variable, py))
    });
    quote_spanned! {mixed=>
        Self::#name { #(#members: #variables),* } =>
            ::pydust::macro_support::tuple(py, [#(#values?),*]),
    }
}

/// What a variant writes as its text.
fn text(variant: &FamilyVariant) -> Option<TokenStream> {
    let mixed = Span::mixed_site();
    let name = ours(&variant.name);
    let Message { format, bindings } = variant.message.as_ref()?;
    let bindings = bindings.iter().map(|(number, name)| match number {
        Some(number) => quote_spanned!(mixed=> #number: #name,),
        None => quote_spanned!(mixed=> #name,),
    });
    Some(quote_spanned!(mixed=> Self::#name { #(#bindings)* .. } => ::core::write!(f, #format),))
}

/// `values` are the fields, in a tuple.
fn raised_with(class: &Class, values: &TokenStream) -> Vec<TokenStream> {
    let mixed = Span::mixed_site();
    let name = ours(&class.name);
    vec![
        quote_spanned! {mixed=>
            impl ::pydust::macro_support::RaisedClass for #name {
                const PATH: &'static str = ::core::module_path!();
                fn values<'py>(
                    &self,
                    py: ::pydust::macro_support::Python<'py>,
                ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                    #values
                }
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
                const HINT: ::pydust::TypeHint = <#name as ::pydust::macro_support::Class>::HINT;
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
    ]
}

/// `Display`, by the format string of the message.
fn display(class: &Class, message: &Literal) -> TokenStream {
    // The message names the fields as the user does.
    let fields = class.parts.iter().map(|part| &part.name);
    displayed(
        class,
        &quote_spanned! {Span::mixed_site()=>
            #[allow(unused_variables)]
            let Self { #(#fields),* } = self;
            ::core::write!(f, #message)
        },
    )
}

fn displayed(class: &Class, body: &TokenStream) -> TokenStream {
    let name = ours(&class.name);
    quote_spanned! {Span::mixed_site()=>
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
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
