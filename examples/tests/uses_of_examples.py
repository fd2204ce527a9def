"""How every function of every example is used: rightly and wrongly.

Tables only: for the leak test, and for those that use the examples in many interpreters.
"""

import array
import importlib
import sys
import time
import warnings
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import example
from example import (
    buffers,
    callbacks,
    code,
    exceptions,
    functions,
    gil,
    hello,
    identifiers,
    memory,
    modules,
    points,
    posts,
    result_types,
)
from example.points import Point
from uses_of_classes import CLASSES, Uses

FLOATS = array.array("d", [1.5, 2.5])
MATRIX = memoryview(bytearray(32)).cast("d", (2, 2))
ORDER = {"customer": "Ada", "lines": [{"item": "tea", "price": 3.5, "count": 2}]}
POST = {"title": "foo", "tag_counts": {"news": 3, "odd": "many"}}


def fail(*_: object) -> None:
    """Raise, wherever it is called from."""
    raise LookupError


def kept(use: Callable[[], object]) -> object:
    """Use the shelf while there is something on it."""
    memory.keep([])
    try:
        return use()
    finally:
        memory.take_all()


def closures_in_a_cycle() -> None:
    """Leave a closure behind that only the collector finds."""
    ring: list[object] = []
    ring.append(callbacks.cached(ring.append))


def warned(action: Any) -> object:
    """Warn, which is nothing or an error."""
    with warnings.catch_warnings(action=action):
        return exceptions.old_total([1.5])


def fresh(name: str) -> ModuleType:
    """Import a module once more: with a state of its own, which ends with it."""
    before = sys.modules.pop(name)
    try:
        return importlib.import_module(name)
    finally:
        sys.modules[name] = before
        setattr(example, name.partition(".")[2], before)


def listened(listener: Callable[..., object]) -> None:
    """Have an event heard, in a module that ends after that."""
    module: Any = fresh("example.callbacks")
    sent = module.counter()
    module.listen(listener)
    module.send("event")
    while sent() == 0:
        time.sleep(0)


def logged(line: object) -> object:
    """Write into a log, and read it."""
    append, read = memory.log()
    append(line)
    return read()


# What each function is called with, by the names of module and function.
USES: dict[str, Uses] = {
    "hello": {"hello": (hello.hello, lambda: hello.hello("you"))},
    "functions": {
        "scale": (
            lambda: functions.scale(factor=4.0, value=1.5),
            lambda: functions.scale(),
            lambda: functions.scale("one"),
            lambda: functions.scale(1.0, facto=2.0),
        ),
        "starts_with": (
            lambda: functions.starts_with("Rusty", "Ru"),
            lambda: functions.starts_with(text="Rusty", prefix="Ru"),
        ),
        "join": (
            lambda: functions.join(["a", "b"], separator="-", upper=True),
            lambda: functions.join(["a", 1]),
            lambda: functions.join(iter(["a"]), "-"),
        ),
        "first": (
            lambda: functions.first([2**40]),
            lambda: functions.first([], fallback=5),
            lambda: functions.first([2**80]),
        ),
        "count_arguments": (
            lambda: functions.count_arguments(1, [], key={}),
            lambda: functions.count_arguments(**{1: 2}),  # type: ignore[misc]
        ),
        "divide": (
            lambda: functions.divide(-(2**62), 2),
            lambda: functions.divide(7, 0),
            lambda: functions.divide(-(2**63), -1),
        ),
        "apply": (
            lambda: functions.apply(list, "four"),
            lambda: functions.apply(fail, []),
            lambda: functions.apply(3, 4),
        ),
        "describe": (lambda: functions.describe(type="wood"), lambda: functions.describe("\ud800")),
    },
    "modules": {
        "increment": (modules.increment, lambda: modules.increment(1)),
        "count": (modules.count, lambda: modules.count(1)),
        "whoami": (modules.whoami, lambda: modules.whoami(name=1)),
        "hello": (lambda: modules.hello("Nick"), lambda: modules.hello(3)),
        "submod": (modules.submod.world, lambda: modules.submod.world(1)),
    },
    "exceptions": {
        "OrderError": (
            lambda: exceptions.OrderError("x", []),
            lambda: exceptions.OrderError(x=1),
        ),
        "PriceError": (
            lambda: exceptions.PriceError("x").add_note("y"),
            lambda: exceptions.PriceError(x=1),
        ),
        "check_email": (
            lambda: exceptions.check_email("eve@example.org"),
            lambda: exceptions.check_email("eve"),
        ),
        "read_line": (
            lambda: exceptions.read_line("tea = 2.5"),
            lambda: exceptions.read_line("tea"),
            lambda: exceptions.read_line("tea=two"),
            lambda: exceptions.read_line("tea=-1"),
        ),
        "total": (
            lambda: exceptions.total(["tea=2", "milk=1.5"]),
            lambda: exceptions.total(["tea", "milk=1", "cake=-3", "bread=x"]),
        ),
        "total_of_file": (
            lambda: exceptions.total_of_file("/dev/null"),
            lambda: exceptions.total_of_file("/nonexistent"),
        ),
        "get": (
            lambda: exceptions.get({"a": []}, "a"),
            lambda: exceptions.get({}, "b"),
            lambda: exceptions.get({}, []),
        ),
        "guarded": (lambda: exceptions.guarded(list), lambda: exceptions.guarded(fail)),
        "old_total": (lambda: warned("ignore"), lambda: warned("error")),
    },
    "gil": {
        "sleep": (lambda: gil.sleep(0), lambda: gil.sleep(-1)),
        "count_primes": (lambda: gil.count_primes(100), lambda: gil.count_primes(2**32)),
        "call_in_threads": (
            lambda: gil.call_in_threads(lambda number: [number], 2),
            lambda: gil.call_in_threads(fail, 2),
        ),
    },
    "posts": {
        "tag_count": (
            lambda: posts.tag_count(POST),
            lambda: posts.tag_count(POST, "sport"),
            lambda: posts.tag_count(POST, "odd"),
            lambda: posts.tag_count({"title": "foo", "tag_counts": [3]}),
        )
    },
    "result_types": {
        "invoice": (
            lambda: result_types.invoice(ORDER),
            lambda: result_types.invoice(ORDER | {"custmer": "Bob"}),
            lambda: result_types.invoice(ORDER | {"shipping": "nextday"}),
            lambda: result_types.invoice(ORDER | {"lines": [{"item": "tea"}]}),
            lambda: result_types.invoice(ORDER | {"discount": {"kind": "percent", "value": "x"}}),
        ),
        "celsius": (
            lambda: result_types.celsius(SimpleNamespace(place="Oslo", temperature="68 F")),
            lambda: result_types.celsius(SimpleNamespace(place="Oslo", temperature="x C")),
            lambda: result_types.celsius(SimpleNamespace(place="Oslo", temperature=[20])),
        ),
    },
    "points": {
        "Point": (
            lambda: Point(1.0, y=2.0) + Point(0.5),
            lambda: Point(3.0, 4.0).norm(),
            lambda: setattr(Point(1.0), "x", 5.0),
            lambda: setattr(Point(1.0), "x", "five"),
            lambda: Point("x"),
            lambda: Point(1.0) + 3,
        ),
        "distance": (
            lambda: points.distance(Point(0.0), Point(3.0)),
            lambda: points.distance(Point(0.0), (3.0, 4.0)),
        ),
    },
    "buffers": {
        "sum": (lambda: buffers.sum(FLOATS), lambda: buffers.sum(MATRIX)),
        "sum_in_threads": (
            lambda: buffers.sum_in_threads(FLOATS, 2),
            lambda: buffers.sum_in_threads(memoryview(FLOATS)[::-1]),
        ),
        "scale": (
            lambda: buffers.scale(FLOATS, 1.0),
            lambda: buffers.scale(memoryview(bytes(8)).cast("d"), 2),
        ),
        "row_sums": (lambda: buffers.row_sums(MATRIX), lambda: buffers.row_sums(FLOATS)),
        "outer": (
            lambda: buffers.outer(FLOATS, FLOATS, out=MATRIX),
            lambda: buffers.outer(FLOATS[:1], FLOATS, out=MATRIX),
            lambda: buffers.outer(FLOATS, [1.0], out=MATRIX),
        ),
        "median": (lambda: buffers.median(FLOATS), lambda: buffers.median(b"no floats")),
        "count_lines": (
            lambda: buffers.count_lines(bytearray(b"a\nb\n")),
            lambda: buffers.count_lines("a\nb\n"),
        ),
    },
    "identifiers": {
        "most_common": (
            lambda: identifiers.most_common([__file__, "/nonexistent"], keywords=["def"]),
            lambda: identifiers.most_common([__file__], keywords=[], progress=fail),
            lambda: identifiers.most_common([3], keywords=[]),
        ),
        "threads": (identifiers.threads, lambda: identifiers.threads(1)),
    },
    "callbacks": {
        "listen": (lambda: listened(list), lambda: callbacks.listen(3)),
        "send": (lambda: listened(fail), lambda: callbacks.send(3)),
        "counter": (lambda: callbacks.counter()(), lambda: callbacks.counter()(1)),
        "multiplier": (
            lambda: callbacks.multiplier(3)(14, plus=0.5),
            lambda: callbacks.multiplier(3)("x"),
            lambda: callbacks.multiplier("x"),
        ),
        "cached": (
            closures_in_a_cycle,
            lambda: list(map(callbacks.cached(lambda number: [number]), (1, 1))),
            lambda: callbacks.cached(fail)(1),
            lambda: callbacks.cached(list)([]),
        ),
    },
    "code": {
        "line_number": (code.line_number, lambda: code.line_number(1)),
        "function_name": (code.function_name, lambda: code.function_name(1)),
        "file_name": (code.file_name, lambda: code.file_name(1)),
        "first_line_number": (code.first_line_number, lambda: code.first_line_number(1)),
        "call_stack": (lambda: code.call_stack(2), lambda: code.call_stack(-1)),
        "describe": (
            lambda: code.describe("def area(): pass"),
            lambda: code.describe("area = 1"),
            lambda: code.describe("volume = 1"),
            lambda: code.describe("def"),
        ),
    },
    "memory": {
        "keep": (lambda: kept(list), lambda: memory.keep()),
        "take": (lambda: kept(memory.take), lambda: memory.take(1)),
        "peek": (lambda: kept(memory.peek), lambda: kept(lambda: memory.peek(1))),
        "take_all": (lambda: kept(memory.take_all), lambda: memory.take_all(1)),
        "zeros": (lambda: memory.zeros(b"a\0"), lambda: memory.zeros("a")),
        "zeros_detached": (
            lambda: memory.zeros_detached(b"a\0"),
            lambda: memory.zeros_detached(bytearray(1)),
        ),
        "drop_elsewhere": (lambda: memory.drop_elsewhere([]), lambda: memory.drop_elsewhere()),
        "Table": (
            lambda: memory.Table([1.5, 2]).share().sum(),
            lambda: memory.Table([1.5]).owners(),
            lambda: memory.Table([1.5, "x"]),
        ),
        "log": (lambda: logged("x"), lambda: logged(1)),
    },
}

for name, uses in CLASSES.items():
    USES[name] = USES.get(name, {}) | uses

# Threads, files and imports take a thousand times as long as the others: they have their turn in each hundredth round.
SLOW = {
    "call_in_threads",
    "sum_in_threads",
    "most_common",
    "listen",
    "send",
    "Connection",
    "Job",
    "Pause",
    "Reader",
}
