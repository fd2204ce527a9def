"""Rust tests that are Python functions, for tests of how pytest shows such tests.

They are found and run as those of a compiled library are; what a library and a harness really do is
tested in test_native_tests.py, test_rust_harness.py and tests/projects.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from pydust.config import ExtModule
from pydust.names import ModuleName
from pydust.native_tests import Mark, NativeTest, Parametrization, TestLibrary, Xfail
from pydust.rust_harness import Harness, Outcome, RustTest
from pydust.rust_heap import RustHeap

SOURCE = """\
use pydust as py;

#[cfg(test)]
mod tests {
    use super::*;

    #[py::test]
    fn counts() {
        let total = 3;
        assert_eq!(total, 4);
    }

    #[test]
    fn plain() {}

    #[test]
    fn fails() {
        panic!("no luck");
    }
}
"""

TRACEBACK = Path(__file__).resolve().parents[2] / "crates/pydust/src/raw/traceback.py"


class Panic(RuntimeError):  # noqa: N818
    """What a panic becomes."""


def fail(error: Exception, file: Path, line: int, function: str) -> NoReturn:
    """Raises as a Rust function does: with an entry that the core crate makes for it."""
    __tracebackhide__ = True
    spec = importlib.util.spec_from_file_location("traceback_of_rust", TRACEBACK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    exec(module.code(function, str(file), line, None), {"error": error})
    raise AssertionError("it raises")


KEPT: list[list[str]] = []
"""What the tests that leak have left."""


class MadeUpLibrary(TestLibrary):
    """A library whose tests are the methods of the same names."""

    __test__ = False

    def run(self, test: NativeTest, arguments: Mapping[str, object]) -> object:
        __tracebackhide__ = True
        return getattr(self, test.name.rpartition("::")[2])(test, **arguments)

    def rust_heap(self) -> RustHeap:
        return RustHeap({})

    def keeps(self, test: NativeTest) -> None:
        KEPT.append([test.name])

    def keeps_and_fails(self, _test: NativeTest) -> None:
        KEPT.append([])
        assert len(KEPT) < 3, "three times"

    def passes(self, test: NativeTest, **_arguments: object) -> None:
        print("said by", test.name)

    def counts(self, test: NativeTest) -> None:
        __tracebackhide__ = True
        print("about to count")
        message = "assertion `left == right` failed\n  left: 3\n right: 4"
        fail(Panic(message), test.file, test.line + 2, "counts")

    def wrong(self, test: NativeTest) -> None:
        __tracebackhide__ = True
        fail(ValueError("no such tag"), test.file, test.line + 1, "lookup")

    def needs(self, _test: NativeTest, tmp_path: Path, number: int) -> None:
        assert tmp_path.is_dir()
        assert number == 7

    def doubles(self, _test: NativeTest, x: int, y: int) -> None:
        assert y == 2 * x

    def awaits(self, _test: NativeTest) -> object:
        return asyncio.sleep(0)

    def crashes(self, _test: NativeTest) -> None:
        os.write(1, b"last words\n")
        os.abort()

    def leaves(self, _test: NativeTest, number: int) -> None:
        os._exit(number)


class MadeUpHarness(Harness):
    """An executable whose tests end as their names say."""

    def run(self, test: RustTest, timeout: float | None = None) -> Outcome:
        assert timeout is None
        match test.name.rpartition("::")[2]:
            case "fails":
                place = ("src/modules.rs", 18)
                output = f"thread 'x' panicked at {place[0]}:18:9:\nno luck\nnote: run with `RUST_BACKTRACE=1`"
                return Outcome("failed", output, place=place)
            case "crashes":
                return Outcome("crashed", "last words\n", "SIGSEGV")
        return Outcome("passed", "fine\n")


def native(file: Path, name: str, line: int = 8, **more: object) -> NativeTest:
    return NativeTest(f"example_modules::tests::{name}", f"tests::{name}", file, line, **more)  # type: ignore[arg-type]


def library(project: Path, *tests: NativeTest) -> MadeUpLibrary:
    file = project / "pyproject.toml"  # any file that is there
    return MadeUpLibrary(ExtModule(ModuleName("example.modules")), file, tests)


def harness(project: Path, *tests: RustTest) -> MadeUpHarness:
    module = ExtModule(ModuleName("example.modules"), project / "src" / "modules.rs")
    return MadeUpHarness(module, project / "pyproject.toml", project, {}, tests)


__all__ = ["Mark", "Parametrization", "RustTest", "Xfail", "harness", "library", "native"]
