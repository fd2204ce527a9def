"""Makes the model of stubs from the records of a library.

What records look like is in docs/design/records.md. Keys that are missing have the values given
there, and unknown ones are left to newer versions; a value of the wrong type is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from pydust.errors import PydustError
from pydust.records import Record
from pydust.stubs.model import (
    Attribute,
    Class,
    Constant,
    EnumMember,
    Function,
    Kind,
    Member,
    Module,
    Parameter,
    Receiver,
    Signature,
)

_ANY: Final = "{typing.Any}"

_ACCESSORS: Final = frozenset({"getter", "setter", "deleter"})

T = TypeVar("T")


def read_modules(library: Path, records: Iterable[Record]) -> dict[str, Module]:
    """Makes the model of a library's modules.

    Args:
        library: The library, for errors.
        records: What it holds.

    Returns:
        The modules by the last parts of their names.

    Raises:
        PydustError: where a record is not as expected.
    """
    added = _Added()
    roots: list[_Fields] = []
    for record in sorted(records, key=_place):
        fields = _Fields(library, record["id"], record)
        if fields.kind == "block":
            added.to_class(fields.text("class"), fields.objects("members"))
        elif fields.kind == "module":
            roots.append(fields)
            added.find_nested(fields)
    reader = _Reader(added.members)
    return {fields.text("name"): reader.module(fields) for fields in reversed(roots)}


def _place(record: Record) -> list[str]:
    """Orders records as they stand in a file: their ids end with lines and columns."""
    return [part.zfill(6) for part in re.split(r"(\d+)", record["id"])]


@dataclass(frozen=True)
class _Fields:
    """An object of a record, and where it is, for errors."""

    library: Path
    where: str
    table: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return self.text("kind")

    def text(self, key: str, default: str | None = None) -> str:
        return self._typed(key, str, default)

    def optional_text(self, key: str) -> str | None:
        return None if self.table.get(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        return self._typed(key, bool, False)

    def texts(self, key: str) -> tuple[str, ...]:
        values: list[Any] = self._typed(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.error(f"no list of texts `{key}`")
        return tuple(values)

    def objects(self, key: str) -> list[_Fields]:
        values: list[Any] = self._typed(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.error(f"no list of objects `{key}`")
        return [
            _Fields(self.library, f"{self.where}.{value.get('name', '?')}", value)
            for value in values
        ]

    def exported(self) -> _Fields:
        """What an export stands for, under the name that it has there; all else is itself."""
        if self.kind != "export":
            return self
        item: dict[str, Any] = self._typed("item", dict, None)
        return replace(self, table={**item, "name": self.text("name")})

    def choice(self, key: str, make: Callable[[str], T], default: str | None = None) -> T:
        text = self.text(key, default)
        try:
            return make(text)
        except ValueError:
            raise self.error(f"`{key}` {text!r}") from None

    def _typed(self, key: str, expected: type[T], default: T | None) -> T:
        value = self.table.get(key, default)
        if not isinstance(value, expected):
            raise self.error(f"no {expected.__name__} `{key}`")
        return value

    def error(self, found: str) -> PydustError:
        return PydustError(
            f"{self.library}: the record of {self.where} is not understood\n"
            f"  found:    {found}\n"
            "  expected: what this version of rusty-pydust writes\n"
            "  to do:    build the module again, with the crate of the same version"
        )


@dataclass(frozen=True)
class _Added:
    """The members of classes that stand elsewhere, by the ids of the classes."""

    members: dict[str, list[_Fields]] = field(default_factory=dict)

    def to_class(self, key: str, members: Iterable[_Fields]) -> None:
        """Adds members to a class."""
        self.members.setdefault(key, []).extend(members)

    def find_nested(self, module: _Fields) -> None:
        """Finds the classes of a module that are within another class."""
        for member in module.objects("members"):
            fields = member.exported()
            if fields.kind == "module":
                self.find_nested(fields)
            elif outer := fields.optional_text("within"):
                key = outer.removeprefix("{#").removesuffix("}")
                if fields not in self.members.get(key, ()):
                    self.to_class(key, [fields])


@dataclass(frozen=True)
class _Reader:
    """Reads members; `added` are those of classes that stand elsewhere."""

    added: Mapping[str, Sequence[_Fields]]

    def module(self, fields: _Fields) -> Module:
        """A module or a submodule."""
        objects = [member.exported() for member in fields.objects("members")]
        own = [member for member in objects if "within" not in member.table]
        return Module(fields.text("name"), fields.text("doc", ""), self.members(own))

    def member(self, fields: _Fields) -> Member | None:
        """The member that an object stands for; None for a kind that a stub does not show."""
        match fields.kind:
            case "module":
                return self.module(fields)
            case "class" | "enum":
                return self.a_class(fields)
            case "function":
                return _function(fields)
            case "attribute":
                return _attribute(fields)
            case "constant":
                name, doc = fields.text("name"), fields.text("doc", "")
                return Constant(name, doc, fields.text("type", _ANY), fields.optional_text("value"))
            case "member":
                name, doc = fields.text("name"), fields.text("doc", "")
                return EnumMember(name, doc, fields.text("value", "..."))
        return None

    def members(self, objects: Iterable[_Fields]) -> tuple[Member, ...]:
        """Members in their order; what is behind one property is one attribute."""
        found: list[Member] = []
        properties: dict[str, int] = {}
        for fields in objects:
            if fields.table.get("receiver") in _ACCESSORS:
                part = _accessor(fields)
                place = properties.setdefault(part.name, len(found))
                if place == len(found):
                    found.append(part)
                else:
                    found[place] = _joined(found[place], part)
            elif member := self.member(fields):
                found.append(member)
        return tuple(found)

    def a_class(self, fields: _Fields) -> Class:
        key = fields.text("id")
        objects = [*fields.objects("members"), *self.added.get(key, ())]
        bases = fields.texts("bases")
        if fields.kind == "enum":
            bases = (f"{{enum.{fields.text('base')}}}",)
        return Class(
            name=fields.text("name"),
            id=key,
            doc=fields.text("doc", ""),
            bases=bases,
            members=self.members(objects),
            final=fields.flag("final"),
            disjoint=fields.flag("disjoint"),
            generic=fields.flag("generic"),
            type_parameters=fields.texts("type_params"),
        )


def _function(fields: _Fields) -> Function:
    return Function(
        name=fields.text("name"),
        doc=fields.text("doc", ""),
        receiver=fields.choice("receiver", Receiver, "module"),
        signature=_signature(fields),
        is_alone=fields.flag("alone"),
    )


def _signature(fields: _Fields) -> Signature:
    parameters = tuple(_parameter(parameter) for parameter in fields.objects("params"))
    return Signature(parameters, fields.text("returns", _ANY))


def _parameter(fields: _Fields) -> Parameter:
    return Parameter(
        name=fields.text("name"),
        kind=fields.choice("kind", Kind),
        type=fields.text("type", _ANY),
        default=fields.optional_text("default"),
    )


def _attribute(fields: _Fields) -> Attribute:
    return Attribute(
        name=fields.text("name"),
        doc=fields.text("doc", ""),
        get=fields.text("type", _ANY),
        set=fields.optional_text("set"),
    )


def _accessor(fields: _Fields) -> Attribute:
    """One function behind a property, as a property that has only that."""
    name, doc = fields.text("name"), fields.text("doc", "")
    signature = _signature(fields)
    match fields.text("receiver"):
        case "getter":
            return Attribute(name, doc, signature.returns, None, is_property=True)
        case "setter":
            if len(signature.parameters) != 1:
                raise fields.error(f"a setter with {len(signature.parameters)} parameters")
            return Attribute(name, doc, None, signature.parameters[0].type, is_property=True)
        case _:
            return Attribute(name, doc, None, None, deletable=True, is_property=True)


def _joined(first: Member, other: Attribute) -> Attribute:
    """A property with what two of its functions say; the getter's docstring is the property's."""
    assert isinstance(first, Attribute)
    getter, rest = (other, first) if other.get is not None else (first, other)
    return replace(
        getter,
        doc=getter.doc or rest.doc,
        set=rest.set if getter.set is None else getter.set,
        deletable=getter.deletable or rest.deletable,
    )
