//! Attributes that are nearly ours, or nobody's.

#[pydust::module]
pub mod unknown {
    pub fn misspelt(#[defualt = 1] a: u8) {}
    //~^ ERROR unknown attribute `defualt`: did you mean `default`?
    pub fn strange(#[optional] a: u8) {}
    //~^ ERROR unknown attribute `optional`: parameters take `#[default = value]`, `#[pos]` and `#[kw]`
    pub fn conditional(#[cfg(unix)] a: u8) {}
    //~^ ERROR `conditional`: a parameter can't be conditional
    pub fn rusts_own_are_fine(#[allow(unused_variables)] a: u8) {}

    #[detatch] //~ ERROR unknown attribute `detatch`: did you mean `detach`?
    pub fn misspelt_on_function() {}

    #[clas] //~ ERROR unknown attribute `clas`: did you mean `class`?
    pub struct Point {
        pub x: f64,
    }
}

fn main() {}
