"""Reading Rust source well enough for the tidy checks.

What it finds: code without comments and literals, functions, modules, tests, and imports.

This is a scanner, not a parser: it knows tokens and brackets, and nothing of types or macros.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from . import tree

OPENING, CLOSING = "([{", ")]}"

TOKEN = re.compile(
    r"""
      (?P<comment> // [^\n]* )
    | (?P<block> /\* )
    | (?P<raw> \b[bc]?r (?P<hashes> \#* ) " .*? " (?P=hashes) )
    | (?P<text> "(?: \\. | [^"\\] )*" )
    | (?P<char> '(?: \\ [^\n]+? | [^\\'\n] )' )
    """,
    re.VERBOSE | re.DOTALL,
)
BLOCK_EDGE = re.compile(r"/\*|\*/")
FUNCTION = re.compile(r"\bfn\s+(?P<name>\w+)")
INLINE_MODULE = re.compile(r"\bmod\s+(?P<name>\w+)\s*\{")
TEST_ITEM = re.compile(r"#\[cfg\((?:test|all\(test\b[^\]]*)\)\]|#\[test\]")
PATH = re.compile(
    r"(?<!in )(?P<macro>\$)?(?:\bcrate|\bsuper(?:\s*::\s*super)*)\s*::\s*(?P<next>\w+|\{)"
)
WORD = re.compile(r"\s*(\w+)")


class Span(NamedTuple):
    """A named stretch of the text, from its first to after its last character."""

    name: str
    start: int
    end: int


class Import(NamedTuple):
    """A path of this crate that the code names: what it begins with, and where it stands."""

    module: str
    offset: int
    by_macro: bool


class RustSource:
    """One Rust file of the project."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def code(self) -> str:
        """The text with comments and the insides of literals blanked, every line in its place."""
        pieces, position = [], 0
        while match := TOKEN.search(self.text, position):
            end = self._block_end(match.end()) if match["block"] else match.end()
            blanked = blank(self.text[match.start() : end])
            if not (match["block"] or match["comment"]):
                blanked = f'"{blanked[1:-1]}"'
            pieces += [self.text[position : match.start()], blanked]
            position = end
        return "".join([*pieces, self.text[position:]])

    def _block_end(self, inside: int) -> int:
        depth = 1
        while depth and (edge := BLOCK_EDGE.search(self.text, inside)):
            depth += 1 if edge[0] == "/*" else -1
            inside = edge.end()
        return inside if depth == 0 else len(self.text)

    @cached_property
    def tests(self) -> tuple[Span, ...]:
        """What is compiled for tests only."""
        return tuple(
            Span(match[0], match.start(), self.item_end(match.end()))
            for match in TEST_ITEM.finditer(self.code)
        )

    @cached_property
    def inline_modules(self) -> tuple[Span, ...]:
        """The modules whose body is in this file."""
        return tuple(
            Span(match["name"], match.start(), self.item_end(match.start()))
            for match in INLINE_MODULE.finditer(self.code)
        )

    def in_tests(self, offset: int) -> bool:
        """Say whether `offset` is in code for tests only."""
        return any(span.start <= offset < span.end for span in self.tests)

    def functions(self) -> Iterator[Span]:
        """Give the functions that have a body, with their signatures."""
        for match in FUNCTION.finditer(self.code):
            end = self.item_end(match.start())
            if self.code[end - 1] == "}":
                yield Span(match["name"], match.start(), end)

    def item_end(self, start: int) -> int:
        """Find where the item that begins at `start` ends: after its body or its semicolon."""
        depth = 0
        for offset in range(start, len(self.code)):
            character = self.code[offset]
            if character in OPENING:
                depth += 1
            elif character in CLOSING:
                depth -= 1
                if depth == 0 and character == "}":
                    return offset + 1
            elif character == ";" and depth == 0:
                return offset + 1
        return len(self.code)

    def code_lines(self, start: int = 0, end: int | None = None) -> int:
        """Count the lines with code, tests aside, between two offsets."""
        kept = self.code
        for span in self.tests:
            kept = kept[: span.start] + blank(kept[span.start : span.end]) + kept[span.end :]
        return sum(1 for line in kept[start:end].splitlines() if line.strip())

    def imports(self, module_path: tuple[str, ...]) -> Iterator[Import]:
        """Give the paths of the crate that the code names, tests aside.

        `module_path` is the file's own place in the crate, for paths that begin with `super`.
        """
        for match in PATH.finditer(self.code):
            if self.in_tests(match.start()):
                continue
            base: tuple[str, ...] = ()
            if (steps := match[0].count("super")) > 0:
                around = [m.name for m in self.inline_modules if m.start <= match.start() < m.end]
                here = (*module_path, *around)
                base = here[: len(here) - steps]
            by_macro = match["macro"] is not None
            if base:
                yield Import(base[0], match.start(), by_macro)
            elif match["next"] != "{":
                yield Import(match["next"], match.start(), by_macro)
            else:
                for word in self._group(match.end()):
                    yield Import(word[1], word.start(1), by_macro)

    def _group(self, inside: int) -> Iterator[re.Match[str]]:
        """Give the words that the members of `{a::b, c}` begin with."""
        depth, fresh = 1, True
        for offset in range(inside, len(self.code)):
            if depth == 1 and fresh and (word := WORD.match(self.code, offset)):
                yield word
                fresh = False
            character = self.code[offset]
            depth += (character in OPENING) - (character in CLOSING)
            if depth == 0:
                return
            fresh = fresh or (depth == 1 and character == ",")

    def line(self, offset: int) -> int:
        """Give the number of the line that `offset` is on."""
        return tree.line_at(self.text, offset)


def blank(text: str) -> str:
    """Replace everything but line ends by spaces."""
    return re.sub(r"[^\n]", " ", text)


@cache
def rust(name: str) -> RustSource:
    """Read a Rust file of the project."""
    return RustSource(tree.read(name))
