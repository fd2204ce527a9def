"""Calls of enums as classes in every way, for the tests of leaks."""

import copy
import operator
import pickle
from collections.abc import Callable
from typing import Any

from fixtures import enums, families, sharing_a, sharing_b

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def in_a_cycle() -> None:
    items: list[object] = []
    items.append(families.Chain.Cell(items, families.Chain.Nil()))


def inherited(base: type) -> type:
    return type("More", (base,), {})


def enums_as_classes() -> list[Call]:
    color, access, shape = enums.Color, enums.Access, families.Shape
    forged = object.__new__(color)
    values = [*families.all(), families.nested.Token.Word("x")]
    of_values = [
        (function, (value,), {})
        for value in values
        for function in (repr, hash, copy.copy, copy.deepcopy, pickled)
    ]
    return [
        *((enums.next_color, (given,), {}) for given in [*color, 1, "Red", None, [], forged]),
        (enums.next_color, ("x" * 300,), {}),
        (enums.by_reference, (color.Red,), {}),
        (enums.count, ([color.Red, color.Blue],), {"more": color.Green}),
        (enums.count, ([color.Red, 2],), {}),
        (enums.level, (50,), {}),
        (enums.suit_text, (enums.Suit.Hearts,), {}),
        (color.is_warm, (color.Red,), {}),
        (color.is_warm, (forged,), {}),
        (color.of_letter, ("G",), {}),
        (operator.add, (color.Red, color.Blue), {}),
        (operator.add, (color.Red, 1), {}),
        (getattr, (color.Red, "wavelength"), {}),
        (str, (color.Red,), {}),
        (color.first, (), {}),
        *((enums.allow, (given,), {}) for given in [*access, access(5), access(0), 3]),
        (enums.forbid, (access(7), access.Read), {}),
        (enums.forbid, (access(7), access(5)), {}),
        (access.size, (access(5),), {}),
        (access.size, (object.__new__(access),), {}),
        (access.is_single, (access(5),), {}),
        *of_values,
        (shape, (), {}),
        (shape.Circle, (1.0,), {"color": "x"}),
        (shape.Circle, ("x",), {}),
        (shape.Circle, (1.0,), {"radios": 1}),
        (shape.Circle.__new__, (shape.Circle, 1.0), {}),
        (operator.eq, (shape.Square(1.0), shape.Square(1.0)), {}),
        (operator.ne, (shape.Square(1.0), shape.Empty()), {}),
        (operator.lt, (shape.Square(1.0), shape.Square(1.0)), {}),
        (shape.Circle(1.0).__replace__, (), {"color": "x"}),
        (shape.Circle(1.0).__replace__, (), {"colour": "x"}),
        (shape.Circle(1.0).__replace__, (1,), {}),
        (families.doubled, (shape.Circle(1.0),), {}),
        (families.doubled, (1,), {}),
        (families.new_instance, (), {}),
        (inherited, (shape,), {}),
        (inherited, (shape.Circle,), {}),
        (in_a_cycle, (), {}),
        (sharing_a.norm, (sharing_b.Point(1.0),), {}),
        (sharing_a.is_left, (sharing_b.Side.Left,), {}),
        (sharing_a.distance, (sharing_b.Point(1.0),), {}),
        (sharing_a.doubled, (sharing_b.Point(1.0),), {}),
    ]
