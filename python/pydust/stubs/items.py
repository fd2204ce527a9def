"""The definitions in a stub as text, and how they are put below each other.

Where they come from is up to `pydust.stubs.render` and `pydust.stubs.handwritten`.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pydust.stubs.layout import indented


class Shape(Enum):
    """What an item is, which decides about blank lines around it."""

    VARIABLE = auto()
    FUNCTION = auto()
    CLASS = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Item:
    """A definition.

    Attributes:
        names: What it defines.
        shape: What it is.
        lines: Its text; for a class all before its docstring, up to the colon.
        doc: For a class, the lines of its docstring.
        body: For a class, what is in it.
        bare: For a class, whether it says nothing of bases and decorators.
    """

    names: frozenset[str]
    shape: Shape
    lines: Sequence[str]
    doc: Sequence[str] = ()
    body: Sequence[Item] = ()
    bare: bool = False

    @property
    def text(self) -> list[str]:
        """All of its lines."""
        if self.shape is not Shape.CLASS:
            return list(self.lines)
        if self.is_short:
            *above, last = self.lines
            head, mark, comment = last.partition("  #")
            return [*above, f"{head} ...{mark}{comment}"]
        gap = [""] if self.doc and self.body else []
        return [*self.lines, *indented([*self.doc, *gap, *joined(self.body)])]

    @property
    def is_short(self) -> bool:
        """Whether nothing but `...` is in it."""
        if self.shape is Shape.CLASS:
            return not self.doc and not self.body
        return self.lines[-1].partition("  # type:")[0].endswith("...")


def joined(items: Sequence[Item]) -> list[str]:
    """The lines of items below each other."""
    lines: list[str] = []
    before: Item | None = None
    for item in items:
        if before and _gap(before, item):
            lines.append("")
        lines += item.text
        before = item
    return lines


def _gap(before: Item, item: Item) -> bool:
    """Whether a blank line is between two items, which is what formatters keep or want."""
    if before.shape is not item.shape:
        return True
    match item.shape:
        case Shape.VARIABLE:
            return len(before.lines) > 1
        case Shape.FUNCTION:
            return not before.is_short
        case Shape.CLASS:
            decorated = any(one.lines[0].startswith("@") for one in (before, item))
            return decorated or not (before.is_short and item.is_short)
        case _:
            return True


def docstring(text: str) -> list[str]:
    """The lines of a docstring; none where there is nothing to say."""
    text = inspect.cleandoc(text)
    if not text:
        return []
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if escaped.startswith('"'):
        escaped = "\\" + escaped
    if escaped.endswith('"') and not escaped.endswith('\\"'):
        escaped = escaped[:-1] + '\\"'
    lines = [line.rstrip() for line in escaped.splitlines()]
    if len(lines) == 1:
        return [f'"""{lines[0]}"""']
    return [f'"""{lines[0]}', *lines[1:], '"""']
