//! Special methods: a marker for each, and one entry for each slot that some of them fill together.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use super::function::{self, Form};
use super::marker;
use crate::model::{Callable, Member};
use crate::python::special::{self, Kind, Special};

/// The marker of one special method.
pub fn implementation(special: &Special, callable: &Callable) -> TokenStream {
    let form = Form { mismatch: special.mismatch, outcome: special.outcome };
    function::inside(callable, &marker("method", &callable.name), form)
}

/// The entries of all special methods among the members of `class`.
pub fn entries(class: &Ident, members: &[Member]) -> Vec<TokenStream> {
    let specials: Vec<(&Special, &Callable)> = members
        .iter()
        .filter_map(|member| match member {
            Member::Special(special, callable) => Some((*special, callable)),
            _ => None,
        })
        .collect();
    let mut filled = Vec::new();
    let mut entries = Vec::new();
    for (special, callable) in &specials {
        match special.kind {
            Kind::Slot(name) if filled.contains(&name) => {}
            Kind::Slot(name) => {
                filled.push(name);
                entries.push(slot(name, class, &specials));
            }
            _ => entries.push(method(callable)),
        }
    }
    entries
}

fn method(callable: &Callable) -> TokenStream {
    let conditions = &callable.conditions;
    let marker = marker("method", &callable.name);
    quote!(#conditions ::pydust::macro_support::Member::method::<#marker>())
}

/// The entry of one slot. Where a method is there only under conditions, a block around the entry says what stands
/// for it otherwise.
fn slot(name: &str, class: &Ident, specials: &[(&Special, &Callable)]) -> TokenStream {
    let absent = quote!(::pydust::macro_support::slot::Absent);
    let mut stand_ins = Vec::new();
    let parts = special::parts(name).map(|part| {
        let callables: Vec<&Callable> = specials
            .iter()
            .filter(|(special, _)| special.name == part.name)
            .map(|(_, callable)| *callable)
            .collect();
        let Some(first) = callables.first() else { return absent.clone() };
        let marker = marker("method", &first.name);
        if callables.iter().all(|callable| !callable.conditions.is_empty()) {
            let conditions = callables.iter().map(|callable| predicate(&callable.conditions));
            stand_ins.push(quote!(#[cfg(not(any(#(#conditions),*)))] type #marker = #absent;));
        }
        quote!(#marker)
    });
    let parts: Vec<TokenStream> = parts.collect();
    let function = format_ident!("fill_{}", name, span = Span::mixed_site());
    let entry = quote_spanned! {Span::mixed_site()=>
        ::pydust::macro_support::slot::#function::<#class, #(#parts),*>()
    };
    if stand_ins.is_empty() { entry } else { quote!({ #(#stand_ins)* #entry }) }
}

/// What a series of `#[cfg(..)]` says, in one.
fn predicate(conditions: &TokenStream) -> TokenStream {
    let groups = |tokens: TokenStream, delimiter: Delimiter| {
        tokens.into_iter().filter_map(move |token| match token {
            TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.stream()),
            _ => None,
        })
    };
    let predicates = groups(conditions.clone(), Delimiter::Bracket)
        .flat_map(|attribute| groups(attribute, Delimiter::Parenthesis));
    quote!(all(#(#predicates),*))
}
