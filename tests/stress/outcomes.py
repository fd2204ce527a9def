"""What an operation did, as text that can be compared: of values alone, never of identities."""

import types
from typing import Any

from operations import Subject

DESCRIPTORS = (types.GetSetDescriptorType, types.MemberDescriptorType)
PLAIN = (bool, int, float, complex, str, bytes, type(None), range, slice)


def outcome(subject: Subject, obj: Any, name: str, n: int) -> str:
    """Do an operation, and give what it gave or raised."""
    try:
        return described(subject.operations[name](obj, n), obj)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def described(value: Any, owner: object = None) -> str:
    """Describe a value; the owner, whose state is changing, by a word."""
    if value is owner and owner is not None:
        return "itself"
    if type(value) in PLAIN:
        return repr(value)
    if isinstance(value, dict):
        return str(
            sorted((described(key, owner), described(item, owner)) for key, item in value.items())
        )
    if isinstance(value, list | tuple | set | frozenset):
        return f"{type(value).__name__}{[described(item, owner) for item in value]}"
    if isinstance(value, type):
        return value.__name__
    return f"{type(value).__name__} {state(value)}"


def look(subject: Subject, obj: Any) -> str:
    """Give all on which an object's outcomes depend."""
    return described(subject.look(obj)) if subject.look else str(state(obj))


def state(obj: Any) -> list[str]:
    """Give what the attributes of an object are, those that its class describes; and its items."""
    found = []
    for cls in type(obj).__mro__[:-1]:
        for name, member in vars(cls).items():
            if isinstance(member, DESCRIPTORS) and not name.startswith("__"):
                found.append(f"{name}={described(getattr(obj, name, None), obj)}")
    if isinstance(obj, list | dict):
        found.append(repr(obj))
    return found
