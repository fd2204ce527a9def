//! Items that are `pub` but nothing to Python.

#[pydust::module]
pub mod items {
    pub static SHARED: u8 = 1; //~ ERROR `SHARED` would be shared by all interpreters
    pub static mut COUNT: u8 = 1; //~ ERROR `COUNT` would be shared by all interpreters
    static PRIVATE_IS_FINE: u8 = 1;

    pub struct RustIsFine;
    pub enum EnumIsFine {
        A,
    }
    pub trait TraitIsFine {}
    pub type AliasIsFine = u8;
}

fn main() {}
