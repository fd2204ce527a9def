//! What the garbage collector is told of a type's fields: for classes, module state and `#[derive(Traverse)]`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;

use crate::model::Held;

/// The `Traverse` of a type that Python objects hold, which asks of each field whether it has one.
pub fn implementation(name: &Ident, conditions: &TokenStream, held: &[Held]) -> TokenStream {
    let mixed = Span::mixed_site();
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    let fields = held.iter().map(|Held { member, ty, conditions }| {
        quote_spanned! {mixed=>
            #conditions
            ::pydust::macro_support::Probe::<#ty>::traverse(&self.#member, _visitor);
        }
    });
    quote_spanned! {mixed=>
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Traverse for #name {
            fn traverse(&self, _visitor: &mut ::pydust::macro_support::Visitor<'_>) {
                #[allow(unused_imports)]
                use ::pydust::macro_support::Untraversed as _;
                #(#fields)*
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

fn mentions(ty: TokenStream, name: &Ident) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == *name || word == "Self",
        TokenTree::Group(group) => mentions(group.stream(), name),
        _ => false,
    })
}
