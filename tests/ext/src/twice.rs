//! A class with two members of one name, in different blocks: the import raises.

use pydust as py;

#[py::class]
pub struct Twice {
    pub name: String,
}

#[py::methods]
impl Twice {
    #[getter(name)]
    pub fn other_name(&self) -> &str {
        &self.name
    }
}

#[py::module]
pub mod twice {
    pub use super::Twice;
}
