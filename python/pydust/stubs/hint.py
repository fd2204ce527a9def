"""Writes hints as annotations: what the names in them are called where the annotation stands.

Hints are described in docs/design/records.md. Which names a file has is kept in
`pydust.stubs.scope`; where lines break is decided in `pydust.stubs.layout`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from pydust.errors import WRONG_INPUT, PydustError
from pydust.stubs.catalog import Place
from pydust.stubs.expression import alternatives, parsed, source
from pydust.stubs.generic import ARGUMENTS
from pydust.stubs.scope import BUILTINS, Scope

_BRACES: Final = re.compile(r"\{([^{}]+)\}")

_ANY: Final = "{typing.Any}"

_STAND_IN: Final = "_pydust_native_"

_ELSEWHERE: Final = "_pydust_elsewhere_."
"""Begins the name of what is imported, while the hint is parsed: nothing in this file has it."""


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
        return source(_Writer(self, hint, scope, where, own).write())

    def place(self, place: Place, scope: Scope) -> str:
        """The expression for a native class."""
        if place.module == self.module:
            return scope.own(place.path)
        first, *rest = place.path
        return ".".join([scope.imports.name(place.module, first), *rest])


@dataclass
class _Writer(ast.NodeTransformer):
    """Writes one hint; the fields are the arguments of `Hints.write`."""

    hints: Hints
    hint: str
    scope: Scope
    where: str
    own: Place | None
    _natives: list[str] = field(default_factory=list)

    def write(self) -> ast.expr:
        """The annotation: other names, tidy unions, and arguments for all generic types."""
        text = _BRACES.sub(self._plain, self.hint)
        try:
            node = parsed(text)
        except (SyntaxError, ValueError):
            raise self._wrong("this, which is no Python expression") from None
        written: ast.expr = self.visit(node)
        return written

    def _plain(self, braces: re.Match[str]) -> str:
        """What stands for something in braces while the hint is parsed."""
        marked = braces[1]
        if marked == "Self":
            return "typing.Self"
        if not marked.startswith("#"):
            return _ELSEWHERE + marked if "." in marked else marked
        self._natives.append(marked[1:])
        return f"{_STAND_IN}{len(self._natives) - 1}"

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._complete(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._complete(ast.unparse(node))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        value = parsed(self._name(ast.unparse(node.value)))
        return ast.Subscript(value, self.visit(node.slice), ast.Load())

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A union without what is there twice, and with `None` at its end."""
        visited: list[ast.expr] = [self.visit(part) for part in alternatives(node)]
        parts = {source(part): part for part in visited}
        if none := parts.pop("None", None):
            parts["None"] = none
        first, *others = parts.values()
        return reduce(_union, others, first)

    def _complete(self, dotted: str) -> ast.expr:
        """The expression for a name that has no arguments."""
        written = parsed(self._name(dotted))
        arguments = self._arguments(dotted)
        if arguments is None:
            return written
        return ast.Subscript(written, self.visit(arguments), ast.Load())

    def _arguments(self, dotted: str) -> ast.expr | None:
        """What is meant where a generic type has no arguments, as a hint that is parsed.

        That of a native class are the type parameters of these names, if they can be used here.
        """
        full = dotted.removeprefix(_ELSEWHERE) if "." in dotted else f"builtins.{dotted}"
        place = self._place(dotted)
        if place and place.definition:
            known = self.scope.variables
            names = place.definition.type_parameters
            text = ", ".join(name if name in known else _ANY for name in names)
        elif dotted in self.scope.variables:
            return None
        else:
            text = ARGUMENTS.get(full, "")
        return parsed(_BRACES.sub(self._plain, text)) if text else None

    def _place(self, dotted: str) -> Place | None:
        """Where the native class is that a name means."""
        places = self.hints.places
        if dotted.startswith(_STAND_IN):
            return places.get(self._native_id(dotted))
        if dotted == "typing.Self":
            return self.own
        if dotted.partition(".")[0] not in self.scope.defined or dotted in self.scope.variables:
            return None
        meant = Place(self.hints.module, tuple(dotted.split(".")))
        return next((place for place in places.values() if place == meant), None)

    def _name(self, dotted: str) -> str:
        """The expression for a name, as Python text."""
        scope = self.scope
        if dotted.startswith(_STAND_IN):
            return self._native(self._native_id(dotted))
        if dotted == "typing.Self" and self.own is not None:
            return self.hints.place(self.own, scope)
        if variable := scope.variables.get(dotted):
            return variable
        if dotted in BUILTINS:
            return scope.builtin(dotted)
        first, *rest = dotted.split(".")
        if first in scope.defined:
            return scope.own([first, *rest])
        if first in scope.known:
            return dotted
        if rest:
            module, _, name = dotted.removeprefix(_ELSEWHERE).rpartition(".")
            return scope.imported(module, name)
        raise self._wrong(f"the name `{first}`, which nothing defines")

    def _native_id(self, stand_in: str) -> str:
        return self._natives[int(stand_in.removeprefix(_STAND_IN))]

    def _native(self, key: str) -> str:
        if key in self.hints.places:
            return self.hints.place(self.hints.places[key], self.scope)
        warning = f"{self.where}: typing.Any, as Python has no name for {key}"
        self.hints.warnings.append(warning)
        return self.scope.imported("typing", "Any")

    def _wrong(self, found: str) -> PydustError:
        return PydustError(
            f"the type of {self.where}: {self.hint}\n"
            f"  found:    {found}\n"
            "  expected: Python's annotation syntax, with names as they are imported: "
            "collections.abc.Sequence[int] | None",
            exit_code=WRONG_INPUT,
        )


def _union(left: ast.expr, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, ast.BitOr(), right)
