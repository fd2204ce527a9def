//! Tests: the function under a marker, its record, and how it registers itself.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::function::{self, Form};
use super::record::{self, Record, quoted};
use crate::check::test::is_module;
use crate::model::{Parametrization, Role, Test, TestOptions, Xfail};
use crate::python;

/// What stands beside the function, where tests are compiled.
pub fn test(test: &Test) -> TokenStream {
    let marker = Ident::new("Test", Span::mixed_site());
    let function = function::inside(&test.callable, &marker, Form::PLAIN);
    let id = record::id(&test.callable.name);
    let record = record(test, &id).finish();
    let conditions = &test.callable.conditions;
    quote_spanned! {Span::mixed_site()=>
        #[cfg(test)]
        #conditions
        const _: () = {
            #function
            extern "C" fn register() {
                static TEST: ::pydust::macro_support::Test =
                    ::pydust::macro_support::Test::new::<#marker>(#id);
                ::pydust::macro_support::kept_record!(#record);
                ::pydust::macro_support::register_test(&TEST);
            }
            ::pydust::macro_support::run_when_loaded!(register);
        };
    }
}

/// What pytest is told of the test.
fn record(test: &Test, id: &TokenStream) -> Record {
    let text = |tokens| quote!(::pydust::macro_support::Piece::Text(#tokens));
    let line = quote!(::core::line!() as ::core::primitive::i128);
    let TestOptions { isolated, skip, xfail, parametrize, marks } = &test.options;
    let mut record = Record::new("test")
        .piece("id", text(id.clone()))
        .piece("file", text(quote!(::core::file!())))
        .object("line", quote!(::pydust::macro_support::Piece::Number(#line)))
        .doc(&test.callable.doc)
        .json("params", &list(params(test)))
        .flag("isolated", *isolated)
        .flag("async", test.gives);
    match skip.as_deref() {
        None => {}
        Some("") => record = record.flag("skip", true),
        Some(reason) => record = record.text("skip", reason),
    }
    if let Some(xfail) = xfail {
        record = record.json("xfail", &expected_failure(xfail));
    }
    let rows = |item: &Parametrization| list([quoted(&item.names), quoted(&item.values)]);
    record
        .json("parametrize", &list(parametrize.iter().map(rows)))
        .json("marks", &list(marks.iter().map(|mark| quoted(mark))))
}

/// The parameters, but for the token.
fn params(test: &Test) -> impl Iterator<Item = String> {
    let named = test.callable.parameters.iter();
    let named = named.filter(|parameter| !matches!(parameter.role, Role::Token));
    named.map(|parameter| {
        let module = if is_module(&parameter.ty) { ",\"module\":true" } else { "" };
        format!("{{\"name\":{}{module}}}", quoted(&python::name(&parameter.name)))
    })
}

fn expected_failure(Xfail { reason, strict, raises }: &Xfail) -> String {
    let entries = [
        Some(format!("\"reason\":{}", quoted(reason))),
        strict.map(|strict| format!("\"strict\":{strict}")),
        raises.as_ref().map(|raises| format!("\"raises\":{}", quoted(raises))),
    ];
    let entries: Vec<String> = entries.into_iter().flatten().collect();
    format!("{{{}}}", entries.join(","))
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}
