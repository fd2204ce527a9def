//! `#[derive(IntoError)]` with types that the compiler alone knows.

use pydust::IntoError;

#[derive(IntoError)]
#[raises(ValueErorr, "misspelt")] //~ ERROR cannot find value `ValueErorr` in this scope
pub struct Misspelt;

#[derive(IntoError)]
#[raises(ValueError)] //~ ERROR `Undisplayed` doesn't implement `std::fmt::Display`
pub struct Undisplayed;

pub struct Foreign;

#[derive(IntoError)]
pub enum Transparent {
    #[raises(transparent)]
    Foreign(Foreign), //~ ERROR `Foreign` has no Python exception
}

fn main() {}
