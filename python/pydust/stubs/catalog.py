"""Where each native class of a project is in Python, and which file of stubs each module has.

Modules are taken apart here into one file of stubs each, with exports replaced by what they
export. How types are written in a file is in `pydust.stubs.hint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from pydust.stubs.model import (
    Attribute,
    Class,
    Constant,
    Export,
    Function,
    Member,
    Module,
)
from pydust.stubs.read import Library

_NATIVE: Final = re.compile(r"\{#([^{}]*)\}")


@dataclass(frozen=True)
class Place:
    """Where Python finds a class: `module` is dotted, `path` the names from there on."""

    module: str
    path: tuple[str, ...]


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


def stub_modules(libraries: Iterable[tuple[str, Library]]) -> list[list[StubModule]]:
    """Takes the modules of a project apart.

    Args:
        libraries: The dotted name of each module, and the library that has it.

    Returns:
        For each of them the module, and its submodules behind it. Where a library says nothing of
        its module, there is nothing.
    """
    everywhere: dict[str, Place] = {}
    parts: list[_Part] = []
    for dotted, library in libraries:
        part = _Part(library)
        if root := library.modules.get(dotted.rpartition(".")[2]):
            part.add_all(root, dotted)
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

    library: Library
    modules: list[StubModule] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    _later: list[tuple[StubModule, Export]] = field(default_factory=list)

    def add_all(self, root: Module, dotted: str) -> None:
        """Adds the library's module and all that belongs to it."""
        self._add(root, dotted)
        for stub, export in self._later:
            if place := self.places.get(export.id):
                stub.imported[export.name] = place
        for stub in self.modules:
            self._add_private(stub)

    def _add(self, module: Module, dotted: str) -> None:
        """Adds a module, and its submodules behind it."""
        stub = StubModule(dotted, module.doc, [], {}, [])
        self.modules.append(stub)
        for member in module.members:
            if isinstance(member, Module):
                stub.submodules.append(member.name)
            elif isinstance(member, Export):
                self._export(stub, member)
            else:
                self._define(stub, member)
        for member in module.members:
            if isinstance(member, Module):
                self._add(member, f"{dotted}.{member.name}")

    def _export(self, stub: StubModule, export: Export) -> None:
        if item := self.library.items.get(export.id):
            self._define(stub, replace(item, name=export.name))
        else:  # it is written within some other module of the library
            self._later.append((stub, export))

    def _define(self, stub: StubModule, member: Member) -> None:
        if isinstance(member, Class):
            if place := self.places.get(member.id):
                stub.imported[member.name] = place
                return
            self._locate(member, Place(stub.name, (member.name,)))
        stub.members.append(member)

    def _locate(self, a_class: Class, place: Place) -> None:
        self.places.setdefault(a_class.id, place)
        for member in a_class.members:
            if isinstance(member, Class):
                self._locate(member, Place(place.module, (*place.path, member.name)))

    def _add_private(self, stub: StubModule) -> None:
        """Adds the classes that Python has no name for, to the module whose types name them."""
        taken = {member.name for member in stub.members}
        for member in stub.members:  # which grows meanwhile: private classes name others
            for key in _named_by(member):
                item = self.library.items.get(key)
                if key not in self.places and isinstance(item, Class):
                    name = "_" + item.name.lstrip("_")
                    while name in taken:
                        name += "_"
                    taken.add(name)
                    self._locate(item, Place(stub.name, (name,)))
                    stub.members.append(replace(item, name=name, is_private=True))


def _named_by(member: Member) -> Iterator[str]:
    """The ids of the native classes that a member's types name."""
    for hint in _hints(member):
        yield from _NATIVE.findall(hint)


def _hints(member: Member) -> Iterator[str]:
    match member:
        case Function():
            for signature in member.signatures:
                yield from (parameter.type for parameter in signature.parameters)
                yield signature.returns
        case Attribute():
            yield from (hint for hint in (member.get, member.set) if hint)
        case Constant():
            yield member.type
        case Class():
            yield from member.bases
            for inner in member.members:
                yield from _hints(inner)
