"""Members that options of `#[class(..)]` write, beside dataclasses of the same fields."""

import copy
import dataclasses
import inspect
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

import pytest
from fixtures import generated as native


class twin:  # noqa: N801, a namespace beside `native`
    """The same classes, by Python."""

    @dataclass
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

    @dataclass
    class Empty:
        pass


for _class in (twin.Point, twin.Record, twin.Node, twin.Empty):
    _class.__qualname__ = _class.__name__

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
    if isinstance(instance, (twin.Point, twin.Record)):
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
        with pytest.raises(TypeError, match="requires a 'fixtures.generated.Point'|doesn't apply"):
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
