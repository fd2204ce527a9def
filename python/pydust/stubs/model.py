"""What a stub says, as plain data. Types are hints, as in docs/design/records.md.

Reading it from records is in `pydust.stubs.read`, writing it as Python in `pydust.stubs.render`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How an argument reaches a parameter; the words are those of `inspect`."""

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional-or-keyword"
    VAR_POSITIONAL = "var-positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "var-keyword"


class Receiver(StrEnum):
    """What a function is called on."""

    MODULE = "module"
    INSTANCE = "instance"
    CLASS = "class"
    STATIC = "static"
    CONSTRUCTOR = "constructor"


@dataclass(frozen=True)
class Parameter:
    """A parameter, other than `self` and `cls`.

    Attributes:
        name: Its name.
        kind: How arguments reach it.
        type: What it takes; of `*args` and `**kwargs` what each argument may be.
        default: A literal, `...` for what can't be written as one, None where there is none.
    """

    name: str
    kind: Kind
    type: str
    default: str | None = None


@dataclass(frozen=True)
class Signature:
    """How a function is called, and what it returns."""

    parameters: tuple[Parameter, ...]
    returns: str


@dataclass(frozen=True)
class Function:
    """A function or method.

    A special method that `is_alone` is one whose partner CPython does not add.
    """

    name: str
    doc: str
    receiver: Receiver
    signature: Signature
    is_alone: bool = False


@dataclass(frozen=True)
class Attribute:
    """An attribute of instances, or a variable of a module.

    Attributes:
        name: Its name.
        doc: Its docstring.
        get: What reading gives; None where it can't be read.
        set: What assigning takes; None where it is read-only.
        deletable: Whether `del` is possible.
        is_property: Whether Rust functions are behind it, so that it is shown as a property.
    """

    name: str
    doc: str
    get: str | None
    set: str | None
    deletable: bool = False
    is_property: bool = False


@dataclass(frozen=True)
class Constant:
    """A constant of a module or a class; `value` is its literal where there is one."""

    name: str
    doc: str
    type: str
    value: str | None


@dataclass(frozen=True)
class EnumMember:
    """A member of an enum; `value` is its literal, or `...`."""

    name: str
    doc: str
    value: str


@dataclass(frozen=True)
class Class:
    """A class; an enum is one whose base is of the module `enum`.

    Attributes:
        name: Its name.
        id: How hints name it.
        doc: Its docstring.
        bases: What it inherits from, as hints.
        members: What is in it.
        final: Whether Python can't inherit from it.
        disjoint: Whether its instances are larger than those of its bases, so that it does not go
            together with another such base.
        generic: Whether `Class[int]` is possible at run time.
        type_parameters: The names of its type parameters.
    """

    name: str
    id: str
    doc: str
    bases: tuple[str, ...]
    members: tuple[Member, ...]
    final: bool = False
    disjoint: bool = False
    generic: bool = False
    type_parameters: tuple[str, ...] = ()

    @property
    def is_enum(self) -> bool:
        """Whether its members are those of an enum."""
        return any(base.startswith("{enum.") for base in self.bases)


@dataclass(frozen=True)
class Module:
    """A module or a submodule; `name` is the last part of its dotted name."""

    name: str
    doc: str
    members: tuple[Member, ...]


Member = Function | Attribute | Constant | EnumMember | Class | Module
