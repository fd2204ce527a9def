//! `#[module]` on something else than `pub mod`.

#[pydust::module] //~ ERROR `#[module]` belongs on `pub mod name { .. }`
pub fn function() {}

#[pydust::module]
mod private {} //~ ERROR `private` is private, so Python can't see it: write `pub mod private`

#[pydust::module(name = "other")] //~ ERROR unknown option `name`: a module is called as its `mod` is
pub mod arguments {
    #[pydust::module] //~ ERROR `inner` is exported by the `#[module]` around it: remove `#[module]`
    pub mod inner {}
}

fn main() {}
