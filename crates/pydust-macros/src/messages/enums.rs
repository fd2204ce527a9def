//! What is said of enums that are classes.

pub fn generic_enumeration(name: &str) -> String {
    format!(
        "`{name}` is generic, but its variants are the members of one Python class: remove `<..>`"
    )
}

pub fn empty_enumeration(name: &str) -> String {
    format!("`{name}` has no variants, so no object would be one: write its variants")
}

pub fn conditional_variant(name: &str) -> String {
    format!("`{name}` can't be conditional: every build must have the same members")
}

pub fn member_with_fields(name: &str) -> String {
    format!("`{name}` has fields, which the members of an enumeration don't: remove them")
}

pub fn member_name(name: &str, text: &str) -> String {
    format!(
        "`{name}`: no member of a Python enumeration can be called `{text}`: write `#[py(rename = \"..\")]` before it"
    )
}

pub fn flag_value(name: &str) -> String {
    format!("`{name}`: the value of a flag is its discriminant: write `= 1 << n`")
}

pub fn flag_without_bit(name: &str) -> String {
    format!("`{name}` needs a bit of its own, which Rust would not give it: write `= 1 << n`")
}

pub fn enumeration_constructor(name: &str) -> String {
    format!(
        "`{name}`: the members of an enumeration are made once, and `Class(value)` finds one: remove it"
    )
}

pub fn compared_at_once(name: &str) -> String {
    format!(
        "`{name}`: the class of an enumeration is Python's own, which has a method for each comparison: write `__eq__`, `__lt__` and the others"
    )
}

pub fn changes_member(name: &str) -> String {
    format!("`{name}` takes `&mut self`, but members are constants: write `&self`")
}

pub fn handle_of_member(name: &str) -> String {
    format!("`{name}`: the members of an enumeration hold no Rust value: write `&self`")
}

pub fn flags_of_none(name: &str) -> String {
    format!(
        "`{name}` takes a set of flags, but its enum has none: write `&self`, or `#[class(flag)]`"
    )
}

pub fn discriminant(name: &str) -> String {
    format!("`{name}`: the variants of an enum with fields have no numbers in Python: remove it")
}

pub fn family_constructor(name: &str) -> String {
    format!("`{name}`: each variant is made of its fields: write a static method with another name")
}

pub fn changes_variant(name: &str) -> String {
    format!(
        "`{name}` takes `&mut self`, but the variant of an instance is its class, so it never changes: write `&self`, and return a new value"
    )
}
