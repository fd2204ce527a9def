"""Finds which modules a Rust source file exports, by reading its text.

This is for an early and exact error message: rustc decides in the end, and
`pydust.library` looks at what it made. Macros are therefore not expanded, and a file in which
nothing is found is not an error here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# The order matters: the first alternative that matches at a place wins.
_NOT_CODE: Final = re.compile(
    r"""
      //[^\n]*                                   # a line comment
    | /\*                                        # a block comment: they nest, see blanked
    | (?<![A-Za-z0-9_])b?c?r(?P<hashes>\#*)".*?"(?P=hashes)   # a raw string
    | b?c?"(?:[^"\\]|\\.)*"                      # a string
    | b?'(?:[^'\\\n]|\\[^\n]+?)'                 # a character, but not a lifetime
    """,
    re.VERBOSE | re.DOTALL,
)

_BLOCK_EDGE: Final = re.compile(r"/\*|\*/")

_EXPORTED_MOD: Final = re.compile(
    r"""
    \#\s*\[\s*(?:::\s*)?[A-Za-z_]\w*\s*::\s*module\b[^\]]*\]     # #[py::module], with arguments
    \s*(?:\#\s*\[(?:[^\[\]]|\[[^\]]*\])*\]\s*)*                   # further attributes
    (?:pub\b\s*(?:\([^)]*\)\s*)?)?mod\s+(?:r\#)?(?P<name>\w+)
    """,
    re.VERBOSE,
)


class Export(NamedTuple):
    """A `#[py::module]` of a file: the name of its `mod` and the line, from 1."""

    name: str
    line: int


def exported_modules(source: str) -> list[Export]:
    r"""Lists the modules that carry the attribute `module` of pydust, whatever it is imported as.

    Example:
        >>> exported_modules("use pydust as py;\n#[py::module]\npub mod hello {}")
        [Export(name='hello', line=3)]
    """
    code = blanked(source)
    return [
        Export(match["name"], code.count("\n", 0, match.start("name")) + 1)
        for match in _EXPORTED_MOD.finditer(code)
    ]


def blanked(source: str) -> str:
    """Replaces comments, strings and characters by spaces, and keeps line ends."""
    pieces = []
    position = 0
    for start, end in _not_code(source):
        pieces.append(source[position:start])
        pieces.append(re.sub(r"[^\n]", " ", source[start:end]))
        position = end
    pieces.append(source[position:])
    return "".join(pieces)


def _not_code(source: str) -> Iterator[tuple[int, int]]:
    position = 0
    while match := _NOT_CODE.search(source, position):
        position = _end_of_block(source, match.end()) if match[0] == "/*" else match.end()
        yield match.start(), position


def _end_of_block(source: str, position: int) -> int:
    """The end of a block comment whose opening ends at `position`."""
    depth = 1
    for edge in _BLOCK_EDGE.finditer(source, position):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(source)
