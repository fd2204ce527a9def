"""Writes the definitions of a stub from its model.

Types are written by `pydust.stubs.hint`, lines broken by `pydust.stubs.layout`.
"""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pydust.stubs.catalog import Place, ancestors_of
from pydust.stubs.expression import literal
from pydust.stubs.hint import Hints
from pydust.stubs.items import Item, Shape, docstring
from pydust.stubs.layout import WIDTH, Annotated, definition, indented, variable
from pydust.stubs.model import (
    Attribute,
    Class,
    Constant,
    EnumMember,
    Function,
    Kind,
    Member,
    Parameter,
    Receiver,
    Signature,
)
from pydust.stubs.objections import comment, objections, objections_to_class
from pydust.stubs.partners import added_methods
from pydust.stubs.scope import Scope

_FIRST_PARAMETER: Final = {
    Receiver.INSTANCE: "self",
    Receiver.CLASS: "cls",
}

_DECORATOR: Final = {Receiver.CLASS: "classmethod", Receiver.STATIC: "staticmethod"}

_SHOWN_LATE: Final = frozenset({"__buffer__", "__release_buffer__"})
"""Methods that classes show from 3.12 on, and type checkers look for with 3.11, too (PEP 688)."""


def defined_names(members: Iterable[Member]) -> Iterator[str]:
    """The names of members, and of all that is in them."""
    for member in members:
        yield member.name
        if isinstance(member, Class):
            yield from defined_names(member.members)


@dataclass(frozen=True)
class Renderer:
    """Writes the members of a module, or of a class in it.

    Attributes:
        hints: Writes types.
        scope: Where the members stand.
        place: The module, or the class.
        within: The class that the members are of; None for a module.
        depth: How many classes are around the members.
    """

    hints: Hints
    scope: Scope
    place: Place
    within: Class | None = None
    depth: int = 0

    def items(self, members: Iterable[Member]) -> list[Item]:
        """Writes members; those that Python's syntax can't name are left out."""
        return [
            self._item(member)
            for member in members
            if member.name.isidentifier() and not keyword.iskeyword(member.name)
        ]

    def _item(self, member: Member) -> Item:
        match member:
            case Function():
                return self._function(member)
            case Class():
                return self._class(member)
            case Attribute() if self._is_variable(member):
                return self._variable(
                    member, Annotated(member.name, self._type(member.get, member))
                )
            case Attribute():
                return self._property(member)
            case Constant():
                return self._variable(member, self._constant(member))
            case EnumMember():
                return self._variable(member, Annotated(member.name, None, literal(member.value)))
            case _:
                raise AssertionError(f"{member} has been replaced by what it stands for")

    # Types and names

    def _where(self, member: Member) -> str:
        return ".".join([self.place.module, *self.place.path, member.name])

    def _type(self, hint: str | None, member: Member, *, named: bool = False) -> str:
        """A type of a member; `named` where its own class has to be named to be meant."""
        own = self.place if named else None
        return self.hints.write(hint or "{typing.Never}", self.scope, self._where(member), own)

    def _typing(self, name: str) -> str:
        return self.scope.imported("typing", name)

    @property
    def _width(self) -> int:
        return WIDTH - 4 * self.depth

    # Variables

    def _variable(self, member: Attribute | Constant | EnumMember, annotated: Annotated) -> Item:
        lines = [*variable(annotated, self._width), *docstring(member.doc)]
        return Item(frozenset({member.name}), Shape.VARIABLE, lines)

    def _is_variable(self, attribute: Attribute) -> bool:
        if self.within is None:
            return True
        return not attribute.is_property and attribute.get == attribute.set

    def _constant(self, constant: Constant) -> Annotated:
        # It is one for all arguments of the class's type parameters.
        of_all = replace(self, scope=self.scope.of_class(()))
        written = of_all._type(constant.type, constant, named=True)
        if self.within and self.within.is_enum:
            return Annotated(constant.name, written)  # with a value it would be a member
        value = _plain(constant.value)
        if self.within and not (self.within.final and value):
            # In a class that inherits from it, it may be another.
            return Annotated(constant.name, f"{self._typing('ClassVar')}[{written}]", value)
        typed = self._typing("Final") if value else f"{self._typing('Final')}[{written}]"
        return Annotated(constant.name, typed, value)

    def _property(self, attribute: Attribute) -> Item:
        name, itself = attribute.name, Annotated("self")
        lines = ["@" + self.scope.builtin("property")]
        get = self._type(attribute.get, attribute)
        lines += self._definition(f"def {name}", [itself], get, attribute.doc)
        if attribute.doc and (attribute.set is not None or attribute.deletable):
            lines.append("")
        if attribute.set is not None:
            value = Annotated("value", self._type(attribute.set, attribute))
            lines.append(f"@{name}.setter")
            lines += self._definition(f"def {name}", [itself, value], "None")
        if attribute.deletable:
            lines.append(f"@{name}.deleter")
            lines += self._definition(f"def {name}", [itself], "None")
        return Item(frozenset({name}), Shape.FUNCTION, lines)

    # Functions

    def _function(self, function: Function) -> Item:
        names = frozenset({function.name})
        if self.within and function.name in _SHOWN_LATE:
            return Item(names, Shape.OTHER, self._shown_late(function))
        return Item(names, Shape.FUNCTION, self._written(function))

    def _shown_late(self, function: Function) -> list[str]:
        inner = replace(self, depth=self.depth + 1)
        return [
            f"if {self.scope.imports.module('sys')}.version_info >= (3, 12):",
            *indented(inner._written(function)),
            "else:",
            f"    @{self._typing('type_check_only')}",
            *indented(inner._written(replace(function, doc=""))),
        ]

    def _written(self, function: Function) -> list[str]:
        lines: list[str] = []
        if decorator := _DECORATOR.get(function.receiver):
            lines.append("@" + self.scope.builtin(decorator))
        first, returns = _FIRST_PARAMETER.get(function.receiver), function.signature.returns
        if function.receiver is Receiver.CONSTRUCTOR:
            new = function.name == "__new__"
            first, returns = ("cls", "{Self}") if new else ("self", "None")
        named = function.receiver is Receiver.STATIC
        parameters = self._parameters(function, named=named)
        if first:
            parameters.insert(0, Annotated(first))
        returned = self._type(returns, function, named=named)
        lines += self._definition(f"def {function.name}", parameters, returned, function.doc)
        return lines

    def _parameters(self, function: Function, *, named: bool) -> list[Annotated]:
        written: list[Annotated] = []
        before: Kind | None = None
        for parameter in function.signature.parameters:
            kind = parameter.kind
            if before is Kind.POSITIONAL_ONLY and kind is not before:
                written.append(Annotated("/"))
            if kind is Kind.KEYWORD_ONLY and before not in (kind, Kind.VAR_POSITIONAL):
                written.append(Annotated("*"))
            name = parameter.name + ("_" if keyword.iskeyword(parameter.name) else "")
            stars = {Kind.VAR_POSITIONAL: "*", Kind.VAR_KEYWORD: "**"}.get(kind, "")
            default = None if parameter.default is None else literal(parameter.default)
            takes = self._type(parameter.type, function, named=named)
            written.append(Annotated(stars + name, takes, default))
            before = kind
        if before is Kind.POSITIONAL_ONLY:
            written.append(Annotated("/"))
        return written

    def _definition(
        self, head: str, parameters: Sequence[Annotated], returns: str, doc: str = ""
    ) -> list[str]:
        text = docstring(doc)
        lines = definition(head, parameters, returns, ":" if text else ": ...", self._width)
        return [*lines, *indented(text)]

    # Classes

    def _class(self, a_class: Class) -> Item:
        place = Place(self.place.module, (*self.place.path, a_class.name), a_class)
        outer = replace(self, scope=self.scope.of_class(a_class.type_parameters))
        scope = outer.scope.inside(member.name for member in a_class.members)
        inner = replace(self, scope=scope, place=place, within=a_class, depth=self.depth + 1)
        ancestors = list(ancestors_of(a_class, self.hints.places))
        body = inner.items([*a_class.members, *added_methods(a_class, ancestors)])
        meant = objections(a_class, self.hints.places)
        body = [
            replace(item, lines=_allowed(item.lines, meant.get(min(item.names), ())))
            for item in body
        ]
        if a_class.generic:
            body.append(inner._subscription())
        lines = [*self._decorators(a_class), outer._head(a_class)]
        return Item(frozenset({a_class.name}), Shape.CLASS, lines, docstring(a_class.doc), body)

    def _decorators(self, a_class: Class) -> Iterator[str]:
        if a_class.final:
            yield "@" + self._typing("final")
        elif a_class.disjoint:
            yield "@" + self.scope.imported("typing_extensions", "disjoint_base")

    def _head(self, a_class: Class) -> str:
        bases = [self._type(base, a_class) for base in a_class.bases]
        if a_class.type_parameters:
            variables = ", ".join(self.scope.variables.values())
            bases.append(f"{self._typing('Generic')}[{variables}]")
        head = f"class {a_class.name}" + (f"({', '.join(bases)}):" if bases else ":")
        return head + comment(objections_to_class(a_class, self.hints.places))

    def _subscription(self) -> Item:
        """What makes `Class[int]`, which every generic class has at run time."""
        item = Parameter("item", Kind.POSITIONAL_ONLY, "{typing.Any}")
        signature = Signature((item,), "{types.GenericAlias}")
        return self._function(Function("__class_getitem__", "", Receiver.CLASS, signature))


def _allowed(lines: Sequence[str], codes: Sequence[str]) -> list[str]:
    """The lines of a member, with a comment on each one where it can be reported."""
    heads = [n for n, line in enumerate(lines) if line.startswith("def ")] or [0]
    return [line + comment(codes) if n in heads else line for n, line in enumerate(lines)]


def _plain(value: str | None) -> str | None:
    """A literal whose type is inferred as it is meant; None for any other value."""
    try:
        meant = isinstance(ast.literal_eval(value or "..."), str | bytes | int | float)
    except (ValueError, SyntaxError):
        return None
    return literal(value) if value and meant else None
