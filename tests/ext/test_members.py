"""Properties, class attributes, class methods, methods of the instance as a handle, and their signatures."""

import copy
import enum
import importlib
import inspect
import math
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures import members
from fixtures.members import Access, Bare, Figure, Fixed, Outer, Point, Rectangle, Side, Unit

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
    with pytest.raises(AttributeError, match=r"^label$"):
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
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
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


def test_blocks_in_several_places_are_one_class() -> None:
    r = Rectangle(2.0, height=3.0)
    assert (r.width, r.height, r.area) == (2.0, 3.0, 6.0)
    r.area = 24.0
    assert (r.width, r.height) == (4.0, 6.0)
    assert repr(Rectangle(1.0) + r.grown(1.0)) == "Rectangle(6.0, 7.0)"
    assert repr(Rectangle.square(2.0)) == "Rectangle(2.0, 2.0)"
    assert Rectangle.CORNERS == 4
    assert type(Rectangle.UNIT) is Rectangle
    assert not hasattr(r, "scale")


def test_a_class_of_another_file_is_like_one_of_the_module() -> None:
    class Named(Rectangle):
        pass

    assert type(Named.square(1.0)) is Named
    assert Named(2.0).area == 2.0
    assert Rectangle.__doc__ == "A rectangle, whose members are in two files."
    assert str(inspect.signature(Rectangle)) == "(width, height=1.0)"
    assert Rectangle.__module__ == "fixtures.members"
    with pytest.raises(TypeError, match=r"Rectangle\.__init__\(\) missing 1 required"):
        Rectangle()
    with pytest.raises(TypeError, match="immutable type"):
        Rectangle.CORNERS = 5


def test_a_class_without_blocks_or_constructor() -> None:
    assert Unit.bare(3).value == 3
    assert Bare.__doc__ == "Without any block."
    for kind in [Bare, Unit]:
        with pytest.raises(TypeError, match=f"cannot create 'fixtures.members.{kind.__name__}'"):
            kind()
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Sub", (Unit,), {})


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("twice", r"Twice\.name is there twice: in the class itself and in src/twice\.rs:10"),
        (
            "torn",
            r"special methods of Torn that belong together, such as __add__ and __radd__, must be"
            r" in one impl block, not in src/torn\.rs:\d+ and in src/torn\.rs:\d+",
        ),
    ],
)
def test_what_two_blocks_both_have_is_an_error_of_the_import(module: str, message: str) -> None:
    for _ in range(2):
        with pytest.raises(TypeError, match=message):
            importlib.import_module(f"erroneous.{module}")


def test_a_nested_class_is_an_attribute_of_its_outer_one() -> None:
    inner = Outer.Inner(3)
    assert inner.method() == 3
    assert Outer(1).Inner is Outer.Inner
    assert not hasattr(members, "Inner")
    assert not hasattr(members, "Innermost")
    assert type(Outer.Inner.Innermost()) is Outer.Inner.Innermost
    assert Point.Mark(3).next().value == 4
    assert type(members.outside(3)) is Outer


@pytest.mark.parametrize(
    ("kind", "qualname"),
    [
        (Outer.Inner, "Outer.Inner"),
        (Outer.Inner.Innermost, "Outer.Inner.Innermost"),
        (Point.Mark, "Point.Mark"),
    ],
)
def test_a_nested_class_has_the_names_that_python_gives(kind: type, qualname: str) -> None:
    assert (kind.__module__, kind.__qualname__) == ("fixtures.members", qualname)
    assert kind.__name__ == qualname.rpartition(".")[2]
    assert repr(kind) == f"<class 'fixtures.members.{qualname}'>"
    assert pickle.loads(pickle.dumps(kind)) is kind


def test_members_of_a_nested_class_know_their_place() -> None:
    assert Outer.Inner.method.__qualname__ == "Outer.Inner.method"
    assert str(inspect.signature(Outer.Inner)) == "(value)"
    sub = type("Sub", (Outer.Inner,), {})
    assert sub(2).method() == 2
    assert "Inner" not in vars(type("Sub", (Outer,), {}))


def test_a_class_is_at_home_where_it_is_first_exported() -> None:
    assert members.inside.Home.__module__ == "fixtures.members.inside"
    assert members.inside.OnlyOne is Unit
    assert Unit.__module__ == "fixtures.members"


def test_a_frozen_class_has_its_constructor_in_a_block() -> None:
    assert Fixed(2).doubled == 4
    assert Fixed(2) == Fixed(2)
    assert repr(Fixed(value=3)) == "Fixed(value=3)"
    assert str(inspect.signature(Fixed)) == "(value)"
    assert type("Sub", (Fixed,), {})(5).doubled == 10
    with pytest.raises(ValueError, match="not below 0"):
        Fixed(-1)
    with pytest.raises(AttributeError):
        Fixed(1).value = 2


def test_an_enum_with_fields_in_another_file() -> None:
    circle = Figure.Circle(2.0)
    assert repr(circle) == '<Circle { radius: 2.0, color: "red" }>'
    assert circle.area == 12.0
    assert circle.doubled() == Figure.Circle(radius=4.0, color="red")
    assert isinstance(Figure.Square(2.0).doubled(), Figure.Square)
    assert Figure.__module__ == Figure.Dot.__module__ == "fixtures.members"
    # What was not written is as in a module.
    assert hash(Figure.Dot()) == hash(Figure.Dot())
    assert Figure.Dot() != Figure.Square(0.0)
    assert pickle.loads(pickle.dumps(circle)) == copy.copy(circle) == circle
    assert circle.__replace__(radius=1.0) == Figure.Circle(1.0)
    with pytest.raises(TypeError, match="can't inherit from a native enum"):
        type("Other", (Figure,), {})
    with pytest.raises(TypeError, match="cannot create"):
        Figure()


def test_an_enumeration_in_another_file() -> None:
    assert isinstance(Side.LEFT_HAND, enum.IntEnum)
    assert [(side.name, side.value) for side in Side] == [("LEFT_HAND", 1), ("RIGHT_HAND", 2)]
    assert Side.LEFT_HAND.__doc__ == "Not right."
    assert Side.LEFT_HAND.other is Side.RIGHT_HAND
    assert (str(Side(1)), Side.HANDS, Side.FAVOURITE) == ("LeftHand", 2, Side.RIGHT_HAND)
    assert pickle.loads(pickle.dumps(Side.LEFT_HAND)) is Side.LEFT_HAND
    assert (Access.Read | Access.Write).count() == 2
