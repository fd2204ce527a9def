//! `pub use` that doesn't say what Python sees.

mod other {
    #[pydust::function]
    pub fn function() {}
    pub mod inner {}
}

#[pydust::module]
pub mod imports {
    pub use super::other::inner::{self}; //~ ERROR `inner` is a module
    pub use super::other::*; //~ ERROR `imports`: `pub use ..::*` doesn't say what Python sees
    pub(crate) use super::*;
}

fn main() {}
