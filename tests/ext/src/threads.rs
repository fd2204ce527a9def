//! Attaching, detaching, and objects that cross threads.

use std::sync::Mutex;
use std::thread;

use pydust as py;

static KEPT: Mutex<Option<py::PyObj>> = Mutex::new(None);

#[py::module]
pub mod threads {
    use super::*;

    /// Sums while detached.
    pub fn sum(py: py::Python, numbers: Vec<u64>) -> u64 {
        py.detach(|| numbers.iter().sum())
    }

    /// Calls from a thread that Python does not know, while this one is detached.
    pub fn call_from_thread(py: py::Python, f: py::PyCallable) -> py::Result<py::PyObj> {
        let call = move || py::attach(|py| Ok(f.bind(py).call0()?.unbind()));
        py.detach(|| thread::spawn(call).join().expect("no panic"))
    }

    /// Attaches inside a detached closure, and detaches inside that again.
    pub fn nested(py: py::Python) -> i64 {
        py.detach(|| py::attach(|py| py.detach(|| py::attach(|_| 4))))
    }

    /// Attaching while attached just runs.
    pub fn attached_twice() -> i64 {
        py::attach(|_| py::attach(|_| 2))
    }

    /// Drops a reference while detached.
    pub fn drop_detached(py: py::Python, obj: py::PyObj) {
        py.detach(move || drop(obj));
    }

    /// Drops a reference on a thread that never attaches.
    pub fn drop_on_thread(py: py::Python, obj: py::PyObj) {
        py.detach(|| thread::spawn(move || drop(obj)).join().expect("no panic"));
    }

    /// Keeps an object in a static of the process, which all interpreters share.
    pub fn keep(obj: py::PyObj) {
        *KEPT.lock().expect("nobody panics") = Some(obj);
    }

    /// Gives the kept object; an error in another interpreter than its own.
    pub fn kept(py: py::Python) -> py::Result<Option<py::PyObj>> {
        let kept = KEPT.lock().expect("nobody panics");
        kept.as_ref().map(|obj| Ok(obj.try_bind(py)?.clone().unbind())).transpose()
    }

    /// Uses the kept object where that panics in another interpreter.
    pub fn use_kept(py: py::Python) -> py::Result<String> {
        let kept = KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match kept.as_ref() {
            Some(obj) => obj.bind(py).repr()?.extract(),
            None => Ok(String::new()),
        }
    }

    /// Drops the kept object, wherever that is.
    pub fn forget() {
        *KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = None;
    }
}
