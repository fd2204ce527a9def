//! Fields that can't be used by several threads, or don't live as long as Python keeps the instance.

use pydust as py;
use std::cell::Cell;
use std::rc::Rc;

#[py::class]
pub struct Counted {
    //~^ ERROR `Rc<u8>` cannot be sent between threads safely
    //~^^ ERROR `Rc<u8>` cannot be shared between threads safely
    inner: Rc<u8>,
}

#[py::class]
pub struct Changing {
    //~^ ERROR `Cell<u8>` cannot be shared between threads safely
    inner: Cell<u8>,
}

#[py::class]
pub struct Borrowing<'a> {
    //~^ ERROR `Borrowing` is generic, but `#[class]` needs one type: write concrete types into its fields, and in place of what is borrowed what owns it (`String`, `pydust::PyObj`)
    inner: &'a str,
}

#[py::class]
pub struct Holding<'py> {
    //~^ ERROR `Holding` is generic, but `#[class]` needs one type
    inner: py::Obj<'py>,
}

#[py::class]
pub struct Sized<const N: usize> {
    //~^ ERROR `Sized` is generic, but `#[class]` needs one type
    inner: [u8; N],
}

fn main() {}
