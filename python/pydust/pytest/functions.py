"""Python functions that stand for Rust tests, so that pytest treats these as any others.

pytest finds everything it asks of a test in such a function: a name, a file, a line, parameters,
marks. How they are grouped is in `rust_file.py`; running a test is up to `pydust.native_tests`.
"""

from __future__ import annotations

import builtins
import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, Final, NoReturn
from weakref import WeakKeyDictionary

import pytest

from pydust.errors import PydustError
from pydust.native_tests import NativeTest, TestLibrary
from pydust.pytest.failures import Place, head_of, lead_to_rust

_NATIVE: Final[WeakKeyDictionary[FunctionType, tuple[TestLibrary, NativeTest]]] = (
    WeakKeyDictionary()
)
"""The tests that functions stand for. As an attribute, `-k` would take it for a keyword."""


def native_test(item: pytest.Item) -> NativeTest | None:
    """The test in Rust that an item runs, if it runs one in this process."""
    return found[1] if (found := _found(item)) else None


def library_of(item: pytest.Item) -> TestLibrary | None:
    """The library that has the test in Rust that an item runs, if it runs one in this process."""
    return found[0] if (found := _found(item)) else None


def _found(item: pytest.Item) -> tuple[TestLibrary, NativeTest] | None:
    return _NATIVE.get(item.function) if isinstance(item, pytest.Function) else None


def place_of(function: FunctionType) -> Place:
    """Where the test is that a function stands for."""
    code = function.__code__
    return Place(Path(code.co_filename), code.co_name, code.co_firstlineno, code.co_firstlineno)


def function_of(library: TestLibrary, test: NativeTest) -> FunctionType:
    """The function for a test written with `#[py::test]`.

    Args:
        library: The library that has it.
        test: One of its tests.
    """
    place = _place(test)

    def run(**arguments: object) -> object:
        __tracebackhide__ = True
        try:
            return library.run(test, arguments)
        except BaseException as error:
            _raise_in_rust(error, place)

    async def run_async(**arguments: object) -> None:
        __tracebackhide__ = True
        try:
            result: Any = library.run(test, arguments)
            await result
        except BaseException as error:
            _raise_in_rust(error, place)

    function = placed(run_async if test.is_async else run, place, test.params)
    function.__doc__ = test.doc or None
    _NATIVE[function] = library, test
    return _marked(function, test)


def _place(test: NativeTest) -> Place:
    name = test.name.rpartition("::")[2]
    line = head_of(test.file, name, test.line)
    return Place(test.file, name, line, line)


def _raise_in_rust(error: BaseException, place: Place) -> NoReturn:
    """Raises an error with what pytest should show of its traceback."""
    __tracebackhide__ = True
    traceback = lead_to_rust(error, place)
    unittest = sys.modules.get("unittest")
    if unittest and isinstance(error, unittest.SkipTest):
        # pytest would say that it was skipped in pytest's own code.
        raise pytest.skip.Exception(str(error)).with_traceback(traceback) from None
    raise error.with_traceback(traceback)


def placed(function: Callable[..., object], place: Place, params: tuple[str, ...]) -> FunctionType:
    """Makes a function of ours look as if it stood in a Rust file, and had these parameters."""
    assert isinstance(function, FunctionType)
    function.__code__ = function.__code__.replace(
        co_filename=str(place.file),
        co_firstlineno=place.first,
        co_name=place.function,
        co_qualname=place.function,
    )
    function.__name__ = function.__qualname__ = place.function
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    signature = inspect.Signature([inspect.Parameter(name, kind) for name in params])
    function.__signature__ = signature  # type: ignore[attr-defined]
    return function


def _marked(function: FunctionType, test: NativeTest) -> FunctionType:
    """Puts the marks of a test on its function."""
    marks: list[pytest.MarkDecorator] = [
        getattr(pytest.mark, mark.name)(*mark.args, **mark.kwargs) for mark in test.marks
    ]
    marks += [
        pytest.mark.parametrize(part.names, _rows(part.names, part.values))
        for part in test.parametrize
    ]
    if test.skip is not None:
        marks.append(pytest.mark.skip(reason=test.skip or "#[py::test(skip)]"))
    if test.xfail is not None:
        wishes: dict[str, Any] = {"reason": test.xfail.reason}
        if test.xfail.strict is not None:
            wishes["strict"] = test.xfail.strict
        if test.xfail.raises is not None:
            wishes["raises"] = _exception(test.xfail.raises, test)
        marks.append(pytest.mark.xfail(**wishes))
    # As decorators, which are applied from the last to the first.
    for mark in reversed(marks):
        mark(function)
    return function


def _rows(names: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
    """The values as pytest wants them: with several names, a sequence each."""
    return list(values) if len(names) > 1 else [pytest.param(value) for value in values]


def _exception(name: str, test: NativeTest) -> type[BaseException]:
    """The exception type of a dotted name; without dots, a builtin one."""
    module, _, last = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module) if module else builtins, last)
    except (ImportError, AttributeError):
        found = None
    if isinstance(found, type) and issubclass(found, BaseException):
        return found
    raise PydustError(
        f"{_shown(test.file)}:{test.line}: xfail(raises = {name!r})\n"
        "  found:    no exception type of this name\n"
        "  expected: a builtin one, such as ValueError, or one that can be imported: json.JSONDecodeError"
    )


def _shown(file: Path) -> str:
    here = Path.cwd()
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else str(file)
