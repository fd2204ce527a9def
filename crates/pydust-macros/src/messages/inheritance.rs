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

pub fn base_and_extends(field: &str) -> String {
    format!("`{field}` is the base, and a class has one: remove `#[base]` or `extends`")
}

pub fn extends_without_place(name: &str, handle: &str) -> String {
    format!(
        "instances of `{handle}` are of different sizes, so that there is no place for fields: write `pub struct {name};` and `#[class(extends = {handle}, dict)]`, and keep attributes in the `__dict__`; or keep the object in a field, as a `py::Py{handle}`"
    )
}

pub fn generated_without_place(handle: &str) -> String {
    format!(
        "a class that extends `{handle}` has no fields to make members of: leave `{handle}` to do it"
    )
}

pub fn weakref_without_place(handle: &str) -> String {
    format!("CPython has no weak references to what inherits from `{handle}`: remove `weakref`")
}

pub fn extends_final(handle: &str) -> String {
    format!(
        "`{handle}` is a type that nothing inherits from: keep the object in a field, as a `py::Py{handle}`"
    )
}

pub fn extends_object() -> String {
    "every class inherits from `object`: remove `extends`".to_owned()
}

pub fn new_and_extends(name: &str) -> String {
    format!(
        "`{name}`: the type that is extended makes the instance, with its own `__new__`: write `__init__`, which makes the value"
    )
}
