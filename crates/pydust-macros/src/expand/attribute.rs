//! Attributes of classes and of their instances: the markers of fields, properties and class attributes, and their
//! entries in the spec.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::function::{self, Form};
use super::{Place, c_name, doc, marker, ours};
use crate::model::{ClassAttribute, ClassValue, Doc, Field, Property};
use crate::python;

/// The spec of an attribute of a class or its instances.
fn spec(class: &Ident, name: &Ident, docs: &Doc) -> TokenStream {
    let qualified_name = format!("{}.{}", python::name(class), python::name(name));
    let python_name = c_name(name);
    let doc = doc(docs);
    quote!(::pydust::macro_support::FunctionSpec::attribute(#qualified_name, #python_name, #doc))
}

/// A public field.
pub fn field(class: &Ident, field: &Field) -> (TokenStream, TokenStream) {
    let mixed = Span::mixed_site();
    let Field { conditions, ty, readonly, .. } = field;
    let name = ours(&field.name);
    let marker = marker("field", &field.name);
    let spec = spec(class, &field.name, &field.doc);
    let place = Place::of(ty, &field.name);
    let returned = place.call("returned", quote_spanned!(mixed=> &this.#name, py));
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    let implementation = quote_spanned! {mixed=>
        #conditions
        enum #marker {}
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Field for #marker {
            type Class = #class;
            const SPEC: ::pydust::macro_support::FunctionSpec = #spec;
            fn get<'py>(
                this: &#class,
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                #returned
            }
        }
    };
    let mutable = (!readonly).then(|| {
        let ty = function::name_self(ty.clone(), Some(class));
        quote_spanned! {mixed=>
            #conditions
            #[automatically_derived]
            #unsafe_token impl ::pydust::macro_support::MutableField for #marker {
                type Value = #ty;
                fn slot(this: &mut #class) -> &mut #ty {
                    &mut this.#name
                }
            }
        }
    });
    // A type that has no conversion is reported where it is written.
    let kind = Ident::new(if *readonly { "readonly" } else { "field" }, place.end);
    let entry =
        quote_spanned!(place.end=> #conditions ::pydust::macro_support::Member::#kind::<#marker>());
    (quote!(#implementation #mutable), entry)
}

/// An attribute whose accesses are functions.
pub fn property(property: &Property) -> (TokenStream, TokenStream) {
    let Property { getter, setter, deleter } = property;
    let getter_marker = marker("method", &getter.name);
    let mut markers = function::inside(getter, &getter_marker, Form::PLAIN);
    let [setter, deleter] = [setter, deleter].map(|change| match change {
        Some(callable) => {
            let marker = marker("method", &callable.name);
            markers.extend(function::inside(callable, &marker, Form::CHANGE));
            quote!(#marker)
        }
        None => quote!(::pydust::macro_support::slot::Absent),
    });
    let conditions = &getter.conditions;
    let entry = quote! {
        #conditions
        ::pydust::macro_support::Member::property::<#getter_marker, #setter, #deleter>()
    };
    (markers, entry)
}

/// An attribute of the class itself.
pub fn constant(class: &Ident, attribute: &ClassAttribute) -> (TokenStream, TokenStream) {
    let mixed = Span::mixed_site();
    let ClassAttribute { conditions, ty, .. } = attribute;
    let marker = marker("constant", &attribute.name);
    let spec = spec(class, &attribute.name, &attribute.doc);
    let place = Place::of(ty, &attribute.name);
    let value = match &attribute.value {
        ClassValue::Constant { .. } => {
            let name = ours(&attribute.name);
            quote_spanned!(mixed=> #class::#name)
        }
        ClassValue::MatchArgs => {
            quote_spanned!(mixed=> ::pydust::macro_support::generated::match_args::<#class>())
        }
        ClassValue::Function(callable) => {
            let py = callable.takes_token().then(|| quote_spanned!(mixed=> py));
            function::invoke(callable, py.as_slice())
        }
    };
    let returned = place.call("returned", quote_spanned!(mixed=> #value, py));
    let marked = quote_spanned! {mixed=>
        #conditions
        enum #marker {}
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::ClassAttribute for #marker {
            const SPEC: ::pydust::macro_support::FunctionSpec = #spec;
            fn value<'py>(
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                #returned
            }
        }
    };
    (marked, quote!(#conditions ::pydust::macro_support::Member::constant::<#marker>()))
}
