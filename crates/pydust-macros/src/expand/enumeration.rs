//! Enums without fields: the spec with the members, their methods, and the conversions.

use std::ffi::CString;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::function::{self, Form};
use super::{Place, c_name, class, doc, marker, module, ours, record};
use crate::model::{Enumeration, Member, Value, Variant};
use crate::python;

/// What stands in the module of an enumeration, beside its enum.
pub fn enumeration(item: &Enumeration) -> TokenStream {
    let Enumeration { conditions, variants, .. } = item;
    let name = ours(&item.name);
    let text_name = python::name(&item.name);
    let spec = spec(item, &name);
    let names: Vec<Ident> = variants.iter().map(|variant| ours(&variant.name)).collect();
    let indices: Vec<Literal> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    let id = record::id(&item.name);
    let conversions = conversions(&name, item);
    let flag = item.base.ends_with("Flag").then(|| {
        quote! {
            #conditions
            #[automatically_derived]
            impl ::pydust::macro_support::FlagEnumeration for #name {}
            #conditions
            #[automatically_derived]
            impl<F: ::core::convert::Into<::pydust::Flags<Self>>> ::core::ops::BitOr<F> for #name {
                type Output = ::pydust::Flags<Self>;
                #[inline]
                fn bitor(self, other: F) -> ::pydust::Flags<Self> {
                    ::pydust::Flags::from(self) | other
                }
            }
        }
    });
    quote! {
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::Enumeration for #name {
            const NAME: &'static str = #text_name;
            const ID: &'static str = #id;
            const SPEC: ::pydust::macro_support::EnumerationSpec = #spec;
            fn runtime() -> &'static ::pydust::macro_support::EnumerationRuntime {
                static RUNTIME: ::pydust::macro_support::EnumerationRuntime =
                    ::pydust::macro_support::EnumerationRuntime::new();
                &RUNTIME
            }
            #[inline]
            fn index(&self) -> usize {
                match self { #(#name::#names => #indices,)* }
            }
            #[inline]
            fn at(index: usize) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match index {
                    #(#indices => #name::#names,)*
                    _ => return ::core::option::Option::None,
                })
            }
        }
        #flag
        #conversions
    }
}

fn spec(item: &Enumeration, name: &Ident) -> TokenStream {
    let (markers, members): (Vec<_>, Vec<_>) =
        item.variants.iter().map(|variant| member(name, variant)).unzip();
    let (method_markers, methods): (Vec<_>, Vec<_>) =
        item.members.iter().map(|member| method(name, member)).unzip();
    let methods = methods.iter().flatten();
    let python_name = c_name(&item.name);
    let base = Ident::new(item.base, Span::mixed_site());
    let doc = doc(&item.doc);
    quote! {
        {
            #(#markers)*
            #(#method_markers)*
            ::pydust::macro_support::EnumerationSpec {
                name: #python_name,
                doc: ::pydust::macro_support::c_text(#doc),
                base: ::pydust::macro_support::EnumerationBase::#base,
                members: &[#(#members),*],
                methods: &[#(#methods),*],
            }
        }
    }
}

/// The marker of a method or attribute, and its entry in the spec. Special methods are methods: the class is Python's,
/// which fills its slots itself.
pub fn method(owner: &Ident, member: &Member) -> (TokenStream, Option<TokenStream>) {
    let Member::Special(special, callable) = member else { return class::member(owner, member) };
    let conditions = &callable.conditions;
    let marker = marker("method", &callable.name);
    let entry = quote!(#conditions ::pydust::macro_support::Member::method::<#marker>());
    let form = Form { mismatch: special.mismatch, ..Form::PLAIN };
    (function::inside(callable, &marker, form), Some(entry))
}

/// The marker that a member's value needs, and its entry in the spec.
fn member(owner: &Ident, variant: &Variant) -> (TokenStream, TokenStream) {
    let name = ours(&variant.name);
    let mut needed = TokenStream::new();
    let value = match &variant.value {
        Value::Discriminant => quote!(Int(#owner::#name as i128)),
        Value::Text(text) => quote!(Text(#text)),
        Value::Expression(value) => {
            let marker = marker("value", &variant.name);
            let place = Place::of(value, &variant.name);
            needed = module::constant(&TokenStream::new(), place, &marker, value);
            quote_spanned!(place.end=> made::<#marker>())
        }
    };
    let python_name = c_text(&variant.text);
    let alias = variant.alias.as_deref().map(c_text);
    let doc = doc(&variant.doc);
    let entry = quote! {
        ::pydust::macro_support::EnumerationMember {
            name: #python_name,
            value: ::pydust::macro_support::MemberValue::#value,
            aliases: &[#alias],
            doc: ::pydust::macro_support::c_text(#doc),
        }
    };
    (needed, entry)
}

fn c_text(text: &str) -> Literal {
    // A name of a member has no zero byte, so this is always right.
    Literal::c_string(&CString::new(text).unwrap_or_default())
}

fn conversions(name: &Ident, item: &Enumeration) -> TokenStream {
    let conditions = &item.conditions;
    let from = |ty: TokenStream, guard: TokenStream, value: TokenStream| {
        quote! {
            #conditions
            #[automatically_derived]
            impl<'a, 'py> ::pydust::macro_support::FromPy<'a, 'py> for #ty {
                type Guard = #guard;
                const EXPECTED: &'static str =
                    <#name as ::pydust::macro_support::Enumeration>::NAME;
                const TAKES: ::pydust::TypeHint =
                    <#name as ::pydust::macro_support::Enumeration>::HINT;
                #[inline]
                fn from_py(
                    obj: &'a ::pydust::macro_support::Obj<'py>,
                    guard: &'a mut Self::Guard,
                ) -> ::pydust::macro_support::Result<Self> {
                    let _ = &guard;
                    #value
                }
            }
        }
    };
    let variant = quote!(::pydust::macro_support::enumeration_variant(obj));
    let by_value = from(quote!(#name), quote!(()), variant.clone());
    let guard = quote!(::core::option::Option<#name>);
    let by_reference = {
        let value = quote!(::core::result::Result::Ok(guard.insert(#variant?)));
        from(quote!(&'a #name), guard, value)
    };
    let into = |ty: TokenStream, reference: TokenStream| {
        quote! {
            #conditions
            #[automatically_derived]
            impl<'py> ::pydust::macro_support::IntoPy<'py> for #ty {
                const GIVES: ::pydust::TypeHint =
                    <#name as ::pydust::macro_support::Enumeration>::HINT;
                #[inline]
                fn into_py(
                    self,
                    py: ::pydust::macro_support::Python<'py>,
                ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                    ::pydust::macro_support::enumeration_member(#reference self, py)
                }
            }
        }
    };
    let value = into(quote!(#name), quote!(&));
    let reference = into(quote!(&#name), TokenStream::new());
    let export = export(name, item);
    quote! {
        #by_value
        #by_reference
        #value
        #reference
        #export
    }
}

/// What a module exports.
fn export(name: &Ident, item: &Enumeration) -> TokenStream {
    let conditions = &item.conditions;
    let record = record::constant(&record::enumeration::enumeration(item));
    quote! {
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::Reexport for #name {
            const ITEM: ::pydust::macro_support::Item =
                ::pydust::macro_support::Item::enumeration::<#name>();
            #record
        }
    }
}
