//! `closure!(token, [captured values] fn name(..) {..})`: the parts of its input.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::next_item;
use crate::cursor::{Cursor, is_punct, split_commas};
use crate::syntax::{Capture, Closure};

/// The parts of a `closure!` call, which `check/closure.rs` looks at.
pub fn closure(tokens: TokenStream) -> Closure {
    let mut cursor = Cursor::new(tokens);
    let token = cursor.take_until(&|token| is_punct(token, ','));
    cursor.next_punct(',');
    // An attribute's brackets come after a `#`.
    let captures = cursor.next_group(Delimiter::Bracket);
    let captures = captures.map(|group| split_commas(group.stream())).unwrap_or_default();
    cursor.next_punct(',');
    let is_empty = cursor.is_empty();
    let item = next_item(&mut cursor);
    Closure {
        token: token.into_iter().collect(),
        captures: captures.into_iter().map(capture).collect(),
        item: (!is_empty).then_some(item),
        rest: cursor.remaining(),
    }
}

/// `name`, or `name = value`.
fn capture(tokens: Vec<TokenTree>) -> Result<Capture, TokenStream> {
    let all: TokenStream = tokens.iter().cloned().collect();
    let mut cursor = Cursor::new(tokens);
    let Some(name) = cursor.next_ident().filter(is_name) else { return Err(all) };
    if cursor.is_empty() {
        return Ok(Capture { value: TokenTree::from(name.clone()).into(), name });
    }
    let is_assigned = cursor.next_punct('=').is_some();
    let value = cursor.remaining();
    if is_assigned && !value.is_empty() { Ok(Capture { name, value }) } else { Err(all) }
}

/// Whether this can be a variable: `self` can't.
fn is_name(name: &Ident) -> bool {
    name != "self" && name != "mut" && name != "ref"
}
