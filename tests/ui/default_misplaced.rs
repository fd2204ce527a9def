//! `#[default]` on something that Python does not pass.

#[pydust::module]
pub mod misplaced {
    #[default = 1] //~ ERROR `function` can't have a default
    pub fn function() {}

    #[default = 1] //~ ERROR `CONSTANT` can't have a default
    pub const CONSTANT: u8 = 1;

    #[class]
    pub struct Point {
        #[default = 0.0] //~ ERROR `x` can't have a default
        pub x: f64,
    }
}

fn main() {}
