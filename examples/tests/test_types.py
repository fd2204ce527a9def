"""What type checkers know of the examples, and that it is true: this file is checked and run.

`make check` lets mypy and pyright read it with the stubs that the build wrote.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from enum import IntEnum
from typing import assert_type

from example import (
    attributes,
    buffers,
    callbacks,
    classes,
    code,
    containers,
    contexts,
    enums,
    exceptions,
    functions,
    gil,
    hello,
    identifiers,
    inheritance,
    iterators,
    memory,
    modules,
    operators,
    points,
    posts,
    records,
)
from example.modules import submod


def test_functions() -> None:
    assert_type(hello.hello(), str)
    assert_type(functions.scale(1, factor=2.5), float)
    assert_type(functions.starts_with("Rusty", "Ru"), bool)
    assert_type(functions.join(word for word in ("a", "b")), str)
    assert_type(functions.first((1, 2), fallback=None), int | None)
    assert_type(functions.count_arguments(1, "two", three=3), tuple[int, int])
    assert_type(code.call_stack(limit=1), list[str])
    assert_type(gil.count_primes(10), int)
    assert_type(identifiers.threads(), int)
    assert_type(posts.tag_count({"title": "foo", "tag_counts": {"news": 3}}), int)


def test_modules() -> None:
    assert_type(modules.increment(), None)
    assert_type(modules.count(), int)
    assert_type(submod.world(), str)
    assert_type(modules.submod.world(), str)


def test_classes() -> None:
    point = points.Point(1, y=2.5)
    assert_type(point, points.Point)
    assert_type(point.x, float)
    point.x = 3
    assert_type(point + point, points.Point)
    assert_type(points.distance(point, point), float)
    user = classes.User("Ann", on_leaving=None)
    user.email = "ann@example.org"
    assert_type(user.email, str | None)
    assert_type(classes.User.is_valid_email("a@b.c"), bool)
    assert_type(classes.User.LONGEST_NAME, int)
    assert_type(classes.Temperature.BOILING, classes.Temperature)
    assert_type(classes.Engine(90).Cylinder(0.5).liters, float)
    assert_type(classes.Meter()(tickets=2), list[classes.Ticket])
    assert_type(classes.Car.standard().engine, classes.Engine)


def test_records() -> None:
    item = records.Item("bread", 2.5, tags=["food"])
    item.tags = (tag for tag in ("food", "new"))
    assert_type(item.tags, list[str])
    assert_type(item < records.Item("milk", 1), bool)
    assert_type(item.sell(), int)
    version = records.Version(1, minor=2)
    assert_type(version.next(), records.Version)
    assert_type({version: "first"}[version], str)
    match version:
        case records.Version(major, minor):
            assert_type(major, int)
            assert_type(minor, int)


def test_enums() -> None:
    assert_type(enums.Status.Open.next(), enums.Status | None)
    assert_type(enums.Status.Open.is_final, bool)
    assert_type(enums.postage(enums.Shipping.NextDay, enums.Priority.High), int)
    assert_type(enums.with_needed(enums.Right.Change | enums.Right.Read), enums.Right)
    priority: IntEnum = enums.Priority.Low
    assert priority == 1
    event: enums.Event = enums.Event.Paid(9.5, currency="EUR")
    assert_type(event.describe(), str)
    assert isinstance(event, enums.Event.Paid)
    assert_type(event.amount, float)
    assert_type(enums.status_after([event]), enums.Status)


def test_inheritance() -> None:
    animal: inheritance.Animal = inheritance.Dog("Rex")
    assert_type(animal.name, str)
    assert_type(inheritance.breed(animal), str | None)
    counting: dict[str, int] = inheritance.CountingDict({"a": 1})
    assert counting["a"] == 1
    try:
        inheritance.parse("oops")
    except inheritance.ParseError as error:
        assert_type(error.line, int)


def test_operators() -> None:
    half = operators.Ratio(1, 2)
    assert_type(half + 1, operators.Ratio)
    assert_type(1 - half, operators.Ratio)
    assert_type(divmod(half, 2), tuple[int, operators.Ratio])
    assert_type(float(half), float)
    assert_type(half < 1, bool)
    vector = operators.Vector(1, 2)
    assert_type(vector @ vector, float)
    assert_type(2 * vector, operators.Vector)
    vector += vector
    vector @= [[0, 1], [1, 0]]
    assert_type(vector, operators.Vector)
    assert_type(operators.Task("a", 1) > operators.Task("b", 2), bool)


def test_containers() -> None:
    playlist = containers.Playlist(["a"])
    playlist += ("b", "c")
    assert_type(playlist, containers.Playlist)
    assert_type(len(playlist), int)
    assert_type(playlist.titles, list[str])
    cells = containers.Grid(2, 2)
    cells[0, 1] = 7
    assert_type(cells[0, 1], int)


def test_iterators() -> None:
    assert_type(list(iterators.Range(0, 3)), list[int])
    assert_type(iterators.words("a b"), Iterator[str])
    assert_type(iterators.total(n for n in (1, 2)), int)


def test_protocols() -> None:
    with contexts.Account(5) as account:
        assert_type(account, contexts.Account)
        assert_type(account.balance, int)
    settings = attributes.Settings()
    settings.__setattr__("width", 80)
    assert_type(settings.width, int)
    samples = buffers.Samples(3, value=1.5)
    assert memoryview(samples).shape == (3,)
    assert_type(buffers.sum(array("d", [1, 2])), float)
    assert_type(buffers.median(samples), float | None)


def test_the_rest() -> None:
    assert callbacks.multiplier(2)(4) == 8
    assert_type(memory.Table([1, 2]).share(), memory.Table)
    error: type[ValueError] = exceptions.PriceError
    assert issubclass(error, exceptions.OrderError)
    assert_type(exceptions.total(["bread=1.5"]), float)
