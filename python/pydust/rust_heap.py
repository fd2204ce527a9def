"""The memory that Rust uses in a test library: how much it is, and who has asked for it.

It is counted where the library was compiled for that (the feature `leak-checks` of the core crate),
or sets the counting allocator itself. What follows from growth is in `pydust.leaks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

_FRAME: Final = re.compile(
    r"^\s*\d+: (?P<function>.+)\n\s+at (?P<file>.+?):(?P<line>\d+)(?::\d+)?$", re.MULTILINE
)
_HASH: Final = re.compile(r"::h[0-9a-f]{16}$")


class Frame(NamedTuple):
    """A call that was under way: the function, and where in it."""

    function: str
    file: Path
    line: int


@dataclass(frozen=True)
class Allocation:
    """Memory that is still in use.

    Attributes:
        size: Its size in bytes.
        backtrace: The calls in which it was asked for, the innermost first: those with a known place.
    """

    size: int
    backtrace: tuple[Frame, ...]


class RustHeap:
    """The memory of one library.

    Args:
        functions: The functions of the library, by name.
    """

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._functions = functions

    def count(self) -> tuple[int, int] | None:
        """How many blocks are in use, and how many bytes these have. None where nothing counts them."""
        count = self._functions.get("heap.count")
        found: tuple[int, int] | None = count() if count else None
        return found

    def begin(self) -> None:
        """Begins to record who asks for memory, which takes time."""
        self._functions["heap.begin"]()

    def end(self) -> list[Allocation]:
        """Ends it, and gives what was asked for since then and is still in use, or a part of that."""
        left: list[tuple[int, str]] = self._functions["heap.end"]()
        return [Allocation(size, tuple(frames(text))) for size, text in left]


def frames(backtrace: str) -> Iterator[Frame]:
    r"""Reads a backtrace as Rust writes it.

    Example:
        >>> [*frames("   3: tests::leaks\n             at src/a.rs:7:9\n")]
        [Frame(function='tests::leaks', file=PosixPath('src/a.rs'), line=7)]
    """
    for match in _FRAME.finditer(backtrace):
        yield Frame(_HASH.sub("", match["function"]), Path(match["file"]), int(match["line"]))
