"""Containers, numbers and text as handles: their methods are Python's, and no mutation disturbs a walk."""

import array
import copy
import gc
import sys
import sysconfig
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import containers

INF = sys.maxsize


def outcome(function: Callable[..., Any], *args: Any) -> tuple[Any, ...]:
    """Give what a call returns, or the type of the exception and its text."""
    try:
        return ("returned", function(*args))
    except Exception as error:
        return (type(error), str(error))


def compare(rust: Callable[..., Any], python: Callable[..., Any], target: Any, *args: Any) -> None:
    """Assert that both give the same result or exception, and leave the same."""
    ours, theirs = copy.copy(target), copy.copy(target)
    assert outcome(rust, ours, *args) == outcome(python, theirs, *args)
    assert ours == theirs
    assert type(ours) is type(theirs)


class Unequal:
    """Raises when it is compared or hashed."""

    def __eq__(self, other: object) -> bool:
        raise OSError("compared")

    def __hash__(self) -> int:
        raise OSError("hashed")


def delete(target: Any, key: Any) -> None:
    del target[key]


def assign(target: Any, key: Any, value: Any) -> None:
    target[key] = value


# What follows is: the name, its arguments, and what Python does.
LIST_METHODS: list[tuple[str, tuple[Any, Any], Callable[..., Any]]] = [
    ("len", (None, None), lambda x, *_: len(x)),
    ("is_empty", (None, None), lambda x, *_: not x),
    ("get", (1, None), lambda x, a, _: x[a] if a < len(x) else None),
    ("get", (99, None), lambda *_: None),
    ("set", (0, "new"), assign),
    ("set", (99, "new"), assign),
    ("append", (4, None), lambda x, a, _: x.append(a)),
    ("extend", ("ab", None), lambda x, a, _: x.extend(a)),
    ("extend", ([], None), lambda x, a, _: x.extend(a)),
    ("insert", (1, "new"), lambda x, a, b: x.insert(a, b)),
    ("insert", (INF, "new"), lambda x, a, b: x.insert(a, b)),
    ("pop", (None, None), lambda x, *_: x.pop() if x else None),
    ("pop_at", (0, None), lambda x, a, _: x.pop(a)),
    ("pop_at", (99, None), lambda x, a, _: x.pop(a)),
    ("del", (0, None), lambda x, a, _: delete(x, a)),
    ("del", (99, None), lambda x, a, _: delete(x, a)),
    ("remove", (1, None), lambda x, a, _: x.remove(a)),
    ("remove", ("no", None), lambda x, a, _: x.remove(a)),
    ("remove", (Unequal(), None), lambda x, a, _: x.remove(a)),
    ("clear", (None, None), lambda x, *_: x.clear()),
    ("contains", (1, None), lambda x, a, _: a in x),
    ("contains", (Unequal(), None), lambda x, a, _: a in x),
    ("index", (1, None), lambda x, a, _: x.index(a)),
    ("index", ("no", None), lambda x, a, _: x.index(a)),
    ("count", (1, None), lambda x, a, _: x.count(a)),
    ("sort", (None, None), lambda x, *_: x.sort()),
    ("sort_by", (str, True), lambda x, a, b: x.sort(key=a, reverse=b)),
    ("sort_by", (lambda _: 1 / 0, False), lambda x, a, b: x.sort(key=a, reverse=b)),
    ("reverse", (None, None), lambda x, *_: x.reverse()),
    ("slice", (1, 2), lambda x, a, b: x[a:b]),
    ("slice", (2, 1), lambda x, a, b: x[a:b]),
    ("slice", (0, INF), lambda x, a, b: x[a:b]),
    ("copy", (None, None), lambda x, *_: x.copy()),
    ("to_tuple", (None, None), lambda x, *_: tuple(x)),
]


@pytest.mark.parametrize(("name", "args", "python"), LIST_METHODS)
def test_list_methods(name: str, args: Any, python: Callable[..., Any]) -> None:
    for target in ([], [3, 1, 2, 1], ["b", "a"], [1, "mixed"]):
        compare(lambda x, *a: containers.list_method(x, name, *a), python, target, *args)


TUPLE_METHODS: list[tuple[str, tuple[Any, Any], Callable[..., Any]]] = [
    ("len", (None, None), lambda x, *_: len(x)),
    ("is_empty", (None, None), lambda x, *_: not x),
    ("get", (1, None), lambda x, a, _: x[a] if a < len(x) else None),
    ("contains", (1, None), lambda x, a, _: a in x),
    ("index", (1, None), lambda x, a, _: x.index(a)),
    ("count", (1, None), lambda x, a, _: x.count(a)),
    ("slice", (1, INF), lambda x, a, b: x[a:b]),
    ("reversed", (None, None), lambda x, *_: x[::-1]),
]


@pytest.mark.parametrize(("name", "args", "python"), TUPLE_METHODS)
def test_tuple_methods(name: str, args: Any, python: Callable[..., Any]) -> None:
    for target in ((), (3, 1, 2, 1)):
        compare(lambda x, *a: containers.tuple_method(x, name, *a), python, target, *args)


DICT_METHODS: list[tuple[str, tuple[Any, Any], Callable[..., Any]]] = [
    ("len", (None, None), lambda x, *_: len(x)),
    ("is_empty", (None, None), lambda x, *_: not x),
    ("get", ("a", None), lambda x, a, _: x.get(a)),
    ("get", ([], None), lambda x, a, _: x.get(a)),
    ("get_or", ("a", 5), lambda x, a, b: x.get(a, b)),
    ("contains", ("a", None), lambda x, a, _: a in x),
    ("contains", (Unequal(), None), lambda x, a, _: a in x),
    ("set", ("a", 9), assign),
    ("set", ([], 9), assign),
    ("set_default", ("a", 5), lambda x, a, b: x.setdefault(a, b)),
    ("set_default", ([], 5), lambda x, a, b: x.setdefault(a, b)),
    ("del", ("a", None), lambda x, a, _: delete(x, a)),
    ("pop", ("a", None), lambda x, a, _: x.pop(a, None)),
    ("pop", (Unequal(), None), lambda x, a, _: x.pop(a, None) if x else None),
    ("pop_item", (None, None), lambda x, *_: x.popitem() if x else None),
    ("update", ({"z": 1}, None), lambda x, a, _: x.update(a)),
    ("update", ([("z", 1)], None), lambda x, a, _: x.update(a)),
    ("update", ([1], None), lambda x, a, _: x.update(a)),
    ("clear", (None, None), lambda x, *_: x.clear()),
    ("copy", (None, None), lambda x, *_: x.copy()),
    ("keys", (None, None), lambda x, *_: list(x.keys())),
    ("values", (None, None), lambda x, *_: list(x.values())),
    ("items", (None, None), lambda x, *_: list(x.items())),
]


@pytest.mark.parametrize(("name", "args", "python"), DICT_METHODS)
def test_dict_methods(name: str, args: Any, python: Callable[..., Any]) -> None:
    for target in ({}, {"a": 1, "b": 2}):
        compare(lambda x, *a: containers.dict_method(x, name, *a), python, target, *args)


SET_METHODS: list[tuple[str, Any, Callable[..., Any]]] = [
    ("len", None, lambda x, _: len(x)),
    ("is_empty", None, lambda x, _: not x),
    ("contains", 1, lambda x, a: a in x),
    ("contains", [], lambda x, a: a in x),
    *(
        (name, other, lambda x, a, name=name: getattr(x, name)(a))
        for name in ("union", "intersection", "difference", "symmetric_difference")
        for other in ({1, 5}, [1, 5], "ab", 5, [[]])
    ),
    *(
        (name, other, lambda x, a, name=name: getattr(x, name)(a))
        for name in ("issubset", "issuperset", "isdisjoint")
        for other in ({1, 2, 3, 4}, [1], (), 5)
    ),
]
CHANGING_SET_METHODS: list[tuple[str, Any, Callable[..., Any]]] = [
    ("add", 7, lambda x, a: x.add(a)),
    ("add", [], lambda x, a: x.add(a)),
    ("discard", 1, lambda x, a: (a in x, x.discard(a))[0]),
    ("discard", 99, lambda x, a: (a in x, x.discard(a))[0]),
    ("remove", 1, lambda x, a: x.remove(a)),
    ("clear", None, lambda x, _: x.clear()),
    ("copy", None, lambda x, _: x.copy()),
    *(
        (name, [1, 7], lambda x, a, name=name: getattr(x, name)(a))
        for name in (
            "update",
            "intersection_update",
            "difference_update",
            "symmetric_difference_update",
        )
    ),
]


@pytest.mark.parametrize(("name", "arg", "python"), [*SET_METHODS, *CHANGING_SET_METHODS])
def test_set_methods(name: str, arg: Any, python: Callable[..., Any]) -> None:
    for target in (set(), {1, 2, 3}):
        compare(lambda x, a: containers.set_method(x, name, a), python, target, arg)


@pytest.mark.parametrize(("name", "arg", "python"), SET_METHODS)
def test_frozenset_methods(name: str, arg: Any, python: Callable[..., Any]) -> None:
    for target in (frozenset(), frozenset({1, 2, 3})):
        compare(lambda x, a: containers.frozen_method(x, name, a), python, target, arg)


def test_set_pop() -> None:
    items = {1}
    assert containers.set_method(items, "pop", None) == 1
    assert containers.set_method(items, "pop", None) is None


STR_METHODS: list[tuple[str, tuple[Any, Any], Callable[..., Any]]] = [
    ("len", (None, None), lambda x, *_: len(x)),
    ("is_empty", (None, None), lambda x, *_: not x),
    ("join", (["a", "b"], None), lambda x, a, _: x.join(a)),
    ("join", ({"a": 1}, None), lambda x, a, _: x.join(a)),
    ("split", (None, None), lambda x, a, _: x.split(a)),
    ("split", ("ä", None), lambda x, a, _: x.split(a)),
    ("split", ("", None), lambda x, a, _: x.split(a)),
    ("replace", ("ä", "ae"), lambda x, a, b: x.replace(a, b)),
    ("contains", ("b", None), lambda x, a, _: a in x),
    ("slice", (1, 3), lambda x, a, b: x[a:b]),
    ("slice", (3, 1), lambda x, a, b: x[a:b]),
    ("slice", (0, INF), lambda x, a, b: x[a:b]),
    ("encode", ("utf-8", "strict"), lambda x, a, b: x.encode(a, b)),
    ("encode", ("ascii", "replace"), lambda x, a, b: x.encode(a, b)),
    ("encode", ("nothing", "strict"), lambda x, a, b: x.encode(a, b)),
]


@pytest.mark.parametrize(("name", "args", "python"), STR_METHODS)
def test_str_methods(name: str, args: Any, python: Callable[..., Any]) -> None:
    for target in ("", "abc", "a ä b", "\U0001f600ab"):
        compare(lambda x, *a: containers.str_method(x, name, *a), python, target, *args)


def test_join_raises_what_python_raises() -> None:
    with pytest.raises(TypeError, match="sequence item 1: expected str instance, int found"):
        containers.str_method("", "join", ["a", 1], None)
    with pytest.raises(TypeError, match="can only join an iterable"):
        containers.str_method("", "join", 1, None)


def test_lone_surrogates_are_replaced() -> None:
    for text in ("", "abc", "ä\U0001f600"):
        assert containers.str_method(text, "lossy", None, None) == text
    assert containers.str_method("a\ud800b\udfff", "lossy", None, None) == "a\ufffdb\ufffd"
    assert containers.str_method("\ud83d\ude00", "lossy", None, None) == "\ufffd\ufffd"


def test_bytearray() -> None:
    data = bytearray(b"abc")

    def method(name: str, a: Any = None, b: Any = None) -> Any:
        return containers.bytearray_method(data, name, a, b)

    assert (method("len"), method("is_empty")) == (3, False)
    assert method("to_bytes") == b"abc"
    assert method("copy") == data
    assert method("copy") is not data
    assert (method("get", 2), method("get", 3)) == (ord("c"), None)
    method("set", 1, b"BC")
    assert data == b"aBC"
    method("set", 3, b"")
    with pytest.raises(IndexError, match="2 bytes at index 2 are past the end of a bytearray of 3"):
        method("set", 2, b"xx")
    with pytest.raises(IndexError):
        method("set", sys.maxsize, b"x")
    method("extend", b"de")
    method("extend", b"")
    assert data == b"aBCde"
    method("resize", 7)
    assert data == b"aBCde\0\0"
    method("resize", 1)
    assert data == b"a"
    with memoryview(data), pytest.raises(BufferError):
        method("extend", b"x")
    with pytest.raises(MemoryError):
        method("resize", 2**64 - 1)
    assert data == b"a"


def test_walking_a_list_that_changes() -> None:
    items: list[Any] = [1, 2, 3]
    assert containers.walk_list(items, lambda _: items.clear()) == 1
    items = [1]
    assert containers.walk_list(items, items.append) == 1000
    items = [1, 2, 3, 4]
    assert containers.walk_list(items, items.remove) == 2
    with pytest.raises(ZeroDivisionError):
        containers.walk_list([1], lambda _: 1 / 0)


def test_a_list_that_was_walked_to_its_end_stays_so() -> None:
    items = [1]
    assert containers.walk_on(items)
    assert items == [1, "late"]


def test_walking_a_dict_that_changes() -> None:
    items: dict[Any, Any] = {i: i for i in range(5)}
    assert containers.walk_dict(items, lambda *_: None) == 5
    assert containers.walk_dict(items, lambda k, v: items.__setitem__(k, v + 1)) == 5
    with pytest.raises(RuntimeError, match=r"^dictionary changed size during iteration$"):
        containers.walk_dict(items, lambda k, _: items.pop(k))
    with pytest.raises(RuntimeError, match=r"^dictionary changed size during iteration$"):
        containers.walk_dict(items, lambda k, _: items.__setitem__((k, 1), 1))


def test_walking_a_dict_whose_keys_change_ends() -> None:
    items: dict[Any, Any] = {i: i for i in range(5)}

    def swap(key: Any, value: Any) -> None:
        del items[key]
        items[(key, 1)] = value

    with pytest.raises(RuntimeError, match=r"^dictionary keys changed during iteration$"):
        containers.walk_dict(items, swap)
    assert len(items) == 5

    def swap_and_grow(key: Any, value: Any) -> None:
        swap(key, value)
        for i in range(1000):
            items[(key, i)] = i
        for i in range(1000):
            del items[(key, i)]
        items[("again", key)] = value

    # Here Python itself may see each entry or not: that it ends, and well, is what counts.
    kind, what = outcome(containers.walk_dict, items, swap_and_grow)
    assert (kind, what) == ("returned", 5) or (kind is RuntimeError and "changed" in what)


def test_entries_are_converted_and_errors_name_their_key() -> None:
    assert containers.prices({"a": 1, "b": 2.5}) == [("a", 1.0), ("b", 2.5)]
    with pytest.raises(TypeError, match=r"^value of key 'b': expected float, got str$"):
        containers.prices({"a": 1, "b": "x"})
    with pytest.raises(TypeError, match=r"^key 3: expected str, got int$"):
        containers.prices({3: 1})


def test_a_handle_becomes_an_object() -> None:
    assert containers.dict_as_object() == {"a": 1}


def test_a_copy_of_the_entries_is_not_disturbed() -> None:
    items: dict[Any, Any] = {i: [i] for i in range(5)}
    assert containers.walk_entries(items, lambda *_: items.clear()) == 5


def test_walking_a_set_that_changes() -> None:
    items = set(range(5))
    assert containers.walk_set(items, lambda _: None) == 5
    with pytest.raises(RuntimeError, match=r"^Set changed size during iteration$"):
        containers.walk_set(items, items.remove)


def test_comparing_changes_the_container() -> None:
    """`__eq__`, `__hash__`, `__lt__` and keys of sorts run in the middle of the C functions."""
    items: Any

    class Clears:
        def __eq__(self, other: object) -> bool:
            items.clear()
            return False

        def __hash__(self) -> int:
            return hash("a")

        def __lt__(self, other: object) -> bool:
            items.append(1)
            return True

    for name in ("contains", "count", "remove", "index"):
        items = [object() for _ in range(10)]
        outcome(containers.list_method, items, name, Clears(), None)
        assert items == []
    items = [Clears(), Clears()]
    with pytest.raises(ValueError, match="list modified during sort"):
        containers.list_method(items, "sort", None, None)
    items = [1, 2]
    with pytest.raises(ValueError, match="list modified during sort"):
        containers.list_method(items, "sort_by", lambda _: items.append(3) or 0, False)
    # Changes abort in debug builds without the GIL, in Python code too: CPython asserts what is not so.
    asserts = sysconfig.get_config_var("Py_GIL_DISABLED") and hasattr(sys, "gettotalrefcount")
    changes = () if asserts else ("set", "set_default", "pop", "del")
    for name in ("get", "contains", *changes):
        items = {"a": 1, "b": 2}
        outcome(containers.dict_method, items, name, Clears(), 3)
    for name in ("contains", "add", "discard", "remove"):
        items = {"a", "b"}
        outcome(containers.set_method, items, name, Clears())


class Shouting(dict[Any, Any]):
    """Overrides what a handle's methods do not call."""

    def __getitem__(self, key: Any) -> Any:
        raise AssertionError("overridden")

    get = pop = setdefault = update = items = keys = __setitem__ = __getitem__  # type: ignore[assignment]
    __contains__ = __iter__ = __len__ = popitem = __getitem__  # type: ignore[assignment]


class ShoutingList(list[Any]):
    """Overrides what a handle's methods do not call."""

    def append(self, _: Any) -> Any:
        raise AssertionError("overridden")

    pop = index = count = remove = __contains__ = __iter__ = __len__ = extend = append  # type: ignore[assignment]
    __getitem__ = __setitem__ = __delitem__ = sort = reverse = append  # type: ignore[assignment]


class ShoutingSet(set[Any]):
    """Overrides what a handle's methods do not call."""

    def add(self, _: Any) -> Any:
        raise AssertionError("overridden")

    pop = remove = discard = __contains__ = __iter__ = __len__ = union = update = add  # type: ignore[assignment]


def test_methods_see_the_storage_of_subclasses() -> None:
    for name, args, python in LIST_METHODS:
        ours: Any = ShoutingList([1, 2, 1])
        theirs: Any = [1, 2, 1]
        given = outcome(containers.list_method, ours, name, *args)
        assert given == outcome(python, theirs, *args), name
        assert list.__eq__(ours, theirs)
    for name, args, python in DICT_METHODS:
        if name == "copy":  # `dict.copy` itself asks a subclass that has an `__iter__`
            continue
        ours, theirs = Shouting({"a": 1}), {"a": 1}
        given = outcome(containers.dict_method, ours, name, *args)
        assert given == outcome(python, theirs, *args), name
        assert dict.__eq__(ours, theirs)
    for name, arg, python in [*SET_METHODS, *CHANGING_SET_METHODS]:
        ours, theirs = ShoutingSet({1, 2}), {1, 2}
        given = outcome(containers.set_method, ours, name, arg)
        assert given == outcome(python, theirs, arg), name
        assert set.__eq__(ours, theirs)
    assert containers.walk_list(ShoutingList([1, 2]), lambda _: None) == 2
    assert containers.walk_dict(Shouting({1: 2}), lambda *_: None) == 1
    assert containers.walk_set(ShoutingSet({1}), lambda _: None) == 1


def test_well_known_subclasses() -> None:
    counts: Any = defaultdict(int)
    assert containers.dict_method(counts, "get", "x", None) is None
    assert counts == {}
    ordered = OrderedDict([("a", 1), ("b", 2)])
    ordered.move_to_end("a")
    assert sorted(containers.dict_method(ordered, "keys", None, None)) == ["a", "b"]


@pytest.mark.parametrize("kind", [list, tuple])
@pytest.mark.parametrize("gives", [0, 1, 2, 5, 100])
@pytest.mark.parametrize("says", [0, 1, 2, 5, 100])
def test_iterators_may_lie_about_their_length(kind: Any, says: int, gives: int) -> None:
    make = containers.list_of if kind is list else containers.tuple_of
    made = make(says, gives, lambda i: [i])
    assert made == kind([i] for i in range(gives))
    assert gc.is_tracked(made) or made == ()
    for huge in (2**62, 2**64 - 1):
        with pytest.raises(MemoryError):
            make(huge, gives, lambda i: i)


@pytest.mark.parametrize("kind", [list, tuple])
def test_nobody_sees_a_container_that_is_not_full(kind: Any) -> None:
    make = containers.list_of if kind is list else containers.tuple_of
    marker = object()
    length = 123_457  # of nothing else here

    def look(index: int) -> Any:
        if index % 10_000 == 50:
            assert not any(type(o) is kind and len(o) == length for o in gc.get_objects())
        return marker

    assert make(length, length, look) == kind([marker] * length)
    for says, fails_at in ((5, 0), (5, 3), (5, 5), (1, 3), (0, 2)):
        with pytest.raises(ZeroDivisionError):
            make(says, 6, lambda i, at=fails_at: 1 // (i - at))


def test_sets_and_dicts_of_iterators() -> None:
    assert containers.set_of(5, lambda i: i % 2) == {0, 1}
    assert containers.frozenset_of(5, lambda i: i % 2) == frozenset({0, 1})
    assert type(containers.frozenset_of(1, lambda i: i)) is frozenset
    assert containers.dict_of(3, lambda i: [i]) == {0: [0], 1: [1], 2: [2]}
    for make in (containers.set_of, containers.frozenset_of):
        with pytest.raises(TypeError, match="unhashable"):
            make(1, lambda i: [i])
    with pytest.raises(ZeroDivisionError):
        containers.dict_of(3, lambda i: 1 // (i - 2))


def test_slices() -> None:
    numbers = [None, 0, 1, 2, 5, 100, -1, -3, -100, sys.maxsize, -sys.maxsize]
    for length in (0, 1, 5):
        for start in numbers:
            for stop in numbers:
                for step in (None, 1, 2, -1, -2, sys.maxsize, -sys.maxsize):
                    given = slice(start, stop, step)
                    *bounds, indices = containers.slice_indices(given, length)
                    assert tuple(bounds)[:2] == given.indices(length)[:2]
                    assert indices == list(range(*given.indices(length)))
    assert containers.new_slice(1, None, -1) == (slice(1, None, -1), 1, None, -1)
    with pytest.raises(ValueError, match="slice step cannot be zero"):
        containers.slice_indices(slice(0, 1, 0), 1)
    with pytest.raises(TypeError, match="slice indices must be integers"):
        containers.slice_indices(slice("a", None), 1)


def test_slices_of_what_has_index() -> None:
    class Index:
        def __init__(self, value: int) -> None:
            self.value = value

        def __index__(self) -> int:
            if self.value < 0:
                raise OSError("index")
            return self.value

    assert containers.slice_indices(slice(Index(1), Index(3)), 5) == (1, 3, 1, [1, 2])
    with pytest.raises(OSError, match="index"):
        containers.slice_indices(slice(Index(-1), None), 5)


def test_ranges() -> None:
    assert containers.range_parts(range(1, 2**70, 3)) == (1, 2**70, 3)
    assert containers.new_range(5, 0, -2) == range(5, 0, -2)
    with pytest.raises(ValueError, match=r"range\(\) arg 3 must not be zero"):
        containers.new_range(0, 1, 0)


def test_numbers() -> None:
    assert containers.conjugate(1 + 2j) == 1 - 2j
    with pytest.raises(TypeError, match=r"argument 'z' must be complex, not float"):
        containers.conjugate(1.0)
    assert containers.int_widths(5) == (2**128 - 1, 5, 5, 3)
    with pytest.raises(OverflowError, match="expected int in range -128 to 127, got 300"):
        containers.int_widths(300)
    assert containers.int_widths(-1)[1:] == (-1, -1, 1)
    assert containers.negated(True, 1.5) == (False, -1.5)


def test_wrong_types_are_named() -> None:
    for function, wrong, rest, message in (
        (containers.set_method, frozenset(), 2, "argument 'set' must be set, not frozenset"),
        (containers.frozen_method, set(), 2, "argument 'set' must be frozenset, not set"),
        (containers.bytearray_method, b"", 3, "argument 'array' must be bytearray, not bytes"),
        (containers.slice_indices, range(3), 1, "argument 'slice' must be slice, not range"),
        (containers.range_parts, slice(3), 0, "argument 'range' must be range, not slice"),
        (containers.list_method, array.array("b"), 3, "must be list, not array"),
    ):
        with pytest.raises(TypeError, match=message):
            function(wrong, *[None] * rest)
