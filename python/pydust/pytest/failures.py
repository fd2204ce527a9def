"""Makes tracebacks of failed Rust tests lead to the lines of Rust, and to nothing else.

A traceback shows frames, and Rust has none. What stands for them here are frames of code that was
never executed for its own sake: it raises, and is said to stand in the Rust file. pytest then shows
the lines of that file as it shows those of Python functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, TracebackType
from typing import NoReturn


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
    """The traceback of an error, without our own functions, and with the source of the test.

    Args:
        error: What a test raised.
        test: Where the test is, which is shown if nothing leads elsewhere.
    """
    entries = [entry for entry in _entries(error.__traceback__) if not _is_ours(entry)]
    traceback: TracebackType | None = None
    for entry in reversed(entries):
        place = _place_in_test(entry, test)
        if place is not None:
            traceback = place.entry(traceback)
        else:
            traceback = TracebackType(traceback, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return traceback or test.entry(None)


def _entries(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _is_ours(entry: TracebackType) -> bool:
    """Whether this is a function of this package, or what pytest knows the test as."""
    return str(entry.tb_frame.f_globals.get("__name__")).startswith("pydust.")


def _place_in_test(entry: TracebackType, test: Place) -> Place | None:
    """The place in the test that an entry is about, to be shown from the test's first line on."""
    code = entry.tb_frame.f_code
    in_test = code.co_name.rpartition("::")[2] == test.function
    if not in_test or Path(code.co_filename).name != test.file.name:
        return None
    if entry.tb_lineno < test.first:
        return None
    return Place(test.file, test.function, test.first, entry.tb_lineno)
