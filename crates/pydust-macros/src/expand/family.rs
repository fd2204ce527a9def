//! Enums with fields: the class of the enum, and what the library needs to know of each variant's.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::function::{self, Call};
use super::{
    Place, c_name, class, doc, exception, inheritance, marker, ours, ours_at, record, special,
    traverse,
};
use crate::model::{Class, Family, FamilyField, FamilyVariant, Generated};
use crate::python;
use crate::python::special::Mismatch;
use crate::text;

/// What stands beside the enum. `finalizer` says in the spec whether an `impl` block elsewhere has a `__del__`.
pub fn family(class: &Class, family: &Family, finalizer: &TokenStream) -> TokenStream {
    let conditions = &class.conditions;
    let name = ours(&class.name);
    let is_raised = class.options.has(Generated::Raised);
    let (lock, value) = if is_raised { ("Locked", "raised") } else { ("Frozen", "class") };
    let lock = Ident::new(lock, Span::mixed_site());
    let value = class::value(class, value);
    let raised = is_raised.then(|| exception::raised_variants(class, family));
    let (base, beside_base) = inheritance::base(class);
    let text_name = python::name(&class.name);
    let id = record::id(&class.name);
    let spec = spec(class, finalizer);
    let variants = variants(class, family);
    let traverse = traversed(&name, conditions, family);
    let indices = indices(family);
    let patterns = family.variants.iter().map(|variant| ours(&variant.name));
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Class for #name {
            type Base = #base;
            type Lock = ::pydust::macro_support::#lock;
            const NAME: &'static str = #text_name;
            const ID: &'static str = #id;
            const SPEC: ::pydust::macro_support::ClassSpec = #spec;
            fn runtime() -> &'static ::pydust::macro_support::ClassRuntime {
                static RUNTIME: ::pydust::macro_support::ClassRuntime =
                    ::pydust::macro_support::ClassRuntime::new();
                &RUNTIME
            }
            #[inline]
            fn runtime_of(&self) -> &'static ::pydust::macro_support::ClassRuntime {
                let index = match self { #(#name::#patterns { .. } => #indices,)* };
                &<Self as ::pydust::macro_support::family::Family>::runtimes()[index]
            }
        }
        #beside_base
        #variants
        #traverse
        #value
        #raised
    }
}

/// What Python sees of the enum's own class.
fn spec(class: &Class, finalizer: &TokenStream) -> TokenStream {
    let Class { members, options, .. } = class;
    let name = ours(&class.name);
    let (markers, entries): (Vec<_>, Vec<_>) =
        members.iter().map(|item| class::member(&name, item)).unzip();
    let entries = entries.into_iter().flatten().chain(special::entries(&name, members));
    let entries = entries.chain(class::optional_members(options));
    let doc = doc(&class.doc);
    let python_name = c_name(&class.name);
    let flags = class::flags(options);
    let holds_objects = traverse::holds_objects(&class.name, &class.held)
        .map(|holds| quote!(holds_objects: #holds,));
    let of_kind = match options.has(Generated::Raised) {
        true => quote!(construct: ::pydust::macro_support::family::BY_VARIANTS,),
        false => quote! {
            defaults: ::pydust::macro_support::family::MEMBERS,
            construct: ::pydust::macro_support::family::construct::<#name>(),
        },
    };
    quote! {{
        #(#markers)*
        ::pydust::macro_support::ClassSpec {
            name: #python_name,
            doc: #doc,
            members: &[#(#entries),*],
            variants: ::core::option::Option::Some(::pydust::macro_support::family::complete::<#name>),
            #of_kind
            #flags
            #holds_objects
            #finalizer
            ..::pydust::macro_support::ClassSpec::NEW
        }
    }}
}

fn indices(family: &Family) -> Vec<Literal> {
    (0..family.variants.len()).map(Literal::usize_unsuffixed).collect()
}

fn variants(class: &Class, family: &Family) -> TokenStream {
    let conditions = &class.conditions;
    let name = ours(&class.name);
    let count = Literal::usize_unsuffixed(family.variants.len());
    let constructor = if class.options.has(Generated::Raised) { "init" } else { "new" };
    let (markers, entries): (Vec<_>, Vec<_>) =
        family.variants.iter().map(|item| variant(&name, item, constructor)).unzip();
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::family::Family for #name {
            const VARIANTS: &'static [::pydust::macro_support::family::Variant] = {
                #(#markers)*
                &[#(#entries),*]
            };
            fn runtimes() -> &'static [::pydust::macro_support::ClassRuntime] {
                static RUNTIMES: [::pydust::macro_support::ClassRuntime; #count] =
                    [const { ::pydust::macro_support::ClassRuntime::new() }; #count];
                &RUNTIMES
            }
        }
    }
}

/// The markers of a variant's constructor and fields, and its entry in the list; `kind` is how values are made.
fn variant(class: &Ident, variant: &FamilyVariant, kind: &str) -> (TokenStream, TokenStream) {
    let kind = Ident::new(kind, Span::mixed_site());
    let constructor = marker("variant", &variant.name);
    let mut markers = construct(class, variant, &constructor);
    let mut members = Vec::new();
    for item in &variant.fields {
        let (implementation, entry) = field(class, variant, item);
        markers.extend(implementation);
        members.push(entry);
    }
    let python_name = c_name(&variant.name);
    let names = variant.fields.iter().map(|field| c_name(&field.name));
    let mut docs = variant.doc.clone();
    docs.prepend(text::signature_line(&python::name(&variant.name), &variant.constructor));
    let doc = doc(&docs);
    let entry = quote! {
        ::pydust::macro_support::family::Variant {
            name: #python_name,
            doc: #doc,
            fields: &[#(#names),*],
            members: &[#(#members),*],
            construct: ::pydust::macro_support::Construct::#kind::<#constructor>(),
        }
    };
    (markers, entry)
}

fn construct(class: &Ident, variant: &FamilyVariant, marker: &Ident) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&variant.name);
    let own_spec = quote_spanned!(mixed=> Self::SPEC);
    let spec = function::spec(&variant.constructor, "Instance");
    let Call { bind, arguments } = function::call(&variant.constructor, Mismatch::Raise, &own_spec);
    let members = variant.fields.iter().map(|field| &field.member);
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote_spanned! {mixed=>
        enum #marker {}
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Constructor for #marker {
            type Class = #class;
            const SPEC: ::pydust::macro_support::FunctionSpec = #spec;
            #[inline(always)]
            fn construct<'a, 'py>(
                call: ::pydust::macro_support::Call<'a, 'py>,
            ) -> ::pydust::macro_support::Result<#class> {
                #bind
                ::core::result::Result::Ok(#class::#name { #(#members: #arguments),* })
            }
        }
    }
}

/// The marker of a field as an attribute, and its entry among the variant's members.
fn field(
    class: &Ident,
    variant: &FamilyVariant,
    field: &FamilyField,
) -> (TokenStream, TokenStream) {
    let mixed = Span::mixed_site();
    let FamilyField { member, ty, .. } = field;
    let name = ours(&variant.name);
    let marker = format_ident!(
        "__field_{}_{}",
        python::name(&variant.name),
        python::name(&field.name),
        span = ours_at(field.name.span())
    );
    let qualified_name = format!("{}.{}", python::name(&variant.name), python::name(&field.name));
    let python_name = c_name(&field.name);
    let doc = doc(&field.doc);
    let place = Place::of(ty, &field.name);
    let value = Ident::new("value", place.end);
    let returned = place.call("returned", quote_spanned!(mixed=> #value, py));
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    let implementation = quote_spanned! {mixed=>
        enum #marker {}
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Field for #marker {
            type Class = #class;
            const SPEC: ::pydust::macro_support::FunctionSpec =
                ::pydust::macro_support::FunctionSpec::attribute(#qualified_name, #python_name, #doc);
            fn get<'py>(
                this: &#class,
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                match this {
                    #class::#name { #member: #value, .. } => #returned,
                    #[allow(unreachable_patterns)]
                    _ => ::core::result::Result::Err(
                        ::pydust::macro_support::family::other_variant(py)
                    ),
                }
            }
        }
    };
    let kind = Ident::new("readonly", place.end);
    let entry = quote_spanned!(place.end=> ::pydust::macro_support::Member::#kind::<#marker>());
    (implementation, entry)
}

/// What the garbage collector is told of the variant that is there.
fn traversed(name: &Ident, conditions: &TokenStream, family: &Family) -> TokenStream {
    let mixed = Span::mixed_site();
    let arms = family.variants.iter().map(|variant| {
        let variant_name = ours(&variant.name);
        let held: Vec<(&FamilyField, Ident)> = variant
            .fields
            .iter()
            .filter(|field| !python::is_primitive(&field.ty.to_string()))
            .enumerate()
            .map(|(index, field)| (field, format_ident!("f{}", index, span = mixed)))
            .collect();
        let patterns = held.iter().map(
            |(FamilyField { member, .. }, variable)| quote_spanned!(mixed=> #member: #variable,),
        );
        let calls = held.iter().map(|(FamilyField { ty, .. }, variable)| {
            let ty = function::name_self(ty.to_token_stream(), Some(name));
            quote_spanned! {mixed=>
                ::pydust::macro_support::Probe::<#ty>::traverse(#variable, _visitor);
            }
        });
        quote_spanned!(mixed=> #name::#variant_name { #(#patterns)* .. } => { #(#calls)* })
    });
    traverse::asking(name, conditions, &quote_spanned!(mixed=> match self { #(#arms)* }))
}
