"""Makes tracebacks of failed Rust tests lead to the lines of Rust, and to nothing else.

A traceback shows frames, and Rust has none. What stands for them here are frames of code that was
never executed for its own sake: it raises, and is said to stand in the Rust file. pytest then shows
the lines of that file as it shows those of Python functions.
"""

from __future__ import annotations

import ast
import linecache
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FunctionType, TracebackType
from typing import Final, NoReturn

_HEAD: Final = re.compile(
    r"\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:const|async|unsafe|extern(?:\s+\"[^\"]*\")?)\s+)*"
    r"fn\s+(?:r#)?(?P<name>\w+)"
)
"""The first line of a function's definition."""

_LONGEST: Final = 200
"""How far, in lines, something that belongs to a function is looked for."""


class Place:
    """Where a Rust function is, and where in it something happened.

    Args:
        file: The source file.
        function: The function's name.
        first: The line from which its source is shown.
        line: The line where it happened.
    """

    def __init__(self, file: Path, function: str, first: int, line: int) -> None:
        self.file = file
        self.function = function
        self.first = min(first, line)
        self.line = line

    @classmethod
    def around(cls, file: Path, line: int, function: str) -> Place:
        """The place of a line, with the function around it.

        Args:
            file: The source file.
            line: The line.
            function: What Python knows the function as, or the one that called it.
        """
        first = function_around(file, line)
        head = _HEAD.match(linecache.getline(str(file), first))
        if head and head["name"] != re.split(r"::|\.", function)[-1]:
            function = head["name"]
        return cls(file, function, first, line)

    def is_in(self, test: Place) -> bool:
        """Whether this is a line of a test."""
        return (
            self.function.rpartition("::")[2] == test.function
            and self.file.name == test.file.name
            and self.line >= test.line
        )

    def entry(self, after: TracebackType | None) -> TracebackType:
        """A traceback of one entry at this place, followed by others."""
        try:
            self._raise()
        except Exception as error:
            ours = error.__traceback__
            while ours and ours.tb_next:
                ours = ours.tb_next
            assert ours is not None
            return TracebackType(after, ours.tb_frame, ours.tb_lasti, ours.tb_lineno)

    def _raise(self) -> NoReturn:
        """Raises in the place."""
        head = {"lineno": self.first, "end_lineno": self.first, "col_offset": 0}
        # Without columns: those of `raise error` would be underlined in the line of Rust.
        at = {"lineno": self.line, "end_lineno": self.line, "col_offset": -1, "end_col_offset": -1}
        arguments = ast.arguments([], [], None, [], [], None, [])
        body = ast.Raise(ast.Name("Exception", ast.Load(), **at), None, **at)
        definition = ast.FunctionDef("place", arguments, [body], [], None, None, **head)
        tree = ast.Module([definition], [])
        found: dict[str, FunctionType] = {}
        exec(compile(tree, str(self.file), "exec"), {"__name__": self.function}, found)
        code = found["place"].__code__.replace(co_name=self.function, co_qualname=self.function)
        exec(code, {"Exception": Exception})
        raise AssertionError("it raises")


def lead_to_rust(error: BaseException, test: Place) -> TracebackType:
    """The traceback of an error, without our own functions, and with those of Rust in full.

    Args:
        error: What a test raised.
        test: Where the test is: the traceback begins there, whatever else it knows.
    """
    entries = [entry for entry in _entries(error.__traceback__) if not _is_ours(entry)]
    places = [place for entry in entries if (place := _rust_place(entry))]
    traceback = _linked(entries)
    return (
        traceback if traceback and any(at.is_in(test) for at in places) else test.entry(traceback)
    )


def with_functions(traceback: TracebackType) -> TracebackType | None:
    """A traceback in which Rust functions are shown from their heads; None where there are none."""
    entries = list(_entries(traceback))
    return _linked(entries) if any(map(_rust_place, entries)) else None


def _linked(entries: Sequence[TracebackType]) -> TracebackType | None:
    """A traceback of these entries, those of Rust replaced by their places."""
    traceback: TracebackType | None = None
    for entry in reversed(entries):
        if place := _rust_place(entry):
            traceback = place.entry(traceback)
        else:
            traceback = TracebackType(traceback, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return traceback


def function_around(file: Path, line: int) -> int:
    """The line in which the function begins that has a line of Rust; that line itself if unsure.

    As code is indented, it is the nearest line above, less indented, with a function's head.
    """
    lines = linecache.getlines(str(file))
    if not 0 < line <= len(lines):
        return line
    depth = _indentation(lines[line - 1])
    for number in range(line, max(line - _LONGEST, 0), -1):
        text = lines[number - 1]
        if _HEAD.match(text) and (number == line or _indentation(text) < depth):
            return number
    return line


def head_of(file: Path, function: str, line: int) -> int:
    """The line with a function's name: its attributes, where a search begins, stand above."""
    name = re.compile(rf"\bfn\s+(?:r#)?{re.escape(function)}\b")
    lines = linecache.getlines(str(file))
    for number in range(line, min(line + _LONGEST, len(lines) + 1)):
        if name.search(lines[number - 1]):
            return number
    return line


def _indentation(text: str) -> int:
    return len(text) - len(text.lstrip())


def _entries(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _is_ours(entry: TracebackType) -> bool:
    """Whether this is a function of this package, or what pytest knows the test as."""
    return str(entry.tb_frame.f_globals.get("__name__")).startswith("pydust.")


def _rust_place(entry: TracebackType) -> Place | None:
    """The place that an entry is about, if it stands for a Rust function."""
    code = entry.tb_frame.f_code
    file = Path(code.co_filename)
    if file.suffix != ".rs":
        return None
    return Place.around(file, entry.tb_lineno, code.co_name)
