//! `#[derive(FromPy)]` on what it can't fill.

use pydust::FromPy;

#[derive(FromPy)]
pub enum Choice {
    //~^ ERROR `FromPy` can't be derived for `Choice`, an enum, in this version
    This,
}

#[derive(FromPy)]
pub struct Pair(u8, u8); //~ ERROR `FromPy` can't be derived for `Pair`, a tuple struct, in this version

#[derive(FromPy)]
pub struct Unit; //~ ERROR `FromPy` can't be derived for `Unit`, a struct without fields

#[derive(FromPy)]
pub struct Generic<T> {
    //~^ ERROR `FromPy` can't be derived for `Generic`, which is generic
    a: T,
}

fn main() {}
