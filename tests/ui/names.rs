//! Names that are words of Python, or types of Rust.

#[pydust::module]
pub mod names {
    pub fn lambda() {} //~ ERROR `lambda` is a keyword in Python and can't be a name there: write `lambda_`
    pub fn parameter(from: u8, r#type: u8) {}
    //~^ ERROR `from` is a keyword in Python
    pub const None: u8 = 1; //~ ERROR `None` is a keyword in Python
    pub fn str() {} //~ ERROR a function `str` would hide Rust's type `str`

    #[class]
    pub struct Point {
        pub is: f64, //~ ERROR `is` is a keyword in Python
    }

    impl Point {
        pub fn del(&self) {} //~ ERROR `del` is a keyword in Python
    }
}

fn main() {}
