//! Enums that the derives can't read.

use pydust::{FromPy, IntoPy};

#[derive(FromPy, IntoPy)]
pub enum Twice {
    Red,
    #[py(rename = "red")]
    Rouge, //~ ERROR `Twice` has two variants that Python calls `red`: rename one
}

#[derive(FromPy, IntoPy)]
#[py(int)]
//~^ ERROR `Circle` has fields, which an int can't hold
pub enum Integers {
    Point,
    Circle { radius: f64 },
}

#[derive(FromPy)]
#[py(int, tag = "type")]
//~^ ERROR `int` and `tag` exclude each other
pub enum Both {
    A = 1,
}

#[derive(FromPy)]
#[py(int)]
pub enum Renamed {
    #[py(rename = "a")]
    //~^ ERROR `int` and `rename` exclude each other
    A = 1,
}

#[derive(FromPy, IntoPy)]
#[py(tag = "type")]
pub enum Tagged {
    Pair(u8, u8),
    //~^ ERROR `Pair` is a tuple, which has no place for the tag `type`
    Named { r#type: u8 },
    //~^ ERROR `Named` has a field `type`, which is the name of the tag beside it
}

#[derive(FromPy)]
#[py(content = "value")]
//~^ ERROR `content` is the key beside a tag
pub enum Content {
    A(u8),
}

#[derive(FromPy)]
#[py(tag = "t", content = "t")]
//~^ ERROR tag and content are both called `t`
pub enum Same {
    A(u8),
}

#[derive(FromPy)]
#[py(attributes)]
//~^ ERROR unknown option `attributes`: an enum takes `tag`, `content`, `int`
pub enum Attributes {
    #[py(skip)]
    //~^ ERROR unknown option `skip`: a variant takes `rename` and `rename_all`
    A(#[py(rename = "x")] u8), //~ ERROR `rename` is about names
}

fn main() {}
