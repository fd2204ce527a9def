"""No call leaks: every kind of call, the failing ones too, leaves as much as it found."""

import array
import copy
import gc
import operator
import pickle
import threading
import weakref
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from calls_of_classes import classes_in_full
from calls_of_enums import enums_as_classes
from calls_of_protocols import protocols
from fixtures import (
    attachment,
    buffers,
    builtin_bases,
    callbacks,
    class_options,
    classes,
    collected,
    containers,
    conversions,
    dates,
    derives,
    errors,
    exception_enums,
    exception_fields,
    exceptions,
    frozen,
    generated,
    handles,
    inheritance,
    instances,
    locks,
    members,
    nesting,
    objects,
    operators,
    running,
    runtime,
    signatures,
    special,
    state,
    sync,
    threads,
    values,
)
from held import least_growth

Point = classes.Point


class Derived(Point):
    """A subclass, whose instances go through `tp_new` and `tp_init`."""


class Plain(operators.Scale):
    """Shares its operators' slots with its base."""


class Methods:
    """Has the methods that are called."""

    def m(self, *args: Any, **kwargs: Any) -> Any:
        return args, kwargs

    method = m


LIST_METHODS = (
    *("get", "set", "del", "append", "extend", "insert", "pop", "pop_at", "remove", "contains"),
    *("index", "count", "sort", "sort_by", "reverse", "slice", "copy", "to_tuple", "clear"),
)
DICT_METHODS = (
    *("get", "get_or", "contains", "set", "set_default", "del", "pop", "pop_item", "update"),
    *("copy", "keys", "values", "items", "clear"),
)
SET_METHODS = (
    *("contains", "add", "discard", "remove", "pop", "copy", "union", "intersection", "update"),
    *("symmetric_difference", "issubset", "isdisjoint", "difference_update", "clear"),
)

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def binding() -> list[Call]:
    """Binding arguments, rightly and wrongly."""
    return [
        (signatures.everything, (1, 2, 3, 4, 5), {"d": 6, "f": 7}),
        (signatures.everything, (1,), {"d": "x"}),
        (signatures.two, (1,), {}),
        (signatures.two, (1, 2, 3), {}),
        (signatures.two, (1,), {"c": 2}),
        (signatures.two, (1,), {"a": 2}),
        (signatures.star_star, (), {"a": 1, "b": []}),
        (signatures.literals, (), {"list": [1, 2]}),
    ]


def converting() -> list[Call]:
    """Converting values, rightly and wrongly."""
    return [
        (values.nested, ([[1.0, None]] * 3,), {}),
        (values.nested, ([[1.0, "x"]],), {}),
        (values.hash_map, ({"a": 1, "b": 2**40},), {}),
        (values.hash_map, ({"a": "x"},), {}),
        (values.tree_map, ({1: ["x"]},), {}),
        (values.pair, ((1, "a"),), {}),
        (values.pair, ((1, 2),), {}),
        (values.vec, (iter([1, 2]),), {}),
        (values.vec, ("no",), {}),
        (values.i8_, (1000,), {}),
        (values.u64_, (2**64 - 1,), {}),
        (values.order, ({"item": "x", "amounts": {"a": [1]}},), {}),
        (values.order, ({"item": "x"},), {}),
        (list, (conversions.parse(["1", "2"]),), {}),
        (list, (conversions.parse(["1", "x"]),), {}),
        (next, (conversions.calls(lambda: "panic"),), {}),
        (conversions.total, (iter([1, 2, "x"]),), {}),
        (conversions.leaves, (), {}),
    ]


def deriving() -> list[Call]:
    """Structs and enums, rightly and wrongly."""
    line = {"text": "t" * 99, "mark": "m" * 99, "own": "o" * 99, "inner": {"word": "w" * 99}}
    segment = {"from": derives.Point(1.0), "to": derives.Point(2.0)}
    return [
        (derives.options, ({"pageSize": 1, "from": "x"},), {}),
        (derives.options, ({"pageSize": 1, "from": "x", "sortby": 1},), {}),
        (derives.options, ({"pageSize": 1},), {}),
        (derives.place, (derives.Point(1.0),), {}),
        (derives.place, (object(),), {}),
        (derives.pair, ((1, "x"),), {}),
        (derives.pair, ([1, 2],), {}),
        (derives.query, ({"text": "x", "page": 3, "more": []},), {}),
        (derives.query, ({"text": "x", "page": "3", "more": []},), {}),
        (derives.tree, ({"name": "a", "children": [{"name": "b"}]},), {}),
        (derives.tree, ({"name": "a", "children": [{"name": 3}]},), {}),
        (derives.line, (line, list), {}),
        (derives.line, (line | {"inner": 3}, list), {}),
        (derives.same_line, (line,), {}),
        (derives.shift, (segment,), {}),
        (derives.shift, (segment | {"to": segment["from"]},), {}),
        (derives.color, ("red",), {}),
        (derives.color, ("blue",), {}),
        (derives.level, (2**80,), {}),
        (derives.size, ({"width": 1, "height": 2},), {}),
        (derives.size, ({"width": 1},), {}),
        (derives.size, ([],), {}),
        (derives.ambiguous, ({"a": "x"},), {}),
        (derives.shape, ({"type": "square", "side": 1, "fill": "red"},), {}),
        (derives.shape, ({"type": "squar"},), {}),
        (derives.event, ({"kind": "KEY", "value": "x"},), {}),
        (derives.event, ({"kind": "MOVE", "value": [1, "x"]},), {}),
    ]


def raising() -> list[Call]:
    """Errors and panics."""
    return [
        (errors.invalid, ("x",), {}),
        (errors.open, ("/nonexistent",), {}),
        (errors.call, (lambda: 1 / 0,), {}),
        (errors.catch, (lambda: {}["x"],), {}),
        (errors.display, (lambda: 1 / 0,), {}),
        (errors.panic, ("x",), {}),
        (errors.panic_any, (), {}),
        *((errors.std_error, (name,), {}) for name in ("io custom", "io python", "text end")),
        *((errors.std_error, (name,), {}) for name in ("channel full", "boxed io", "thread")),
    ]


def handling() -> list[Call]:
    """Working with handles."""
    return [
        (handles.calls, (dict,), {}),
        (handles.calls, (lambda *_, **__: None,), {}),
        (handles.describe, ("x",), {}),
        (handles.describe, ([],), {}),
        (handles.items, ({1: 2},), {}),
        (handles.subscript, ({}, 1, []), {}),
        (handles.build_list, (5,), {}),
        (handles.build_dict, (["a", "drop"],), {}),
        (handles.swap, ((1, []),), {}),
        (handles.swap, ((1,),), {}),
        (handles.reversed, (b"abc",), {}),
        (handles.touch, ([], {}, object(), object()), {}),
        (handles.import_module, ("math",), {}),
    ]


def asking_objects() -> list[Call]:
    """Operators, attributes and calls of any object."""
    return [
        (objects.binary, ("add", [1], [2]), {}),
        (objects.binary, ("iadd", [1], (2,)), {}),
        (objects.binary, ("add", 1, "x"), {}),
        (objects.unary, ("neg", 10**20), {}),
        (objects.pow_mod, (3, 10**20, 10**20), {}),
        (objects.comparisons, ([1], [2]), {}),
        (objects.comparisons, (1, "x"), {}),
        (objects.order, (float("nan"), 1.0), {}),
        (objects.attribute, ([], "append"), {}),
        (objects.attribute, ([], "missing"), {}),
        (objects.by_literal, (Methods(),), {}),
        (objects.by_literal, (1,), {}),
        (objects.literal_key, ({"shared": []},), {}),
        *((objects.method, (Methods(), count), {}) for count in (0, 1, 3, 4, 12)),
        (objects.method, (1, 1), {}),
        *((objects.call, (lambda *args: args, count), {}) for count in (0, 1, 5, 12)),
        (objects.method_with_keywords, (Methods(),), {}),
        (objects.unpacked, (dict, Methods(), (), {"k": 1}), {}),
        (objects.texts, (1.5, ".2f"), {}),
        (objects.take, (iter([1, 2, 3]), 2), {}),
        (objects.take, (map(int, ["x"]), 2), {}),
    ]


def using_containers() -> list[Call]:
    """Methods of container handles, rightly and wrongly, and iterators that lie."""
    return [
        *((containers.list_method, ([1, 2, []], name, 1, []), {}) for name in LIST_METHODS),
        *((containers.list_method, ([], name, 99, []), {}) for name in LIST_METHODS),
        *((containers.dict_method, ({1: []}, name, 1, []), {}) for name in DICT_METHODS),
        *((containers.dict_method, ({}, name, [], []), {}) for name in DICT_METHODS),
        *((containers.set_method, ({1, 2}, name, [1, 10**20]), {}) for name in SET_METHODS),
        *((containers.set_method, ({1, 2}, name, 1), {}) for name in SET_METHODS),
        (containers.walk_list, ([1, []], id), {}),
        (containers.walk_dict, ({1: []}, max), {}),
        (containers.walk_dict, ({1: 2, 3: 4}, lambda *_: 1 // 0), {}),
        (containers.walk_set, ({1, 2}, id), {}),
        *(
            (make, (says, gives, function), {})
            for make in (containers.list_of, containers.tuple_of)
            for says, gives in ((3, 3), (5, 3), (3, 5), (0, 3), (5, 0))
            for function in (lambda i: [i], lambda i: 1 // (i - 2))
        ),
        (containers.frozenset_of, (3, lambda i: (i,)), {}),
        (containers.dict_of, (3, lambda i: [i]), {}),
        (containers.bytearray_method, (bytearray(b"abc"), "extend", b"x" * 99, None), {}),
        (containers.bytearray_method, (bytearray(b"abc"), "set", 9, b"x"), {}),
        (containers.str_method, ("\ud800", "lossy", None, None), {}),
        (containers.str_method, ("a,b", "split", ",", None), {}),
        (containers.new_slice, (1, None, 2), {}),
        (containers.range_parts, (range(10**20),), {}),
    ]


def lending() -> list[Call]:
    """Buffers, held and refused."""
    floats, bytes_ = array.array("d", [1, 2]), bytearray(b"abc")
    return [
        (buffers.f64_, (floats,), {}),
        (buffers.f64_, (bytes_,), {}),
        (buffers.f64_, ([],), {}),
        (buffers.ways_2, (array.array("h"),), {}),
        (buffers.f64_, (memoryview(bytearray(9))[1:].cast("d"),), {}),
        (buffers.copy_in_bytes, (bytes_, b"abc"), {}),
        (buffers.copy_in_bytes, (bytes_, b""), {}),
        (buffers.copy_in_bytes, (b"abc", b"abc"), {}),
        (buffers.copy_in_bytes, (memoryview(b"abcdabcd").cast("d"), b""), {}),
        (buffers.bytes_like, (bytes_,), {}),
        (buffers.bytes_like, (b"abc",), {}),
        (buffers.bytes_like, ("abc",), {}),
        (buffers.bytes_like, (memoryview(b"abc")[::2],), {}),
        (buffers.export, (floats,), {}),
        (buffers.export, (bytes_,), {}),
        (buffers.holding, (bytes_, lambda: bytes_.append(1)), {}),
        (buffers.optional, (None,), {}),
        (buffers.sum_detached, (floats,), {}),
        (buffers.sums, ([floats, bytes_],), {}),
        (buffers.panics, (bytes_,), {}),
    ]


class Failing:
    """A context manager that does not end well."""

    def __enter__(self) -> None:
        """Enter."""

    def __exit__(self, *_: object) -> None:
        """Fail."""
        raise OSError


def generator() -> Any:
    """Yield once, whatever is sent or thrown."""
    with suppress(ValueError):
        yield 1
    return 2


def started() -> Any:
    """Give a generator that has yielded; one that has not makes a debug build abort over a `StopIteration`."""
    begun = generator()
    next(begun)
    return begun


def the_runtime() -> list[Call]:
    """The runtime's own objects."""
    code = runtime.compile("1 / 0", "<division>")
    capsule = runtime.capsule(1)
    return [
        (runtime.describe_class, (Derived,), {}),
        (runtime.bases_and_mro, (Derived,), {}),
        (runtime.is_subclass, (int, 1), {}),
        (runtime.classes, (), {}),
        (runtime.new_module, ("made", []), {}),
        (runtime.describe_module, (gc,), {}),
        (runtime.send, (generator(), None), {}),
        (runtime.send, (generator(), 1), {}),
        (runtime.throw, (generator(), ValueError()), {}),
        (runtime.throw, (started(), StopIteration()), {}),
        (runtime.close, (generator(),), {}),
        (runtime.total, (generator(),), {}),
        (runtime.view, (b"abc",), {}),
        (runtime.view, ([],), {}),
        (runtime.cast, (memoryview(b"abcd"), "i", None), {}),
        (runtime.cast, (memoryview(b"abc"), "i", None), {}),
        (runtime.compile, ("x =", "<bad>"), {}),
        (runtime.run_code, (code, {}, None), {}),
        (runtime.describe_code, (code,), {}),
        (runtime.caller, (), {}),
        (runtime.callers, (), {}),
        (runtime.variable_of_caller, ("no_such_name",), {}),
        (runtime.number_in, (capsule,), {}),
        (runtime.text_in, (capsule,), {}),
        (runtime.weak, (code, list), {}),
        (runtime.weak, (1, None), {}),
        (runtime.upgrade, (runtime.weak(code, None),), {}),
    ]


def python_from_rust() -> list[Call]:
    """Source, imports and context managers."""
    return [
        (running.import_from, ("math", "pi"), {}),
        (running.import_from, ("math", "no"), {}),
        (running.try_import, ("no_such_module",), {}),
        (running.eval, ("[x for x in (1, 2)]",), {}),
        (running.eval, ("1 / 0", {}), {}),
        (running.run, ("def f(): pass\nf()",), {}),
        (running.run, ("x = = 1",), {}),
        (running.with_block, (threading.Lock(), list), {}),
        (running.with_block, (nullcontext([1]), int), {}),
        (running.with_block, (1, list), {}),
        (running.with_error, (nullcontext(),), {}),
        (running.with_error, (suppress(ValueError),), {}),
        (running.with_error, (Failing(),), {}),
        (running.with_panic, (nullcontext(),), {}),
    ]


def times() -> list[Call]:
    """Dates and times."""
    now = datetime.now(UTC)
    return [
        (dates.new_date, (2024, 2, 29), {}),
        (dates.new_date, (2023, 2, 29), {}),
        (dates.date_parts, (date(2024, 1, 1),), {}),
        (dates.time_parts, (time(1, tzinfo=UTC),), {}),
        (dates.new_datetime, ((2024, 1, 1), (1, 2, 3, 4), UTC), {}),
        (dates.datetime_parts, (now,), {}),
        (dates.datetime_parts, (1,), {}),
        (dates.as_timezone, (now, dates.fixed(timedelta(hours=1))), {}),
        (dates.delta_parts, (timedelta(1, 2, 3),), {}),
        (dates.named, ("Nowhere/AtAll",), {}),
    ]


def linking() -> list[Call]:
    """Exceptions with arguments, causes, notes and groups."""
    key_error = KeyError("k")

    def fail() -> None:
        raise key_error.with_traceback(None)

    def fail_group() -> None:
        raise ExceptionGroup("g", [exceptions.InvalidEmail("e"), ValueError("v")])

    return [
        (exceptions.raise_own, ("NoHost",), {}),
        (exceptions.raise_own, ("HiddenError",), {}),
        (exceptions.raise_args, (object(), "text"), {}),
        (exceptions.raise_wrongly, (), {}),
        (exceptions.raise_imported, ("JSONDecodeError",), {}),
        (exceptions.raise_imported, ("no class",), {}),
        (exceptions.caused, (fail_group,), {}),
        (exceptions.chain, (), {}),
        (exceptions.from_none, (), {}),
        (exceptions.handling, (), {}),
        (exceptions.annotate, (fail_group, "note"), {}),
        (exceptions.annotate_wrong_type, ("x",), {}),
        (exceptions.read, (fail,), {}),
        (exceptions.seen, (), {}),
        (exceptions.is_of, (OSError,), {}),
        (exceptions.group, (3,), {}),
        (exceptions.group, (0,), {}),
        (exceptions.except_star, (fail_group,), {}),
        *((exceptions.order, (name,), {}) for name in ("large", "number", "missing", "python")),
        *((exceptions.or_raise, (name,), {}) for name in ("io", "foreign", "python", "none")),
        (exceptions.warn_wrongly, (), {}),
    ]


def calling_back() -> list[Call]:
    """Making, calling, collecting and ending closures."""
    return [
        (lambda: callbacks.multiplier(3, "km")(2, prefix="x"), (), {}),
        (lambda: callbacks.multiplier(3, "km")(-1), (), {}),
        (lambda: callbacks.multiplier(3, "km")("x"), (), {}),
        (lambda: callbacks.gatherer()(1, a=2), (), {}),
        (lambda: callbacks.panicking()("x"), (), {}),
        (lambda: callbacks.relay(lambda *_: 1 / 0)([1], 2), (), {}),
        (lambda: callbacks.holder(object(), "nested")(), (), {}),
        (callbacks.holder, (1, "no way"), {}),
        (knot, (), {}),
    ]


def knot() -> None:
    """Leave a closure behind in a cycle, which the collector must find."""
    kept: list[object] = []
    kept.append(callbacks.holder(kept, "plain"))


def instances_and_locks() -> list[Call]:
    """List instances as handles, without locks, and borrows that are in the way."""
    counter, engine = locks.Counter(1), instances.Engine(1)
    car, point = instances.Car(engine), frozen.Point(1.0)
    return [
        (locks.merge, (counter, lambda: counter.add(1)), {}),
        (locks.hold, (counter, lambda: repr(counter)), {}),
        (counter.each, (lambda: counter.total,), {}),
        (counter.look, (lambda: counter.look(lambda: counter.add(1)),), {}),
        (locks.while_counting, (locks.count,), {}),
        (locks.ask, (locks.Counter.__new__(locks.Counter),), {}),
        (counter.ask_from_rust, (locks.Counter(2),), {}),
        *[(f, (1,), {}) for f in (instances.new, instances.stored)],
        *[(f, (engine,), {}) for f in (instances.same, instances.same_handle, instances.power)],
        (instances.same, (1,), {}),
        (instances.swap, (engine, engine), {}),
        (instances.copies, (engine, 3), {}),
        (instances.total, ([engine, engine, 1],), {}),
        (instances.panic_during, (engine,), {}),
        (instances.class_, (), {}),
        (instances.stranger, (), {}),
        (lambda: car.engine, (), {}),
        (lambda: setattr(car, "spares", [engine, engine]), (), {}),
        (lambda: setattr(car, "spares", [engine, 1]), (), {}),
        (frozen.Point, (1.0,), {"y": 2.0}),
        (frozen.Point, ("x",), {}),
        (frozen.Point.__new__, (frozen.Point, 1.0), {}),
        (frozen.Point.__new__, (frozen.Named, 1.0), {}),
        (frozen.Named, ("a", 1.0), {}),
        (frozen.Pair, (1,), {}),
        (frozen.Tally, (-1,), {}),
        (frozen.Ticket, (1,), {}),
        (frozen.text, ("a", [[], {}]), {}),
        (frozen.token, (), {}),
        (frozen.Token, (), {}),
        (lambda: point + point, (), {}),
        (point.moved, (lambda x: x,), {}),
        (point.moved, (1,), {}),
        (frozen.norm_twice, (point, int), {}),
    ]


def round_trip(make: Callable[[], Any], name: str) -> None:
    """Leave an instance behind that holds itself, by one of its attributes."""
    instance = make()
    setattr(instance, name, instance)


def holds_itself() -> None:
    lazy = sync.Lazy()
    lazy.set([lazy])


def sharing_between_threads() -> list[Call]:
    """Mutexes, values made once, and what an interpreter keeps."""
    account, lazy, ready = sync.Account(), sync.Lazy(), sync.Lazy()
    ready.set([])
    return [
        (account.add, (1,), {}),
        (account.balance, (), {}),
        (account.look, (), {}),
        (account.split, (int,), {}),
        (account.split, (account.balance,), {}),
        (account.split, (lambda: 1 / 0,), {}),
        (account.give, (account, 1, int), {}),
        (account.give, (sync.Account(), 1, int), {}),
        (account.fail, (), {}),
        (repr, (account,), {}),
        (lazy.get, (lambda: 1 / 0,), {}),
        (lazy.get, (lambda: lazy.get(int),), {}),
        (lazy.get_or_panic, (), {}),
        (lazy.peek, (), {}),
        (lazy.take, (), {}),
        (sync.Lazy().get, (list,), {}),
        (ready.get, (list,), {}),
        (ready.set, ([],), {}),
        (ready.take, (), {}),
        (sync.word_count, (), {}),
        (sync.push, (1,), {}),
        (sync.drain, (), {}),
        (sync.decimal, ("1",), {}),
        (sync.no_type, (), {}),
        (sync.names, (), {}),
        (holds_itself, (), {}),
    ]


def ending() -> list[Call]:
    """Instances in cycles, with finalizers, words of their own, and in memory that is kept."""
    kept: list[Any] = []
    return [
        (round_trip, (collected.Holder, "held"), {}),
        (round_trip, (collected.MoreEnded, "held"), {}),
        (round_trip, (collected.Caller, "me"), {}),
        (round_trip, (lambda: collected.Caller(kept.append), "me"), {}),
        (kept.clear, (), {}),
        (collected.Nested().put, ("chain", []), {}),
        (collected.Nested().put, ("name", []), {}),
        (lambda: setattr(collected.Shelf(), "list", [1, []]), (), {}),
        (collected.Ended, (), {}),
        (collected.FreelyEnded, (), {}),
        (collected.Ended.__new__, (collected.Ended,), {}),
        (lambda: collected.Ended().__del__(), (), {}),
        (weakref.ref, (class_options.Watched(),), {}),
        (weakref.ref, (class_options.Plain(),), {}),
        (round_trip, (class_options.Open, "me"), {}),
        (round_trip, (class_options.RecycledOpen, "held"), {}),
        (round_trip, (lambda: class_options.MoreOpen(1, 2), "me"), {}),
        (class_options.Recycled, (1, "name"), {}),
        (class_options.Recycled, (1, 2), {}),
        (lambda: [class_options.Recycled() for _ in range(20)], (), {}),
        (lambda: class_options.Bag[int](), (), {}),
    ]


def pickled(obj: Any) -> Any:
    return pickle.loads(pickle.dumps(obj))


def operating() -> list[Call]:
    """Operators and the other special methods, with operands that they take and others."""
    scale, units, number = operators.Scale(2), operators.Units(2), operators.Number(2.5)
    binary = (operator.add, operator.sub, operator.matmul, operator.or_, divmod, pow)
    in_place = (operator.iadd, operator.imatmul, operator.ior, operator.ipow)
    derived, six, lesser = operators.Derived(1), operators.Six(1), operators.Lesser(1)

    return [
        *((function, operands, {}) for function in binary for operands in ((scale, 1), (1, scale))),
        *(
            (function, operands, {})
            for function in binary
            for operands in ((scale, "x"), ("x", scale))
        ),
        *((function, (units, units), {}) for function in binary),
        *((function, (Plain(1), right), {}) for function in binary for right in (scale, 1, None)),
        *(
            (function, (operators.Scale(1), other), {})
            for function in in_place
            for other in (1, "x")
        ),
        (pow, (scale, 3, 5), {}),
        (pow, (scale, 3, "x"), {}),
        (pow, (3, derived), {}),
        *((function, (derived, 1), {}) for function in binary),
        *((function, (1, derived), {}) for function in binary),
        *(
            (function, (left, right), {})
            for function in (operator.lt, operator.eq, operator.ne)
            for left in (six, lesser, derived, operators.AtOnce(1), operators.Unequal(-1))
            for right in (1, left, "x")
        ),
        *((function, (operators.Hashed(n),), {}) for function in (hash, repr) for n in (1, 13)),
        *(
            (function, (number,), {})
            for function in (int, float, complex, round, abs, bool, operator.neg, operator.index)
        ),
        (round, (number, 1), {}),
        (round, (number, "x"), {}),
        *((format, (special.Temperature(1), spec), {}) for spec in ("F", "x")),
        *((function, (special.Temperature(1),), {}) for function in (repr, str, bytes, dir)),
        (repr, (special.Mute(),), {}),
        *(
            (special.Adder(1), args, kwargs)
            for args, kwargs in (((1,), {}), ((1,), {"times": 2}), ((), {}), ((1, -1), {}))
        ),
        (special.Anything(), (1, "x"), {"k": [1]}),
        (copy.copy, (special.Box_([1]),), {}),
        (copy.deepcopy, (special.Box_([1]),), {}),
        (pickled, (special.Reduced(1),), {}),
        (pickled, (special.Stated(1),), {}),
        (special.Table.__class_getitem__, (int,), {}),
        (operator.iadd, (special.Meter(), 1), {}),
        (operator.iadd, (special.Meter(), "x"), {}),
        (isinstance, (11, special.Above(10)), {}),
        (operator.length_hint, (special.Hint(3),), {}),
    ]


def members_of_classes() -> list[Call]:
    """Properties, class attributes, class methods, handles, nested classes and blocks."""
    point = members.Point(1.0)
    rectangle = members.Rectangle(2.0)
    return [
        *((getattr, (point, name), {}) for name in ("angle", "label", "fails", "panics", "itself")),
        (setattr, (point, "angle", 1.0), {}),
        (setattr, (point, "angle", "x"), {}),
        (setattr, (point, "norm", 1.0), {}),
        (setattr, (point, "scratch", 1.0), {}),
        (setattr, (point, "label", "text"), {}),
        (delattr, (point, "label"), {}),
        (delattr, (point, "label"), {}),
        (delattr, (point, "angle"), {}),
        (delattr, (point, "x"), {}),
        (point.while_writing, (lambda: point.angle,), {}),
        (point.moved, (lambda _: None,), {}),
        (point.moved, (int,), {"by": "x"}),
        (members.Point.along, (1.0,), {"angle": 2.0}),
        (members.Point.along, ("x",), {}),
        (members.Point.class_name, (), {}),
        (lambda: members.Point.ORIGIN, (), {}),
        (members.Rectangle, (1.0, 2.0), {}),
        (members.Rectangle, (), {}),
        (members.Figure.Circle, (1.0,), {}),
        (members.Figure.Circle, ("x",), {}),
        (members.Figure.Square(1.0).doubled, (), {}),
        (repr, (members.Figure.Dot(),), {}),
        (lambda: members.Side.LEFT_HAND.other, (), {}),
        (lambda: (members.Access.Read | members.Access.Write).count(), (), {}),
        (members.Rectangle.square, (1.0,), {}),
        (setattr, (rectangle, "area", 3.0), {}),
        (lambda: rectangle + rectangle, (), {}),
        (members.Outer.Inner, (1,), {}),
        (members.Outer.Inner.Innermost, (), {}),
        (members.Fixed, (-1,), {}),
        (lambda: members.Fixed(1).doubled, (), {}),
    ]


class Added(generated.Point):
    """Adds attributes to a class whose members are written by options."""


def generated_members() -> list[Call]:
    """List members that options of classes write, with what they make, compare and refuse."""
    point, added = generated.Point(1.0), Added(1.0)
    added.more = [added]
    node = generated.Node([1], [point, [2]])
    node.parent = node
    fixed = generated.Fixed(1, [point])
    mixed = generated.Mixed(1, "a", None, ("b", True), 2.0)
    named = generated.Named("a", owner=[1])
    record = generated.Record(1, "a", tags=["b"], weight=None)
    all_of_them = (point, added, node, fixed, mixed, named, record, generated.token(3))
    calls: list[Call] = []
    for one in all_of_them:
        calls += [(f, (one,), {}) for f in (repr, copy.copy, copy.deepcopy, hash)]
        calls += [(lambda one=one: pickle.loads(pickle.dumps(one)), (), {})]
        calls += [(operator.eq, (one, other), {}) for other in (*all_of_them, copy.copy(one))]
        calls += [(operator.lt, (one, copy.copy(one)), {}), (operator.lt, (one, point), {})]
    return [
        *calls,
        (operator.lt, (mixed, mixed.__replace__(object=1)), {}),
        (point.__replace__, (), {"y": 5}),
        (point.__replace__, (), {"y": "a"}),
        (point.__replace__, (), {"z": 1}),
        (added.__replace__, (), {"x": 2}),
        (point.__deepcopy__, (None,), {}),
        (generated.Point, (), {"y": 1}),
        (generated.Record, (1, 2), {}),
        (generated.Point.__reconstruct__, (), {}),
        (generated.Bare.__reconstruct__, (), {}),
        (copy.copy, (generated.Bare(1),), {}),
        *[(point.__setstate__, (state,), {}) for state in WRONG_STATES],
        (added.__setstate__, ((1, (1.0, 2.0), {"more": [1]}),), {}),
        (generated.Fixed.__reconstruct__, (3, (1, [2], 5)), {}),
        (generated.Fixed.__reconstruct__, (3, (1, [2], "5")), {}),
        (generated.Fixed.__reconstruct__, (2, (1, [2], 5)), {}),
        (lambda: generated.Point.__match_args__, (), {}),
    ]


WRONG_STATES = (
    (1, (1.0, 2.0), None),
    (1, (1.0, 2.0), {"a": 1}),
    (1, (1.0, "2"), None),
    (2, (1.0, 2.0), None),
    (1, [1.0], None),
    (1,),
    None,
)


def inheriting() -> list[Call]:
    """Classes of Rust that inherit from each other, and from types of Python."""
    polar, counter = inheritance.Polar(3.0, 4.0), builtin_bases.Counter({"a": 1})
    return [
        (inheritance.Polar, (1.0, 2.0), {}),
        (inheritance.Labelled, ("l",), {}),
        (inheritance.Point.__init__, (polar, 1.0), {}),
        (polar.__init__, (1.0, 2.0), {}),
        (inheritance.norm_of, (polar,), {}),
        (inheritance.kinds, (polar,), {}),
        (inheritance.area_of, (polar,), {}),
        (inheritance.Hidden, (), {}),
        (inheritance.hidden, (), {}),
        (builtin_bases.Counter, ({"a": 1},), {"hits": 2}),
        (builtin_bases.Counter, ("x",), {}),
        (dict.__new__, (builtin_bases.Counter,), {}),
        (operator.getitem, (counter, "a"), {}),
        (operator.getitem, (counter, "x"), {}),
        (counter.count, ("a",), {}),
        (builtin_bases.Bounded, (1,), {}),
        (builtin_bases.counter, ("k",), {}),
        *(
            (make, (), {})
            for make in (builtin_bases.Stack, builtin_bases.Queue, builtin_bases.Ordered)
        ),
        (builtin_bases.Tags, ("t",), {}),
        (builtin_bases.Name, ("n",), {}),
        (builtin_bases.Name, ("a", "b", "c", "d"), {}),
        (builtin_bases.Meters, ("x",), {}),
        (builtin_bases.Failed, (2, "f"), {}),
        (builtin_bases.Numbers, ([1, 2],), {}),
        (builtin_bases.Unfinished, (), {}),
        (builtin_bases.Fancy, ("f",), {}),
        (builtin_bases.Fancier, (1,), {}),
        (builtin_bases.fancy, (), {}),
    ]


def raising_values() -> list[Call]:
    """Exceptions with fields."""
    error = exception_fields.ParseError(1, "t")

    def raise_it() -> None:
        raise exception_fields.ParseError(1, "t")

    return [
        (exception_fields.ParseError, (1, "t"), {}),
        (exception_fields.ParseError, (1,), {}),
        (exception_fields.fail, (1,), {}),
        (exception_fields.fail_so, (1,), {}),
        *(
            (function, (), {})
            for function in (exception_fields.fail_detached, exception_fields.fail_json)
        ),
        (exception_fields.fail_column, (), {}),
        (exception_fields.fail_caused, (), {}),
        (exception_fields.looked_at, (), {}),
        (exception_fields.forgotten, (), {}),
        (exception_fields.fail_plain, ([1],), {}),
        (exception_fields.caught, (raise_it,), {}),
        *((exception_enums.fail, (kind,), {}) for kind in ("missing", "odd", "range", "empty")),
        (exception_enums.fail_so, ("odd",), {}),
        (exception_enums.fail_detached, (), {}),
        (exception_enums.fail_shown, (1,), {}),
        (exception_enums.fail_plain, ([1],), {}),
        (exception_enums.fail_json, (), {}),
        (exception_enums.fail_key, ("k",), {}),
        (exception_enums.fail_early, (1,), {}),
        (exception_enums.made, ("odd",), {}),
        (exception_enums.forgotten, (), {}),
        (exception_enums.caught, (lambda: exception_enums.fail("odd"),), {}),
        (exception_enums.ParseError, (), {}),
        (exception_enums.ParseError.Odd, (1,), {"text": "t" * 99}),
        (exception_enums.ParseError.Odd, ("x",), {}),
        (exception_enums.OfJson.Bad, ("m", 1), {}),
        (pickled, (exception_enums.ParseError.Odd(1),), {}),
        (str, (error,), {}),
        (copy.copy, (error,), {}),
        (pickled, (error,), {}),
    ]


def the_rest() -> list[Call]:
    """Threads, state, modules and classes."""
    return [
        (threads.drop_detached, (object(),), {}),
        (attachment.drop_attached, (list,), {}),
        (attachment.drop_detached, (list,), {}),
        (attachment.drop_as_a_thread_ends, (list,), {}),
        (attachment.call_from_threads, (list, 2, 2), {}),
        (attachment.in_and_out, (3,), {}),
        (attachment.Caller, (list,), {}),
        (threads.nested, (), {}),
        (state.reading, (state.add,), {}),
        (state.writing, (list,), {}),
        (nesting.module_name, (), {}),
        (Point, (1.0,), {"y": 2.0}),
        (Point, ("x",), {}),
        (Derived, (1.0,), {"y": 2.0}),
        (Derived, (), {"y": 2.0}),
        (lambda: Point(1.0) + Point(2.0), (), {}),
        (lambda: Point(1.0) + 1, (), {}),
        (lambda: Point(1.0).__init__(2.0), (), {}),  # type: ignore[misc]
        (lambda: setattr(Point(1.0), "x", "y"), (), {}),
        (classes.length, (Derived(1.0),), {}),
        (classes.length, (1,), {}),
        (classes.points, (5,), {}),
        (classes.Tracked, ("name",), {}),
        (classes.Tracked, ("",), {}),
        (classes.Tracked, ("panic",), {}),
    ]


TABLES = (
    classes_in_full,
    enums_as_classes,
    protocols,
    binding,
    converting,
    deriving,
    raising,
    handling,
    asking_objects,
    using_containers,
    lending,
    the_runtime,
    python_from_rust,
    times,
    linking,
    calling_back,
    instances_and_locks,
    sharing_between_threads,
    ending,
    operating,
    inheriting,
    raising_values,
    generated_members,
    members_of_classes,
    the_rest,
)


# How often each call of a table is made in a round, and the rounds. What leaks in each call grows in each round.
REPEATS, ROUNDS = 50, 6


@pytest.mark.parametrize("table", TABLES)
def test_calls_leave_nothing(table: Callable[[], list[Call]]) -> None:
    def use() -> None:
        for _ in range(REPEATS):
            for function, args, kwargs in table():
                with suppress(Exception):
                    function(*args, **kwargs)

    found = least_growth(use, ROUNDS)
    assert max(found.values()) <= 0, found
