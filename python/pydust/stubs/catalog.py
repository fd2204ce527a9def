"""Where each native class of a project is in Python, and which file of stubs each module has.

Modules are taken apart here into one file of stubs each; a class that several modules have is
defined in the first, and imported by the others. How types are written in a file is in `pydust.stubs.hint`.
"""

from __future__ import annotations

import builtins
import collections.abc
import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydust.stubs.model import Class, Member, Module


@dataclass(frozen=True)
class Place:
    """Where Python finds a class.

    Attributes:
        module: The dotted name of the module.
        path: The names from there on.
        definition: The class.
    """

    module: str
    path: tuple[str, ...]
    definition: Class | None = field(default=None, compare=False, repr=False)


_KNOWN: Final = {
    "": builtins,
    "builtins": builtins,
    "collections.abc": collections.abc,
    "enum": enum,
}
"""The modules whose classes are known here, too."""

Ancestor = Class | type | None
"""What a class inherits from: a native class, one of `_KNOWN`, or None for any other."""


@dataclass
class StubModule:
    """What one file of stubs is made from.

    Attributes:
        name: The module's dotted name.
        doc: Its docstring.
        members: What is defined in it.
        imported: What it has of other modules, by the names that it has here.
        submodules: The last parts of its submodules' names.
        places: Where native classes are, by their ids, as seen from the module's library.
    """

    name: str
    doc: str
    members: list[Member]
    imported: dict[str, Place]
    submodules: list[str]
    places: dict[str, Place] = field(default_factory=dict)


def stub_modules(libraries: Iterable[tuple[str, Module | None]]) -> list[list[StubModule]]:
    """Takes the modules of a project apart.

    Args:
        libraries: The dotted name of each module, and what its library says of it.

    Returns:
        For each of them the module, and its submodules behind it. Where a library says nothing,
        there is nothing.
    """
    everywhere: dict[str, Place] = {}
    parts: list[_Part] = []
    for dotted, root in libraries:
        part = _Part()
        if root:
            part.add(root, dotted)
        parts.append(part)
        everywhere = part.places | everywhere
    for part in parts:
        for stub in part.modules:
            # The same crate in two libraries makes two classes: a library means its own.
            stub.places = everywhere | part.places
    return [part.modules for part in parts]


@dataclass
class _Part:
    """What one library adds."""

    modules: list[StubModule] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def add(self, module: Module, dotted: str) -> None:
        """Adds a module, and its submodules behind it."""
        stub = StubModule(dotted, module.doc, [], {}, [])
        self.modules.append(stub)
        for member in module.members:
            if isinstance(member, Module):
                stub.submodules.append(member.name)
            elif isinstance(member, Class) and member.id in self.places:
                stub.imported[member.name] = self.places[member.id]
            else:
                stub.members.append(member)
                self._locate(member, Place(stub.name, ()))
        for member in module.members:
            if isinstance(member, Module):
                self.add(member, f"{dotted}.{member.name}")

    def _locate(self, member: Member, around: Place) -> None:
        if isinstance(member, Class):
            place = Place(around.module, (*around.path, member.name), member)
            self.places.setdefault(member.id, place)
            for inner in member.members:
                self._locate(inner, place)


def ancestors_of(a_class: Class, places: Mapping[str, Place]) -> Iterator[Ancestor]:
    """All that a class inherits from, the nearest first."""
    for hint in a_class.bases:
        place = places.get(hint.removeprefix("{#").removesuffix("}"))
        if place and place.definition:
            yield place.definition
            yield from ancestors_of(place.definition, places)
        else:
            module, _, name = hint.partition("[")[0].strip("{}").rpartition(".")
            yield getattr(_KNOWN.get(module), name, None)
