//! What names and arguments of calls can't be, reported where they are written.

use pydust as py;

pub fn named_by_number(obj: &py::Obj) -> py::Result<()> {
    obj.getattr(5)?; //~ ERROR `{integer}` is no name of an attribute or a method
    obj.call_method('x', ())?; //~ ERROR `char` is no name of an attribute or a method
    Ok(())
}

pub fn one_argument_without_its_tuple(obj: &py::Obj) -> py::Result<()> {
    obj.call1(5)?; //~ ERROR `{integer}` are no arguments of a call
    obj.call1("x")?; //~ ERROR `&str` are no arguments of a call
    obj.call1(("x",))?;
    Ok(())
}

pub fn passing_literal() -> py::Interned {
    py::Interned::new("on the stack")
}

pub fn lost(py: py::Python) -> py::Result<py::PyStr> {
    let name = passing_literal();
    Ok(name.get(py)?.unbind()) //~ ERROR `name` does not live long enough
}

fn main() {}
