//! `attach`: what belongs to the interpreter stays inside.

use pydust as py;

fn handle() -> Option<bool> {
    let none = py::attach(|py| py.none());
    //~^ ERROR lifetime may not live long enough
    py::try_attach(|py| none.is(&py.none()))
}

fn token() {
    let mut kept = None;
    py::attach(|py| kept = Some(py));
    //~^ ERROR borrowed data escapes outside of closure
    drop(kept);
}

fn bound(object: &py::PyObj) -> usize {
    let bound = py::attach(|py| object.bind(py));
    //~^ ERROR lifetime may not live long enough
    std::ptr::from_ref(bound).addr()
}

fn main() {}
