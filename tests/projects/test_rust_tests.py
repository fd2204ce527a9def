"""Tests in Rust, compiled and run: `#[py::test]` in this process, `#[test]` and examples in their own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from workbench import Workbench

from pydust.crates import crates_directory

PROJECT = """
[project]
name = "tested"
version = "0.1.0"

[tool.pydust.dev-dependencies]
either = "1"

[[tool.pydust.ext_module]]
name = "tested.native"
root = "src/native.rs"

[[tool.pydust.ext_module]]
name = "tested.untested"
root = "src/untested.rs"
"""

NATIVE = """
#![forbid(unsafe_code)]
#![deny(warnings)]
use pydust as py;

#[py::module]
pub mod native {
    use super::*;

    #[class]
    pub struct Point {
        pub x: i64,
    }

    impl Point {
        pub fn __init__(x: i64) -> Self {
            Point { x }
        }
    }

    pub mod inner {
        /// Doubles.
        ///
        /// ```
        /// assert_eq!(tested_native::native::inner::double(2), 4);
        /// ```
        ///
        /// ```
        /// assert_eq!(tested_native::native::inner::double(2), 5, "two and two");
        /// ```
        ///
        /// ```
        /// std::process::abort();
        /// ```
        pub fn double(n: i64) -> i64 {
            n * 2
        }
    }

    pub fn seen(py: py::Python) -> py::Result<()> {
        hidden(py)
    }

    fn hidden(py: py::Python) -> py::Result<()> {
        py.import("nothing_like_this")?;
        Ok(())
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[py::test]
        fn sees_what_is_private(py: py::Python) -> py::Result<()> {
            hidden(py)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{native, native::Point, py};
    use either::Either;

    /// Has fixtures.
    #[py::test(parametrize("x, y", [(1, 2), (3, 4)]), marks(slow))]
    fn fixtures(x: i64, y: i64, tmp_path: std::path::PathBuf) {
        assert!(tmp_path.is_dir() && x < y);
    }

    #[py::test]
    fn module(py: py::Python, module: &py::Module) -> py::Result<()> {
        let point: py::Instance<Point> = module.call_method("Point", (3,))?.extract()?;
        assert_eq!(point.borrow()?.x, 3);
        assert!(py.import("sys")?.getattr("modules")?.get_item("tested.native").is_err());
        Ok(())
    }

    #[py::test]
    fn panics() {
        assert_eq!(native::inner::double(2), 5, "two and two");
    }

    #[py::test]
    fn other_errors() -> Result<(), std::num::ParseIntError> {
        "x".parse::<i64>()?;
        Ok(())
    }

    #[py::test]
    fn skips(py: py::Python) -> py::Result<()> {
        py::testing::skip(py, "not today")
    }

    #[py::test]
    fn gives<'py>(py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
        py.import("asyncio")?.call_method("sleep", (0,))
    }

    fn either() -> Either<i64, ()> {
        Either::Left(native::inner::double(2))
    }

    #[test]
    fn passes() {
        assert_eq!(either().left(), Some(4));
    }

    #[test]
    fn fails() {
        println!("said before");
        assert_eq!(either().left(), Some(5));
    }

    #[test]
    fn aborts() {
        std::process::abort();
    }

    #[test]
    #[ignore]
    fn ignored() {}

    #[test]
    fn with_python() {
        let digits = py::testing::with_python(|py| -> py::Result<String> {
            py.import("pytest")?;
            py.import("string")?.getattr("digits")?.extract()
        });
        assert_eq!(digits.unwrap(), "0123456789");
    }

    #[test]
    fn with_python_and_a_panic() {
        py::testing::with_python(|_| panic!("on purpose"));
    }
}
"""

UNTESTED = "#[pydust::module]\npub mod untested {}\n"

RUN = """
import asyncio, json, os, pathlib, sys, traceback
from pydust.compile import Build
from pydust.config import load_project
from pydust.interpreter import Interpreter
from pydust.native_tests import build_tests
from pydust.rust_doctests import build_doctests
from pydust.rust_harness import build_harness
from pydust.settings import Options

project = load_project(pathlib.Path.cwd())
build = Build(project, Options(profile="dev"), Interpreter.running(), os.environ)
found = {}
for library in build_tests(build):
    for test in library.tests:
        values = {"x": 1, "y": 2, "tmp_path": str(pathlib.Path.cwd())}
        try:
            given = library.run(test, {name: values[name] for name in test.params})
            what = "passed" if given is None else type(given).__name__
            if test.is_async:
                given.close()
        except BaseException as error:
            # 3.11 leaves entries of what imports behind ours.
            frames = traceback.extract_tb(error.__traceback__)
            lines = [it.line for it in frames if pathlib.Path(it.filename).name == "native.rs"]
            what = [type(error).__name__, str(error), lines[-1] if lines else None]
        place = [test.file.relative_to(pathlib.Path.cwd()).as_posix(), test.line]
        found[test.name] = [what, *place]
assert not any(name.startswith("tested.native") for name in sys.modules)
for harness in build_harness(build) + build_doctests(build):
    for test in harness.tests:
        ended = harness.run(test)
        place = [test.file.relative_to(pathlib.Path.cwd()).as_posix(), test.line]
        what = [ended.status, ended.signal_name, ended.output, ended.place, test.ignored]
        found[test.name] = [what, *place]
print(json.dumps(found))
"""


def line_of(text: str) -> int:
    return NATIVE[: NATIVE.index(text)].count("\n") + 1


def run(bench: Workbench, project: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        bench.run(sys.executable, "-c", RUN, cwd=project).splitlines()[-1]
    )
    return found


@pytest.fixture
def project(bench: Workbench) -> Path:
    files = {"src/native.rs": NATIVE, "src/untested.rs": UNTESTED, "tested/__init__.py": ""}
    return bench.write({"pyproject.toml": PROJECT, **files})


def test_tests_of_all_kinds_end_as_they_should(bench: Workbench, project: Path) -> None:
    found = run(bench, project)
    what = {name: result[0] for name, result in found.items()}
    assert what["tests::fixtures"] == what["tests::module"] == "passed"
    assert what["tests::gives"] == "coroutine"
    kind, message, line = what["tests::panics"]
    assert kind == "Panic"
    assert message.startswith("assertion `left == right` failed: two and two\n")
    assert line == 'assert_eq!(native::inner::double(2), 5, "two and two");'
    kind, message, line = what["native::tests::sees_what_is_private"]
    assert (kind, line) == ("ModuleNotFoundError", 'py.import("nothing_like_this")?;')
    assert what["tests::other_errors"][0] == "ValueError"
    assert what["tests::skips"][:2] == ["SkipTest", "not today"]

    assert what["tests::passes"] == ["passed", None, "", None, False]
    assert what["tests::ignored"][4] is True
    status, _, output, place, _ = what["tests::fails"]
    assert (status, place[0]) == ("failed", "src/native.rs")
    assert place[1] == line_of("assert_eq!(either().left(), Some(5))")
    assert output.startswith("said before\n")
    assert what["tests::aborts"][:2] == ["crashed", "SIGABRT"]
    assert what["tests::with_python"][0] == "passed"
    status, _, output, place, _ = what["tests::with_python_and_a_panic"]
    assert (status, place) == ("failed", ["src/native.rs", line_of('panic!("on purpose")')])
    assert output.count("on purpose") == 1

    examples = [what[f"native::inner::double (line {line})"] for line in example_lines()]
    assert [example[0] for example in examples] == ["passed", "failed", "crashed"]
    assert "two and two" in examples[1][2]

    places = {name: result[1:] for name, result in found.items()}
    assert places["tests::fixtures"] == ["src/native.rs", line_of('#[py::test(parametrize("x, y"')]
    assert places["tests::passes"] == ["src/native.rs", line_of("fn passes()")]


def example_lines() -> list[int]:
    lines = NATIVE.splitlines()
    fences = [number for number, line in enumerate(lines, 1) if line.endswith("/// ```")]
    return fences[::2]


def test_tests_compile_nothing_twice_and_leave_the_lockfile_alone(
    bench: Workbench, project: Path
) -> None:
    bench.pydust("build", "--dev", cwd=project)
    assert "pydust" in bench.compiled()
    lockfile = (project / "Cargo.lock").read_bytes()
    found = run(bench, project)
    assert found["tests::passes"][0][0] == "passed"
    compiled = bench.compiled()
    assert "pydust" not in compiled
    assert "tested_untested" not in compiled
    # As a library for Python, as an executable, and for the examples.
    assert compiled.count("tested_native") == 3
    assert (project / "Cargo.lock").read_bytes() == lockfile
    run(bench, project)
    assert bench.compiled() == []
    bench.pydust("build", "--dev", cwd=project)
    assert bench.compiled() == []
    # By hand, on the same files.
    printed = bench.run(
        "cargo", "test", "--config", ".pydust/test.toml", "tests::passes", cwd=project
    )
    assert "test tests::passes ... ok" in printed
    assert bench.compiled() == ["tested_untested"]


MANIFEST = """
[package]
name = "tested"
version = "0.1.0"
edition = "2024"

[lib]
name = "tested_native"
path = "src/native.rs"
crate-type = ["cdylib"]

[dependencies]
pydust = {{ path = "{crates}/pydust" }}

[dev-dependencies]
either = "1"
"""

SELF_MANAGED = """
[project]
name = "tested"
version = "0.1.0"

[tool.pydust]
self_managed = true

[[tool.pydust.ext_module]]
name = "tested.native"
package = "tested"
"""


def test_a_workspace_of_the_users_own_has_the_same_tests(bench: Workbench) -> None:
    manifest = MANIFEST.format(crates=crates_directory().as_posix())
    project = bench.write(
        {"pyproject.toml": SELF_MANAGED, "Cargo.toml": manifest, "src/native.rs": NATIVE}
    )
    what = {name: result[0] for name, result in run(bench, project).items()}
    assert what["tests::fixtures"] == what["tests::module"] == "passed"
    assert what["tests::passes"][0] == what["tests::with_python"][0] == "passed"
    assert what["tests::aborts"][:2] == ["crashed", "SIGABRT"]
    assert what[f"native::inner::double (line {example_lines()[0]})"][0] == "passed"
