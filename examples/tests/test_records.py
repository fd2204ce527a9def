"""`example.records`: members that options write, and what else options give a class."""

import copy
import inspect
import pickle
import subprocess
import sys
import types
import weakref

import pytest
from example import records
from example.records import Basket, Item, Position, Stack, Version

VERSIONS = [Version(1, 2), Version(1, 10), Version(2)]


def test_init_from_fields() -> None:
    assert str(inspect.signature(Item)) == "(name, price, amount=1, *, tags=[])"
    assert repr(Item("pen", 2)) == "Item(name='pen', price=2.0, amount=1, tags=[])"
    assert Item("pen", 2, tags=["blue"]).tags == ["blue"]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'price'"):
        Item("pen")
    with pytest.raises(TypeError, match="positional argument"):
        Item("pen", 2, 1, ["blue"])
    with pytest.raises(OverflowError, match="amount"):
        Item("pen", 2, -1)


def test_comparison() -> None:
    assert Item("pen", 2) == Item("pen", 2) != Item("pen", 3)
    assert Item("ink", 9) < Item("pen", 2) < Item("pen", 3)
    assert Item("pen", 2) != ("pen", 2)
    with pytest.raises(TypeError, match="'<' not supported"):
        Item("pen", 2) < 3  # noqa: B015
    assert sorted(VERSIONS) == VERSIONS


def test_hash() -> None:
    assert {Version(1, 2): "x"}[Version(1, 2)] == "x"
    assert len({Version(1), Version(1, 0), Version(2)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Item("pen", 2, tags=["a list has no hash"]))


def test_a_frozen_class() -> None:
    version = Version(1)
    assert version.next() == Version(1, 1)
    with pytest.raises(AttributeError):
        version.major = 2
    with pytest.raises(OverflowError, match="minor"):
        Version(1, 2**32)


def test_copies() -> None:
    item = Item("pen", 2, amount=5, tags=["blue"])
    item.sell()
    for copied in (copy.copy(item), copy.deepcopy(item), pickle.loads(pickle.dumps(item))):
        assert copied == item
        assert copied is not item
        assert copied.sell() == 2  # Private fields are copied too.
    assert copy.copy(Version(3)) == Version(3)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace is new in 3.13")
def test_replace() -> None:
    assert copy.replace(Version(1, 2), minor=3) == Version(1, 3)
    with pytest.raises(TypeError, match="mnor"):
        copy.replace(Version(1), mnor=3)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(VERSIONS, protocol)) == VERSIONS


def test_pickles_of_another_process() -> None:
    code = "import pickle, sys; from example.records import *; sys.stdout.buffer.write(pickle.dumps({}))"
    written = subprocess.run(
        [sys.executable, "-c", code.format("[Version(1), Item('pen', 2)]")],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    assert pickle.loads(written) == [Version(1), Item("pen", 2)]


def test_pickles_have_a_version() -> None:
    written = pickle.dumps(Basket(), 0)
    assert pickle.loads(written).items == []
    with pytest.raises(ValueError, match="version"):
        pickle.loads(written.replace(b"I2\n", b"I1\n"))


def test_a_basket_that_contains_itself() -> None:
    basket = Basket()
    basket.put(basket)
    assert repr(basket) == "Basket(items=[...])"
    for copied in (copy.deepcopy(basket), pickle.loads(pickle.dumps(basket))):
        assert copied is not basket
        assert copied.items[0] is copied
        assert copied.age() < 60


def test_match() -> None:
    def words(thing: object) -> str:
        match thing:
            case Version(1, minor):
                return f"first, {minor}"
            case Version(major=major):
                return f"{major}"
            case Item(name, price, tags=[]):
                return f"{name} for {price}"
            case _:
                return "?"

    things = [*VERSIONS, Item("pen", 2), Item("pen", 2, tags=["x"])]
    assert [words(thing) for thing in things] == ["first, 2", "first, 10", "2", "pen for 2.0", "?"]
    assert Item.__match_args__ == ("name", "price", "amount")


def test_methods() -> None:
    item = Item("pen", 2)
    assert (item.sell(), item.amount) == (1, 0)
    with pytest.raises(LookupError, match="no 'pen'"):
        item.sell()


def test_generic_weak_and_with_a_dict() -> None:
    stack = Stack()
    assert isinstance(Stack[int], types.GenericAlias)
    assert Stack[int].__args__ == (int,)
    assert weakref.ref(stack)() is stack
    stack.label = "mine"
    assert vars(stack) == {"label": "mine"}
    stack.push([])
    assert stack.pop() == []
    with pytest.raises(IndexError, match="empty stack"):
        stack.pop()


def test_what_has_no_option_has_none_of_it() -> None:
    with pytest.raises(TypeError, match="weak reference"):
        weakref.ref(Item("pen", 2))
    with pytest.raises(AttributeError):
        Item("pen", 2).label = "mine"
    with pytest.raises(TypeError, match="not subscriptable"):
        Item[int]
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Sub", (Position,), {})
    with pytest.raises(TypeError):
        pickle.dumps(Position())


def test_positions() -> None:
    position = Position()
    for _ in range(100):
        position = position.moved(1, -1)
    assert position == Position(100, -100)
    with pytest.raises(OverflowError, match="64 bits"):
        position.moved(2**63 - 1, 0)


def test_python_subclasses_keep_what_they_add() -> None:
    offered = Offer("pen", 2)
    offered.until = "May"
    for copied in (copy.copy(offered), pickle.loads(pickle.dumps(offered))):
        assert (type(copied), copied.name, copied.until) == (Offer, "pen", "May")


class Offer(records.Item):
    """An item with an attribute of Python's."""
