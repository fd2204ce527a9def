//! `closure!`: values that it can't keep, or that it was not given.

use std::rc::Rc;

use pydust as py;

fn not_captured(py: py::Python, factor: i64, text: String) {
    let _ = py::closure!(py, [] fn f(x: i64) -> i64 { x * factor });
    //~^ ERROR closure may outlive the current function, but it borrows `factor`
    let _ = py::closure!(py, [] fn g() -> String { text });
    //~^ ERROR cannot move out of value, a captured variable in an `Fn` closure
}

fn handle(py: py::Python, list: &py::List) {
    let list = list.clone();
    let _ = py::closure!(py, [list] fn f() -> usize { list.len() });
    //~^ ERROR `NonNull<pydust::macro_support::PyObject>` cannot be sent between threads safely
    //~^^ ERROR `NonNull<pydust::macro_support::PyObject>` cannot be shared between threads safely
    //~^^^ ERROR `*mut ()` cannot be sent between threads safely
    //~^^^^ ERROR `*mut ()` cannot be shared between threads safely
}

fn not_send(py: py::Python) {
    let count = Rc::new(1);
    let _ = py::closure!(py, [count] fn f() -> usize { Rc::strong_count(count) });
    //~^ ERROR `Rc<{integer}>` cannot be sent between threads safely
    //~^^ ERROR `Rc<{integer}>` cannot be shared between threads safely
}

fn main() {}
