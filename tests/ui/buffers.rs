//! Buffers of elements that none has, and one that outlives what holds it.

use pydust as py;

#[py::module]
pub mod buffers {
    use super::*;

    pub fn texts(xs: &py::Buffer<String>) {
        //~^ ERROR a buffer can't have elements of type `String`
        //~^^ ERROR a Python object does not convert to `&Buffer<String>`
    }

    pub fn chars(xs: &py::BufferMut<char, 2>) {
        //~^ ERROR a buffer can't have elements of type `char`
        //~^^ ERROR a Python object does not convert to `&BufferMut<char, 2>`
    }

    fn outlives<'py>(held: py::HeldBuffer<'py, py::Buffer<f64>>) -> &'py py::Buffer<f64> {
        &held //~ ERROR cannot return reference to function parameter `held`
    }
}

fn main() {}
