//! Python's side of names and texts: keywords, names that are nearly right.
//!
//! Special methods are in `python/special.rs`, the texts of signatures, defaults and docstrings in `text.rs`.

pub mod special;

use proc_macro2::Ident;

/// Words that can't be names in Python.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Rust's types that need no import: a function of such a name would hide the type in its module.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// A Rust name as Python spells it: `r#type` is `type`.
pub fn name(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

pub fn is_primitive(name: &str) -> bool {
    PRIMITIVES.contains(&name)
}

/// Whether a member of an enumeration can have the name.
pub fn is_member_name(name: &str) -> bool {
    is_name(name) && !name.starts_with('_') && name != "mro"
}

/// Whether `name` can be the name of anything in Python.
pub fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    let begins = letters.next().is_some_and(|letter| letter.is_alphabetic() || letter == '_');
    begins && letters.all(|letter| letter.is_alphanumeric() || letter == '_') && !is_keyword(name)
}

/// Whether `name` is of the form that Python keeps for its own purposes.
pub fn is_dunder(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}

/// The one of `candidates` that `name` was probably meant to be.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = if name.len() > 5 { 2 } else { 1 };
    let scored = candidates.into_iter().map(|candidate| (distance(name, candidate), candidate));
    scored.filter(|(distance, _)| *distance <= allowed).min().map(|(_, candidate)| candidate)
}

/// How many letters to insert, leave out, change or swap with their neighbour to come from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let changed = last[j] + usize::from(a[i] != b[j]);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_right_names_are_recognised() {
        let candidates = ["default", "pos", "kw"];
        assert_eq!(nearest("defualt", candidates), Some("default"));
        assert_eq!(nearest("defaul", candidates), Some("default"));
        assert_eq!(nearest("kv", candidates), Some("kw"));
        assert_eq!(nearest("position", candidates), None);
    }

    #[test]
    fn distance_counts_a_swap_as_one() {
        assert_eq!(distance("__inti__", "__init__"), 1);
        assert_eq!(distance("abc", "abc"), 0);
        assert_eq!(distance("", "abc"), 3);
    }
}
