"""Writes hints as annotations: what the names in them are called where the annotation stands.

Hints are described in docs/design/records.md. Which names a file has is kept in
`pydust.stubs.scope`; where lines break is decided in `pydust.stubs.layout`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from pydust.errors import WRONG_INPUT, PydustError
from pydust.stubs.catalog import Place
from pydust.stubs.expression import source
from pydust.stubs.scope import BUILTINS, Scope

_BRACES: Final = re.compile(r"\{([^{}]+)\}")

_STAND_IN: Final = "_pydust_native_"


@dataclass(frozen=True)
class Hints:
    """Writes the hints of one file.

    Attributes:
        module: The dotted name of the file's module.
        places: Where native classes are, by their ids.
        warnings: What could not be written as it is meant.
    """

    module: str
    places: Mapping[str, Place]
    warnings: list[str] = field(default_factory=list)

    def write(self, hint: str, scope: Scope, where: str, own: Place | None = None) -> str:
        """Gives a hint as Python text.

        Args:
            hint: The hint.
            scope: Where it will stand.
            where: What it is a type of, for messages.
            own: The class that `{Self}` means; None where `typing.Self` can stand for it.

        Raises:
            PydustError: where the hint is no annotation, or names what nobody knows.
        """
        natives: list[str] = []
        text = _BRACES.sub(lambda match: _plain(match[1], natives), hint)
        try:
            node = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError):
            raise self._wrong(hint, where, "this type, which is no Python expression") from None

        def find(dotted: str) -> ast.expr:
            return ast.parse(self._name(dotted, natives, scope, hint, where, own), mode="eval").body

        return source(_Names(find).visit(node))

    def place(self, place: Place, scope: Scope) -> str:
        """The expression for a native class."""
        if place.module == self.module:
            return scope.own(place.path)
        first, *rest = place.path
        return ".".join([scope.imports.name(place.module, first), *rest])

    def _name(
        self,
        dotted: str,
        natives: list[str],
        scope: Scope,
        hint: str,
        where: str,
        own: Place | None,
    ) -> str:
        if dotted.startswith(_STAND_IN):
            key = natives[int(dotted.removeprefix(_STAND_IN))]
            if key in self.places:
                return self.place(self.places[key], scope)
            self.warnings.append(f"{where}: typing.Any, as Python has no name for {key}")
            return scope.imported("typing", "Any")
        if dotted == "typing.Self" and own is not None:
            return self.place(own, scope)
        first, *rest = dotted.split(".")
        if variable := scope.variables.get(dotted):
            return variable
        if dotted in BUILTINS:
            return scope.builtin(dotted)
        if first in scope.defined:
            return scope.own([first, *rest])
        if first in scope.known:
            return dotted
        if rest:
            return scope.imported(dotted.rpartition(".")[0], rest[-1])
        raise self._wrong(hint, where, f"the name `{first}`, which nothing defines")

    def _wrong(self, hint: str, where: str, found: str) -> PydustError:
        return PydustError(
            f"the type of {where}: {hint}\n"
            f"  found:    {found}\n"
            "  expected: Python's annotation syntax, with names as they are imported: "
            "collections.abc.Sequence[int] | None",
            exit_code=WRONG_INPUT,
        )


def _plain(marked: str, natives: list[str]) -> str:
    """What stands for the content of braces while the hint is parsed."""
    if marked == "Self":
        return "typing.Self"
    if not marked.startswith("#"):
        return marked
    natives.append(marked[1:])
    return f"{_STAND_IN}{len(natives) - 1}"


class _Names(ast.NodeTransformer):
    """Replaces the names in an annotation, and makes unions tidy."""

    def __init__(self, find: Callable[[str], ast.expr]) -> None:
        self._find = find

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._find(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._find(ast.unparse(node))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A union without what is there twice, and with `None` at its end."""
        visited: list[ast.expr] = [self.visit(part) for part in _alternatives(node)]
        parts = {source(part): part for part in visited}
        if none := parts.pop("None", None):
            parts["None"] = none
        first, *others = parts.values()
        return reduce(_union, others, first)


def _union(left: ast.expr, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, ast.BitOr(), right)


def _alternatives(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)
    else:
        yield node
