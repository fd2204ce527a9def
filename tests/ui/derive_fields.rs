//! Fields that the derives can't tell apart, or have no value for.

use std::collections::HashMap;

use pydust::{FromPy, IntoPy};

#[derive(FromPy, IntoPy)]
#[py(rename_all = "camelCase")]
pub struct Twice {
    page_size: u8,
    #[py(rename = "pageSize")]
    //~^ ERROR `Twice` has two fields that Python calls `pageSize`: rename one
    size: u8,
    pageSize: u8, //~ ERROR `Twice` has two fields that Python calls `pageSize`
}

#[derive(FromPy)]
pub struct Skipped {
    #[py(skip)]
    //~^ ERROR `cache` is skipped, but a new value needs it: write `#[py(skip, default)]`
    cache: Vec<u8>,
    #[py(skip, rename = "x", default)]
    //~^ ERROR `skip` and `rename` exclude each other
    a: u8,
    #[py(skip, flatten, default)]
    //~^ ERROR `skip` and `flatten` exclude each other
    //~^^ ERROR `flatten` and `default` exclude each other
    b: u8,
}

#[derive(IntoPy)]
pub struct SkippedOut {
    #[py(skip)]
    cache: Opaque,
    a: u8,
}

#[derive(FromPy)]
#[py(deny_unknown)]
pub struct Flat {
    #[py(flatten)]
    //~^ ERROR `deny_unknown` and `flatten` exclude each other
    rest: HashMap<String, u8>,
}

pub struct Opaque;

#[derive(FromPy)]
pub struct NoDefault {
    #[py(skip, default)]
    //~^ ERROR the trait bound `Opaque: Default` is not satisfied
    opaque: Opaque,
    #[py(default = "three")]
    //~^ ERROR mismatched types
    number: u8,
}

fn main() {}
