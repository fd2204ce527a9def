//! A default of another type than its parameter.

#[pydust::module]
pub mod defaults {
    pub fn number(#[default = "one"] a: u8) {} //~ ERROR mismatched types
    pub fn text(#[default = "one"] a: String) {} //~ ERROR mismatched types
    pub fn unknown(#[default = MISSING] a: u8) {} //~ ERROR cannot find value `MISSING`
}

fn main() {}
