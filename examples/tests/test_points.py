"""`example.points`: a native class behaves like one written in Python."""

import inspect

import pytest
from example.points import Point, distance


def test_construction() -> None:
    point = Point(3.0, y=4.0)
    assert (point.x, point.y) == (3.0, 4.0)
    assert Point(3).y == 0.0


def test_attributes_can_be_set() -> None:
    point = Point(1.0, 2.0)
    point.x = 5
    assert point.x == 5.0
    with pytest.raises(TypeError):
        point.x = "five"
    with pytest.raises((AttributeError, TypeError)):
        del point.x
    assert point.x == 5.0


def test_unknown_attributes_are_refused() -> None:
    with pytest.raises(AttributeError):
        Point(1.0).z = 3.0


def test_methods_and_operators() -> None:
    assert Point(3.0, 4.0).norm() == 5.0
    total = Point(1.0, 2.0) + Point(10.0, 20.0)
    assert isinstance(total, Point)
    assert (total.x, total.y) == (11.0, 22.0)


def test_another_type_is_left_to_python() -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        Point(1.0, 2.0) + 3


def test_instances_as_arguments() -> None:
    assert distance(Point(0.0), Point(3.0, 4.0)) == 5.0
    with pytest.raises(TypeError, match=r"argument 'b'.*Point.*tuple"):
        distance(Point(0.0), (3.0, 4.0))


def test_looks_like_a_class() -> None:
    assert Point.__module__ == "example.points"
    assert Point.__doc__ == "A point, or the vector that leads to it."
    assert str(inspect.signature(Point)) == "(x, y=0.0)"


def test_wrong_construction() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()
    with pytest.raises(TypeError, match=r"argument 'y'.*str"):
        Point(1.0, "two")
