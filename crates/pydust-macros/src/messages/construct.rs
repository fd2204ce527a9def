//! What is said about constructors, and about classes that are `frozen`.

pub fn frozen_init(name: &str) -> String {
    format!(
        "`{name}` puts a value into an instance that is there, and a `frozen` class has none without: write `pub fn __new__(..) -> Self`"
    )
}

pub fn frozen_method(name: &str) -> String {
    format!(
        "`{name}` changes the value, and those of a `frozen` class never change: take `&self`, or remove `frozen`"
    )
}

pub fn second_constructor(name: &str, first: &str) -> String {
    format!("`{name}` is a second constructor, beside `{first}`: remove one of them")
}
