"""Generic types of the standard library, and what their names alone mean.

Strict type checkers want the arguments written, also where anything will do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NUMBERS: Final = {
    "builtins": {1: "frozenset list set type", 2: "dict"},
    "collections": {1: "Counter UserList deque", 2: "ChainMap OrderedDict UserDict defaultdict"},
    "collections.abc": {
        1: "AsyncIterable AsyncIterator Awaitable Collection Container Iterable Iterator KeysView "
        "MutableSequence MutableSet Reversible Sequence Set ValuesView",
        2: "AsyncGenerator ItemsView Mapping MutableMapping",
        3: "Coroutine Generator",
    },
    "asyncio": {1: "Future Queue Task"},
    "array": {1: "array"},
    "concurrent.futures": {1: "Future"},
    "contextvars": {1: "ContextVar Token"},
    "os": {1: "PathLike"},
    "queue": {1: "LifoQueue PriorityQueue Queue SimpleQueue"},
    "re": {1: "Match Pattern"},
    "weakref": {1: "WeakSet ref", 2: "WeakKeyDictionary WeakValueDictionary"},
}
"""The names of generic types, by their modules and how many arguments they take."""

_ANY: Final = "{typing.Any}"

ARGUMENTS: Final[Mapping[str, str]] = {
    f"{module}.{name}": ", ".join([_ANY] * number)
    for module, numbers in _NUMBERS.items()
    for number, names in numbers.items()
    for name in names.split()
} | {
    "builtins.tuple": f"{_ANY}, ...",
    "collections.abc.Callable": f"..., {_ANY}",
}
"""The arguments, as a hint, that the name of a generic type alone stands for."""
