"""Python functions that stand for the tests of cargo's own harness, each a process of its own.

Those for `#[py::test]` are in `functions.py`; running a test is up to `pydust.rust_harness`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Final

import pytest

from pydust.pytest.failures import Place, lead_to_rust
from pydust.pytest.functions import placed
from pydust.rust_harness import Harness, Outcome, RustTest
from pydust.rust_source import blanked

_MESSAGE: Final = re.compile(
    r"panicked at [^\n]+:\n(?P<message>.*?)(?=\nnote: run with `RUST_BACKTRACE|\nstack backtrace:|\Z)",
    re.DOTALL,
)


class RustTestFailed(Exception):  # noqa: N818  # as it is shown: a test that failed
    """A test of cargo's harness failed, or its process ended otherwise."""

    __module__ = "pydust"  # where users look for it is of no use in a report


def place_of(harness: Harness, test: RustTest) -> Place:
    """Where a test is: as the harness says, or where the sources have such a function."""
    name = test.name.rpartition("::")[2]
    file, line = test.file, test.line or 1
    if file is None:
        root = harness.module.root or harness.directory
        file, line = find_function(root, test.name)
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
            raise error.with_traceback(lead_to_rust(error, where))

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


def find_function(root: Path, name: str) -> tuple[Path, int]:
    """Finds a function by its path within a crate.

    Args:
        root: The crate's root file, or a folder with its sources.
        name: The path, such as `shapes::tests::area`.

    Returns:
        The file and the line. Where several files have such a function, it is the one that is
        named most like the path; where none has, the root and its first line.
    """
    *groups, last = name.split("::")
    definition = re.compile(rf"\bfn\s+(?:r#)?{re.escape(last)}\s*[(<]")
    best: tuple[int, Path, int] | None = None
    folder = root if root.is_dir() else root.parent
    files = [*([root] if root.is_file() else []), *sorted(folder.rglob("*.rs"))]
    for file in files:
        code = _code(file)
        if found := definition.search(code):
            parts = {file.stem, *file.relative_to(folder).parts[:-1]}
            likeness = len(parts & set(groups))
            if best is None or likeness > best[0]:
                best = likeness, file, code.count("\n", 0, found.start()) + 1
    return (best[1], best[2]) if best else (root, 1)


@cache
def _code(file: Path) -> str:
    """A file's text without comments and literals; it does not change during a run."""
    return blanked(file.read_text(encoding="utf-8", errors="replace"))


def _panic_place(harness: Harness, outcome: Outcome, test: Place) -> Place:
    """Where a test panicked, shown from the test's beginning if that is where it is."""
    if outcome.place is None:
        return test
    name, line = outcome.place
    file = harness.directory / name
    in_test = file.name == test.file.name and line >= test.first
    return Place(file, test.function, test.first if in_test else line, line)
