"""What type checkers object to in classes that Python accepts, and the comments that allow it.

A stub says what is there; where a class does what type checkers take for a mistake, its author can't
do anything about that in the stub. Members that replace inherited ones are meant as they are, and
operators in place may take less than the operators. The stubs of the standard library have the same
comments. Some are there without need: only a type checker knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pydust.stubs.catalog import Ancestor, Place, ancestors_of
from pydust.stubs.model import Class, EnumMember, Function, Member
from pydust.stubs.partners import added_methods

_FREE: Final = frozenset(
    "__init__ __new__ __init_subclass__ __class_getitem__ __slots__ __doc__".split()
)
"""What classes may replace by whatever they like."""

_EQUALITY: Final = frozenset({"__eq__", "__ne__"})

_USUAL: Final = _EQUALITY | frozenset(
    "__bool__ __contains__ __hash__ __len__ __repr__ __str__".split()
)
"""Special methods that have one signature in all classes."""


def comment(codes: Sequence[str]) -> str:
    """What allows a line these errors; nothing where there are none."""
    return f"  # type: ignore[{', '.join([*codes, 'unused-ignore'])}]" if codes else ""


def objections(a_class: Class, places: Mapping[str, Place]) -> dict[str, list[str]]:
    """The errors that members of a class may be to mypy, by the members' names.

    Args:
        a_class: The class.
        places: The native classes of the project, by their ids.
    """
    ancestors = list(ancestors_of(a_class, places))
    own = {member.name: member for member in a_class.members}
    found: dict[str, list[str]] = {}
    for name, member in own.items():
        if name == "__init__":
            takes_else = "__new__" not in own and _are_made_by_new(ancestors)
        else:
            takes_else = _takes_else(member, own.get(name.replace("__i", "__", 1)))
        codes = ["misc"] if takes_else else []
        free = name in _FREE or isinstance(member, EnumMember)
        if not free and _replaces(member, ancestors):
            codes += ["override"] if isinstance(member, Function) else ["assignment", "override"]
        if codes:
            found[name] = codes
    return found


def objections_to_class(a_class: Class, places: Mapping[str, Place]) -> list[str]:
    """The errors that a class itself may be to mypy."""
    ancestors = list(ancestors_of(a_class, places))
    # Only Rust inherits from what is final to Python.
    if any(isinstance(base, Class) and base.final for base in ancestors):
        return ["misc"]
    own = {
        member.name
        for base in (a_class, *ancestors)
        if isinstance(base, Class)
        for member in base.members
    }
    abstract = {name for base in ancestors for name in getattr(base, "__abstractmethods__", ())}
    return ["misc"] if abstract - own else []


def _replaces(member: Member, ancestors: Sequence[Ancestor]) -> bool:
    """Whether a member takes the place of an inherited one that is not the same."""
    name = member.name
    for number, ancestor in enumerate(ancestors):
        if isinstance(ancestor, Class):
            members = (*ancestor.members, *added_methods(ancestor, ancestors[number + 1 :]))
            for other in members:
                if other.name == name:
                    return replace(member, doc="") != replace(other, doc="")
        elif name in _USUAL:
            continue
        elif ancestor is None or getattr(ancestor, name, None) is not getattr(object, name, None):
            return True
    return name in _EQUALITY and isinstance(member, Function) and member.signature.returns != "bool"


def _are_made_by_new(ancestors: Sequence[Ancestor]) -> bool:
    """Whether instances are made from what the `__new__` of a base takes, or maybe so.

    Type checkers want `__init__` to take the same then; Python, that both take what they are given.
    """
    return any(
        base is None
        or (isinstance(base, type) and "__new__" in vars(base) and "__init__" not in vars(base))
        for base in ancestors
    )


def _takes_else(member: Member, other: Member | None) -> bool:
    """Whether a method is an operator in place that takes something else than the operator."""
    if not (isinstance(member, Function) and isinstance(other, Function)) or member is other:
        return False
    return member.signature.parameters != other.signature.parameters
