"""Tests written with `#[py::test]`: compiled into libraries, found in them, and run.

Each module has a test library: the module itself, compiled with `cfg(test)`. What tests are in it
stands in its records; they are run in this process. How pytest shows them is in `pydust.pytest`,
and tests that cargo's own harness runs are in `pydust.rust_harness`.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from pydust import rustc_for_tests
from pydust.compile import Build
from pydust.compile_tests import compile_tests, tested_modules
from pydust.config import ExtModule
from pydust.errors import PydustError
from pydust.records import Record, read
from pydust.rust_heap import RustHeap
from pydust.tested_sources import Kind

_TESTS: Final = "__pydust_tests__"
"""The attribute of a module of a test library: the functions of its tests, by their ids."""


@dataclass(frozen=True)
class Mark:
    """A mark: `slow`, or `foo("x", reason="y")`."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Xfail:
    """Why a test is expected to fail, and how: as pytest's mark of this name."""

    reason: str = ""
    strict: bool | None = None
    raises: str | None = None


@dataclass(frozen=True)
class Parametrization:
    """Values that a test is run with: as pytest's mark `parametrize`."""

    names: tuple[str, ...]
    values: tuple[Any, ...]


@dataclass(frozen=True)
class NativeTest:
    """A function with `#[py::test]`.

    Attributes:
        id: What tells it from all others, such as `example_modules::tests::counts`.
        name: Its path within the crate: `tests::counts`.
        file: Its source file, absolute.
        line: The line of its name there, from 1.
        params: The names of its parameters, which are fixtures unless a parametrization has them.
        module_param: The parameter that gets the module under test, if it has one.
        isolated: Whether it wants a process of its own.
        skip: Whether it is skipped: not, for a reason, or for none (an empty text).
        xfail: Whether it is expected to fail.
        parametrize: Its values, one after the other as the attributes stand.
        marks: Its marks.
        is_async: Whether it gives something to be awaited.
        doc: Its doc comment.
    """

    id: str
    name: str
    file: Path
    line: int
    params: tuple[str, ...] = ()
    module_param: str | None = None
    isolated: bool = False
    skip: str | None = None
    xfail: Xfail | None = None
    parametrize: tuple[Parametrization, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_async: bool = False
    doc: str = ""


@dataclass
class TestLibrary:
    """A module compiled with its tests.

    Attributes:
        module: The entry that it was built for.
        path: The shared library.
        tests: Its tests in the order of the source.
    """

    __test__ = False  # pytest would take it for a class with tests

    module: ExtModule
    path: Path
    tests: tuple[NativeTest, ...]
    _loaded: ModuleType | None = field(default=None, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """What another process learns of it, which loads it itself."""
        return {**self.__dict__, "_loaded": None}

    def load(self) -> ModuleType:
        """Imports the module from this library, once, under its own name.

        The module that others import by that name is another one, and stays what it is.

        Raises:
            PydustError: where the library was made by another version of the framework.
            Exception: what the module raises as it is imported.
        """
        if self._loaded is None:
            name = self.module.name.dotted
            loader = ExtensionFileLoader(name, str(self.path))
            spec = importlib.util.spec_from_file_location(name, self.path, loader=loader)
            assert spec is not None
            with _imports_kept(name):
                module = importlib.util.module_from_spec(spec)
                loader.exec_module(module)
            self._loaded = module
        return self._loaded

    def rust_heap(self) -> RustHeap:
        """What tells of the memory that Rust uses in this library."""
        return RustHeap(self._functions())

    def _functions(self) -> Mapping[str, Callable[..., Any]]:
        functions: Mapping[str, Callable[..., Any]] = getattr(self.load(), _TESTS, {})
        return functions

    def function(self, test: NativeTest) -> Callable[..., object]:
        """The function of a test, which takes its arguments by name."""
        functions = self._functions()
        if test.id not in functions:
            raise PydustError(
                f"{self.path}: no test {test.id} registered itself\n"
                "  to do:    build the tests again, with one version of rusty-pydust"
            )
        return functions[test.id]

    def run(self, test: NativeTest, arguments: Mapping[str, object]) -> object:
        """Runs a test in this thread.

        Args:
            test: One of this library's.
            arguments: The values of its parameters, by name.

        Returns:
            What the test returned: None, or something to await.

        Raises:
            BaseException: what the test failed with. A panic, and so a failed assertion, is
                `pydust.Panic`, a `RuntimeError` whose traceback ends at the place in Rust. A test
                that skips itself raises `unittest.SkipTest`.
        """
        function = self.function(test)
        if test.module_param is not None:
            arguments = {test.module_param: self.load(), **arguments}
        return function(**arguments)


def build_tests(build: Build, *, leak_checks: bool = False) -> list[TestLibrary]:
    """Compiles the modules of a project that have native tests, together with these.

    Args:
        build: What to build, and how; the profile `dev` compiles quickly.
        leak_checks: Whether the memory of Rust's that they use is counted.

    Returns:
        The libraries in the order of the project. Modules whose sources have no such test have
        none, and are not compiled.

    Raises:
        PydustError: with what is wrong; cargo's own errors are on standard error by then, or in it.
    """
    tested = tested_modules(build, Kind.NATIVE)
    if not tested:
        return []
    program = rustc_for_tests.for_libraries(build.toolchain, build.layout.support, build.environ)
    made = compile_tests(build, tested, program, leak_checks=leak_checks)
    directory = build.project.directory
    return [
        TestLibrary(module, made[module], read_tests(made[module], directory)) for module in tested
    ]


def read_tests(library: Path, directory: Path) -> tuple[NativeTest, ...]:
    """The tests of a compiled library, in the order of the source.

    Args:
        library: The shared library.
        directory: The project's directory.

    Raises:
        PydustError: where a record in it is damaged.
    """
    tests = (_test(record, directory) for record in read(library) if record["kind"] == "test")
    return tuple(sorted(tests, key=lambda test: (test.file, test.line)))


def _test(record: Record, directory: Path) -> NativeTest:
    params = record.get("params", [])
    return NativeTest(
        id=record["id"],
        name=record["id"].partition("::")[2],
        file=_source(directory, record["file"]),
        line=record["line"],
        params=tuple(param["name"] for param in params if not param.get("module")),
        module_param=next((param["name"] for param in params if param.get("module")), None),
        isolated=record.get("isolated", False),
        skip=_reason(record.get("skip")),
        xfail=_xfail(record.get("xfail")),
        parametrize=tuple(_parametrization(*pair) for pair in record.get("parametrize", [])),
        marks=tuple(_mark(text) for text in record.get("marks", [])),
        is_async=record.get("async", False),
        doc=record.get("doc", ""),
    )


def _source(directory: Path, name: str) -> Path:
    """A source file, which rustc names relative to the cargo workspace: maybe one around the project."""
    places = (folder / name for folder in (directory, *directory.parents))
    return next((place for place in places if place.is_file()), directory / name)


def _reason(value: str | bool | None) -> str | None:
    return "" if value is True else value or None


def _xfail(value: Mapping[str, Any] | None) -> Xfail | None:
    return None if value is None else Xfail(**value)


def _parametrization(names: str, values: str) -> Parametrization:
    split = tuple(name.strip() for name in names.split(","))
    return Parametrization(split, tuple(ast.literal_eval(values)))


def _mark(text: str) -> Mark:
    """Reads a mark from Python's text, whose arguments are literals."""
    node = ast.parse(text, mode="eval").body
    if not isinstance(node, ast.Call):
        return Mark(ast.unparse(node))
    return Mark(
        ast.unparse(node.func),
        tuple(ast.literal_eval(value) for value in node.args),
        {item.arg: ast.literal_eval(item.value) for item in node.keywords if item.arg},
    )


@contextmanager
def _imports_kept(name: str) -> Iterator[None]:
    """Undoes what the import of a module sets in `sys.modules` for itself and its submodules."""

    def present() -> dict[str, ModuleType]:
        return {
            key: value
            for key, value in sys.modules.items()
            if key == name or key.startswith(f"{name}.")
        }

    before = present()
    try:
        yield
    finally:
        for key in present():
            del sys.modules[key]
        sys.modules.update(before)
