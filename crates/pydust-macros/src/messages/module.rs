//! What is said of the options of modules.

use proc_macro2::TokenStream;

pub fn options_form() -> String {
    "options are written `#[module(name, name = value)]`".to_owned()
}

pub fn unknown_interpreters<'a>(
    value: &TokenStream,
    suggestion: Option<&str>,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    let hint = suggestion.map(|name| format!("did you mean `\"{name}\"`? ")).unwrap_or_default();
    let known: Vec<_> = known.into_iter().map(|name| format!("`\"{name}\"`")).collect();
    format!(
        "`{value}` names no interpreters: {hint}those that can import a module are {}",
        known.join(", ")
    )
}
