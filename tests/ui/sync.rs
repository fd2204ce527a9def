//! What can't be shared between threads, or not be kept in a static.

use pydust as py;
use std::cell::RefCell;
use std::rc::Rc;

static BOUND: py::Mutex<Option<py::Obj<'static>>> = py::Mutex::new(None);
//~^ ERROR PyObject>` cannot be sent between threads safely
//~^^ ERROR `*mut ()` cannot be sent between threads safely
static BOUND_ONCE: py::OnceLock<py::Str<'static>> = py::OnceLock::new();
//~^ ERROR PyObject>` cannot be sent between threads safely
//~^^ ERROR PyObject>` cannot be shared between threads safely
//~^^^ ERROR `*mut ()` cannot be sent between threads safely
//~^^^^ ERROR `*mut ()` cannot be shared between threads safely
static COUNTED: py::Mutex<Option<Rc<u8>>> = py::Mutex::new(None);
//~^ ERROR `Rc<u8>` cannot be sent between threads safely
static CHANGING: py::OnceLock<RefCell<u8>> = py::OnceLock::new();
//~^ ERROR `RefCell<u8>` cannot be shared between threads safely
static NUMBER: py::PerInterpreter<u8> = py::PerInterpreter::new();
//~^ ERROR the trait bound `u8: Stored` is not satisfied

fn handles_go_into_no_guard(
    py: py::Python,
    names: &py::Mutex<Vec<py::PyObj>>,
    name: py::Obj,
) -> py::Result<()> {
    names.lock(py)?.push(name);
    //~^ ERROR mismatched types
    Ok(())
}

fn main() {}
