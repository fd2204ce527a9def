//! The derives of conversions on what has none.

use pydust::{FromPy, IntoPy};

#[derive(FromPy)]
pub union Either {
    //~^ ERROR `Either` is a union, and which of its fields is there nobody knows
    a: u8,
    b: i8,
}

#[derive(FromPy, IntoPy)]
pub struct Unit; //~ ERROR `Unit` has no fields, so there is nothing to convert

#[derive(IntoPy)]
pub struct NoFields(); //~ ERROR `NoFields` has no fields

#[derive(FromPy, IntoPy)]
pub enum Never {} //~ ERROR `Never` has no variants, so no object is one

#[derive(FromPy)]
pub struct Twice<'a, 'b, 'py> {
    //~^ ERROR `'b` is a second lifetime of what is borrowed: borrow all of it for `'a`
    a: &'a str,
    b: &'b str,
    c: pydust::Str<'py>,
}

fn main() {}
