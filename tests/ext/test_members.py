"""Properties, class attributes, class methods, methods of the instance as a handle, and their signatures."""

import inspect
import math
import subprocess
import sys

import pytest
from fixtures import members
from fixtures.members import Point

PROPERTIES = ["angle", "norm", "label", "scratch", "fails", "panics", "itself"]


def test_a_property_is_got_and_set() -> None:
    p = Point(1.0, 1.0)
    assert p.angle == pytest.approx(math.pi / 4)
    p.angle = 0
    assert (p.x, p.y) == (pytest.approx(math.sqrt(2)), 0.0)
    assert p.label is None
    p.label = "corner"
    assert p.label == "corner"
    assert Point.label.__get__(p) == "corner"


def test_a_property_is_deleted() -> None:
    p = Point(2.0)
    p.label = "corner"
    del p.label
    assert p.label is None
    with pytest.raises(AttributeError, match="^label$"):
        del p.label
    del p.scratch
    assert p.scratch == 0.0


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("del p.angle", "property 'angle' of 'Point' object has no deleter"),
        ("p.scratch = 1", "property 'scratch' of 'Point' object has no setter"),
        ("p.norm = 1", "attribute 'norm' of 'fixtures.members.Point' objects is not writable"),
        ("del p.norm", "attribute 'norm' of 'fixtures.members.Point' objects is not writable"),
        ("p.id = 1", "attribute 'id' of 'fixtures.members.Point' objects is not writable"),
        ("del p.x", "cannot delete attribute 'x' of 'Point'"),
    ],
)
def test_what_an_attribute_does_not_do_is_an_attribute_error(statement: str, message: str) -> None:
    with pytest.raises(AttributeError, match=f"^{message}$"):
        exec(statement, {"p": Point(1.0)})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("angle", "x", "attribute 'angle' of 'Point' must be float, not str"),
        ("label", 1, "attribute 'label' of 'Point' must be str, not int"),
        ("x", None, "attribute 'x' of 'Point' must be float, not None"),
    ],
)
def test_a_value_of_another_type_names_the_attribute(
    name: str, value: object, message: str
) -> None:
    with pytest.raises(TypeError, match=f"^{message}"):
        setattr(Point(1.0), name, value)


def test_errors_of_getters_and_setters_pass() -> None:
    p = Point(1.0)
    with pytest.raises(ValueError, match="an angle is finite"):
        p.angle = math.inf
    with pytest.raises(ValueError, match="never works"):
        _ = p.fails
    with pytest.raises(RuntimeError, match="in a getter"):
        _ = p.panics
    assert p.x == 1.0


def test_an_attribute_in_the_way_of_a_change_says_which() -> None:
    p = Point(1.0)
    for name in ["x", "angle"]:
        with pytest.raises(RuntimeError, match=rf"^Point\.{name}\b.* is being changed"):
            p.while_writing(lambda name=name: getattr(p, name))
        with pytest.raises(RuntimeError, match=rf"^Point\.{name}\b.* is being changed"):
            p.while_writing(lambda name=name: setattr(p, name, 2.0))
    assert p.while_writing(lambda: p.itself) is p


def test_a_property_of_a_subclass_can_be_extended() -> None:
    class Named(Point):
        @property
        def angle(self) -> float:
            return math.degrees(super().angle)

    assert Named(0.0, 1.0).angle == pytest.approx(90.0)
    assert Named(3.0, 4.0).norm == 5.0


def test_an_accessor_refuses_other_objects() -> None:
    with pytest.raises(TypeError, match="descriptor 'angle'"):
        Point.angle.__get__(object())
    with pytest.raises(TypeError, match="descriptor 'angle'"):
        Point.angle.__set__(3, 1.0)


def test_class_attributes_are_of_the_class() -> None:
    assert Point.DIMENSIONS == 2
    assert Point(1.0).DIMENSIONS == 2
    assert Point.AXES == ["x", "y"]
    assert Point.LIMIT == 1 << 40
    assert Point.units == {"x": "m"}
    assert not hasattr(Point, "SECRET")
    assert not hasattr(Point, "make_units")
    assert "DIMENSIONS" in Point.__dict__


def test_a_class_attribute_can_be_an_instance() -> None:
    assert type(Point.ORIGIN) is Point
    assert Point.ORIGIN is Point.ORIGIN
    assert (Point.ORIGIN.x, Point.ORIGIN.y) == (0.0, 0.0)


def test_a_class_attribute_is_inherited_and_hidden_by_a_subclass() -> None:
    class Space(Point):
        DIMENSIONS = 3

    assert Space.DIMENSIONS == 3
    assert Space.LIMIT == Point.LIMIT
    assert Point.DIMENSIONS == 2


def test_the_class_stays_immutable() -> None:
    with pytest.raises(TypeError, match="immutable type"):
        Point.DIMENSIONS = 3
    with pytest.raises(TypeError, match="immutable type"):
        del Point.ORIGIN
    with pytest.raises(TypeError, match="immutable type"):
        Point.new = 1


def test_a_class_attribute_that_fails_is_made_by_the_next_import() -> None:
    code = """
import sys
sys.modules["members_fail"] = None
try:
    import fixtures.members
except RuntimeError as error:
    print(error)
del sys.modules["members_fail"]
from fixtures.members import Late, Point
print(type(Late.FIRST) is Late, Late.FIRST.value, type(Point.ORIGIN) is Point)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines() == ["not now", "True 1 True"]


def test_a_class_method_makes_one_of_the_class_it_is_called_on() -> None:
    class Named(Point):
        pass

    p = Point.along(2.0, angle=math.pi / 2)
    assert type(p) is Point
    assert p.y == pytest.approx(2.0)
    assert type(Named.along(1.0)) is Named
    assert type(Named(0.0).along(1.0)) is Named
    assert (Point.class_name(), Named.class_name()) == ("Point", "Named")


def test_a_class_method_reads_its_arguments_as_methods_do() -> None:
    with pytest.raises(TypeError, match=r"Point\.along\(\) missing 1 required positional"):
        Point.along()
    with pytest.raises(TypeError, match=r"takes 2 positional arguments but 4 were given"):
        Point.along(1.0, 2.0, 3.0)
    with pytest.raises(TypeError, match=r"Point\.along\(\) argument 'length' must be float"):
        Point.along("x")
    with pytest.raises(TypeError):
        Point.__dict__["along"].__get__(None, int)


def test_a_method_of_the_handle_locks_nothing() -> None:
    p = Point(1.0)
    seen = []

    def change(point: Point) -> None:
        assert point is p
        point.x = 5.0
        seen.append(point.x)

    assert p.moved(change) is p
    assert (p.x, seen) == (6.0, [5.0])
    assert p.moved(lambda _: None, by=2).x == 8.0
    assert Point.moved(p, lambda _: None) is p
    with pytest.raises(TypeError):
        Point.moved(3, lambda _: None)
    with pytest.raises(TypeError, match=r"Point\.moved\(\) takes from 2 to 3 positional"):
        p.moved(1, 2, 3)
    assert p.itself is p


def test_a_half_made_instance_has_no_attributes() -> None:
    p = Point.__new__(Point)
    for name in PROPERTIES:
        if name != "itself":
            with pytest.raises(RuntimeError, match=r"has no value yet"):
                getattr(p, name)
    assert p.itself is p
    with pytest.raises(RuntimeError, match=r"has no value yet"):
        p.moved(lambda _: None)


def test_what_is_private_is_not_there() -> None:
    assert not hasattr(Point, "only_rust")
    assert Point(2.0).twice() == 4.0
    assert Point.coordinates(Point(1.0, 2.0)) == (1.0, 2.0)


@pytest.mark.parametrize(
    ("function", "signature"),
    [
        (Point, "(x, y=0.0)"),
        (Point.moved, "(self, /, f, by=1.0)"),
        (Point.along, "(length, *, angle=0.0)"),
        (Point.coordinates, "(point)"),
        (Point(1.0).moved, "(f, by=1.0)"),
    ],
)
def test_signatures_are_those_of_python(function: object, signature: str) -> None:
    assert str(inspect.signature(function)) == signature  # type: ignore[arg-type]


def test_docs_are_those_of_rust() -> None:
    assert Point.__doc__ == "A point in the plane."
    assert Point.x.__doc__ == "How far right."
    assert Point.angle.__doc__ == "The angle to the first axis, in radians."
    assert Point.label.__doc__ == "What it is called."
    assert Point.along.__doc__ == "Makes one of the class that it is called on."
    assert inspect.isgetsetdescriptor(Point.angle)
    assert inspect.getdoc(Point.moved) == "Moves it while `f` looks at it."


def test_names_are_those_of_python() -> None:
    assert Point.along.__qualname__ == "Point.along"
    assert Point.moved.__qualname__ == "Point.moved"
    assert (Point.__module__, Point.__qualname__) == ("fixtures.members", "Point")
    assert members.Point is Point
