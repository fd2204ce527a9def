"""What can be done with any object, by a member's name: the words in which `subjects.py` is written.

An operation is a function of an instance and a small number, from which it takes its arguments. It does the same to
the same instance and number, whoever calls it, so that the class itself, used by one thread, is the model of what
many threads may see.
"""

import copy
import operator
import pickle
from collections.abc import Callable
from typing import Any, NamedTuple

Operation = Callable[[Any, int], Any]
Operations = dict[str, Operation]


class Subject(NamedTuple):
    """One class: its name in the examples, how an instance is made, and what is done to it, by the member's name.

    `steps` are operations that other threads may see in the middle, since they are several calls, in Python or in
    Rust. `look` gives all on which outcomes depend, where public attributes are not all of it; it leaves the instance
    as it is, is used by one thread at a time, and gives None if there is no way to look inside.
    """

    name: str
    make: Callable[[], Any]
    operations: Operations
    steps: frozenset[str] = frozenset()
    look: Callable[[Any], Any] | None = None


def number(n: int) -> int:
    """Give the number itself."""
    return n


def small(n: int) -> float:
    """Give a number that adds up without rounding."""
    return float(n % 8)


def text(n: int) -> str:
    """Give one of a few names."""
    return "abcde"[n % 5]


def place(n: int) -> int:
    """Give an index near the beginning or the end."""
    return n % 6 - 2


def place_or_slice(n: int) -> int | slice:
    """Give an index, or a short slice."""
    return place(n) if n % 3 else slice(n % 2, n % 7)


def attribute(name: str, values: Callable[[int], Any] | None = None) -> Operations:
    """Read an attribute; and set it, if there are values for it."""

    def use(obj: Any, n: int) -> Any:
        if values is None or n % 2:
            return getattr(obj, name)
        return setattr(obj, name, values(n))

    return {name: use}


def method(name: str, *arguments: Callable[[int], Any]) -> Operations:
    """Call a method with arguments made of the number."""
    return {name: lambda obj, n: getattr(obj, name)(*[make(n) for make in arguments])}


def unary(**uses: Callable[[Any], Any]) -> Operations:
    """Use operators and builtin functions of one operand, by their special methods' names."""
    return {f"__{name}__": lambda obj, _, use=use: use(obj) for name, use in uses.items()}


def binary(argument: Callable[[int], Any], **uses: Callable[[Any, Any], Any]) -> Operations:
    """Use operators and builtin functions with a second operand, by their special methods' names."""
    return {
        f"__{name}__": lambda obj, n, use=use: use(obj, argument(n)) for name, use in uses.items()
    }


def operators_of(argument: Callable[[int], Any], *names: str) -> Operations:
    """Use the operators of these names; one that begins with `r` and has none is the reflected one."""
    uses: dict[str, Callable[[Any, Any], Any]] = {}
    for name in names:
        found = getattr(operator, f"__{name}__", None)
        uses[name] = found or reflected(getattr(operator, f"__{name[1:]}__"))
    return binary(argument, **uses)


def reflected(use: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Swap the operands."""
    return lambda obj, other: use(other, obj)


def item_access(key: Callable[[int], Any], value: Callable[[int], Any]) -> Operations:
    """Get, set and delete items."""
    return {
        "__getitem__": lambda obj, n: obj[key(n)],
        "__setitem__": lambda obj, n: operator.setitem(obj, key(n), value(n)),
        "__delitem__": lambda obj, n: operator.delitem(obj, key(n)),
    }


COMPARISONS = ("__eq__", "__lt__", "__le__", "__gt__", "__ge__", "__ne__")


def compared_with_a_copy(*names: str) -> Operations:
    """Compare with an equal instance."""
    comparisons = {name: getattr(operator, name) for name in names}
    return {
        name: lambda obj, _, compare=compare: compare(obj, copy.copy(obj))
        for name, compare in comparisons.items()
    }


def pickled(obj: Any, n: int) -> Any:
    """Give a copy by way of a pickle."""
    return pickle.loads(pickle.dumps(obj, n % 4 + 2))


def copied(**changes: Callable[[int], Any]) -> Operations:
    """Copy in every way; with these changes, if there are any."""

    def replaced(obj: Any, n: int) -> Any:
        return obj.__replace__(**{name: value(n) for name, value in changes.items()})

    return {
        "__copy__": lambda obj, _: copy.copy(obj),
        "__deepcopy__": lambda obj, _: copy.deepcopy(obj),
        "__reduce_ex__": pickled,
    } | ({"__replace__": replaced} if changes else {})


def deleted(name: str) -> Operation:
    """Delete an attribute."""
    return lambda obj, _: delattr(obj, name)


def finished(awaitable: Any) -> Any:
    """Give what awaiting gives, without an event loop."""
    steps = awaitable.__await__()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def viewed(obj: Any, n: int) -> Any:
    """Look into lent memory, and write into it where that is allowed."""
    with memoryview(obj) as view:
        if not view.readonly and view.ndim == 1 and view.nbytes:
            view[n % len(view)] = small(n)
        return view.tolist()
