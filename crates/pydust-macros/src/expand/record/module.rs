//! What records say of modules: their functions, constants, classes and submodules.

use proc_macro2::TokenStream;
use quote::quote;

use super::function::{self, Form};
use super::{Record, gives};
use crate::expand::ours;
use crate::model::{Export, ExportKind, Module};
use crate::python;

/// A module with all that it exports.
pub fn module(module: &Module) -> TokenStream {
    let members: Vec<TokenStream> = module.exports.iter().map(member).collect();
    let id = quote!(::pydust::macro_support::Piece::Json(::core::module_path!()));
    Record::new("module")
        .text("name", &python::name(&module.name))
        .piece("id", id)
        .doc(&module.doc)
        .list("members", &members)
        .finish()
}

fn member(export: &Export) -> TokenStream {
    let Export { conditions, .. } = export;
    let name = ours(&export.name);
    let reexport = quote!(<#name as ::pydust::macro_support::Reexport>::RECORD);
    let record = match &export.kind {
        ExportKind::Function
        | ExportKind::Class
        | ExportKind::Enumeration
        | ExportKind::Exception
        | ExportKind::Raised => reexport,
        ExportKind::Reexport => Record::new("export")
            .text("name", &python::name(&export.name))
            .object("item", reexport)
            .finish(),
        ExportKind::Submodule => {
            quote!(<#name::__PydustModule as ::pydust::macro_support::Module>::RECORD)
        }
        ExportKind::StateFunction(callable) => function::function(callable, Form::Plain).finish(),
        ExportKind::Constant { ty, hint, literal, .. } => Record::new("constant")
            .text("name", &python::name(&export.name))
            .constant(hint.as_ref(), literal.as_ref(), || gives(ty, None))
            .finish(),
    };
    quote!(#conditions #record)
}
