"""Changes that add up: after any number of them, by any number of threads, none is lost.

Each row is an object, a change, and what all changes together must come to.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from example import (
    classes,
    contexts,
    inheritance,
    iterators,
    memory,
    modules,
    operators,
    records,
)


class Sum(NamedTuple):
    """Something that many threads change."""

    name: str
    make: Callable[[], Any]
    change: Callable[[Any], Any]
    """Changes the object once; what it gives is kept if it is not None."""
    is_right: Callable[[Any, int, Counter[Any]], bool]
    """Of the object, how often it was changed, and what the changes gave, each how often."""


# Far more than threads can use up.
MANY: Final = 1 << 40


def counted(change: Callable[[Any], None], total: Callable[[Any], Any]) -> tuple[Any, Any]:
    """Change by one, and compare the total with the number of changes."""

    def change_once(obj: Any) -> None:
        change(obj)

    return change_once, lambda obj, count, _: total(obj) == count


def once_each(_: Any, count: int, given: Counter[Any]) -> bool:
    """Whether all that was given was given once."""
    return len(given) == count and set(given.values()) <= {1}


def one_each(obj: Any, count: int, given: Counter[Any]) -> bool:
    """Whether the numbers from 1 on were given, each once."""
    return once_each(obj, count, given) and max(given, default=0) == count


def push_and_pop(stack: records.Stack) -> None:
    """Push, and pop what is there, which may be another thread's."""
    stack.push(object())
    stack.push(object())
    stack.pop()


def heard(_: Any) -> None:
    """Listen."""


def ended(mean: iterators.Mean) -> int:
    """Give how many numbers a generator got."""
    mean.close()
    try:
        mean.send(None)
    except StopIteration as end:
        return int(end.value)
    return -1


SUMS = (
    Sum(
        "Car.drive",
        classes.Car.standard,
        *counted(lambda car: car.drive(1.0), lambda car: car.kilometers),
    ),
    Sum(
        "Car.tour",
        classes.Car.standard,
        *counted(lambda car: car.tour(1, heard), lambda car: car.kilometers),
    ),
    Sum("Meter", classes.Meter, lambda meter: meter(1)[0].number, one_each),
    Sum(
        "Item.sell",
        lambda: records.Item("tea", 1.0, (1 << 32) - 1),
        lambda item: item.sell(),
        one_each,
    ),
    Sum(
        "Stack.push and pop",
        records.Stack,
        push_and_pop,
        lambda stack, count, _: all(stack.pop() is not None for _ in range(count)),
    ),
    Sum(
        "RangeIterator",
        lambda: iter(iterators.Range(0, MANY)),
        next,
        lambda obj, count, given: (
            once_each(obj, count, given) and max(given, default=-1) == count - 1
        ),
    ),
    Sum(
        "Mean.send",
        iterators.Mean,
        *counted(lambda mean: mean.send(3.0), ended),
    ),
    Sum(
        "Account.pay",
        lambda: contexts.Account(MANY),
        *counted(lambda account: account.pay(1), lambda account: MANY - account.balance),
    ),
    Sum(
        "Vector +=",
        lambda: operators.Vector(0.0, 0.0),
        *counted(
            lambda vector: vector.__iadd__(operators.Vector(1.0, 2.0)),
            lambda vector: vector.y - vector.x,
        ),
    ),
    Sum(
        "CountingDict",
        lambda: inheritance.CountingDict({1: 1}),
        *counted(lambda counting: counting[1], lambda counting: counting.reads),
    ),
    Sum(
        "Shelf.keep and take",
        memory.take_all,
        lambda _: memory.keep(object()),
        lambda _, count, __: len(memory.take_all()) == count,
    ),
    Sum(
        "state",
        modules.count,
        lambda _: modules.increment(),
        lambda before, count, _: modules.count() - before == count,
    ),
)
