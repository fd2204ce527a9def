"""Enums with fields: a class for the enum, and one that inherits from it for each variant."""

import copy
import gc
import inspect
import pickle
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from fixtures import families
from fixtures.families import Chain, Shape, nested
from fixtures.families.nested import Token

ALL = [
    Shape.Circle(2.0),
    Shape.Circle(radius=1.0, color="blue"),
    Shape.Square(2.0),
    Shape.Rectangle(2.0, 3.0),
    Shape.Empty(),
    Shape.Sized(big=True),
    Token.Word("x"),
    Token.End(),
]


def test_classes_and_names() -> None:
    assert Shape.__mro__ == (Shape, object)
    assert Shape.Circle.__mro__ == (Shape.Circle, Shape, object)
    assert (Shape.Circle.__name__, Shape.Circle.__qualname__) == ("Circle", "Shape.Circle")
    assert Shape.Circle.__module__ == Shape.__module__ == "fixtures.families"
    assert repr(Token.Word) == "<class 'fixtures.families.nested.Token.Word'>"
    assert Shape.__doc__ == "A figure in the plane."
    assert Shape.Circle.__doc__ == "All points at one distance."
    assert inspect.getdoc(Shape.Circle.radius) == "The distance."
    assert str(inspect.signature(Shape.Circle)) == "(radius, color=Ellipsis)"
    assert str(inspect.signature(Shape.Sized)) == "(*, big)"
    assert str(inspect.signature(Shape.Rectangle)) == "(_0, _1=1.0)"
    assert Shape.CORNERS == Shape.Circle.CORNERS == 4


def test_fields_are_attributes_that_stay() -> None:
    circle = Shape.Circle(2.0)
    assert (circle.radius, circle.color) == (2.0, "red")
    assert (Shape.Rectangle(2.0)._0, Shape.Rectangle(2.0)._1) == (2.0, 1.0)
    assert Shape.Sized(big=False).big is False
    with pytest.raises(AttributeError, match="radius"):
        circle.radius = 3.0  # type: ignore[misc]
    with pytest.raises(AttributeError, match="Square' object has no attribute 'radius'"):
        Shape.Square(1.0).radius  # noqa: B018
    with pytest.raises(AttributeError):
        circle.other = 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: Shape(),
            "cannot create 'Shape' instances, only those of its variants: "
            "Shape.Circle, Shape.Square, Shape.Rectangle, Shape.Empty, Shape.Sized",
        ),
        (lambda: Shape(1, radius=2.0), "cannot create 'Shape' instances"),
        (lambda: Shape.__new__(Shape.Circle, 1.0), r"cannot create 'Shape' instances|is not safe"),
        (
            lambda: Shape.Circle(),
            r"Shape.Circle\(\) missing 1 required positional argument: 'radius'",
        ),
        (lambda: Shape.Circle("x"), r"Circle\(\) argument 'radius' must be float, not str"),
        (lambda: Shape.Circle(1.0, radios=2), "unexpected keyword argument 'radios'"),
        (
            lambda: Shape.Sized(True),
            r"Shape.Sized\(\) takes 1 positional argument but 2 were given",
        ),
        (lambda: Shape.Empty(1), r"Shape.Empty\(\) takes 1 positional argument but 2 were given"),
        (lambda: object.__new__(Shape), "object.__new__|cannot create"),
        (lambda: object.__new__(Shape.Circle), "object.__new__"),
        (lambda: Shape.Circle.__new__(Shape.Square, 1.0), "is not a subtype"),
        (lambda: Shape.Circle.__new__(Shape, 1.0), "is not a subtype"),
        (lambda: families.doubled(1), "must be Shape, not int"),
        (lambda: families.doubled(Token.End()), "must be Shape, not End"),
        (lambda: families.doubled(Shape.Circle), "must be Shape, not type"),
    ],
)
def test_what_is_wrong_is_refused(call, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError, match=message):
        call()


def test_made_by_hand_in_both_ways() -> None:
    made = Shape.Circle.__new__(Shape.Circle, 5.0, color="x")
    made.__init__(6.0)  # type: ignore[misc]  # object's own, which does nothing
    assert (made.radius, made.color) == (5.0, "x")


def test_values_go_in_and_out_as_their_variant() -> None:
    circle, square, rectangle, empty, sized = families.all()
    assert type(circle) is Shape.Circle
    assert type(square) is Shape.Square
    assert type(rectangle) is Shape.Rectangle
    assert type(empty) is Shape.Empty
    assert type(sized) is Shape.Sized
    assert all(isinstance(shape, Shape) for shape in families.all())
    assert families.doubled(circle) == Shape.Circle(2.0, "blue")
    assert families.doubled(rectangle) == Shape.Rectangle(4.0, 6.0)
    assert families.doubled(empty) == empty
    assert type(families.new_instance()) is Shape.Square
    assert nested.text(Token.Word("w")) == "w"
    assert nested.text(nested.token(None)) is None
    word = nested.token("w")
    assert nested.both(word)[0] is word


def test_methods_are_those_of_the_enum() -> None:
    assert [shape.area() for shape in families.all()] == [3.0, 4.0, 6.0, 0.0, 1e9]
    assert Shape.area(Shape.Square(3.0)) == 9.0
    assert Shape.Square(3.0).corners == 4
    assert Shape.unit() == Shape.Circle.unit() == Shape.Circle(1.0, "blue")
    assert Shape.Square(3.0) + Shape.Square(4.0) == Shape.Square(5.0)
    square = Shape.Square(1.0)
    assert square.itself() is square
    with pytest.raises(TypeError, match="unsupported operand"):
        square + 1


def test_match_by_variant() -> None:
    def described(shape: Shape) -> object:
        match shape:
            case Shape.Circle(radius=radius, color="red"):
                return radius
            case Shape.Circle(radius, color):
                return (radius, color)
            case Shape.Square(side) | Shape.Rectangle(side, 1.0):
                return side
            case Shape.Empty():
                return None
        return shape

    assert described(Shape.Circle(2.0)) == 2.0
    assert described(Shape.Circle(2.0, "x")) == (2.0, "x")
    assert described(Shape.Rectangle(5.0)) == 5.0
    assert described(Shape.Empty()) is None
    assert described(Shape.Rectangle(5.0, 2.0)) == Shape.Rectangle(5.0, 2.0)
    assert Shape.Circle.__match_args__ == ("radius", "color")
    assert Shape.Empty.__match_args__ == ()


def test_repr_eq_hash() -> None:
    assert repr(Shape.Circle(2.0)) == "Shape.Circle(radius=2.0, color='red')"
    assert repr(Shape.Rectangle(2.0)) == "Shape.Rectangle(2.0, 1.0)"
    assert repr(Shape.Empty()) == "Shape.Empty()"
    for one in ALL:
        for other in ALL:
            assert (one == other) is (one is other)
            assert (one != other) is (one is not other)
    assert len({*ALL, *copy.deepcopy(ALL)}) == len(ALL)
    nan = Shape.Square(float("nan"))
    assert nan == nan
    assert nan != Shape.Square(float("nan"))
    assert Shape.Square(1.0) != 1.0
    with pytest.raises(TypeError, match="'<' not supported"):
        Shape.Square(1.0) < Shape.Square(2.0)  # type: ignore[operator]  # noqa: B015


def test_what_the_user_writes_replaces_what_is_made() -> None:
    cell = Chain.Cell([], None)
    assert repr(cell) == "a chain"
    assert cell != Chain.Cell([], None)
    assert Chain.Nil() == Chain.Nil()
    with pytest.raises(TypeError, match="unhashable"):
        hash(Chain.Nil())
    assert Chain[int].__origin__ is Chain


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_and_copies(protocol: int) -> None:
    for value in ALL:
        for new in [
            pickle.loads(pickle.dumps(value, protocol)),
            copy.copy(value),
            copy.deepcopy(value),
            value.__replace__(),
        ]:
            assert new == value
            assert type(new) is type(value)
    assert Shape.Circle(1.0).__replace__(color="x") == Shape.Circle(1.0, "x")
    assert Shape.Rectangle(1.0).__replace__(_1=2.0) == Shape.Rectangle(1.0, 2.0)
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        Shape.Circle(1.0).__replace__(colour="x")
    with pytest.raises(TypeError, match="takes keyword arguments only"):
        Shape.Circle(1.0).__replace__(1)  # type: ignore[misc]
    inner = [1]
    deep = copy.deepcopy(Chain.Cell(inner, None))
    assert deep.head == inner
    assert deep.head is not inner
    assert copy.copy(Chain.Cell(inner, None)).head is inner


def test_pickles_are_read_by_another_process() -> None:
    data = pickle.dumps([Shape.Circle(2.0), Token.Word("w"), Shape.Empty()])
    code = "import pickle, sys; print(pickle.loads(sys.stdin.buffer.read()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        input=data,
        capture_output=True,
        check=True,
    )
    expected = "[Shape.Circle(radius=2.0, color='red'), Token.Word('w'), Shape.Empty()]"
    assert done.stdout.decode().strip() == expected


def test_a_family_is_closed() -> None:
    with pytest.raises(TypeError, match="More can't inherit from a native enum"):

        class More(Shape):
            pass

    with pytest.raises(TypeError, match="not an acceptable base type"):

        class Most(Shape.Circle):  # type: ignore[misc]
            pass

    class Silent:
        def __init_subclass__(cls) -> None:
            pass

    class Forced(Silent, Shape):
        pass

    class Made(Silent, Shape):
        def __new__(cls) -> "Made":
            return object.__new__(cls)

    for make in [
        Forced,
        Made,
        lambda: object.__new__(Forced),
        lambda: Shape.Circle.__new__(Forced, 1.0),
    ]:
        with pytest.raises(TypeError):
            make()


def test_another_class_makes_no_other_variant() -> None:
    circle = Shape.Circle(2.0)
    try:
        circle.__class__ = Shape.Square  # type: ignore[assignment]
    except TypeError:
        return
    # The stable ABI has no type in another that can't be changed.
    with pytest.raises(TypeError, match="the object is of another variant"):
        circle._0  # type: ignore[attr-defined]  # noqa: B018
    assert circle.area() == 12.0


def test_cycles_are_collected() -> None:
    class Node:
        pass

    node = Node()
    node.chain = Chain.Cell(node, Chain.Nil())  # type: ignore[attr-defined]
    dead = [weakref.ref(node), weakref.ref(node.chain)]  # type: ignore[attr-defined]
    assert gc.is_tracked(node.chain)  # type: ignore[attr-defined]
    del node
    gc.collect()
    assert [ref() for ref in dead] == [None, None]
    assert not gc.is_tracked(Shape.Square(1.0))
    items: list[object] = []
    items.append(Chain.Cell(items, None))
    assert repr(items) == "[a chain]"
