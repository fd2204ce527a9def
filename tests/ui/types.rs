//! Types that do not convert, reported where they are written.

pub struct Plain;

#[pydust::module]
pub mod types {
    use super::Plain;

    pub fn taken(a: u8, b: Plain) {} //~ ERROR a Python object does not convert to `Plain`
    pub fn taken_or(#[default = Plain] a: Plain) {} //~ ERROR a Python object does not convert to `Plain`
    pub fn returned() -> Plain {
        //~^ ERROR `Plain` does not convert to a Python object
        Plain
    }
    pub const CONSTANT: Plain = Plain; //~ ERROR `Plain` does not convert to a Python object
}

fn main() {}
