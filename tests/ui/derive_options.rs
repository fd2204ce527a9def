//! Options of the derives that don't exist, are written wrongly, or exclude each other.

use pydust::{FromPy, IntoPy};

#[derive(FromPy)]
#[py(rename_al = "camelCase")]
//~^ ERROR unknown option `rename_al`: did you mean `rename_all`? a struct takes `attributes`, `tuple`
#[py(tag = "type")]
//~^ ERROR unknown option `tag`: a struct takes
#[py(attributes = true)]
//~^ ERROR `attributes` takes no value: write it alone
#[py = "tuple"]
//~^ ERROR options are written `#[py(name, name = value)]`
#[py]
//~^ ERROR options are written
#[py(from = "Type")]
//~^ ERROR `from` is written `from = Type`
pub struct Unknown {
    #[py(renam = "x")]
    //~^ ERROR unknown option `renam`: did you mean `rename`? a field takes `rename`, `default`, `skip` and `flatten`
    a: u8,
    #[py(rename)]
    //~^ ERROR `rename` is written `rename = "text"`
    b: u8,
    #[py(rename = 3)]
    //~^ ERROR `rename` is written `rename = "text"`
    c: u8,
    #[py(default =)]
    //~^ ERROR `default` is written `default = value`
    d: u8,
    #[py(skip = true, default)]
    //~^ ERROR `skip` takes no value
    e: u8,
    #[py(default, default = 3)]
    //~^ ERROR `default` is given twice: remove one
    f: u8,
    #[py("g")]
    //~^ ERROR options are written
    g: u8,
    #[py(rename = "h\0")]
    //~^ ERROR the text of `rename` contains a NUL
    h: u8,
}

#[derive(FromPy)]
#[py(rename_all = "camel_case")]
//~^ ERROR `camel_case` is no case: did you mean `camelCase`? there are `lowercase`, `UPPERCASE`
pub struct Case {
    a: u8,
}

#[derive(FromPy)]
#[py(tuple, attributes)]
//~^ ERROR `tuple` and `attributes` exclude each other: remove one
pub struct Both {
    a: u8,
}

#[derive(FromPy)]
#[py(attributes, deny_unknown)]
//~^ ERROR `attributes` and `deny_unknown` exclude each other
pub struct Strict {
    a: u8,
}

#[derive(FromPy)]
#[py(from = u8, try_from = u16)]
//~^ ERROR `from` and `try_from` exclude each other
pub struct Through(u8);

#[derive(IntoPy)]
#[py(serde, rename_all = "camelCase")]
//~^ ERROR `serde` and `rename_all` exclude each other
pub struct Serde {
    a: u8,
}

#[derive(FromPy)]
#[py(rename_all = "camelCase")]
//~^ ERROR `rename_all` is about names, but these fields are found by position
pub struct Tuple(
    u8,
    #[py(rename = "x")] u8,
    //~^ ERROR `rename` is about names, but these fields are found by position
    #[py(default)] u8,
    //~^ ERROR `default` is about names
);

fn main() {}
