"""Python functions that stand for the tests of cargo's own harness, each a process of its own.

Those for `#[py::test]` are in `functions.py`; running a test is up to `pydust.rust_harness`.
"""

from __future__ import annotations

import re
from types import FunctionType
from typing import Final

import pytest

from pydust.pytest.failures import Place
from pydust.pytest.functions import placed
from pydust.rust_harness import Harness, Outcome, RustTest

_MESSAGE: Final = re.compile(
    r"panicked at [^\n]+:\n(?P<message>.*?)(?=\nnote: run with `RUST_BACKTRACE|\nstack backtrace:|\Z)",
    re.DOTALL,
)


class RustTestFailed(Exception):  # noqa: N818  # as it is shown: a test that failed
    """A test of cargo's harness failed, or its process ended otherwise."""

    __module__ = "pydust"  # where users look for it is of no use in a report


def place_of(harness: Harness, test: RustTest) -> Place:
    """Where a test is. One that a macro wrote is in the root file, or where others of its crate are."""
    name = test.name.rpartition("::")[2]
    others = (other.file for other in harness.tests if other.file)
    file = test.file or harness.module.root or next(others, harness.directory)
    line = test.line or 1
    return Place(file, name, line, line)


def function_of(harness: Harness, test: RustTest, place: Place) -> FunctionType:
    """The function for a test of a harness.

    Args:
        harness: The executable that has it.
        test: One of its tests.
        place: Where it is.
    """

    def run() -> None:
        __tracebackhide__ = True
        outcome = harness.run(test)
        print(outcome.output, end="")
        if outcome.status == "ignored":
            pytest.skip("ignored in Rust")
        if outcome.status in ("failed", "crashed"):
            error = RustTestFailed(message(outcome))
            where = _panic_place(harness, outcome, place)
            begun = where.entry(None)
            raise error.with_traceback(begun if where.is_in(place) else place.entry(begun))

    function = placed(run, place, ())
    if test.ignored:
        pytest.mark.skip(reason="#[ignore]")(function)
    return function


def message(outcome: Outcome) -> str:
    r"""What went wrong, in the words of the panic, or with the signal's name.

    Example:
        >>> message(Outcome("crashed", "", "SIGSEGV"))
        "SIGSEGV ended the test's process"
        >>> message(Outcome("failed", "thread 't' panicked at src/a.rs:3:5:\nno luck\n"))
        'no luck'
    """
    if outcome.status == "crashed":
        return f"{outcome.signal_name} ended the test's process"
    found = _MESSAGE.search(outcome.output)
    return found["message"].strip() if found else "the test failed; its output says why"


def _panic_place(harness: Harness, outcome: Outcome, test: Place) -> Place:
    """Where a test panicked; the test itself if that is not known."""
    if outcome.place is None:
        return test
    name, line = outcome.place
    return Place.around(harness.directory / name, line, test.function)
