//! What can't tell the garbage collector what it holds.

use pydust as py;

pub struct Foreign;

#[derive(py::Traverse)]
pub struct Field {
    foreign: Foreign, //~ ERROR `Foreign` can't tell the garbage collector what it holds
}

#[derive(py::Traverse)]
pub enum Variants {
    Python(py::PyObj),
    Deep(Vec<Option<Foreign>>), //~ ERROR `Foreign` can't tell the garbage collector what it holds
}

#[derive(py::Traverse)]
pub union Either {
    //~^ ERROR `Either` is a union
    a: u8,
    b: i8,
}

#[derive(py::Traverse)]
pub struct Form {
    #[traverse(no)] //~ ERROR a field that holds no objects is marked `#[traverse(skip)]`
    a: Foreign,
    #[traverse(skip)]
    b: Foreign,
}

#[derive(py::Traverse)]
#[traverse(skip)] //~ ERROR `#[traverse(skip)]` belongs before a field
pub struct Place {
    a: py::PyObj,
}

#[derive(py::Traverse)]
pub enum Variant {
    #[traverse(skip)] //~ ERROR `#[traverse(skip)]` belongs before a field
    A(Foreign),
}

fn main() {}
