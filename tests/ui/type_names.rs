//! `#[py(type = "..")]`: what is wrong with it.

use pydust as py;

#[py::module]
pub mod type_names {
    use super::*;

    #[py(typ = "list[int]")]
    //~^ ERROR did you mean `type`?
    pub fn misspelt() -> py::PyObj {
        unimplemented!()
    }

    pub fn no_text(#[py(type = list)] items: py::PyObj) {
        //~^ ERROR `type = "text"`
        let _ = items;
    }

    #[py(type = "int", type = "str")]
    //~^ ERROR `type`
    pub const TWICE: i32 = 1;

    #[class]
    pub struct Point {
        #[py("int")]
        //~^ ERROR options are written `#[py(name, name = value)]`
        pub x: i32,
    }
}

#[derive(py::FromPy)]
#[py(type)]
//~^ ERROR `type = "text"`
pub struct Celsius(f64);

fn main() {}
