//! `closure!`: its form, its names, and what is used without being captured.

use pydust as py;

fn form(py: py::Python) {
    let _ = py::closure!(py);
    //~^ ERROR `closure!` takes a token, the values that are captured, and a function
    let _ = py::closure!(py, [1] fn f() {});
    //~^ ERROR a captured value is written `name`, or `name = value`
    let _ = py::closure!(py, [] fn lambda() {});
    //~^ ERROR `lambda` is a keyword in Python
    let _ = py::closure!(py, [] pub fn f() {});
    //~^ ERROR `f` is a value, which has no visibility: remove it
    let _ = py::closure!(py, [] #[inline] fn f() {});
    //~^ ERROR `f` is a value: it takes docs and `#[detach]`, not `#[inline]`
    let _ = py::closure!(py, [] fn f(&self) {});
    //~^ ERROR `f`
    let _ = py::closure!(py, [] fn f<T>(x: T) {});
    //~^ ERROR `f`
}

fn names(py: py::Python, a: i64) {
    let _ = py::closure!(py, [a] fn f(a: i64) {});
    //~^ ERROR `f`: `a` is the name of two captured values or parameters: rename one
}

fn main() {}
