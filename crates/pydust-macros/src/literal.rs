//! Rust literals: the text that one stands for, and how Python writes the same value.
//!
//! What a default is at run time is the user's own expression; here is only how it reads.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::cursor::{is_group, is_ident, is_punct, split_commas};

/// The text of an expression that is one string literal.
pub fn string_value(expression: &TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = expression.clone().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Literal(literal)] => match quoted(&literal.to_string())? {
            Quoted { kind: Kind::Text, value } => Some(value),
            _ => None,
        },
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            string_value(&group.stream())
        }
        _ => None,
    }
}

/// How a default reads in Python: literals as such, everything else `...`.
pub fn default_text(expression: &TokenStream) -> String {
    known_default(expression.clone()).unwrap_or_else(|| "...".to_owned())
}

/// The longest literal that says what a constant is; longer ones are for reading in the source.
const LONGEST: usize = 80;

/// How Python writes a constant that is one literal of its own type: an int, a `bool` or a text.
pub fn constant_text(expression: &TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = expression.clone().into_iter().collect();
    let literal = match tokens.as_slice() {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            return constant_text(&group.stream());
        }
        [minus, TokenTree::Literal(literal)] if is_punct(minus, '-') => literal,
        [TokenTree::Literal(literal)] => literal,
        [word] if is_ident(word, "true") || is_ident(word, "false") => {
            return known_default(expression.clone());
        }
        _ => return None,
    };
    let is_known = match quoted(&literal.to_string()) {
        Some(Quoted { kind, .. }) => matches!(kind, Kind::Text | Kind::Byte),
        None => is_integer(&literal.to_string()),
    };
    known_default(expression.clone()).filter(|text| is_known && text.len() <= LONGEST)
}

/// How Python writes a value that is made of literals, with tuples and lists of them.
pub fn value_text(expression: &TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = expression.clone().into_iter().collect();
    match tokens.as_slice() {
        [and, rest @ ..] if is_punct(and, '&') => value_text(&rest.iter().cloned().collect()),
        [some, TokenTree::Group(inner)] if is_ident(some, "Some") => value_text(&inner.stream()),
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => items_text(group),
        [vec, bang, TokenTree::Group(items)] if is_ident(vec, "vec") && is_punct(bang, '!') => {
            items_text(items)
        }
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            let items = value_texts(group)?;
            let has_comma =
                group.stream().into_iter().last().is_some_and(|last| is_punct(&last, ','));
            Some(match items.as_slice() {
                [item] if has_comma => format!("({item},)"),
                items => format!("({})", items.join(", ")),
            })
        }
        _ => known_default(expression.clone()),
    }
}

fn items_text(list: &Group) -> Option<String> {
    Some(format!("[{}]", value_texts(list)?.join(", ")))
}

fn value_texts(list: &Group) -> Option<Vec<String>> {
    let parts = split_commas(list.stream()).into_iter();
    parts.map(|part| value_text(&part.into_iter().collect())).collect()
}

fn known_default(expression: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = expression.into_iter().collect();
    let fixed = |text: &str| Some(text.to_owned());
    match tokens.as_slice() {
        [TokenTree::Literal(literal)] => literal_text(&literal.to_string()),
        [minus, TokenTree::Literal(literal)] if is_punct(minus, '-') => {
            number_text(&literal.to_string()).map(|number| format!("-{number}"))
        }
        [word] if is_ident(word, "true") => fixed("True"),
        [word] if is_ident(word, "false") => fixed("False"),
        [word] if is_ident(word, "None") => fixed("None"),
        [list] if is_empty(list, Delimiter::Bracket) => fixed("[]"),
        [tuple] if is_empty(tuple, Delimiter::Parenthesis) => fixed("()"),
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            known_default(group.stream())
        }
        [some, TokenTree::Group(inner)] if is_ident(some, "Some") => known_default(inner.stream()),
        [vec, bang, TokenTree::Group(inner)] if is_ident(vec, "vec") && is_punct(bang, '!') => {
            inner.stream().is_empty().then(|| "[]".to_owned())
        }
        [vec, _, _, new, call] if is_ident(vec, "Vec") && is_ident(new, "new") => {
            is_empty(call, Delimiter::Parenthesis).then(|| "[]".to_owned())
        }
        [map, _, _, new, call] if is_map(map) && is_ident(new, "new") => {
            is_empty(call, Delimiter::Parenthesis).then(|| "{}".to_owned())
        }
        // An owned copy of a literal, as a field holds it.
        [literal @ TokenTree::Literal(_), dot, method, call]
            if is_punct(dot, '.') && is_empty(call, Delimiter::Parenthesis) =>
        {
            let is_copy =
                ["to_owned", "to_string", "into"].iter().any(|name| is_ident(method, name));
            is_copy.then(|| known_default(literal.clone().into()))?
        }
        _ => None,
    }
}

fn is_map(token: &TokenTree) -> bool {
    is_ident(token, "HashMap") || is_ident(token, "BTreeMap")
}

fn is_empty(token: &TokenTree, delimiter: Delimiter) -> bool {
    is_group(token, delimiter)
        && matches!(token, TokenTree::Group(group) if group.stream().is_empty())
}

/// A text as Python writes it.
pub fn text(value: &str) -> String {
    repr(value, char::is_control)
}

fn literal_text(literal: &str) -> Option<String> {
    match quoted(literal) {
        Some(Quoted { kind: Kind::Text, value }) => Some(text(&value)),
        Some(Quoted { kind: Kind::Bytes, value }) => {
            Some(format!("b{}", repr(&value, |c| !(' '..='~').contains(&c))))
        }
        Some(Quoted { kind: Kind::Byte, value }) => {
            value.chars().next().map(|byte| u32::from(byte).to_string())
        }
        Some(Quoted { kind: Kind::CText, .. }) => None,
        None => number_text(literal),
    }
}

/// A literal in quotation marks, and what is between them.
struct Quoted {
    kind: Kind,
    /// Of bytes, each one as the character of that number.
    value: String,
}

enum Kind {
    /// `"text"`, `r"text"` or `'c'`.
    Text,
    /// `b"bytes"`.
    Bytes,
    /// `b'x'`, which is a number.
    Byte,
    /// `c"text"`.
    CText,
}

fn quoted(literal: &str) -> Option<Quoted> {
    let open = literal.find(['"', '\''])?;
    let close = literal.rfind(['"', '\''])?;
    let prefix = literal[..open].trim_end_matches('#');
    let inner = literal.get(open + 1..close)?;
    let value = if prefix.contains('r') { inner.to_owned() } else { unescape(inner)? };
    let kind = match prefix {
        "b" if literal[open..].starts_with('\'') => Kind::Byte,
        "b" | "br" => Kind::Bytes,
        "c" | "cr" => Kind::CText,
        _ => Kind::Text,
    };
    Some(Quoted { kind, value })
}

/// Rust's escapes resolved; none where one is unknown.
fn unescape(text: &str) -> Option<String> {
    let mut value = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        value.push(match chars.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            quoted @ ('\\' | '\'' | '"') => quoted,
            'x' => hex(chars.by_ref().take(2))?,
            'u' => hex(chars
                .by_ref()
                .skip(1)
                .take_while(|digit| *digit != '}')
                .filter(|digit| *digit != '_'))?,
            '\n' => {
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                continue;
            }
            _ => return None,
        });
    }
    Some(value)
}

fn hex(digits: impl Iterator<Item = char>) -> Option<char> {
    u32::from_str_radix(&digits.collect::<String>(), 16).ok().and_then(char::from_u32)
}

/// `value` in quotation marks as Python's `repr` chooses them, with escapes where `is_escaped` says so.
fn repr(value: &str, is_escaped: fn(char) -> bool) -> String {
    let mark = if value.contains('\'') && !value.contains('"') { '"' } else { '\'' };
    let mut text = String::from(mark);
    for c in value.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            _ if c == mark => text.extend(['\\', mark]),
            _ if is_escaped(c) => text.push_str(&format!("\\x{:02x}", u32::from(c))),
            _ => text.push(c),
        }
    }
    text.push(mark);
    text
}

/// Whether a number is an integer, of any type and with any base.
fn is_integer(literal: &str) -> bool {
    let digits = literal.split(['u', 'i']).next().unwrap_or_default();
    is_prefixed(literal) || digits.chars().all(|c| c.is_ascii_digit() || c == '_')
}

fn is_prefixed(number: &str) -> bool {
    ["0x", "0o", "0b"].iter().any(|prefix| number.starts_with(prefix))
}

/// A number without what Python does not write: `_`, the type at the end, zeros at the start.
fn number_text(literal: &str) -> Option<String> {
    let digits: String = literal.chars().filter(|c| *c != '_').collect();
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let type_letters: &[char] = if is_prefixed(&digits) { &['u', 'i'] } else { &['u', 'i', 'f'] };
    let end = digits.find(type_letters).unwrap_or(digits.len());
    let (number, ty) = digits.split_at(end);
    if is_prefixed(&digits) {
        return Some(number.to_owned());
    }
    let significant = number.trim_start_matches('0');
    let needs_zero = !significant.starts_with(|c: char| c.is_ascii_digit());
    let is_whole = !number.contains(['.', 'e', 'E']);
    let end = if ty.starts_with('f') && is_whole { ".0" } else { "" };
    Some(format!("{}{significant}{end}", if needs_zero { "0" } else { "" }))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn values_of_tests_are_literals_and_tuples_and_lists_of_them() {
        let cases = [
            (quote!((1, "a")), Some("(1, 'a')")),
            (quote!((1,)), Some("(1,)")),
            (quote!((1)), Some("(1)")),
            (quote!([1, (None, true)]), Some("[1, (None, True)]")),
            (quote!(&[-1.5]), Some("[-1.5]")),
            (quote!(vec![Some("x"), None]), Some("['x', None]")),
            (quote!(()), Some("()")),
            (quote!(b"x"), Some("b'x'")),
            (quote!((1, x)), None),
            (quote!(f(1)), None),
        ];
        for (expression, expected) in cases {
            assert_eq!(value_text(&expression).as_deref(), expected, "{expression}");
        }
    }

    #[test]
    fn constants_are_ints_and_texts_and_truth_values() {
        let cases = [
            (quote!(3), Some("3")),
            (quote!(3_u8), Some("3")),
            (quote!(-1_000i64), Some("-1000")),
            (quote!(0xfeu8), Some("0xfe")),
            (quote!(0x3f64), Some("0x3f64")),
            (quote!(b'x'), Some("120")),
            (quote!(false), Some("False")),
            (quote!("it's \\\n\u{e9}"), Some("\"it's \\\\\\n\u{e9}\"")),
            (quote!(r#"raw"#), Some("'raw'")),
            (quote!('c'), Some("'c'")),
            (quote!(3.0), None),
            (quote!(3f64), None),
            (quote!(3_f32), None),
            (quote!(1e3), None),
            (quote!(-1.5), None),
            (quote!(b"x"), None),
            (quote!(c"x"), None),
            (quote!(1 + 2), None),
            (quote!(OTHER), None),
            (quote!(-OTHER), None),
            (quote!(Some(3)), None),
            (quote!([3]), None),
            (quote!(), None),
        ];
        for (expression, expected) in cases {
            assert_eq!(constant_text(&expression).as_deref(), expected, "{expression}");
        }
        let long = "x".repeat(LONGEST);
        assert_eq!(constant_text(&quote!(#long)), None);
    }

    #[test]
    fn literals_read_as_python_writes_them() {
        let cases = [
            (quote!(1), "1"),
            (quote!(1_000), "1000"),
            (quote!(-1), "-1"),
            (quote!(1u8), "1"),
            (quote!(007), "7"),
            (quote!(0), "0"),
            (quote!(0xffu8), "0xff"),
            (quote!(0b1010_0101), "0b10100101"),
            (quote!(1.5), "1.5"),
            (quote!(0.5f32), "0.5"),
            (quote!(1f64), "1.0"),
            (quote!(1e-9), "1e-9"),
            (quote!(true), "True"),
            (quote!(None), "None"),
            (quote!(()), "()"),
            (quote!([]), "[]"),
            (quote!(vec![]), "[]"),
            (quote!(Vec::new()), "[]"),
            (quote!(Some(1)), "1"),
            (quote!("news"), "'news'"),
            (quote!("it's"), "\"it's\""),
            (quote!("\"it's\""), "'\"it\\'s\"'"),
            (quote!("a\\b\n\u{1f}\u{e9}"), "'a\\\\b\\n\\x1f\u{e9}'"),
            (quote!(r#"raw\"#), "'raw\\\\'"),
            (quote!('c'), "'c'"),
            (quote!('\''), "\"'\""),
            (quote!(b"x\xff"), "b'x\\xff'"),
            (quote!(b'x'), "120"),
            (quote!(c"x"), "..."),
            (quote!("x".to_owned()), "'x'"),
            (quote!("x".into()), "'x'"),
            (quote!("x".len()), "..."),
            (quote!(HashMap::new()), "{}"),
            (quote!(String::new()), "..."),
            (quote!(1 + 2), "..."),
            (quote!(-x), "..."),
            (quote!(vec![1]), "..."),
        ];
        for (expression, expected) in cases {
            assert_eq!(default_text(&expression), expected, "{expression}");
        }
    }
}
