//! Properties, class methods and class attributes of another form.

use pydust as py;

#[py::module]
pub mod members {
    use super::*;

    #[class]
    pub struct Point {
        pub x: f64,
    }

    impl Point {
        #[getter]
        pub fn angle(&self, unit: u8) -> f64 {
            //~^ ERROR `Point.angle` is an attribute, and this is called with the instance alone: write `pub fn angle(&self)`
            0.0
        }

        #[setter]
        pub fn set_norm(&mut self) {}
        //~^ ERROR `Point.norm` is an attribute, and this is called with its new value: write `pub fn set_norm(&mut self, value: ..)`

        #[setter]
        pub fn set_lost(&mut self, value: f64) {}
        //~^ ERROR `Point.lost` has no `#[getter]` in this `impl` block: write `#[getter] pub fn lost(&self)`

        #[getter(x)]
        pub fn other_x(&self) -> f64 {
            //~^^ ERROR `Point` exports `x` twice: rename one, or make it private (`pub(crate)`)
            0.0
        }

        #[getter] //~ ERROR `both` can't be both `#[classmethod]` and `#[getter]`: remove one
        #[classmethod]
        pub fn both(&self) {}

        #[getter("name")] //~ ERROR the name of the attribute is written `#[getter(name)]`
        pub fn name(&self) -> u8 {
            0
        }

        #[getter] //~ ERROR `Point.hidden` is private, so `#[getter]` says nothing: write `pub fn`
        fn hidden(&self) -> u8 {
            0
        }

        #[getter(twice)]
        pub fn first(&self) -> u8 {
            0
        }

        #[getter(twice)]
        pub fn second(&self) -> u8 {
            //~^ ERROR `Point.twice` has two functions for this: remove one
            0
        }

        #[classmethod]
        pub fn make() {}
        //~^ ERROR `Point.make` is a class method, and the class is its first parameter: write `cls: &py::Type`

        #[classmethod]
        pub fn with_self(&self) {}
        //~^ ERROR `Point.with_self` is a class method, which has a class and no `self`: write `cls: &py::Type`

        #[classattr]
        pub fn LIMIT(of: u8) -> u8 {
            //~^ ERROR `Point.LIMIT` is made once, where nobody passes anything: take nothing but a `py::Python` token
            of
        }

        #[classmethod(name)] //~ ERROR `#[classmethod]` takes no arguments: write it alone
        pub fn named(cls: &py::Type) {}

        #[geter] //~ ERROR unknown attribute `geter`: did you mean `getter`?
        pub fn misspelt(&self) {}

        #[detach]
        pub fn detached(this: &py::Instance<Self>) {}
        //~^ ERROR `Point.detached` is `#[detach]`ed, so it runs without the interpreter and can't take the class or instance
    }

    impl Point {
        #[getter]
        pub fn class(&self) -> u8 {
            //~^ ERROR `class` is a keyword in Python
            0
        }
    }
}

fn main() {}
