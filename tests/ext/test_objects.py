"""The object protocol: what Rust does with any object is what Python's own operator or builtin does."""

import operator
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, Self

import pytest
from fixtures import objects

OPERATORS = [
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift"),
    *("and_", "or_", "xor", "iadd", "isub", "imul", "imatmul", "itruediv", "ifloordiv", "imod"),
    *("ipow", "ilshift", "irshift", "iand", "ior", "ixor"),
]
OPERANDS: list[tuple[Any, Any]] = [
    (7, 3),
    (-7, 3),
    (7, 0),
    (2.5, -1),
    ("ab", 3),
    ("a", "b"),
    ([1], [2]),
    ({1, 2}, {2, 3}),
    ({"a": 1}, {"b": 2}),
    ("%d", 5),
    (1, -1),
    (None, 1),
    (2**70, 65),
]


def outcome(function: Callable[..., Any], *args: Any) -> tuple[Any, ...]:
    """Give what a call returns, or the exception's type and text."""
    try:
        return ("returned", function(*args))
    except Exception as error:
        return (type(error), str(error))


@pytest.mark.parametrize("name", [*OPERATORS, "divmod"])
def test_binary_operators_are_pythons(name: str) -> None:
    python = divmod if name == "divmod" else getattr(operator, name)
    for left, right in OPERANDS:
        fresh = list(left) if isinstance(left, list) else left
        also = list(left) if isinstance(left, list) else left
        expected = outcome(python, fresh, right)
        assert outcome(objects.binary, name, also, right) == expected, (name, left, right)


def test_in_place_changes_the_object() -> None:
    items = [1]
    assert objects.binary("iadd", items, (2, 3)) is items
    assert items == [1, 2, 3]
    assert objects.binary("iadd", (1,), (2,)) == (1, 2)


class Matrix:
    """Knows only `@`, and `@` from the right."""

    def __matmul__(self, other: object) -> Any:
        return ("left", other)

    def __rmatmul__(self, other: object) -> Any:
        return ("right", other)

    def __imatmul__(self, other: object) -> Self:
        return self


def test_reflected_operators_and_matmul() -> None:
    matrix = Matrix()
    assert objects.binary("matmul", matrix, 1) == ("left", 1)
    assert objects.binary("matmul", 1, matrix) == ("right", 1)
    assert objects.binary("imatmul", matrix, 1) is matrix


def test_unary_operators_and_powers() -> None:
    for name in ("neg", "pos", "abs", "invert"):
        for operand in (5, -5, 2.5, "x"):
            expected = outcome(getattr(operator, name), operand)
            assert outcome(objects.unary, name, operand) == expected
    assert objects.pow_mod(3, 200, 13) == pow(3, 200, 13)
    assert objects.pow_mod(2, 3, None) == 8
    with pytest.raises(ValueError, match="pow"):
        objects.pow_mod(2, 3, 0)


def test_comparisons() -> None:
    nan = float("nan")
    for a, b in [(1, 2), (2, 1), (1, 1.0), ("a", "b"), (nan, nan), ([1], [1, 2])]:
        python = [a < b, a <= b, a == b, a != b, a > b, a >= b]
        assert objects.comparisons(a, b) == python
    assert [objects.order(*pair) for pair in ((1, 2), (2, 1), (1, 1.0))] == [-1, 1, 0]
    with pytest.raises(TypeError, match="not supported between instances"):
        objects.order(1, "a")
    with pytest.raises(ValueError, match=r"^nan and 1\.0 have no order"):
        objects.order(nan, 1.0)
    assert objects.less_or_equal({1}, {1, 2}) is True


def test_comparisons_that_are_no_truth_values() -> None:
    class Expression:
        def __le__(self, other: object) -> Any:
            return ["le", other]

        def __eq__(self, other: object) -> Any:
            raise OSError("compared")

        __hash__ = None  # type: ignore[assignment]

    assert objects.less_or_equal(Expression(), 5) == ["le", 5]
    with pytest.raises(OSError, match="compared"):
        objects.order(Expression(), 1)


def test_attributes() -> None:
    class Fails:
        @property
        def broken(self) -> Any:
            raise OSError("no")

        @property
        def hidden(self) -> Any:
            raise AttributeError("hidden")

    space = types.SimpleNamespace(a=1)
    assert objects.attribute(space, "a") == 1
    assert objects.attribute(space, "b") is None
    assert objects.attribute(Fails(), "hidden") is None
    assert objects.has(space, "a")
    assert not objects.has(space, "b")
    for ask in (objects.attribute, objects.has):
        with pytest.raises(OSError, match="no"):
            ask(Fails(), "broken")
    objects.delete(space, "a")
    assert not hasattr(space, "a")
    with pytest.raises(AttributeError):
        objects.delete(space, "a")
    assert "append" in objects.dir([])


def test_literals_are_interned_once() -> None:
    class Thing:
        def method(self, *args: Any) -> Any:
            return args

    assert objects.by_literal(Thing()) == (1, True, (1, "two"))
    assert objects.literal() == "shared"
    assert objects.literal() is objects.literal()
    assert objects.literal() is sys.intern("sha" + "red")
    assert objects.literal_key({"shared": 3}) == 3
    assert objects.literal_key({}) is None


def test_items_and_membership() -> None:
    assert objects.contains("abc", "b")
    assert objects.contains(iter([1, 2]), 2)
    assert not objects.contains({}, 1)
    with pytest.raises(TypeError):
        objects.contains(1, 1)
    items = {"a": 1}
    objects.del_item(items, "a")
    assert items == {}
    with pytest.raises(KeyError):
        objects.del_item(items, "a")


def test_texts_and_kinds() -> None:
    assert objects.texts("ä", ">3") == (ascii("ä"), "  ä")
    assert objects.texts(1234.5, ",.2f")[1] == "1,234.50"
    with pytest.raises(ValueError, match="format"):
        objects.texts(1, "no such format")
    assert objects.kind(len) == (True, False, False)
    assert objects.kind([]) == (False, True, False)
    assert objects.kind(iter([])) == (False, False, True)


class Methods:
    """Has `m` as a method; instances may have it as an attribute."""

    def m(self, *args: Any, **kwargs: Any) -> Any:
        return (self, args, kwargs)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 12])
def test_methods_with_any_number_of_arguments(count: int) -> None:
    args = tuple(range(count))
    thing = Methods()
    assert objects.method(thing, count) == (thing, args, {})
    attribute: Any = types.SimpleNamespace(m=lambda *args: args)
    assert objects.method(attribute, count) == args
    bound: Any = types.SimpleNamespace(m=thing.m)
    assert objects.method(bound, count) == (thing, args, {})
    if count in (0, 1, 4, 5, 12):
        assert objects.call(lambda *args: args, count) == args
        assert objects.call(thing.m, count) == (thing, args, {})
        assert objects.call(Methods.m, count)[1] == args[1:] if count else True


def test_methods_that_are_missing_or_raise() -> None:
    class Fails:
        def m(self) -> None:
            raise OSError("from m")

    with pytest.raises(AttributeError, match="no attribute 'm'"):
        objects.method(1, 1)
    with pytest.raises(TypeError, match="not callable"):
        objects.method(types.SimpleNamespace(m=5), 1)
    with pytest.raises(OSError, match="from m"):
        objects.method(Fails(), 0)


def test_recursion_through_methods_raises() -> None:
    class Endless:
        def m(self) -> Any:
            return objects.method(self, 0)

    with pytest.raises(RecursionError):
        Endless().m()


@pytest.mark.parametrize("by_name", [False, True])
def test_recursion_without_python_functions_raises(by_name: bool) -> None:
    for _ in range(3):  # what was counted is given back
        with pytest.raises(RecursionError):
            objects.again(objects.again, by_name)
    assert objects.again(lambda *_: "fine", False) == "fine"


def test_keywords_and_unpacking() -> None:
    def f(*args: Any, **kwargs: Any) -> Any:
        return args, kwargs

    thing = Methods()
    assert objects.method_with_keywords(thing) == (thing, (0,), {"key": 1})
    assert objects.unpacked(f, thing, (1, 2), {"k": 3}) == [
        ((1, 2), {}),
        (thing, (1, 2), {}),
        ((1, 2), {"k": 3}),
    ]
    with pytest.raises(TypeError, match="keywords must be strings"):
        objects.unpacked(f, thing, (), {1: 2})


def test_iterators_go_on_where_rust_stopped() -> None:
    numbers = iter(range(5))
    assert objects.take(numbers, 2) == [0, 1]
    assert list(numbers) == [2, 3, 4]
    assert objects.take(numbers, 2) == []
    with pytest.raises(TypeError, match=r"^take\(\) argument 'iter' must be iterator, not list$"):
        objects.take([1], 1)

    def fails() -> Iterator[int]:
        yield 1
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        objects.take(fails(), 5)


def test_what_stops_being_an_iterator() -> None:
    class Endless:
        def __iter__(self) -> Self:
            return self

        def __next__(self) -> int:
            return 1

    class Other:
        pass

    thing: Any = Endless()

    def change() -> None:
        thing.__class__ = Other

    with pytest.raises(TypeError, match=r"no longer an iterator|not iterable"):
        objects.take_around(thing, change)
