//! What the garbage collector is told of a type's fields: for classes, module state and `#[derive(Traverse)]`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use super::Place;
use super::derive::{predicates, type_of};
use crate::model::{Held, HeldBy, Traversal};

/// The `Traverse` of a type that Python objects hold, which asks of each field whether it has one.
pub fn implementation(name: &Ident, conditions: &TokenStream, held: &[Held]) -> TokenStream {
    let mixed = Span::mixed_site();
    let fields = held.iter().map(|Held { member, ty, conditions }| {
        quote_spanned! {mixed=>
            #conditions
            ::pydust::macro_support::Probe::<#ty>::traverse(&self.#member, _visitor);
        }
    });
    asking(name, conditions, &quote_spanned!(mixed=> #(#fields)*))
}

/// The same with `body`, in which each type can be asked.
pub fn asking(name: &Ident, conditions: &TokenStream, body: &TokenStream) -> TokenStream {
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote_spanned! {Span::mixed_site()=>
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Traverse for #name {
            fn traverse(&self, _visitor: &mut ::pydust::macro_support::Visitor<'_>) {
                #[allow(unused_imports)]
                use ::pydust::macro_support::Untraversed as _;
                #body
            }
        }
    }
}

/// Whether any field can hold objects; none where no field could. One whose type contains the type itself holds what
/// the others do.
pub fn holds_objects(name: &Ident, held: &[Held]) -> Option<TokenStream> {
    let mixed = Span::mixed_site();
    let others = held.iter().filter(|held| !mentions(held.ty.clone(), name));
    let answers: Vec<TokenStream> = others
        .map(|Held { ty, conditions, .. }| {
            quote_spanned!(mixed=> #conditions ::pydust::macro_support::Probe::<#ty>::HOLDS_OBJECTS)
        })
        .collect();
    (!answers.is_empty()).then(|| {
        quote_spanned! {mixed=>
            {
                #[allow(unused_imports)]
                use ::pydust::macro_support::Untraversed as _;
                ::pydust::macro_support::any(&[#(#answers),*])
            }
        }
    })
}

/// What `#[derive(Traverse)]` writes: each field must be `Traverse` itself.
pub fn derived(traversal: &Traversal) -> TokenStream {
    let Traversal { name, generics, deprecated, variants } = traversal;
    let mixed = Span::mixed_site();
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    let allow = deprecated.then(|| quote!(#[allow(deprecated)]));
    let declared = generics.params.iter().map(|param| &param.declared);
    let ty = type_of(name, generics);
    let bound = quote_spanned!(mixed=> ::pydust::macro_support::Traverse);
    let predicates = predicates(generics, &bound, &[]);
    let arms = variants.iter().map(arm);
    // Without variants there is no value, and nothing to match by reference.
    let star = variants.is_empty().then(|| quote!(*));
    quote_spanned! {mixed=>
        #[automatically_derived]
        #allow
        #unsafe_token impl<#(#declared),*> ::pydust::macro_support::Traverse for #ty #predicates {
            fn traverse(&self, _visitor: &mut ::pydust::macro_support::Visitor<'_>) {
                match #star self { #(#arms)* }
            }
        }
    }
}

fn arm(held: &HeldBy) -> TokenStream {
    let HeldBy { path, conditions, fields } = held;
    let mixed = Span::mixed_site();
    let names: Vec<Ident> =
        (0..fields.len()).map(|index| format_ident!("f{}", index, span = mixed)).collect();
    let patterns = fields.iter().zip(&names).map(|(Held { member, conditions, .. }, name)| {
        quote_spanned!(mixed=> #conditions #member: #name,)
    });
    let visits = fields.iter().zip(&names).map(|(Held { ty, conditions, .. }, name)| {
        // A type that is not `Traverse` is reported where it is written.
        let end = Place::of(ty, name).end;
        let mut name = name.clone();
        name.set_span(end);
        quote_spanned!(end=> #conditions ::pydust::macro_support::Traverse::traverse(#name, _visitor);)
    });
    quote_spanned!(mixed=> #conditions #path { #(#patterns)* .. } => { #(#visits)* })
}

fn mentions(ty: TokenStream, name: &Ident) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == *name || word == "Self",
        TokenTree::Group(group) => mentions(group.stream(), name),
        _ => false,
    })
}
