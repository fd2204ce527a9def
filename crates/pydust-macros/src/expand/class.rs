//! Classes: the spec with the markers of its members.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::function::{self, Form};
use super::{
    Place, attribute, c_name, doc, enumeration, family, generated, inheritance, marker, ours,
    record, special, traverse,
};
use crate::model::{Class, ClassOptions, Generated, Member, Receiver};
use crate::python::{self, special::Special};
use crate::text;

/// The members of a class, or of one block of them.
struct Content {
    /// The markers of all members and of the constructor.
    markers: TokenStream,
    /// The members in the spec.
    entries: Vec<TokenStream>,
    /// How instances are made, in the spec.
    construct: TokenStream,
}

impl Content {
    fn of(class: &Class) -> Self {
        let name = ours(&class.name);
        let (markers, entries): (Vec<_>, Vec<_>) =
            class.members.iter().map(|item| member(&name, item)).unzip();
        let mut markers: TokenStream = markers.into_iter().collect();
        let entries = entries.into_iter().flatten().chain(special::entries(&name, &class.members));
        let entries = entries.chain(optional_members(&class.options)).collect();
        let construct = match &class.constructor {
            Some(callable) => {
                let marker = marker("method", &callable.name);
                markers.extend(function::constructor(callable, &name, &marker));
                let kind = match callable.receiver {
                    _ if callable.name == "__new__" => "new",
                    _ if class.is_bare() => "init_bare",
                    Receiver::Handle => "init_of_instance",
                    _ => "init",
                };
                let kind = Ident::new(kind, Span::mixed_site());
                quote!(::pydust::macro_support::Construct::#kind::<#marker>())
            }
            None if class.is_bare() => quote!(::pydust::macro_support::Construct::OF_BASE),
            None => quote!(::pydust::macro_support::Construct::NONE),
        };
        Self { markers, entries, construct }
    }
}

/// What stands beside an `impl` block outside of a module.
pub fn block(class: &Class) -> TokenStream {
    registered(class, Content::of(class), "Instances")
}

/// The same for an enumeration.
pub fn enumeration_block(class: &Class) -> TokenStream {
    let name = ours(&class.name);
    let (markers, entries): (TokenStream, Vec<_>) =
        class.members.iter().map(|member| enumeration::method(&name, member)).unzip();
    let entries = entries.into_iter().flatten().collect();
    let construct = quote!(::pydust::macro_support::Construct::NONE);
    registered(class, Content { markers, entries, construct }, "Variants")
}

/// What has the loader know of a block. `owner` is what the library calls the kind of its class.
fn registered(class: &Class, content: Content, owner: &str) -> TokenStream {
    let Content { markers, entries, construct } = content;
    let Class { conditions, .. } = class;
    let name = ours(&class.name);
    let owner = Ident::new(owner, Span::mixed_site());
    let owner = quote_spanned!(name.span()=> ::pydust::macro_support::#owner<#name>);
    let signature = class.constructor.as_ref().map_or_else(String::new, |constructor| {
        text::signature_line(&python::name(&class.name), constructor)
    });
    let finalizer = class.members.iter().find_map(|member| finalizer(&name, member));
    let record = record::class::block(class, &owner);
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        #finalizer
        #conditions
        const _: () = {
            #markers
            enum __PydustMethods {}
            #[automatically_derived]
            #unsafe_token impl ::pydust::macro_support::Methods for __PydustMethods {
                type Owner = #owner;
                const SPEC: ::pydust::macro_support::MethodsSpec = ::pydust::macro_support::MethodsSpec {
                    place: ::core::concat!(::core::file!(), ":", ::core::line!()),
                    members: &[#(#entries),*],
                    construct: #construct,
                    signature: #signature,
                };
                #[allow(deprecated)]
                fn block() -> &'static ::pydust::macro_support::Block {
                    ::pydust::macro_support::kept_record!(#record);
                    static BLOCK: ::pydust::macro_support::Block =
                        ::pydust::macro_support::Block::new::<__PydustMethods>();
                    &BLOCK
                }
            }
            ::pydust::macro_support::run_when_loaded!(::pydust::macro_support::register::<__PydustMethods>);
        };
    }
}

/// What tells the struct of its `__del__`.
fn finalizer(class: &Ident, member: &Member) -> Option<TokenStream> {
    let Member::Special(Special { name: "__del__", .. }, callable) = member else { return None };
    let conditions = &callable.conditions;
    Some(quote_spanned! {Span::mixed_site()=>
        #conditions
        #[doc(hidden)]
        impl #class {
            pub const __PYDUST_HAS_FINALIZER: bool = true;
        }
    })
}

/// What stands beside a class outside of a module: whether it has a `__del__` is said by its `impl` blocks.
pub fn free(class: &Class) -> TokenStream {
    let name = ours(&class.name);
    let has_finalizer = quote_spanned! {Span::mixed_site()=>
        has_finalizer: {
            #[allow(unused_imports)]
            use ::pydust::macro_support::NoFinalizer as _;
            <#name>::__PYDUST_HAS_FINALIZER
        },
    };
    beside(class, &has_finalizer)
}

/// What stands in the module of a class, beside its struct.
pub fn class(class: &Class) -> TokenStream {
    beside(class, &TokenStream::new())
}

fn beside(class: &Class, finalizer: &TokenStream) -> TokenStream {
    match &class.family {
        Some(variants) => family::family(class, variants, finalizer),
        None => implementation(class, finalizer),
    }
}

fn implementation(class: &Class, finalizer: &TokenStream) -> TokenStream {
    let Content { markers, entries, construct } = Content::of(class);
    let Class { conditions, .. } = class;
    let name = ours(&class.name);
    let mut docs = class.doc.clone();
    if let Some(constructor) = &class.constructor {
        docs.prepend(text::signature_line(&python::name(&class.name), constructor));
    }
    let doc = doc(&docs);
    let python_name = c_name(&class.name);
    let text_name = python::name(&class.name);
    let id = record::id(&class.name);
    let flags = flags(&class.options);
    let (within, depth) = within(class).unzip();
    let lock = if class.options.frozen { "Frozen" } else { "Locked" };
    let lock = Ident::new(lock, Span::mixed_site());
    let free_list = free_list(&class.options);
    let (base, beside_base) = inheritance::base(class);
    let traverse = traverse::implementation(&name, conditions, &class.held);
    let holds_objects = traverse::holds_objects(&class.name, &class.held)
        .map(|holds| quote!(holds_objects: #holds,));
    let generated = generated::beside(class);
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    let value = value(class, class.options.kind());
    quote! {
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Class for #name {
            type Base = #base;
            type Lock = ::pydust::macro_support::#lock;
            const NAME: &'static str = #text_name;
            const ID: &'static str = #id;
            const SPEC: ::pydust::macro_support::ClassSpec = {
                #markers
                ::pydust::macro_support::ClassSpec {
                    name: #python_name,
                    doc: #doc,
                    members: &[#(#entries),*],
                    construct: #construct,
                    #within
                    #flags
                    #holds_objects
                    #finalizer
                    ..::pydust::macro_support::ClassSpec::NEW
                }
            };
            fn runtime() -> &'static ::pydust::macro_support::ClassRuntime {
                static RUNTIME: ::pydust::macro_support::ClassRuntime =
                    ::pydust::macro_support::ClassRuntime::new();
                &RUNTIME
            }
            #free_list
        }
        #beside_base
        #depth
        #traverse
        #value
        #generated
    }
}

impl ClassOptions {
    /// How the library calls the kind of item that the class is.
    fn kind(&self) -> &'static str {
        if self.has(Generated::Raised) { "raised" } else { "class" }
    }
}

/// The class as a value: what a function that returns one gives, and what is exported.
/// `kind` says how it is exported.
pub fn value(class: &Class, kind: &str) -> TokenStream {
    let kind = Ident::new(kind, Span::mixed_site());
    let Class { conditions, .. } = class;
    let name = ours(&class.name);
    let record = record::constant(&record::class::class(class));
    quote! {
        #conditions
        #[automatically_derived]
        impl<'py> ::pydust::macro_support::IntoPy<'py> for #name {
            const GIVES: ::pydust::TypeHint = <#name as ::pydust::macro_support::Class>::HINT;
            #[inline(always)]
            fn into_py(
                self,
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                ::pydust::macro_support::instance(self, py)
            }
        }
        #conditions
        #[automatically_derived]
        impl<'a, 'py> ::pydust::macro_support::IntoPy<'py> for &'a #name
        where
            ::pydust::macro_support::Borrowed: ::pydust::macro_support::CopiedFrom<'a, #name>,
        {
            fn into_py(
                self,
                _: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                match <::pydust::macro_support::Borrowed as
                    ::pydust::macro_support::CopiedFrom<'a, #name>>::NEVER {}
            }
        }
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::Reexport for #name {
            const ITEM: ::pydust::macro_support::Item = ::pydust::macro_support::Item::#kind::<#name>();
            #record
        }
    }
}

/// The class that this one is an attribute of, in the spec; and what finds two that are within each other.
fn within(class: &Class) -> Option<(TokenStream, TokenStream)> {
    let outer = class.options.within.as_ref()?;
    let (conditions, name) = (&class.conditions, ours(&class.name));
    let Place { start, end } = Place::of(outer, &class.name);
    let within = quote_spanned!(end=> within: ::pydust::macro_support::Within::of::<#outer>(),);
    let depth = quote_spanned! {start=>
        #conditions
        const _: usize = ::pydust::macro_support::depth::<#name>();
    };
    Some((within, depth))
}

/// The fields of the spec that differ from those of a class without options.
pub fn flags(options: &ClassOptions) -> TokenStream {
    let ClassOptions { is_final, dict, weakref, collection, .. } = options;
    let flags = [("is_final", is_final), ("has_dict", dict), ("has_weakrefs", weakref)];
    let flags = flags.into_iter().filter(|(_, is_set)| **is_set);
    let names = flags.map(|(name, _)| Ident::new(name, Span::mixed_site()));
    let collection = collection.map(|name| {
        let name = Ident::new(name, Span::mixed_site());
        quote! {
            collection: ::core::option::Option::Some(&::pydust::macro_support::Collection::#name),
        }
    });
    quote!(#(#names: true,)* #collection)
}

/// Where the memory of ended instances is kept.
fn free_list(options: &ClassOptions) -> Option<TokenStream> {
    options.freelist.as_ref().map(|capacity| {
        quote! {
            const FREE_LIST: ::core::option::Option<fn() -> &'static ::pydust::macro_support::FreeList> = {
                fn list() -> &'static ::pydust::macro_support::FreeList {
                    static LIST: ::pydust::macro_support::FreeList =
                        ::pydust::macro_support::FreeList::new(#capacity);
                    &LIST
                }
                ::core::option::Option::Some(list)
            };
        }
    })
}

/// The members that options bring.
pub fn optional_members(options: &ClassOptions) -> impl Iterator<Item = TokenStream> {
    let members = [("DICT", options.dict), ("CLASS_GETITEM", options.generic)];
    members.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| {
        let name = Ident::new(name, Span::mixed_site());
        quote!(::pydust::macro_support::Member::#name)
    })
}

/// The marker of a member, and its entry in the spec; those of special methods are made for all of them at once.
pub fn member(class: &Ident, member: &Member) -> (TokenStream, Option<TokenStream>) {
    match member {
        Member::Field(item) => {
            let (implementation, entry) = attribute::field(class, item);
            (implementation, Some(entry))
        }
        Member::Property(item) => {
            let (implementation, entry) = attribute::property(item);
            (implementation, Some(entry))
        }
        Member::Constant(item) => {
            let (implementation, entry) = attribute::constant(class, item);
            (implementation, Some(entry))
        }
        Member::Special(special, callable) => (special::implementation(special, callable), None),
        Member::Function(callable) => {
            let marker = marker("method", &callable.name);
            let conditions = &callable.conditions;
            (
                function::inside(callable, &marker, Form::PLAIN),
                Some(quote!(#conditions ::pydust::macro_support::Member::method::<#marker>())),
            )
        }
    }
}
