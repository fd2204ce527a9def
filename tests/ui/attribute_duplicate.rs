//! The same attribute twice on one parameter.

#[pydust::function]
pub fn twice(
    #[kw]
    #[default = 1]
    #[default = 2] //~ ERROR `a` has `#[default]` twice: remove one
    #[kw] //~ ERROR `a` has `#[kw]` twice: remove one
    a: u8,
) {
}

fn main() {}
