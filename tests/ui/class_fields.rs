//! Fields with attributes that mean nothing there, or of types that Python can't have.

#[pydust::module]
pub mod fields {
    pub struct Plain;

    #[class]
    pub struct Point {
        #[readonly] //~ ERROR `x` is private, so `#[readonly]` says nothing
        x: f64,
        #[readonyl] //~ ERROR unknown attribute `readonyl`: did you mean `readonly`?
        pub y: f64,
        #[readonly(always)] //~ ERROR `#[readonly]` takes no arguments: write it alone
        pub z: f64,
    }
}

fn main() {}
