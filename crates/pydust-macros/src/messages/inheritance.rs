//! What is said about classes that inherit.

pub fn base_not_first(field: &str, first: &str) -> String {
    format!(
        "`{field}` is the base, which begins the value: write it before `{first}`, as the first field"
    )
}

pub fn second_base(field: &str, base: &str) -> String {
    format!(
        "`{field}` is a second base, and a class has one: remove one `#[base]` (`{base}` is the other)"
    )
}

pub fn public_base(field: &str) -> String {
    format!(
        "`{field}` is the base, whose attributes and methods the class has by itself: make it private"
    )
}

pub fn conditional_base(field: &str) -> String {
    format!("`{field}` is the base, which can't be conditional: remove `#[cfg(..)]`")
}
