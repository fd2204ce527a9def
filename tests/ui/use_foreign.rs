//! `pub use` of something that is only Rust's.

pub struct Plain;

#[pydust::module]
pub mod imports {
    pub use super::Plain; //~ ERROR `Plain` can't be exported to Python
}

fn main() {}
