//! Python's side of names and texts: keywords, special methods, names that are nearly right.
//!
//! The texts of signatures, defaults and docstrings are in `text.rs`.

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

/// A special method of a class that fills a slot of its type.
#[derive(Clone, Copy)]
pub struct Slot {
    pub method: &'static str,
    /// The name in the library's `UnarySlot` or `BinarySlot`.
    pub variant: &'static str,
    pub arity: Arity,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Arity {
    /// `&self`.
    Unary,
    /// `&self` and the other operand.
    Binary,
}

const fn unary(method: &'static str, variant: &'static str) -> Slot {
    Slot { method, variant, arity: Arity::Unary }
}

const fn binary(method: &'static str, variant: &'static str) -> Slot {
    Slot { method, variant, arity: Arity::Binary }
}

/// The special methods of classes that can be written, beside `__init__`.
pub const SLOTS: &[Slot] = &[
    unary("__repr__", "Repr"),
    unary("__str__", "Str"),
    binary("__add__", "Add"),
    binary("__sub__", "Sub"),
    binary("__mul__", "Mul"),
    binary("__truediv__", "TrueDiv"),
    binary("__floordiv__", "FloorDiv"),
    binary("__mod__", "Mod"),
    binary("__matmul__", "MatMul"),
    binary("__and__", "And"),
    binary("__or__", "Or"),
    binary("__xor__", "Xor"),
    binary("__lshift__", "LShift"),
    binary("__rshift__", "RShift"),
];

/// Special methods that Python knows and that can't be written yet. They are here so that a name which is
/// right is not taken for a misspelling of another.
const UNSUPPORTED: &[&str] = &[
    "__abs__",
    "__aenter__",
    "__aexit__",
    "__aiter__",
    "__anext__",
    "__await__",
    "__bool__",
    "__buffer__",
    "__bytes__",
    "__call__",
    "__class_getitem__",
    "__complex__",
    "__contains__",
    "__copy__",
    "__deepcopy__",
    "__del__",
    "__delattr__",
    "__delete__",
    "__delitem__",
    "__dir__",
    "__divmod__",
    "__enter__",
    "__eq__",
    "__exit__",
    "__float__",
    "__format__",
    "__ge__",
    "__get__",
    "__getattr__",
    "__getattribute__",
    "__getitem__",
    "__getnewargs__",
    "__getnewargs_ex__",
    "__getstate__",
    "__gt__",
    "__hash__",
    "__iadd__",
    "__iand__",
    "__ifloordiv__",
    "__ilshift__",
    "__imatmul__",
    "__imod__",
    "__imul__",
    "__index__",
    "__init_subclass__",
    "__instancecheck__",
    "__int__",
    "__invert__",
    "__ior__",
    "__ipow__",
    "__irshift__",
    "__isub__",
    "__iter__",
    "__itruediv__",
    "__ixor__",
    "__le__",
    "__len__",
    "__length_hint__",
    "__lt__",
    "__missing__",
    "__ne__",
    "__neg__",
    "__new__",
    "__next__",
    "__pos__",
    "__pow__",
    "__radd__",
    "__rand__",
    "__rdivmod__",
    "__reduce__",
    "__reduce_ex__",
    "__release_buffer__",
    "__reversed__",
    "__rfloordiv__",
    "__rlshift__",
    "__rmatmul__",
    "__rmod__",
    "__rmul__",
    "__ror__",
    "__round__",
    "__rpow__",
    "__rrshift__",
    "__rsub__",
    "__rtruediv__",
    "__rxor__",
    "__set__",
    "__set_name__",
    "__setattr__",
    "__setitem__",
    "__setstate__",
    "__sizeof__",
    "__subclasscheck__",
    "__trunc__",
    "__ceil__",
    "__floor__",
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

/// Whether `name` is of the form that Python keeps for its own purposes.
pub fn is_dunder(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}

pub fn is_known_dunder(name: &str) -> bool {
    UNSUPPORTED.contains(&name)
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

    #[test]
    fn a_special_method_is_either_supported_or_not() {
        assert!(SLOTS.iter().all(|slot| !is_known_dunder(slot.method) && is_dunder(slot.method)));
        assert!(UNSUPPORTED.iter().all(|name| is_dunder(name)));
    }
}
