//! `detach` and `InterpreterView::attach`: what belongs to the interpreter stays outside, by whatever way it would come.

use std::cell::RefCell;
use std::rc::Rc;

use pydust as py;

#[py::module]
pub mod captures {
    #[class]
    pub struct Counter {
        pub count: u64,
    }
}

use captures::Counter;

fn token(py: py::Python) {
    py.detach(|| py.import("os").is_ok()); //~ ERROR cannot be shared between threads safely
    py.detach(move || py.import("os").is_ok()); //~ ERROR cannot be sent between threads safely
}

fn reference(py: py::Python, text: &py::Str) {
    py.detach(|| text.len());
    //~^ ERROR cannot be shared between threads safely
    //~^^ ERROR cannot be shared between threads safely
}

fn handles(py: py::Python, object: py::Obj, list: Vec<py::List>) {
    py.detach(|| object.is(&object));
    //~^ ERROR cannot be shared between threads safely
    //~^^ ERROR cannot be shared between threads safely
    py.detach(move || list.len());
    //~^ ERROR cannot be sent between threads safely
    //~^^ ERROR cannot be sent between threads safely
}

fn inside_of_others(py: py::Python, object: py::Obj, text: Option<py::Str>) {
    let shared = Rc::new(object);
    py.detach(move || Rc::strong_count(&shared)); //~ ERROR cannot be sent between threads safely
    let used = move || text.is_some();
    py.detach(used);
    //~^ ERROR cannot be sent between threads safely
    //~^^ ERROR cannot be sent between threads safely
}

fn behind_references(py: py::Python) {
    let cell: RefCell<Option<py::PyObj>> = RefCell::new(None);
    py.detach(|| cell.borrow().is_some()); //~ ERROR cannot be shared between threads safely
}

fn results(py: py::Python, object: py::PyObj) {
    py.detach(|| py::attach(|py| object.bind(py).clone()));
    //~^ ERROR cannot be sent between threads safely
    //~^^ ERROR cannot be sent between threads safely
    py.detach(|| Rc::new(1)); //~ ERROR cannot be sent between threads safely
}

fn instances(py: py::Python, counter: &py::Instance<Counter>) -> py::Result<()> {
    let read = counter.borrow()?;
    py.detach(|| read.count); //~ ERROR cannot be shared between threads safely
    Ok(())
}

fn dynamic(py: py::Python, work: Box<dyn FnOnce() -> u64 + '_>) {
    py.detach(work); //~ ERROR cannot be sent between threads safely
}

fn other_interpreters(view: &py::InterpreterView, object: &py::Obj) {
    view.attach(|_| object.clone().is(object));
    //~^ ERROR cannot be shared between threads safely
    //~^^ ERROR cannot be shared between threads safely
}

fn main() {}
