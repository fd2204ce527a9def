//! What is said about fields, options, properties, class methods, class attributes, and `#[methods]`.

pub fn two_kinds(name: &str, first: &str, second: &str) -> String {
    format!("`{name}` can't be both `#[{first}]` and `#[{second}]`: remove one")
}

pub fn attribute_name(attribute: &str) -> String {
    format!("the name of the attribute is written `#[{attribute}(name)]`")
}

pub fn private_kind(name: &str, attribute: &str) -> String {
    format!("`{name}` is private, so `#[{attribute}]` says nothing: write `pub fn`")
}

pub fn dunder_kind(name: &str, attribute: &str) -> String {
    format!("`{name}` is a special method, which has its form from Python: remove `#[{attribute}]`")
}

pub fn getter_signature(name: &str, function: &str) -> String {
    format!(
        "`{name}` is an attribute, and this is called with the instance alone: write `pub fn {function}(&self)`"
    )
}

pub fn setter_signature(name: &str, function: &str) -> String {
    format!(
        "`{name}` is an attribute, and this is called with its new value: write `pub fn {function}(&mut self, value: ..)`"
    )
}

pub fn second_accessor(name: &str) -> String {
    format!("`{name}` has two functions for this: remove one")
}

pub fn no_getter(name: &str, function: &str, attribute: &str) -> String {
    format!(
        "`{name}` has no `#[getter]` in this `impl` block: write `#[getter] pub fn {attribute}(&self)`, or name the attribute that `{function}` is for (`#[setter({attribute})]`)"
    )
}

pub fn self_in_class_method(name: &str) -> String {
    format!("`{name}` is a class method, which has a class and no `self`: write `cls: &py::Type`")
}

pub fn class_method_signature(name: &str) -> String {
    format!(
        "`{name}` is a class method, and the class is its first parameter: write `cls: &py::Type`"
    )
}

pub fn class_attribute_signature(name: &str) -> String {
    format!(
        "`{name}` is made once, where nobody passes anything: take nothing but a `py::Python` token"
    )
}

pub fn detach_with_handle(name: &str) -> String {
    format!(
        "`{name}` is `#[detach]`ed, so it runs without the interpreter and can't take the class or instance that it is called on: remove `#[detach]`, and call `py.detach(..)` in it"
    )
}

pub fn not_a_class() -> String {
    "`#[class]` belongs on `pub struct Name` or `pub enum Name`".to_owned()
}

pub fn methods_form() -> String {
    "`#[methods]` is written alone, or `#[methods(enum)]` for an enum without fields".to_owned()
}

pub fn no_handle(method: &str, parameter: &str) -> String {
    format!(
        "`{method}` has no `self`, so nothing is passed as `{parameter}`: write `{parameter}: &pydust::Instance<Self>` for the instance, or another name for a static method's parameter"
    )
}

pub fn not_a_block() -> String {
    "`#[methods]` belongs on `impl Name { .. }`, a block with functions of the class `Name` (bring the name here with `use`)".to_owned()
}

pub fn stored_handle(field: &str, stored: &str) -> String {
    format!(
        "`{field}` is a handle, which belongs to one call, and Python keeps the instance for longer: store `pydust::{stored}`, and call `.bind(py)` to use it"
    )
}

pub fn empty_free_list() -> String {
    "`freelist = 0` keeps the memory of no instances: say of how many, or remove it".to_owned()
}
