//! What is said about options that write members from a class's fields.

pub fn conditional_field(name: &str) -> String {
    format!(
        "`{name}` can't be conditional in a class whose options write members from its fields: write these by hand"
    )
}

pub fn option_needs_eq(option: &str) -> String {
    format!("`{option}` goes by what is equal: write `#[class(eq, {option})]`")
}

pub fn skip_without_pickle(name: &str) -> String {
    format!("`{name}` is pickled by nothing: `#[skip]` belongs into a `#[class(pickle)]`")
}

pub fn mark_without_init(attribute: &str, name: &str) -> String {
    format!(
        "`{name}` is no parameter: `#[{attribute}]` belongs on a public field of a `#[class(init)]`"
    )
}

pub fn default_without_init(name: &str) -> String {
    format!(
        "`{name}` is never left out: `#[default = value]` belongs into a `#[class(init)]`, or beside `#[skip]`"
    )
}

pub fn generated_tuple(name: &str) -> String {
    format!("`{name}` is a tuple struct, from which no members can be written: name its fields")
}

pub fn also_generated(method: &str, option: &str) -> String {
    format!("`{method}` is written by `#[class({option})]` already: remove it, or the option")
}
