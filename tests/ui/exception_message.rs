//! The text of an exception, which shows its fields.

#[pydust::exception(ValueError)]
#[message("no {cod}")] //~ ERROR cannot find value `cod` in this scope
pub struct Unknown {
    pub code: u8,
}

#[pydust::module]
pub mod errors {
    #[exception(ValueError)]
    #[message("{code} and {secret}")] //~ ERROR `Vec<u8>` doesn't implement `std::fmt::Display`
    pub struct Shown {
        pub code: u8,
        secret: Vec<u8>,
    }
}

fn main() {}
