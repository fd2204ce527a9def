//! `#[derive(FromPy)]`: a struct from a dict.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Place, c_name, ours};
use crate::syntax::{Field, Fields, Struct};

/// The conversion of `item`, whose fields have names.
pub fn from_py(item: &Struct) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&item.name);
    let fields = match &item.fields {
        Fields::Named(_, fields) => fields.as_slice(),
        Fields::Tuple(_) | Fields::Unit => &[],
    };
    let values = fields.iter().map(|Field { head, name, ty, .. }| {
        let conditions = head.conditions();
        let key = c_name(name);
        // A field of a type that can't be converted is an error at the type.
        let get = Ident::new("get", Place::of(ty, name).start);
        let name = ours(name);
        quote_spanned!(mixed=> #conditions #name: fields.#get(#key)?)
    });
    let values = quote!(#(#values),*);
    quote_spanned! {mixed=>
        #[automatically_derived]
        impl<'a, 'py> ::pydust::FromPy<'a, 'py> for #name {
            type Guard = ();
            const EXPECTED: &'static str = "dict";
            fn from_py(
                obj: &'a ::pydust::macro_support::Obj<'py>,
                _: &'a mut (),
            ) -> ::pydust::macro_support::Result<Self> {
                let fields = ::pydust::macro_support::Fields::of(obj)?;
                ::core::result::Result::Ok(Self { #values })
            }
        }
    }
}
