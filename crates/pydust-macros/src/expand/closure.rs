//! `closure!`: an expression that makes the callable.
//!
//! The body stands in a Rust closure that captures nothing: what it uses is in a tuple that it is given.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::function::{Call, call, spec};
use super::{Place, marker};
use crate::model::Closure;
use crate::python::special::Mismatch;
use crate::syntax::Capture;

/// The expression for a closure.
pub fn closure(closure: &Closure) -> TokenStream {
    let Closure { token, captures, callable, .. } = closure;
    let mixed = Span::mixed_site();
    let constant = marker("closure", &callable.name);
    let spec = spec(callable, "Static");
    let values = captures.iter().map(|capture| &capture.value);
    let holds = (0..captures.len()).map(|index| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote_spanned!(mixed=> (&::pydust::macro_support::Captured(&captures.#index)).holds_objects())
    });
    let seen: Vec<Ident> =
        (0..captures.len()).map(|index| format_ident!("c{}", index, span = mixed)).collect();
    let body = body(closure, &constant);
    quote_spanned! {mixed=>
        {
            #[allow(non_upper_case_globals)]
            const #constant: ::pydust::macro_support::FunctionSpec = #spec;
            let captures = (#(#values,)*);
            let holds = {
                #[allow(unused_imports)]
                use ::pydust::macro_support::{Opaque as _, Traversed as _};
                [#(#holds),*]
            };
            ::pydust::macro_support::closure(
                #token,
                &#constant,
                captures,
                holds,
                |captures, visitor| {
                    #[allow(unused_imports)]
                    use ::pydust::macro_support::{Opaque as _, Traversed as _};
                    let (#(#seen,)*) = captures;
                    #((&::pydust::macro_support::Captured(#seen)).traverse(visitor);)*
                    let _ = visitor;
                },
                #body
            )
        }
    }
}

/// What runs when Python calls: the arguments become the user's variables, and the user's body is a closure of its
/// own, so that `?` and `return` in it are its own.
fn body(closure: &Closure, constant: &Ident) -> TokenStream {
    let Closure { captures, callable, parameters, body, .. } = closure;
    let mixed = Span::mixed_site();
    let names = captures.iter().map(|Capture { name, .. }| name);
    let spec = quote_spanned!(mixed=> #constant);
    let Call { bind, arguments } = call(callable, Mismatch::Raise, &spec);
    let variables = parameters
        .iter()
        .zip(&arguments)
        .map(|((pattern, ty), argument)| quote_spanned!(mixed=> let #pattern: #ty = #argument;));
    let output = &callable.output;
    let output = if output.is_empty() { quote!(()) } else { output.clone() };
    let run = quote_spanned!(mixed=> move || -> #output #body);
    let run = if callable.detach {
        quote_spanned!(mixed=> call.py().detach(#run))
    } else {
        quote_spanned!(mixed=> (#run)())
    };
    let place = Place::of(&callable.output, &callable.name);
    let returned = place.call("returned", quote_spanned!(mixed=> #run, call.py()));
    quote_spanned! {mixed=>
        |captures, call| {
            let (#(#names,)*) = captures;
            #bind
            #(#variables)*
            #[allow(clippy::redundant_closure_call)]
            #returned
        }
    }
}
