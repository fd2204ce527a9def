//! `#[class]` and `#[methods]` outside of a module, where they can't be.

use pydust as py;

#[py::class] //~ ERROR `#[class]` belongs on `pub struct Name` or `pub enum Name`
pub fn function() {}

#[py::class(frozn)] //~ ERROR unknown option `frozn`
pub struct Options {}

#[py::class]
struct Private {} //~ ERROR the class `Private` is private, so Python can't see it: write `pub struct Private`

#[py::methods] //~ ERROR `#[methods]` belongs on `impl Name { .. }`
pub fn methods() {}

pub struct Plain;

#[py::methods]
impl Plain {
    //~^ ERROR `Plain` is not a class
    //~^^^ ERROR `Plain` is not a class
    pub fn method(&self) {}
}

#[py::class]
pub struct Good {
    pub value: u8,
}

#[py::methods]
impl Clone for Good {
    //~^ ERROR `#[methods]` belongs on `impl Name { .. }`
    fn clone(&self) -> Self {
        Good { value: self.value }
    }
}

#[py::methods(all)] //~ ERROR `#[methods]` is written alone, or `#[methods(enum)]` for an enum
impl Good {}

#[py::methods]
impl Good {
    pub fn __len__(&self, other: u8) -> usize {
        //~^ ERROR `Good.__len__` has a signature that Python does not call
        usize::from(other)
    }
}

#[py::class(frozen)]
pub struct Fixed {
    pub value: u8,
}

#[py::methods]
//~^ ERROR instances of a `frozen` class never change
//~^^ ERROR cannot be dereferenced
impl Fixed {
    //~^ ERROR instances of a `frozen` class never change
    pub fn change(&mut self) {}
}

#[py::class]
pub enum Side {
    Left = 1,
    Right,
}

#[py::methods]
impl Side {
    //~^ ERROR `Side` is not a class
    //~^^^ ERROR `Side` is not a class
    pub fn method(&self) {}
}

#[py::methods(enum)]
impl Side {
    //~^ ERROR `Side` is no enum of flags
    pub fn change(&mut self) {} //~ ERROR `Side.change` takes `&mut self`, but members are constants
    pub fn combined(this: py::Flags<Self>) {}
    pub fn __new__() -> Self {
        //~^ ERROR `Side.__new__`: the members of an enumeration are made once
        Side::Left
    }
}

#[py::methods(enum)]
impl Good {
    //~^ ERROR `Good` is no enumeration
    pub fn again(&self) {}
}

#[py::class]
pub enum Shape {
    Circle(f64),
    Dot,
}

#[py::methods]
//~^ ERROR instances of a `frozen` class never change
//~^^ ERROR cannot be dereferenced
impl Shape {
    //~^ ERROR instances of a `frozen` class never change
    pub fn change(&mut self) {}
}

#[py::class]
pub enum Figure {
    Dot(u8),
}

#[py::methods] //~ ERROR the variants of an enum are its constructors: remove `__new__`
impl Figure {
    pub fn __new__() -> Self {
        Figure::Dot(0)
    }
}

#[py::class(fla)] //~ ERROR `fla`
pub enum Flag {
    A = 1,
}

#[py::class(within = Plain)] //~ ERROR `Plain` is not a class
pub struct Inner {}

#[py::class(within = Chicken)] //~ ERROR cycle detected
pub struct Egg {}

#[py::class(within = Egg)]
pub struct Chicken {}

#[py::module]
pub mod anywhere {
    #[class]
    pub struct Here {}

    #[methods] //~ ERROR `Here` is exported by the `#[module]` around it: remove `#[methods]`
    impl Here {}

    pub use super::Plain; //~ ERROR `Plain` can't be exported to Python
}

fn main() {}
