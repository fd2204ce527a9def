"""Which names a file of stubs has, and which imports it needs.

A name means what the innermost class says, so a class with a member `list` hides the builtin one
from its annotations. What types look like is in `pydust.stubs.hint`.
"""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pydust.stubs.layout import WIDTH

BUILTINS: Final = frozenset(name for name in dir(builtins) if not name.startswith("_"))


@dataclass
class Imports:
    """The imports of a file.

    Attributes:
        taken: Names that the file uses for something else, in any of its scopes.
        given: What imports of a person's own bind: `("typing", "Any")` to `Any`, and
            `("numpy", "")` to `np` for a module.
    """

    taken: set[str]
    given: dict[tuple[str, str], str] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _exported: set[tuple[str, str]] = field(default_factory=set)

    def name(self, module: str, name: str) -> str:
        """The name in this file for a name in another module."""
        if given := self.given.get((module, name)):
            return given
        return self._bind((module, name), name)

    def module(self, module: str) -> str:
        """The name in this file for a module."""
        return self.given.get((module, "")) or self._bind((module, ""), module)

    def export(self, module: str, name: str) -> None:
        """Imports what is to be found here, too; `.` and a name for a submodule."""
        self._exported.add((module, name))

    def _bind(self, key: tuple[str, str], wanted: str) -> str:
        if key not in self._names:
            used = self.taken | BUILTINS | set(self._names.values())
            self._names[key] = self.private(wanted) if wanted in used else wanted
        return self._names[key]

    def private(self, name: str) -> str:
        """Takes a name that nothing has, for what only this file knows."""
        found = "_" + name.lstrip("_")
        while found in self.taken or found in self._names.values():
            found += "_"
        self.taken.add(found)
        return found

    def lines(self, text: Iterable[str]) -> list[str]:
        """The import statements, sorted as isort does, with a blank line between sections.

        Args:
            text: The lines of the file: what does not appear in them is not imported, as a
                person's definition may have taken the place of what needed it.
        """
        sections: dict[bool, list[str]] = {True: [], False: []}
        words = {word for line in text for word in re.findall(r"\w+", line)}
        for (module, name), bound in sorted(self._names.items()):
            if not name and bound in words:
                as_name = f" as {bound}" if bound != module else ""
                sections[True].append(f"import {module}{as_name}")
        for module, names in sorted(self._from(words).items()):
            sections[_is_standard(module)] += _from_lines(module, names)
        return [*sections[True], *([""] if all(sections.values()) else []), *sections[False]]

    def _from(self, words: Collection[str]) -> dict[str, list[tuple[str, str | None]]]:
        found: dict[str, list[tuple[str, str | None]]] = {}
        for (module, name), bound in self._names.items():
            if name and bound in words:
                found.setdefault(module, []).append((name, bound if bound != name else None))
        for module, name in self._exported:
            found.setdefault(module, []).append((name, name))  # `as` makes it public
        return found


@dataclass(frozen=True)
class Scope:
    """What names mean in one place of a file.

    Attributes:
        imports: Those of the file.
        defined: The names at the top of the file.
        known: The names that a person's own imports bind.
        hidden: Names that mean a member of a class around this place.
        parameters: The type parameters of all classes around this place.
        variables: Those that can be used here: the innermost class's, with their type variables.
        aliases: The classes that need another name somewhere, filled as they are met.
        type_variables: All type variables of the file, filled as they are met. A class within
            another can't share one with it.
    """

    imports: Imports
    defined: frozenset[str]
    known: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    parameters: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    type_variables: dict[tuple[str, int], str] = field(default_factory=dict)

    def of_class(self, parameters: Iterable[str]) -> Scope:
        """The scope of a class with these type parameters."""
        variables = {name: self._variable(name) for name in parameters}
        return replace(self, parameters=(*self.parameters, *variables), variables=variables)

    def _variable(self, name: str) -> str:
        key = name, self.parameters.count(name)
        if key not in self.type_variables:
            self.type_variables[key] = self.imports.private(name)
        return self.type_variables[key]

    def inside(self, members: Iterable[str]) -> Scope:
        """The scope of the body of a class with these members."""
        return replace(self, hidden=self.hidden.union(members))

    def builtin(self, name: str) -> str:
        """The expression for a builtin name."""
        if name in self.hidden or name in self.defined:
            return f"{self.imports.module('builtins')}.{name}"
        return name

    def imported(self, module: str, name: str) -> str:
        """The expression for a name of another module."""
        return self.builtin(name) if module == "builtins" else self.imports.name(module, name)

    def own(self, path: Collection[str]) -> str:
        """The expression for a class of this file."""
        first, *rest = path
        if first in self.hidden:
            if first not in self.aliases:
                self.aliases[first] = self.imports.private(first)
            first = self.aliases[first]
        return ".".join([first, *rest])


def _is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _from_lines(module: str, names: Iterable[tuple[str, str | None]]) -> list[str]:
    """One statement for the names that stay as they are, and one for each that doesn't."""
    names = sorted(names, key=lambda pair: (_isort_key(pair[0]), pair[1] or ""))
    plain = [name for name, as_name in names if as_name is None]
    lines = [f"from {module} import {name} as {other}" for name, other in names if other]
    if plain:
        flat = f"from {module} import {', '.join(plain)}"
        if len(flat) > WIDTH:
            flat = "\n".join([f"from {module} import (", *(f"    {name}," for name in plain), ")"])
        lines.insert(0, flat)
    return lines


def _isort_key(name: str) -> tuple[int, str]:
    """Constants, classes, functions; each by the alphabet."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name
