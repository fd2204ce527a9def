"""Classes: Python's semantics of construction, attributes, operators and subclasses; and soundness."""

import gc
import inspect
import sys
from typing import Any

import pytest
from fixtures import classes
from fixtures.classes import Point, Sealed, Tracked, Wide


def test_construction() -> None:
    for point in (Point(1.0, y=2.0), Point(x=1.0, y=2.0), Point(1, y=2)):
        assert (point.x, point.y) == (1.0, 2.0)
    assert Point(3.0).y == 0.0
    assert type(Point(1.0)) is Point


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((), {}, "Point.__init__() missing 1 required positional argument: 'x'"),
        ((1, 2), {}, "Point.__init__() takes 2 positional arguments but 3 were given"),
        ((1,), {"x": 2}, "Point.__init__() got multiple values for argument 'x'"),
        ((1,), {"q": 2}, "Point.__init__() got an unexpected keyword argument 'q'"),
        (("a",), {}, "Point.__init__() argument 'x' must be float, not str"),
    ],
)
def test_construction_errors_are_those_of_a_python_class(
    args: tuple[Any, ...], kwargs: dict[str, Any], message: str
) -> None:
    class Derived(Point):
        pass

    for kind in (Point, Derived):
        with pytest.raises(TypeError) as caught:
            kind(*args, **kwargs)
        assert str(caught.value) == message


def test_introspection() -> None:
    assert Point.__doc__ == "A point in the plane."
    assert str(inspect.signature(Point)) == "(x, *, y=0.0)"
    assert str(inspect.signature(Point.norm)) == "(self, /)"
    assert str(inspect.signature(Point.origin)) == "()"
    assert Point.norm.__doc__ == "The distance from the origin."
    assert Point.x.__doc__ == "How far right."
    assert (Point.__module__, Point.__qualname__) == ("fixtures.classes", "Point")
    assert repr(Point) == "<class 'fixtures.classes.Point'>"


def test_methods_and_operators() -> None:
    p, q = Point(3.0, y=4.0), Point(1.0, y=1.0)
    assert p.norm() == 5.0
    assert Point.origin().x == 0.0
    assert p.distance(q) == (4 + 9) ** 0.5
    assert ((p + q).x, (p + q).y) == (4.0, 5.0)
    assert repr(p) == "Point(3.0, y=4.0)"
    p.scale(2)
    assert (p.x, p.y) == (6.0, 8.0)
    with pytest.raises(TypeError) as caught:
        p.norm(1)
    assert str(caught.value) == "Point.norm() takes 1 positional argument but 2 were given"
    with pytest.raises(
        TypeError, match=r"^Point.distance\(\) argument 'other' must be Point, not int"
    ):
        p.distance(1)


def test_operators_with_other_types_are_not_implemented() -> None:
    with pytest.raises(TypeError, match="unsupported operand type"):
        Point(1.0) + 1
    with pytest.raises(TypeError, match="unsupported operand type"):
        1 + Point(1.0)

    class Right:
        def __radd__(self, other: object) -> str:
            return "asked"

    assert Point(1.0) + Right() == "asked"
    assert Point.__add__(Point(1.0), 1) is NotImplemented


def test_attributes() -> None:
    p = Point(1.0)
    p.x = 5
    assert p.x == 5.0
    with pytest.raises(TypeError, match="attribute 'x' of 'Point' must be float, not str"):
        p.x = "a"
    with pytest.raises(AttributeError, match="cannot delete attribute 'x' of 'Point'"):
        del p.x
    with pytest.raises(AttributeError):
        p.z = 1
    with pytest.raises(AttributeError):
        Tracked("a").name = "b"
    with pytest.raises(TypeError, match="immutable type"):
        Point.x = 1


def test_instances_as_arguments_and_results() -> None:
    assert classes.length(Point(3.0, y=4.0)) == 5.0
    with pytest.raises(TypeError, match=r"^length\(\) argument 'point' must be Point, not tuple$"):
        classes.length((3.0, 4.0))
    assert classes.maybe(None) is False
    assert classes.maybe(Point(1.0)) is True
    assert [point.x for point in classes.points(3)] == [0.0, 1.0, 2.0]


def test_an_instance_is_not_lent_twice_for_writing() -> None:
    p, q = Point(1.0), Point(2.0)
    p.take_from(q)
    assert (p.x, q.x) == (3.0, 0.0)
    with pytest.raises(RuntimeError, match="further up in this same thread"):
        p.take_from(p)
    with pytest.raises(RuntimeError, match=r"^Point.scale\(\): the object is being read"):
        p.while_reading(lambda: p.scale(2))
    with pytest.raises(RuntimeError, match="the object is being changed"):
        p.while_writing(lambda: p.x)
    with pytest.raises(RuntimeError, match="the object is being changed"):
        p.while_writing(lambda: Point.__init__(p, 1.0))
    p.scale(2)
    assert p.x == 6.0


def test_python_subclasses() -> None:
    class Named(Point):
        def __init__(self, name: str, x: float) -> None:
            super().__init__(x, y=1.0)
            self.name = name

        def norm(self) -> float:
            return -super().norm()

    named = Named("n", 0.0)
    assert (named.name, named.x, named.norm()) == ("n", 0.0, -1.0)
    assert classes.length(named) == 1.0
    assert type(named + named) is Point

    class Mixin:
        pass

    class Slotted(Mixin, Point):
        __slots__ = ("extra",)

    slotted = Slotted(1.0)
    slotted.extra = 1
    assert slotted.distance(named) == 2.0**0.5


def test_an_instance_whose_init_never_ran_says_so() -> None:
    class Forgetful(Point):
        def __init__(self) -> None:
            pass

    for empty in (Forgetful(), Point.__new__(Point)):
        for use in (
            lambda e: e.norm(),
            lambda e: e.x,
            lambda e: e + e,
            lambda e: e.scale(1),
            classes.length,
            repr,
        ):
            with pytest.raises(RuntimeError, match=r"__init__\(\) was not called"):
                use(empty)
        Point.__init__(empty, 2.0)
        assert empty.x == 2.0


@pytest.mark.parametrize("count", [0, 1, 8, 9, 100])
def test_any_number_of_arguments_reaches_init(count: int) -> None:
    class Derived(Wide):
        pass

    named = {f"name{i}": i for i in range(count)}
    for kind in (Wide, Derived):
        assert kind(*range(count)).total == sum(range(count))
        assert kind(**named).total == sum(range(count))
        assert kind(*range(count), **named).total == 2 * sum(range(count))
        with pytest.raises(TypeError, match="expected int, got str"):
            kind(*range(count), "x", **named)


def test_init_can_run_again() -> None:
    tracked = Tracked("first")
    before = classes.alive()
    tracked.__init__("second")  # type: ignore[misc]
    assert tracked.name == "second"
    with pytest.raises(ValueError, match="a name is needed"):
        tracked.__init__("")  # type: ignore[misc]
    assert tracked.name == "second"
    assert classes.alive() == before


def test_init_refuses_other_objects() -> None:
    with pytest.raises(TypeError, match=r"requires a 'fixtures\.classes\.Point' object"):
        Point.__init__(Tracked("a"), 1.0)
    with pytest.raises(TypeError, match="is not a subtype"):
        Point.__new__(int)  # type: ignore[type-var]
    with pytest.raises(TypeError):
        Point.norm(Tracked("a"))


def test_a_failing_constructor_leaves_nothing() -> None:
    before = classes.alive()
    for _ in range(10):
        with pytest.raises(ValueError, match="a name is needed"):
            Tracked("")
        with pytest.raises(RuntimeError, match="in __init__"):
            Tracked("panic")
    assert classes.alive() == before


def test_values_are_dropped_once_with_their_instance() -> None:
    class Derived(Tracked):
        pass

    before = classes.alive()
    for kind in (Tracked, Derived):
        instances = [kind("a") for _ in range(10)]
        assert classes.alive() == before + 10
        del instances
        gc.collect()
        assert classes.alive() == before


def test_classes_without_init_are_made_by_rust_alone() -> None:
    assert classes.sealed(3).value == 3
    with pytest.raises(TypeError, match=r"cannot create 'fixtures\.classes\.Sealed' instances"):
        Sealed()
    assert inspect.getdoc(Sealed) == "Only Rust makes these."


def test_a_class_keeps_no_reference_to_its_instances() -> None:
    def references() -> int:
        gc.collect()  # without the GIL each thread has counts of its own until then
        return sys.getrefcount(Point)

    before = references()
    for _ in range(100):
        Point(1.0)
        Point.origin()
    assert references() == before


def test_an_instance_is_small() -> None:
    # The header, the lock's word and two floats.
    assert Point.__basicsize__ == object.__basicsize__ + 8 + 16
