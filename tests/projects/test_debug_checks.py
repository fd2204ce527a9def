"""What only builds for development check: handles that have come where the compiler can't see."""

from __future__ import annotations

from workbench import Workbench

# A promise that is not kept, as crates that wrap values make it for their users.
SMUGGLE = """
use pydust as py;

struct Smuggled<T>(T);
// Not so: the test is about what happens then.
unsafe impl<T> Send for Smuggled<T> {}

impl<T> Smuggled<T> {
    fn open(self) -> T {
        self.0
    }
}

#[py::module]
pub mod smuggle {
    use super::*;

    pub fn token(py: py::Python) -> usize {
        let smuggled = Smuggled(py);
        py.detach(move || smuggled.open().none().is_none() as usize)
    }

    pub fn new_objects(py: py::Python) -> bool {
        let smuggled = Smuggled(py);
        py.detach(move || py::Str::new(smuggled.open(), "text").is_empty())
    }

    pub fn used(object: &py::List) -> usize {
        let (py, smuggled) = (object.py(), Smuggled(object));
        py.detach(move || smuggled.open().len())
    }

    pub fn cloned(object: py::Obj) -> bool {
        let (py, smuggled) = (object.py(), Smuggled(&object));
        py.detach(move || smuggled.open().clone().is_none())
    }

    pub fn dropped(object: py::Obj) {
        let (py, smuggled) = (object.py(), Smuggled(object));
        py.detach(move || drop(smuggled.open()));
    }

    pub fn on_a_thread(object: &py::List) -> Option<usize> {
        let (py, smuggled) = (object.py(), Smuggled(object));
        py.detach(|| {
            std::thread::scope(|scope| scope.spawn(move || smuggled.open().len()).join().ok())
        })
    }

    /// Attached again inside of `detach`, a handle may be used.
    pub fn attached_again(object: &py::List) -> usize {
        let (py, smuggled) = (object.py(), Smuggled(object));
        py.detach(move || py::attach(|_| smuggled.open().len()))
    }
}
"""

USE = """
import smuggle

SAID = "was used by a thread that is not attached to Python"
for function, arguments in (
    (smuggle.token, ()),
    (smuggle.new_objects, ()),
    (smuggle.used, ([1, 2],)),
    (smuggle.cloned, ("text",)),
    (smuggle.dropped, (object(),)),
):
    try:
        function(*arguments)
    except RuntimeError as error:
        assert SAID in str(error), error
    else:
        raise AssertionError(function)
assert smuggle.on_a_thread([1, 2]) is None
assert smuggle.attached_again([1, 2, 3]) == 3
print("checked")
"""


def test_handles_of_detached_threads_are_noticed(bench: Workbench) -> None:
    bench.environ["XDG_CACHE_HOME"] = str(bench.folder / "cache")
    (bench.folder / "smuggle.rs").write_text(SMUGGLE)
    bench.pydust("build", "--dev", "--abi", "full", "smuggle.rs")
    printed = bench.run(bench.python(), "-c", USE, cwd=bench.folder)
    assert printed.splitlines()[-1] == "checked"
