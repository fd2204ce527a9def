"""Members that options of `#[class(..)]` write, beside dataclasses of the same fields."""

import copy
import dataclasses
import inspect
import itertools
import operator
import pickle
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fixtures import generated as native


class twin:  # noqa: N801, a namespace beside `native`
    """The same classes, by Python."""

    @dataclass(order=True, unsafe_hash=True)
    class Point:
        x: float
        y: float = 0.0

    @dataclass
    class Record:
        id: int
        name: str
        comment: str = "none"
        tags: list[str] = field(default_factory=list)
        weight: float | None = field(default=None, kw_only=True)
        is_open: bool = field(default=True, kw_only=True)

    @dataclass
    class Node:
        value: Any
        children: list[Any] = field(default_factory=list)
        named: dict[str, Any] = field(default_factory=dict)
        parent: Any = None

    @dataclass(order=True, unsafe_hash=True)
    class Empty:
        pass

    @dataclass(order=True, frozen=True)
    class Fixed:
        number: int
        object: Any = None

    @dataclass
    class Open:
        x: int

    @dataclass(order=True, unsafe_hash=True)
    class Mixed:
        number: int
        object: Any
        maybe: float | None
        names: tuple[str, bool]
        float: float


# So that pickle finds them, and `repr` shows their names alone.
for _class in (twin.Point, twin.Record, twin.Node, twin.Empty, twin.Mixed, twin.Fixed, twin.Open):
    _class.__qualname__ = _class.__name__
    globals()[_class.__name__] = _class

BOTH = pytest.mark.parametrize("of", [native, twin], ids=["native", "dataclass"])


def outcome(function: Any, *args: Any, **kwargs: Any) -> Any:
    """What a call gives, or which exception it raises."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error)


@BOTH
def test_init_takes_the_public_fields(of: Any) -> None:
    assert of.Point(1.5).y == 0.0
    assert of.Point(y=2.0, x=1.0).x == 1.0
    record = of.Record(1, "a", weight=2.5)
    assert (record.id, record.name, record.comment, record.tags) == (1, "a", "none", [])
    assert (record.weight, record.is_open) == (2.5, True)
    assert of.Record(1, "a", "b", ["c"], weight=None, is_open=False).is_open is False
    for wrong in [(), (1.0, 2.0, 3.0)]:
        with pytest.raises(TypeError, match=r"Point.__init__\(\)"):
            of.Point(*wrong)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        of.Point(1.0, z=2.0)
    with pytest.raises(TypeError, match="positional argument"):
        of.Record(1, "a", "b", [], 2.5)


def test_init_has_a_signature() -> None:
    assert str(inspect.signature(native.Point)) == "(x, y=0.0)"
    assert (
        str(inspect.signature(native.Record))
        == "(id, /, name, comment='none', tags=[], *, weight, is_open=True)"
    )
    assert native.Record.__doc__ == "Every kind of parameter, and private fields."


def test_init_checks_types() -> None:
    with pytest.raises(TypeError, match=r"Point.__init__\(\) argument 'x' must be float, not str"):
        native.Point("1")
    with pytest.raises(TypeError, match="positional-only"):
        native.Record(id=1, name="a", weight=None)


def test_init_gives_private_fields_their_defaults() -> None:
    record = native.Record(1, "a", weight=None)
    assert record.visit() == (7, 1)
    record.__init__(2, "b", weight=None)
    assert record.visit() == (7, 1)


def test_init_is_a_function_of_rust_too() -> None:
    assert repr(native.Point.from_rust()) == "Point(x=1.0, y=2.0)"


@BOTH
def test_repr(of: Any) -> None:
    assert repr(of.Point(1.5)) == "Point(x=1.5, y=0.0)"
    assert repr(of.Empty()) == "Empty()"
    record = of.Record(1, "it's", tags=["a\n"], weight=None)
    assert repr(record) == (
        """Record(id=1, name="it's", comment='none', tags=['a\\n'], weight=None, is_open=True)"""
    )


@BOTH
def test_repr_of_what_contains_itself(of: Any) -> None:
    node = of.Node(1)
    node.parent = node
    assert repr(node) == "Node(value=1, children=[], named={}, parent=...)"
    # Once more: the mark is gone.
    assert repr(node) == "Node(value=1, children=[], named={}, parent=...)"


@BOTH
def test_repr_names_the_subclass(of: Any) -> None:
    class Sub(of.Point):
        pass

    assert repr(Sub(1.0)) == f"{Sub.__qualname__}(x=1.0, y=0.0)"


def test_repr_passes_errors_on() -> None:
    class Bad:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    node = native.Node(Bad())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            repr(node)


def test_repr_holds_no_lock_while_fields_are_shown() -> None:
    class Changes:
        def __repr__(self) -> str:
            node.parent = None
            return "changed"

    node = native.Node(Changes(), parent=1)
    assert "changed" in repr(node)
    assert node.parent is None


@BOTH
def test_copies_hold_the_same_objects(of: Any) -> None:
    inner = [1]
    node = of.Node(inner, named={"a": inner})
    other = copy.copy(node)
    assert type(other) is of.Node
    assert other is not node
    assert other.value is inner
    assert other.named["a"] is inner
    other.value = None
    assert node.value is inner


@BOTH
def test_deep_copies_copy_objects_once(of: Any) -> None:
    inner = [1]
    node = of.Node(inner, [inner, (2, 3)], {"a": inner})
    node.parent = node
    other = copy.deepcopy(node)
    assert other.parent is other
    assert other.value is not inner
    assert other.value == [1]
    assert other.children[0] is other.value
    assert other.named["a"] is other.value
    assert other.children[1] is node.children[1]


@BOTH
def test_deep_copies_of_rings(of: Any) -> None:
    nodes = [of.Node(index) for index in range(5)]
    for index, node in enumerate(nodes):
        node.children = [nodes[index - 1], nodes]
    others = copy.deepcopy(nodes)
    for index, node in enumerate(others):
        assert node.children[0] is others[index - 1]
        assert node.children[1] is others
        assert node is not nodes[index]


def test_copies_have_private_fields() -> None:
    record = native.Record(1, "a", weight=None)
    record.visit()
    for other in (copy.copy(record), copy.deepcopy(record), record.__replace__(name="b")):
        assert other.visit() == (7, 2)
    assert record.visit() == (7, 2)


@BOTH
@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy])
def test_copies_have_what_a_subclass_adds(of: Any, how: Any) -> None:
    class WithDict(of.Point):
        pass

    class WithSlots(of.Point):
        __slots__ = ("added", "empty")

    class WithBoth(WithSlots):
        pass

    for sub in (WithDict, WithSlots, WithBoth):
        one = sub(1.0)
        one.added = [one]
        if sub is WithBoth:
            one.more = 1
        other = how(one)
        assert type(other) is sub
        assert other.x == 1.0
        assert (other.added is one.added) is (how is copy.copy)
        assert (other.added[0] is other) is (how is copy.deepcopy)
        assert not hasattr(other, "empty")
        assert getattr(other, "more", None) == getattr(one, "more", None)


def replace(instance: Any, **changes: Any) -> Any:
    """As `copy.replace` of 3.13 does."""
    if sys.version_info >= (3, 13):
        return copy.replace(instance, **changes)
    if dataclasses.is_dataclass(instance):
        return dataclasses.replace(instance, **changes)
    return type(instance).__replace__(instance, **changes)


@BOTH
def test_replace(of: Any) -> None:
    point = of.Point(1.0, 2.0)
    other = replace(point, y=3.0)
    assert (point.x, point.y, other.x, other.y) == (1.0, 2.0, 1.0, 3.0)
    record = of.Record(1, "a", weight=None)
    assert replace(record, tags=["b"], weight=1.0).tags == ["b"]
    assert record.tags == []
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        replace(point, z=1.0)


def test_replace_converts_as_assignments_do() -> None:
    point = native.Point(1.0)
    assert type(point.__replace__(x=1).x) is float
    with pytest.raises(TypeError, match=r"__replace__\(\) argument 'x' must be float, not str"):
        point.__replace__(x="1")
    with pytest.raises(TypeError, match="Did you mean 'x'"):
        point.__replace__(X=1.0)
    with pytest.raises(TypeError, match="positional"):
        point.__replace__(1.0)
    assert str(inspect.signature(native.Point.__replace__)) == "(self, /, **changes)"


def test_replace_keeps_what_a_subclass_adds() -> None:
    class Sub(native.Point):
        def __init__(self, x: float, name: str) -> None:
            super().__init__(x)
            self.name = name

    other = Sub(1.0, "a").__replace__(x=2.0)
    assert type(other) is Sub
    assert (other.x, other.name) == (2.0, "a")


def test_without_a_value_nothing_can_be_made_of_an_instance() -> None:
    empty = native.Point.__new__(native.Point)
    for function in (repr, copy.copy, copy.deepcopy, native.Point.__replace__):
        with pytest.raises(RuntimeError, match="the object has no value yet"):
            function(empty)


def test_other_objects_are_refused() -> None:
    for name in ("__repr__", "__copy__", "__deepcopy__", "__replace__"):
        with pytest.raises(TypeError, match=r"requires a 'fixtures.generated.Point'|doesn't apply"):
            getattr(native.Point, name)(native.Empty(), *([{}] if name == "__deepcopy__" else []))


def test_deep_copies_fail_as_their_objects_do() -> None:
    class Bad:
        def __deepcopy__(self, memo: Any) -> Any:
            raise ZeroDivisionError

    node = native.Node([1], [Bad()])
    with pytest.raises(ZeroDivisionError):
        copy.deepcopy(node)
    with pytest.raises(TypeError, match="memo"):
        node.__deepcopy__()
    with pytest.raises(TypeError):
        node.__deepcopy__(None)
    assert node.value == [1]


def test_a_deep_copy_that_changes_the_type_is_refused() -> None:
    class Odd:
        def __deepcopy__(self, memo: Any) -> Any:
            node.value = 2
            return "a str"

    node = native.Node(1, [Odd()])
    other = copy.deepcopy(node)
    assert other.children == ["a str"]
    assert (node.value, other.value) == (2, 1)


def test_copies_while_other_threads_change() -> None:
    record = native.Record(1, "a", weight=None)
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            record.visit()
            record.name = "b" * (record.visit()[1] % 100)

    threads = [threading.Thread(target=change) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(2000):
            other = copy.copy(record)
            assert repr(other).startswith("Record(id=1, name='")
            assert set(other.name) <= {"a", "b"}
    finally:
        stop.set()
        for thread in threads:
            thread.join()


PROTOCOLS = pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))


@PROTOCOLS
def test_pickles_have_the_whole_value(protocol: int) -> None:
    record = native.Record(1, "a", "b", ["c"], weight=0.5, is_open=False)
    record.visit()
    other = pickle.loads(pickle.dumps(record, protocol))
    assert repr(other) == repr(record)
    assert other.visit() == (7, 2)
    assert record.visit() == (7, 2)


@PROTOCOLS
@pytest.mark.parametrize("loads", [pickle.loads, pickle._loads], ids=["c", "python"])
def test_pickles_of_rings(protocol: int, loads: Any) -> None:
    node = native.Node([1])
    node.children = [node, node.value]
    node.parent = node
    other = loads(pickle.dumps(node, protocol))
    assert other is not node
    assert other.parent is other
    assert other.children[0] is other
    assert other.children[1] is other.value
    assert other.value == [1]


class WithDict(native.Point):
    """Has a `__dict__`."""


class WithSlots(native.Point):
    """Has slots, and no `__dict__`."""

    __slots__ = ("added", "empty")


class WithBoth(WithSlots):
    """Has both."""


class WithState(native.Point):
    """Has a state of its own beside that of its base."""

    def __getstate__(self) -> Any:
        return {"base": super().__getstate__(), "own": "kept"}

    def __setstate__(self, state: Any) -> None:
        super().__setstate__(state["base"])
        self.restored = state["own"]


@PROTOCOLS
@pytest.mark.parametrize("sub", [WithDict, WithSlots, WithBoth])
def test_pickles_have_what_a_subclass_adds(protocol: int, sub: Any) -> None:
    one = sub(1.0, 2.0)
    one.added = [one]
    if sub is WithBoth:
        one.more = 1
    other = pickle.loads(pickle.dumps(one, protocol))
    assert type(other) is sub
    assert (other.x, other.y) == (1.0, 2.0)
    assert other.added[0] is other
    assert not hasattr(other, "empty")
    assert getattr(other, "more", None) == getattr(one, "more", None)


@PROTOCOLS
def test_subclasses_can_have_a_state_of_their_own(protocol: int) -> None:
    other = pickle.loads(pickle.dumps(WithState(3.0), protocol))
    assert (other.x, other.restored) == (3.0, "kept")


@PROTOCOLS
def test_pickles_of_classes_without_a_constructor(protocol: int) -> None:
    token = native.token(7)
    token.use_it()
    other = pickle.loads(pickle.dumps(token, protocol))
    assert repr(other) == "Token(id=7)"
    assert other.use_it() == 1
    assert 0 <= other.age() < 60
    with pytest.raises(TypeError, match="cannot create"):
        native.Token()


@PROTOCOLS
def test_pickles_from_submodules(protocol: int) -> None:
    item = native.inner.Item("a")
    assert repr(pickle.loads(pickle.dumps(item, protocol))) == "Item(name='a')"


def test_pickles_cross_processes() -> None:
    node = native.Node(native.Point(1.0), [native.inner.Item("a"), native.token(3)])
    node.parent = node
    code = (
        "import pickle, sys; "
        "node = pickle.load(sys.stdin.buffer); "
        "assert node.parent is node; "
        "node.value.x += 1; "
        "pickle.dump(node, sys.stdout.buffer)"
    )
    command = [sys.executable, "-c", code]
    folder, data = Path(__file__).parent, pickle.dumps(node)
    done = subprocess.run(command, cwd=folder, input=data, capture_output=True, check=True)
    other = pickle.loads(done.stdout)
    assert repr(other) == (
        "Node(value=Point(x=2.0, y=0.0), children=[Item(name='a'), Token(id=3)], named={}, parent=...)"
    )


def test_pickles_make_copies_where_no_copy_is_written() -> None:
    token = native.token(7)
    token.use_it()
    for how in (copy.copy, copy.deepcopy):
        assert how(token).use_it() == 1
    item = native.inner.Item("a")
    assert copy.copy(item).name == "a"


def test_a_pickle_of_another_version_is_refused() -> None:
    version, fields, added = native.token(7).__getstate__()
    assert (version, fields, added) == (2, (7,), None)
    other = native.Token.__reconstruct__()
    with pytest.raises(
        ValueError, match=r"'Token' was pickled by version 1 of its class, .* read by version 2"
    ):
        other.__setstate__((1, fields, added))
    with pytest.raises(RuntimeError, match="no value yet"):
        _ = other.id
    other.__setstate__((2, fields, added))
    assert other.id == 7


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (None, "must be tuple, not None"),
        ((), "must be tuple of length 3, not tuple of length 0"),
        ((1, (1.0, 2.0)), "must be tuple of length 3"),
        ((1, [1.0, 2.0], None), "must be tuple, not list"),
        ((1, (1.0,), None), "must be tuple of length 2, not tuple of length 1"),
        ((1, (1.0, 2.0, 3.0), None), "must be tuple of length 2, not tuple of length 3"),
        ((1, (1.0, "2"), None), "field 'y': expected float, got str"),
        (("1", (1.0, 2.0), None), "must be int, not str"),
        ((1, (1.0, 2.0), 5), "must be dict, not int"),
        ((1, (1.0, 2.0), ({}, 5)), "must be dict, not int"),
    ],
)
def test_a_wrong_state_is_refused(state: Any, message: str) -> None:
    point = WithDict(7.0, 8.0)
    with pytest.raises(TypeError, match=message) as caught:
        point.__setstate__(state)
    assert "Point.__setstate__() argument 'state'" in str(caught.value)
    if "dict" not in message:
        assert (point.x, point.y) == (7.0, 8.0)
    with pytest.raises(TypeError):
        native.Point.__reconstruct__(*state if isinstance(state, tuple) and state else (1,))


def test_an_attribute_that_an_instance_cannot_have_is_refused() -> None:
    with pytest.raises(AttributeError):
        native.Point(1.0).__setstate__((1, (1.0, 2.0), {"a": 1}))
    with pytest.raises(TypeError):
        WithDict(1.0).__setstate__((1, (1.0, 2.0), (None, {1: 2})))


def test_a_pickle_cut_short_gives_an_instance_without_a_value() -> None:
    empty = pickle.loads(
        b"cfixtures.generated\nPoint\n0c__builtin__\ngetattr\n"
        b"(cfixtures.generated\nPoint\nV__reconstruct__\ntR(tR."
    )
    assert type(empty) is native.Point
    with pytest.raises(RuntimeError, match="the object has no value yet"):
        repr(empty)
    with pytest.raises(RuntimeError, match="the object has no value yet"):
        pickle.dumps(empty)
    empty.__setstate__((1, (1.0, 2.0), None))
    assert repr(empty) == "Point(x=1.0, y=2.0)"


def test_reconstruct_belongs_to_its_class() -> None:
    with pytest.raises(TypeError):
        native.Point.__dict__["__reconstruct__"].__get__(None, int)
    assert type(WithDict.__reconstruct__()) is WithDict


def test_a_state_is_set_under_the_lock() -> None:
    class Sets:
        def __float__(self) -> float:
            return 1.0

        def __index__(self) -> int:
            point.x = 5.0
            return 1

    point = native.Point(1.0)
    point.__setstate__((1, (Sets(), 2.0), None))
    assert (point.x, point.y) == (1.0, 2.0)


@BOTH
def test_match_args(of: Any) -> None:
    assert of.Point.__match_args__ == ("x", "y")
    assert of.Empty.__match_args__ == ()
    assert of.Record.__match_args__ == ("id", "name", "comment", "tags")
    match of.Point(1.0, 2.0):
        case of.Point(x, 3.0):
            raise AssertionError(x)
        case of.Point(1.0, y):
            assert y == 2.0
        case _:
            raise AssertionError
    match of.Node([1], parent=5):
        case of.Node([first], parent=parent):
            assert (first, parent) == (1, 5)
        case _:
            raise AssertionError


COMPARISONS = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
NAN = float("nan")


class Odd:
    """Compares to what is no truth value, and is equal to nothing."""

    def __eq__(self, other: Any) -> Any:
        return []

    def __lt__(self, other: Any) -> Any:
        return "less"

    def __hash__(self) -> int:
        return 5


class Fails:
    """Compares to nothing."""

    def __eq__(self, other: Any) -> Any:
        raise ZeroDivisionError

    def __hash__(self) -> int:
        raise ZeroDivisionError


def points(of: Any) -> list[Any]:
    values = [-1.0, 0.0, -0.0, 1.5, float("inf")]
    return [of.Point(x, y) for x, y in itertools.product(values, values)]


ODD = Odd()
MIXED = [
    (1, "a", None, ("a", True), 1.0),
    (1, "a", None, ("a", True), 2.0),
    (1, "a", None, ("b", False), 1.0),
    (1, "a", 1.0, ("a", True), 1.0),
    (1, "a", 2.0, ("a", True), 1.0),
    (1, "b", None, ("a", True), 1.0),
    (2, "a", None, ("a", True), 1.0),
    (1, 5, None, ("a", True), 1.0),
    (1, [1], None, ("a", True), 1.0),
    (1, [1], 1.0, ("a", True), 1.0),
    (2, ODD, None, ("a", True), 1.0),
    (1, ODD, None, ("a", True), 1.0),
    (1, ODD, None, ("a", True), 0.0),
    (1, Odd(), None, ("a", True), 1.0),
    (1, Fails(), None, ("a", True), 1.0),
    (0, Fails(), None, ("a", True), 1.0),
    (0, Fails(), 1.0, ("a", True), 1.0),
]


@pytest.mark.parametrize("compare", COMPARISONS)
def test_comparisons_are_those_of_dataclasses(compare: Any) -> None:
    for (one, other), (left, right) in zip(
        itertools.product(points(twin), repeat=2),
        itertools.product(points(native), repeat=2),
        strict=True,
    ):
        assert compare(left, right) is compare(one, other), (one, other)


@pytest.mark.parametrize("compare", COMPARISONS)
def test_comparisons_of_objects_are_those_of_tuples(compare: Any) -> None:
    # A tuple says what a dataclass does, in every version.
    for left, right in itertools.product(MIXED, repeat=2):
        expected = outcome(compare, left, right)
        found = outcome(compare, native.Mixed(*left), native.Mixed(*right))
        assert found == expected, (left, right)


@BOTH
@pytest.mark.parametrize("compare", COMPARISONS)
def test_only_instances_of_one_class_compare(of: Any, compare: Any) -> None:
    class Sub(of.Point):
        pass

    point = of.Point(1.0, 2.0)
    for other in (Sub(1.0, 2.0), (1.0, 2.0), None, 1.0, of.Empty()):
        for left, right in [(point, other), (other, point)]:
            if compare in (operator.eq, operator.ne):
                assert compare(left, right) is (compare is operator.ne)
            else:
                with pytest.raises(TypeError, match="not supported between instances"):
                    compare(left, right)
    assert Sub(1.0) == Sub(1.0)
    assert Sub(1.0) < Sub(2.0)
    assert point.__eq__(Sub(1.0, 2.0)) is NotImplemented


def test_classes_without_order_have_none() -> None:
    node = native.Node(1)
    assert node == native.Node(1)
    assert node != native.Node(2)
    with pytest.raises(TypeError, match="'<' not supported"):
        _ = node < native.Node(2)


def test_private_fields_are_not_compared() -> None:
    one, other = native.Record(1, "a", weight=None), native.Record(1, "a", weight=None)
    one.visit()
    assert one == other
    assert one == other.__replace__(tags=[])
    assert one != other.__replace__(tags=["y"])


def test_nan_differs_but_an_instance_is_equal_to_itself() -> None:
    point = native.Point(NAN)
    assert point == point
    assert point <= point
    assert not point < point
    assert point != native.Point(NAN)
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        assert compare(point, native.Point(1.0)) is False
        assert compare(native.Point(1.0), point) is False


def test_comparing_what_contains_itself() -> None:
    node = native.Node(1)
    node.parent = node
    assert node == node
    other = native.Node(1)
    other.parent = other
    with pytest.raises(RecursionError):
        _ = node == other


def test_no_lock_is_held_while_objects_compare() -> None:
    class Changes:
        def __eq__(self, other: Any) -> bool:
            left.value = right.value = None
            return True

        __hash__ = None

    left, right = native.Node(Changes()), native.Node(Changes())
    assert left == right
    assert (left.value, right.value) == (None, None)


@BOTH
def test_hashes(of: Any) -> None:
    assert hash(of.Point(1.0, 2.0)) == hash((1.0, 2.0))
    assert hash(of.Point(0.0)) == hash(of.Point(-0.0))
    assert hash(of.Empty()) == hash(())
    assert {of.Point(1.0): 1}[of.Point(1.0)] == 1
    assert hash(of.Mixed(*MIXED[0])) == hash(MIXED[0])
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        hash(of.Mixed(*MIXED[8]))
    with pytest.raises(ZeroDivisionError):
        hash(of.Mixed(*MIXED[14]))
    for unhashable in (of.Node(1), of.Record(1, "a", weight=None)):
        with pytest.raises(TypeError, match="unhashable type"):
            hash(unhashable)
    assert of.Node.__hash__ is None


def test_a_hash_with_nan_stays_the_same() -> None:
    point = native.Point(NAN, 1.0)
    assert hash(point) == hash(point)
    assert {point: 1}[point] == 1


def test_methods_that_are_called_by_hand() -> None:
    point = native.Point(1.0)
    assert native.Point.__eq__(point, native.Point(1.0)) is True
    assert native.Point.__lt__(point, 5) is NotImplemented
    for name in ("__eq__", "__lt__", "__hash__"):
        with pytest.raises(TypeError):
            getattr(native.Point, name)(1, 2)
        with pytest.raises(TypeError):
            getattr(native.Point, name)()
    empty = native.Point.__reconstruct__()
    assert empty == empty
    for function in (hash, lambda one: one == point, lambda one: point == one):
        with pytest.raises(RuntimeError, match="no value yet"):
            function(empty)


def test_a_derived_class_has_the_fields_of_its_base() -> None:
    named = native.Named("a", owner=[1])
    assert repr(named) == "Named(x=1.0, y=2.0, label='a', owner=[1])"
    assert native.Named.__match_args__ == ("x", "y", "label")
    assert named == native.Named("a", owner=[1])
    assert named != native.Named("b", owner=[1])
    other = named.__replace__(x=0.0)
    assert other != named
    assert other < named
    assert hash(named.__replace__(owner=None)) == hash((1.0, 2.0, "a", None))
    assert repr(other.__replace__(label="z")) == "Named(x=0.0, y=2.0, label='z', owner=[1])"
    assert named != native.Point(1.0, 2.0)


@pytest.mark.parametrize(
    "how",
    [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_derived_class_is_copied_whole(how: Any) -> None:
    named = native.Named("a", owner=[1])
    named.x = 7.0
    named.tell()
    other = how(named)
    assert type(other) is native.Named
    assert other == named
    assert other.tell() == 2
    assert (other.owner is named.owner) is (how is copy.copy)


def test_a_derived_class_without_options_is_not_made_by_those_of_its_base() -> None:
    bare = native.Bare(3)
    assert repr(bare) == "Bare(x=1.0, y=2.0)"
    assert bare == native.Bare(4)
    refused = [
        copy.copy,
        copy.deepcopy,
        native.Point.__replace__,
        lambda one: pickle.loads(pickle.dumps(one)),
        lambda one: one.__setstate__((1, (1.0, 2.0), None)),
        lambda one: type(one).__reconstruct__(),
    ]
    for make in refused:
        with pytest.raises(TypeError, match=r"\(\) can't make the value of a 'Bare' object"):
            make(bare)
    assert bare.extra == 3


def test_a_damaged_state_of_a_base_is_refused() -> None:
    version, (_, label, owner, secret), added = native.Named("a").__getstate__()
    named = native.Named.__reconstruct__()
    for base, message in [
        (5, "field 'point': expected tuple, got int"),
        ((1.0,), "field 'point': expected tuple of length 2, got tuple of length 1"),
        ((1.0, "a"), "field 'point': field 'y': expected float, got str"),
    ]:
        with pytest.raises(TypeError, match=message):
            named.__setstate__((version, (base, label, owner, secret), added))


@BOTH
def test_frozen_classes(of: Any) -> None:
    fixed = of.Fixed(1, object="a")
    assert repr(fixed) == "Fixed(number=1, object='a')"
    assert fixed == of.Fixed(1, "a")
    assert fixed < of.Fixed(2)
    assert hash(fixed) == hash((1, "a"))
    assert of.Fixed.__match_args__ == ("number", "object")
    assert replace(fixed, number=2) == of.Fixed(2, "a")
    with pytest.raises(AttributeError):
        fixed.number = 3
    assert str(inspect.signature(of.Fixed)).replace(" -> None", "") in (
        "(number, object=None)",
        "(number: int, object: Any = None)",
    )


class FrozenSub(native.Fixed):
    """Has a `__dict__`."""


@PROTOCOLS
def test_copies_of_frozen_classes(protocol: int) -> None:
    fixed = native.Fixed.with_secret(1, 9)
    sub = FrozenSub(2, [1])
    sub.added = [sub]
    for how in (copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one, protocol))):
        assert how(fixed).tell() == 9
        assert how(fixed) == fixed
        other = how(sub)
        assert type(other) is FrozenSub
        assert other.object == [1]
        assert other is not sub
        assert other.added[0] is (sub if how is copy.copy else other)


@BOTH
def test_deep_copies_of_frozen_classes_in_rings(of: Any) -> None:
    items: list[Any] = []
    fixed = of.Fixed(1, items)
    items.append(fixed)
    other = copy.deepcopy(fixed)
    assert other is not fixed
    assert other.object is not items
    assert other.object[0] is other
    again = copy.deepcopy(items)
    assert again[0].object is again


def test_wrong_pickles_of_frozen_classes_are_refused() -> None:
    reconstruct, arguments, state = native.Fixed(1).__reduce__()
    assert (arguments, state) == ((3, (1, None, 5)), None)
    for wrong, error, message in [
        ((3,), TypeError, "missing"),
        ((2, (1, None, 5)), ValueError, "was pickled by version 2 of its class"),
        (("3", (1, None, 5)), TypeError, "argument 'version' must be int, not str"),
        ((3, (1, None)), TypeError, "argument 'fields' must be tuple of length 3"),
        ((3, None), TypeError, "argument 'fields' must be tuple, not None"),
        ((3, (1, None, 300)), OverflowError, "argument 'fields': field 'secret'"),
    ]:
        with pytest.raises(error, match=message):
            reconstruct(*wrong)
    assert not hasattr(native.Fixed, "__setstate__")


@BOTH
@pytest.mark.parametrize(
    "how",
    [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_copies_have_the_dict_of_a_class_with_one(of: Any, how: Any) -> None:
    one = of.Open(1)
    one.added = [one]
    other = how(one)
    assert other == one
    assert other.added[0] is (one if how is copy.copy else other)


@PROTOCOLS
def test_pickles_of_classes_within_classes(protocol: int) -> None:
    corner = native.Point.Corner(3)
    other = pickle.loads(pickle.dumps(corner, protocol))
    assert type(other) is native.Point.Corner
    assert other == corner
    assert repr(other) == "Point.Corner(number=3)"


def test_classes_outside_of_a_module() -> None:
    outside = native.Outside(1)
    assert outside.go() == 2
    for other in (copy.copy(outside), pickle.loads(pickle.dumps(outside)), outside.__replace__()):
        assert other == outside
        assert repr(other) == "Outside(x=2)"
        assert other.go() == 3
