//! What is lent by a lock ends with its guard, and what an interpreter keeps needs a static.

use pydust as py;

fn kept_in_a_local(py: py::Python) -> py::Result<i64> {
    let place: py::PerInterpreter = py::PerInterpreter::new();
    place.get_or_try_init(py, |_| Ok(1))?.extract()
    //~^ ERROR `place` does not live long enough
}

fn borrowed_beyond<'a>(py: py::Python, names: &'a py::Mutex<String>) -> py::Result<&'a str> {
    Ok(names.lock(py)?.as_str())
    //~^ ERROR cannot return value referencing temporary value
}

fn kept_beyond_the_mutex(py: py::Python) -> py::Result<py::MutexGuard<'static, u8>> {
    let mutex = py::Mutex::new(1);
    mutex.lock(py)
    //~^ ERROR cannot return value referencing local variable `mutex`
}

fn main() {}
