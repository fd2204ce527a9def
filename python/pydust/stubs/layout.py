"""Where the lines of a stub break: as `ruff format` breaks them, so that it leaves a stub alone.

What the text says is decided in `pydust.stubs.render`.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydust.stubs.expression import parsed, source

WIDTH: Final = 88
"""The longest line that formatters allow by default."""

_STEP: Final = "    "


@dataclass(frozen=True)
class Annotated:
    """A parameter or a variable: `name: type = value`.

    Attributes:
        name: The name; a parameter's with its stars, or `/` or `*` alone.
        type: Its annotation, where there is one.
        value: A default, where there is one.
    """

    name: str
    type: str | None = None
    value: str | None = None

    @property
    def before(self) -> str:
        """What stands before the type."""
        return self.name if self.type is None else f"{self.name}: "

    @property
    def after(self) -> str:
        """What stands behind the type."""
        return "" if self.value is None else f" = {self.value}"

    @property
    def flat(self) -> str:
        """All of it in one line."""
        return self.before + (self.type or "") + self.after


def definition(
    head: str, parameters: Sequence[Annotated], returns: str, end: str, width: int
) -> list[str]:
    """The lines of a function's head.

    Args:
        head: `def name`.
        parameters: What is between the parentheses.
        returns: The result's annotation.
        end: What follows it.
        width: The longest line.
    """
    arguments = ", ".join(parameter.flat for parameter in parameters)
    flat = f"{head}({arguments}) -> {returns}{end}"
    if len(flat) <= width:
        return [flat]
    lines = [f"{head}("]
    for parameter in parameters:
        lines += indented(_parameter(parameter, width - len(_STEP)))
    if parameters:
        return [*lines, *_enclosed(") -> ", returns, end, width)]
    return _enclosed(f"{head}() -> ", returns, end, width)


def variable(annotated: Annotated, width: int) -> list[str]:
    """The lines of a variable."""
    if annotated.type is None or len(annotated.flat) <= width:
        return [annotated.flat]
    return _enclosed(annotated.before, annotated.type, annotated.after, width)


def indented(lines: Sequence[str]) -> list[str]:
    """Lines one step further in."""
    return [_STEP + line if line else "" for line in lines]


def _parameter(parameter: Annotated, width: int) -> list[str]:
    after = parameter.after + ","
    if parameter.type is None:
        return [parameter.before + after]
    first, *rest = _broken(parsed(parameter.type), width, len(parameter.before), len(after))
    lines = [parameter.before + first, *rest]
    return [*lines[:-1], lines[-1] + after]


def _enclosed(before: str, annotation: str, after: str, width: int) -> list[str]:
    """A type behind which a statement goes on; what has no brackets of its own gets parentheses."""
    node = parsed(annotation)
    if len(before) + len(annotation) + len(after) <= width:
        return [before + annotation + after]
    if isinstance(node, ast.BinOp):
        inner = _broken(node, width - len(_STEP), 0, 0)
        return [before + "(", *indented(inner), ")" + after]
    lines = _broken(node, width, len(before), len(after))
    lines[0] = before + lines[0]
    lines[-1] += after
    return lines


def _broken(node: ast.expr, width: int, before: int, after: int) -> list[str]:
    """An expression in lines, where `before` and `after` are taken of the first and last one."""
    flat = source(node)
    if before + len(flat) + after <= width:
        return [flat]
    match node:
        case ast.BinOp(left, ast.BitOr(), right):
            # `|` groups to the left, so all the others are there.
            last = _broken(right, width, 2, after)
            return [*_broken_left(left, width, before), "| " + last[0], *last[1:]]
        case ast.Subscript(value, ast.Tuple(items)) if items:
            return [f"{source(value)}[", *_items(items, width, ","), "]"]
        case ast.Subscript(value, item):
            return [f"{source(value)}[", *_items([item], width, ""), "]"]
        case ast.List(items) if items:
            return ["[", *_items(items, width, ","), "]"]
    return [flat]


def _broken_left(node: ast.expr, width: int, before: int) -> list[str]:
    """What stands left of a `|` where lines break at each."""
    if not isinstance(node, ast.BinOp):
        return _broken(node, width, before, 0)
    last = _broken(node.right, width, 2, 0)
    return [*_broken_left(node.left, width, before), "| " + last[0], *last[1:]]


def _items(items: Sequence[ast.expr], width: int, end: str) -> list[str]:
    lines: list[str] = []
    for item in items:
        part = _broken(item, width - len(_STEP), 0, len(end))
        lines += indented([*part[:-1], part[-1] + end])
    return lines
