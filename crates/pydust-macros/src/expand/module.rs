//! Modules: the user's items, the markers of the functions beside them, the spec, and the entry point of the binary.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::function::{self, Form};
use super::{
    Place, c_name, class, doc, enumeration, exception, marker, ours, ours_at, record, traverse,
};
use crate::model::{BodyItem, Export, ExportKind, Init, Module, Needs, State};
use crate::python;

/// The module that a binary is for, with the function that Python looks up: which of the two depends on its version.
pub fn outermost(item: &Module) -> TokenStream {
    let span = ours_at(item.name.span());
    let name = python::name(&item.name);
    let [init, export] =
        ["PyInit", "PyModExport"].map(|prefix| Ident::new(&format!("{prefix}_{name}"), span));
    let entry = quote!(::pydust::macro_support::entry! { #init, #export });
    let tests = quote!(
        #[cfg(test)]
        ::pydust::macro_support::Export::tests(),
    );
    module(item, &entry, &tests)
}

fn module(module: &Module, entry: &TokenStream, tests: &TokenStream) -> TokenStream {
    let Module { header, inner_attributes, .. } = module;
    let items = module.body.iter().map(|item| match item {
        BodyItem::Rust(tokens) => tokens.clone(),
        BodyItem::Submodule(submodule) => {
            self::module(submodule, &TokenStream::new(), &TokenStream::new())
        }
    });
    let functions = module.functions.iter().map(function::beside);
    let classes = module.classes.iter().map(class::class);
    let enumerations = module.enumerations.iter().map(enumeration::enumeration);
    let exceptions = module.exceptions.iter().map(exception::exception);
    let state = module.state.as_ref().map(state);
    let definition = definition(module, tests);
    quote! {
        #header {
            #inner_attributes
            #(#items)*
            #(#functions)*
            #(#classes)*
            #(#enumerations)*
            #(#exceptions)*
            #state
            #definition
            #entry
        }
    }
}

fn definition(module: &Module, tests: &TokenStream) -> TokenStream {
    let (markers, entries): (Vec<_>, Vec<_>) = module.exports.iter().map(export).unzip();
    let name = c_name(&module.name);
    let doc = doc(&module.doc);
    let state = match &module.state {
        Some(State { name, .. }) => {
            let name = ours(name);
            quote!(of::<#name>())
        }
        None => quote!(NONE),
    };
    let needs = needs(&module.needs);
    let record = record::constant(&record::module::module(module));
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        #[doc(hidden)]
        pub enum __PydustModule {}
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Module for __PydustModule {
            const SPEC: ::pydust::macro_support::ModuleSpec = {
                #(#markers)*
                ::pydust::macro_support::ModuleSpec {
                    name: #name,
                    doc: #doc,
                    exports: &[#tests #(#entries),*],
                    state: ::pydust::macro_support::StateSpec::#state,
                    needs: ::pydust::macro_support::Needs::#needs,
                }
            };
            #record
            fn definition() -> &'static ::pydust::macro_support::ModuleDefinition {
                static DEFINITION: ::pydust::macro_support::ModuleDefinition =
                    ::pydust::macro_support::ModuleDefinition::new::<__PydustModule>();
                &DEFINITION
            }
        }
    }
}

/// What is needed, after the name of its type.
fn needs(Needs { interpreter, gil }: &Needs) -> TokenStream {
    let interpreter = interpreter.map(|name| Ident::new(name, Span::mixed_site())).into_iter();
    let gil = gil.then(|| quote!(.gil()));
    quote!(NOTHING #(.#interpreter())* #gil)
}

/// The marker that an export needs inside of the spec, and its entry there.
fn export(export: &Export) -> (TokenStream, TokenStream) {
    let Export { conditions, .. } = export;
    let name = ours(&export.name);
    let (marker, constructor, target) = match &export.kind {
        ExportKind::Function => (TokenStream::new(), "function", quote!(#name)),
        ExportKind::Class => (TokenStream::new(), "class", quote!(#name)),
        ExportKind::Enumeration => (TokenStream::new(), "enumeration", quote!(#name)),
        ExportKind::Exception => (TokenStream::new(), "exception", quote!(#name)),
        ExportKind::Raised => (TokenStream::new(), "raised", quote!(#name)),
        ExportKind::Reexport => (TokenStream::new(), "reexport", quote!(#name)),
        ExportKind::Submodule => (TokenStream::new(), "submodule", quote!(#name::__PydustModule)),
        ExportKind::StateFunction(callable) => {
            let marker = marker("function", &name);
            (function::inside(callable, &marker, Form::PLAIN), "function", quote!(#marker))
        }
        ExportKind::Constant { path, ty, .. } => {
            let marker = marker("constant", &name);
            let place = Place::of(ty, &export.name);
            (constant(conditions, place, &marker, path), "constant", quote!(#marker))
        }
    };
    let constructor = Ident::new(constructor, Span::mixed_site());
    let python_name = c_name(&name);
    let entry = quote! {
        #conditions
        ::pydust::macro_support::Export::#constructor::<#target>(#python_name)
    };
    (marker, entry)
}

/// The marker of a value that is made in each interpreter.
pub(super) fn constant(
    conditions: &TokenStream,
    place: Place,
    marker: &Ident,
    value: &TokenStream,
) -> TokenStream {
    let returned = place.call("returned", quote_spanned!(Span::mixed_site()=> #value, py));
    quote_spanned! {Span::mixed_site()=>
        #conditions
        enum #marker {}
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::Constant for #marker {
            fn value<'py>(
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                #returned
            }
        }
    }
}

fn state(state: &State) -> TokenStream {
    let name = ours(&state.name);
    let mixed = Span::mixed_site();
    let init = match &state.init {
        Init::Hook(hook) => {
            let py = hook.takes_token.then(|| quote_spanned!(mixed=> py));
            let place = Place::of(&hook.output, &state.name);
            let call = quote_spanned!(place.end=> <Self>::__init__(#py));
            place.constructed(quote!(Self), call)
        }
        Init::Wrong => quote!(::core::unimplemented!()),
        Init::Default => {
            let default =
                quote_spanned!(name.span()=> <#name as ::core::default::Default>::default());
            quote!(::core::result::Result::Ok(#default))
        }
    };
    let del = state.del.as_ref().map(|hook| {
        let py = hook.takes_token.then(|| quote_spanned!(mixed=> , py));
        let place = Place::of(&hook.output, &state.name);
        let call = quote_spanned!(mixed=> this #py);
        let finished = place.call("finished", quote_spanned!(place.end=> <Self>::__del__(#call)));
        quote_spanned! {mixed=>
            fn del<'py>(
                this: &mut Self,
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<()> {
                #finished
            }
        }
    });
    let is_collected = traverse::holds_objects(&state.name, &state.held)
        .map(|holds| quote_spanned!(mixed=> const IS_COLLECTED: bool = #holds;));
    let traverse = traverse::implementation(&name, &TokenStream::new(), &state.held);
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote_spanned! {mixed=>
        #traverse
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::State for #name {
            #is_collected
            fn init<'py>(py: ::pydust::macro_support::Python<'py>) -> ::pydust::macro_support::Result<Self> {
                #init
            }
            #del
        }
    }
}
