"""Classes that extend int, tuple and bytes."""

import copy
import gc
import pickle
import sys
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import bare_bases
from fixtures.bare_bases import Celsius, Last, Packet, Pair, Plain

BIG = 2**200


def test_the_classes() -> None:
    assert issubclass(Celsius, int)
    assert (Celsius.__name__, Celsius.__qualname__) == ("Celsius", "Celsius")
    assert Celsius.__module__ == "fixtures.bare_bases"
    assert Celsius.__doc__.startswith("Degrees")
    assert Celsius.ZERO == 273
    for ours, base in [(Celsius, int), (Plain, int), (Pair, tuple), (Last, tuple), (Packet, bytes)]:
        assert ours.__itemsize__ == base.__itemsize__
        assert ours.__dictoffset__ != 0 or ours in (Plain, Last)
    assert (Plain.__basicsize__, Last.__basicsize__) == (int.__basicsize__, tuple.__basicsize__)


@pytest.mark.parametrize("value", [0, 1, -5, 2**31, BIG, -BIG])
def test_int(value: int) -> None:
    degrees = Celsius(value)
    assert type(degrees) is Celsius
    assert degrees == value
    assert hash(degrees) == hash(value)
    assert degrees.given == value
    assert degrees.unit == "C"
    plain = Plain(value)
    assert type(plain) is Plain
    assert (plain == value, int(plain), plain.bit_length()) == (True, value, value.bit_length())
    assert type(plain + 1) is int
    assert sys.getsizeof(plain) >= sys.getsizeof(value)
    with pytest.raises(AttributeError):
        plain.x = 1


def test_methods_and_operators() -> None:
    assert Celsius(5).kelvin() == 278
    assert repr(Celsius(5)) == "5 °C"
    warmer = Celsius(5) + 3
    assert type(warmer) is Celsius
    assert warmer == 8
    assert type(Celsius(5) - 3) is int
    assert type(3 + Celsius(5)) is int
    assert Celsius.freezing() == 0
    assert Celsius() == 0
    assert Plain("ff", 16).double() == 510
    with pytest.raises(TypeError, match="takes from 1 to 2 positional arguments"):
        Celsius("ff", 16)
    with pytest.raises(TypeError):
        Celsius.kelvin(5)
    with pytest.raises(OverflowError):
        Celsius(BIG).kelvin()


def test_attributes() -> None:
    degrees = Celsius(5)
    degrees.place = "here"
    assert degrees.__dict__ == {"given": 5, "place": "here"}
    with pytest.raises(AttributeError):
        degrees.unit = "K"
    with pytest.raises(TypeError, match="weak reference"):
        weakref.ref(degrees)
    again = Celsius.__new__(Celsius, 7)
    assert (again.kelvin(), again.unit, again.__dict__) == (280, "C", {})


def test_tuple() -> None:
    pair = Pair([1, 2, 3])
    assert pair == (1, 2, 3)
    assert pair.first() == 1
    assert (len(pair), tuple.__len__(pair)) == (103, 3)
    pair.name = "p"
    assert pair.name == "p"
    assert Pair() == ()
    assert Pair().first() is None
    assert Last([1]) == (1,)
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Derived", (Last,), {})


def test_bytes() -> None:
    packet = Packet(b"\x01\x02\xff")
    assert packet == b"\x01\x02\xff"
    assert packet.sum() == 258
    packet.name = "p"
    assert (packet.name, packet[1], bytes(packet)) == ("p", 2, b"\x01\x02\xff")
    assert Packet(5) == bytes(5)


def test_parameters() -> None:
    degrees = Celsius(4)
    assert bare_bases.same(degrees) is degrees
    assert bare_bases.unit_of(degrees) == "C"
    for other in [4, Plain(4), True, "4", Pair()]:
        with pytest.raises(TypeError, match="Celsius"):
            bare_bases.same(other)
        with pytest.raises(TypeError, match="Celsius"):
            bare_bases.unit_of(other)


def test_rust_makes_empty_ones() -> None:
    assert type(bare_bases.nothing()) is Celsius
    assert bare_bases.nothing() == 0
    assert type(bare_bases.new_pair()) is Pair
    assert bare_bases.new_pair() == ()


def test_subclasses() -> None:
    class Kelvin(Celsius):
        def __new__(cls, degrees: int, place: str) -> "Kelvin":
            made = super().__new__(cls, degrees)
            made.place = f"{place}, "
            return made

        def __init__(self, degrees: int, place: str) -> None:
            super().__init__(degrees)
            self.place += place

    here = Kelvin(5, "here")
    assert (here.kelvin(), here.place, here.given) == (278, "here, here", 5)
    assert bare_bases.same(here) is here

    class Slotted(Plain):
        __slots__ = ()

    assert Slotted(4).double() == 8
    with pytest.raises(TypeError):
        type("Both", (Celsius, Pair), {})

    class Other(Celsius):
        pass

    class Another(Celsius):
        pass

    other = Other(3)
    other.__class__ = Another
    assert other.kelvin() == 276
    for wrong in [Celsius, int]:
        with pytest.raises(TypeError, match="__class__ assignment"):
            Plain(3).__class__ = wrong
    with pytest.raises(TypeError, match="is not safe"):
        object.__new__(Celsius)


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(lambda one, p=p: pickle.loads(pickle.dumps(one, p)) for p in range(6)),
    ],
)
def test_pickle_and_copy(again: Callable[[Any], Any]) -> None:
    degrees = Celsius(BIG)
    degrees.place = "here"
    for one in [degrees, Plain(BIG), Pair([1, "x"]), Last([1]), Packet(b"abc")]:
        same = again(one)
        assert type(same) is type(one)
        assert same == one
        assert getattr(same, "__dict__", None) == getattr(one, "__dict__", None)


def test_they_are_collected() -> None:
    class Marker:
        pass

    for make in [lambda: Celsius(5), lambda: Pair([[]]), lambda: Packet(b"x")]:
        one = make()
        one.marker = Marker()
        one.itself = one
        reference = weakref.ref(one.marker)
        del one
        gc.collect()
        assert reference() is None
    marker = Marker()
    reference = weakref.ref(marker)
    items: list[Any] = [marker]
    items.append(Last([items]))
    del items, marker
    gc.collect()
    assert reference() is None


def test_many() -> None:
    for _ in range(100):
        ones = [Celsius(n) for n in range(-10, 300)]
        assert ones[20].kelvin() == 283
        deep: Any = None
        del ones
    for _ in range(100_000):
        deep = Last([deep])
    del deep
    assert Plain(5).double() == 10
