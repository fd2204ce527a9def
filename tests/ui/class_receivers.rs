//! What a method can't be called on, and functions that Python can't call.

use pydust as py;
use std::sync::Arc;

#[py::class]
pub struct Point {
    pub x: f64,
}

#[py::methods]
impl Point {
    pub fn by_value(self) {} //~ ERROR `Point.by_value` takes `self` by value, but Python keeps its objects

    pub fn shared(self: Arc<Self>) {} //~ ERROR `Point.shared` takes `self` by value, but Python keeps its objects

    pub fn stored(this: py::Py<Self>) {}
    //~^ ERROR `Point.stored` has no `self`, so nothing is passed as `this`: write `this: &pydust::Instance<Self>`

    pub fn owned(slf: py::Instance<Self>) {}
    //~^ ERROR `Point.owned` has no `self`, so nothing is passed as `slf`: write `slf: &pydust::Instance<Self>`

    pub fn changed(this: &mut py::Instance<Point>) {}
    //~^ ERROR `Point.changed` has no `self`, so nothing is passed as `this`

    pub fn borrowed(self_: &Self) {}
    //~^ ERROR `Point.borrowed` has no `self`, so nothing is passed as `self_`

    pub fn __iter__(this: py::Py<Self>) -> py::Py<Self> {
        //~^ ERROR `Point.__iter__` has no `self`, so nothing is passed as `this`
        this
    }

    pub fn __repr__() -> String {
        //~^ ERROR `Point.__repr__` has a signature that Python does not call: write `pub fn __repr__(&self) -> String`
        String::new()
    }

    pub fn any<T>(&self, value: T) {} //~ ERROR `Point.any` is generic, but Python calls one function

    pub fn open(&self, value: impl Copy) {} //~ ERROR `Point.open`: the type of `value` is left open by `impl`

    pub async fn later(&self) {} //~ ERROR `Point.later` is `async`, which this version can't export

    pub unsafe fn unchecked(&self) {} //~ ERROR `Point.unchecked` is `unsafe`, and Python can't promise what it asks for

    pub extern "C" fn foreign(&self) {} //~ ERROR `Point.foreign` has an ABI of its own

    pub fn taken_apart(&self, (a, b): (u8, u8)) {} //~ ERROR `Point.taken_apart`: the parameter `(a, b)` is a pattern

    pub fn class(&self) {} //~ ERROR `class` is a keyword in Python

    #[setter]
    pub fn set_both(&mut self, a: u8, b: u8) {}
    //~^ ERROR `Point.both` is an attribute, and this is called with its new value

    #[deleter]
    pub fn delete_x(&mut self, why: u8) {}
    //~^ ERROR `Point.x` is an attribute, and this is called with the instance alone

    #[getter(a, b)] //~ ERROR the name of the attribute is written `#[getter(name)]`
    pub fn two(&self) -> u8 {
        0
    }
}

pub struct Open<T>(T);

#[py::methods]
impl<T> Open<T> {} //~ ERROR `#[methods]` belongs on `impl Name { .. }`

#[py::methods]
impl std::fmt::Debug for Open<u8> {
    //~^ ERROR `#[methods]` belongs on `impl Name { .. }`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Open")
    }
}

#[py::methods] //~ ERROR `#[methods]` belongs on `impl Name { .. }`
pub struct NoBlock;

#[py::class] //~ ERROR `#[class]` belongs on `pub struct Name`
impl Open<u8> {}

fn main() {}
