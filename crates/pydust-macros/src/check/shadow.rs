//! Paths that an exported function hides: its marker has its name in the namespace of types, where crates and modules
//! are looked for too.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};

use crate::messages;
use crate::report::Report;
use crate::syntax::{Function, Item};

/// Reports the paths that exported functions of a module hide from its functions. Gives the names of those functions.
///
/// Those with the name of one of the module's own types are another mistake.
pub fn hiding_functions(items: &[Item], type_names: &[String], report: &mut Report) -> Vec<String> {
    let functions = items.iter().filter_map(|item| match item {
        Item::Function(function) => Some(function),
        _ => None,
    });
    let exported = functions.clone().filter(|function| function.head.public);
    let names = exported.map(|function| function.name.to_string());
    let names: Vec<String> = names.filter(|name| !type_names.contains(name)).collect();
    let words = functions.filter_map(|function| hidden_word(function, &names));
    let reported = words.map(|word| {
        let name = word.to_string();
        report.error(word.span(), messages::hidden_path(&name));
        name
    });
    reported.collect()
}

/// The first word of a path in the function's parameters, result or body that one of these names hides.
fn hidden_word(function: &Function, names: &[String]) -> Option<Ident> {
    let find = |tokens: &TokenStream| first_word(tokens.clone(), names);
    let parameters = function.params.iter().find_map(|param| find(&param.ty));
    parameters.or_else(|| find(&function.tokens.after_params))
}

/// Blocks with imports or modules of their own are left to the compiler: there the name may be another one.
fn first_word(tokens: TokenStream, names: &[String]) -> Option<Ident> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if tokens.iter().any(|token| is_word(token, "use") || is_word(token, "mod")) {
        return None;
    }
    tokens.iter().enumerate().find_map(|(index, token)| match token {
        TokenTree::Group(group) => first_word(group.stream(), names),
        TokenTree::Ident(word) => {
            let begins =
                !is_path_separator(&tokens[..index], true) && !follows_dot(&tokens[..index]);
            let goes_on = is_path_separator(&tokens[index + 1..], false);
            let is_hidden = begins && goes_on && names.iter().any(|name| word == name);
            is_hidden.then(|| word.clone())
        }
        _ => None,
    })
}

fn is_word(token: &TokenTree, text: &str) -> bool {
    matches!(token, TokenTree::Ident(word) if word == text)
}

/// Whether `::` and no turbofish is at the beginning, or at the end.
fn is_path_separator(tokens: &[TokenTree], at_end: bool) -> bool {
    let is_colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    let is_joint = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint);
    match tokens {
        [.., first, second] if at_end => is_joint(first) && is_colon(second),
        [first, second, TokenTree::Ident(_), ..] => !at_end && is_joint(first) && is_colon(second),
        _ => false,
    }
}

fn follows_dot(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(mark)) if mark.as_char() == '.')
}
