"""Enums without fields are real enumerations of Python, each made once in an interpreter."""

import copy
import enum
import inspect
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures import enums
from fixtures.enums import Access, Bits, Color, Level, Planet, Suit
from fixtures.enums.nested import Door, Side, other

ALL = [Color, Level, Suit, Access, Bits, Side]


def test_a_class_is_what_python_makes() -> None:
    assert isinstance(Color, enum.EnumType)
    assert Color.__mro__[1:] == (enum.Enum, object)
    assert issubclass(Level, enum.IntEnum)
    assert issubclass(Suit, enum.StrEnum)
    assert issubclass(Access, enum.Flag)
    assert issubclass(Bits, enum.IntFlag)
    assert isinstance(Color.Red, enum.Enum)
    assert isinstance(Color.Red, Color)
    assert Color.__doc__ == "A colour of the spectrum.\n\nThere are more."
    assert Color.Red.__doc__ == "Like fire."
    assert (Color.__module__, Color.__qualname__) == ("fixtures.enums", "Color")
    assert (Side.__module__, Side.__qualname__) == ("fixtures.enums.nested", "Side")


def test_names_values_and_aliases() -> None:
    assert [(c.name, c.value) for c in Color] == [("Red", 1), ("Green", 2), ("Blue", -7)]
    assert Color.Azure is Color.Blue is Color["Azure"] is Color(-7)
    assert list(Color.__members__) == ["Red", "Green", "Blue", "Azure"]
    assert [(v.name, v.value) for v in Level] == [
        ("VERY_LOW", 0),
        ("MIDDLE", 50),
        ("HIGH", 2**64 - 1),
    ]
    assert [(s.name, s) for s in Suit] == [
        ("Hearts", "hearts"),
        ("Spades", "pikes"),
        ("TwoWords", "two_words"),
    ]
    assert Planet.Mercury.value == (3.303e23, 2.4397e6)
    assert Planet.Unhashable.value == ["x", "y"]
    assert Planet.Nothing.value is None
    assert [f.value for f in Access] == [1, 2, 4]
    assert Access.ReadWrite is Access.Read | Access.Write


def test_members_go_in_and_out_as_themselves() -> None:
    for given, expected in [("Red", "Green"), ("Green", "Blue"), ("Blue", "Red")]:
        assert enums.next_color(Color[given]) is Color[expected]
    assert enums.next_color(color=Color.Azure) is Color.Red
    assert enums.by_reference(Color.Blue) == 249
    assert enums.count([Color.Red, Color.Blue, Color.Red]) == {Color.Red: 2, Color.Blue: 1}
    assert enums.count([], Color.Green, Color.Blue) == {Color.Green: 0, Color.Blue: 1}
    assert enums.level(7) is Level.VERY_LOW
    assert enums.level(50) is Level.MIDDLE
    assert enums.level(51) is Level.HIGH
    assert [enums.suit_text(suit) for suit in Suit] == ["hearts", "spades", "two words"]
    assert [enums.planet(planet) for planet in Planet] == [0, 1, 2]
    assert other(Side.Left) is Side.Right


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (1, "must be Color, not 1. Did you mean Color.Red?"),
        ("Red", "must be Color, not 'Red'. Did you mean Color.Red?"),
        ("gren", "must be Color, not 'gren'. Did you mean Color.Green?"),
        (8, "must be Color.Red, Color.Green or Color.Blue, not 8"),
        ("x" * 300, "must be Color.Red, Color.Green or Color.Blue, not 'xxx"),
        (None, "must be Color, not None"),
        ([1], "must be Color, not list"),
        (Side.Left, "must be Color, not Side"),
        (Color, "must be Color, not EnumType"),
    ],
)
def test_nothing_else_is_taken_for_a_member(value: object, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        enums.next_color(value)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"next_color() argument 'color' {message}")


def test_what_looks_like_a_member_is_none() -> None:
    forged = object.__new__(Color)
    forged._value_, forged._name_ = 1, "Red"
    with pytest.raises(TypeError, match="must be a single Color, not <Color"):
        enums.next_color(forged)
    with pytest.raises(
        TypeError, match=r"^Color.is_warm\(\) is for single members, not for <Color"
    ):
        forged.is_warm()
    with pytest.raises(TypeError, match="must be Color"):
        enums.next_color(enums.level(0))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="item 1: expected Color, got 2"):
        enums.count([Color.Red, 2])  # type: ignore[list-item]


def test_methods_belong_to_the_members() -> None:
    assert Color.Red.is_warm() is True
    assert Color.is_warm(Color.Blue) is False
    assert Color.of_letter("G") is Color.Green
    assert Color.Red.of_letter("x") is None
    assert Color.Red + Color.Blue == (Color.Red, Color.Blue)
    assert str(Color.Green) == f"{Color.Green}" == "green"
    assert repr(Color.Green) == "<Color.Green: 2>"
    assert Color.is_warm.__doc__ == "Whether it is red."
    assert str(inspect.signature(Color.of_letter)) == "(letter)"
    assert Color.of_letter.__qualname__ == "Color.of_letter"
    assert not hasattr(Color, "only_rust")
    assert [color.wavelength for color in Color] == [700, 530, 470]
    assert Color.wavelength.__doc__ == "The wavelength in nanometres."
    assert Color.FAVOURITE is Color.Green
    assert list(Color) == Color.ALL
    assert Color.first() is Color.Blue.first() is Color.Red
    assert "FAVOURITE" not in Color.__members__
    with pytest.raises(
        AttributeError, match="attribute 'wavelength' of 'Color' objects is not wri"
    ):
        Color.Red.wavelength = 1  # type: ignore[misc]
    with pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \+: 'Color' and 'int'"):
        Color.Red + 1
    with pytest.raises(TypeError, match="descriptor 'is_warm' for 'Color' objects doesn't apply"):
        Color.is_warm(Side.Left)  # type: ignore[arg-type]


def test_flags_combine() -> None:
    read, write, execute = Access
    assert enums.allow(write) is read | write is Access.ReadWrite
    assert enums.allow(execute) == read | execute
    assert enums.allow(Access.Nothing, execute) == Access(5)
    assert enums.allow(Access(0)) is read
    assert enums.forbid(Access.ReadWrite, read) == (write, 2, "Write")
    assert enums.forbid(read | write | execute, write) == (read | execute, 5, "Read | Execute")
    assert enums.forbid(read, read) == (Access.Nothing, 0, "(none)")
    assert enums.inverse(read) is ~read
    assert enums.script() == read | execute
    assert enums.all_bits() == Bits.Low | Bits.High == 2**63 + 1
    assert (read | execute).size() == 2
    assert Access.ReadWrite.size() == 2
    assert str(read | execute) == "<Read | Execute>"
    assert read.is_single() is True
    with pytest.raises(
        TypeError, match=r"is_single\(\) is for single members, not for <Access.Read\|E"
    ):
        (read | execute).is_single()
    with pytest.raises(TypeError, match=r"must be a single Access, not <Access.Read\|Execute: 5>"):
        enums.forbid(read, read | execute)
    with pytest.raises(TypeError, match="must be Access, not 3"):
        enums.allow(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must be Access, not Bits"):
        enums.allow(Bits.Low)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Access.size(object.__new__(Access))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickled_and_copied_members_are_the_same(protocol: int) -> None:
    for kind in ALL:
        for member in kind:
            assert pickle.loads(pickle.dumps(member, protocol)) is member
            assert copy.copy(member) is copy.deepcopy(member) is member
    both = Access.Read | Access.Execute
    assert pickle.loads(pickle.dumps(both, protocol)) is both
    door = Door(Side.Left)
    assert door.hinge is Side.Left


def test_pickles_are_read_by_another_process() -> None:
    data = pickle.dumps([Color.Azure, Side.Right, Suit.Spades, Access.Read | Access.Execute])
    code = "import pickle, sys; print(pickle.loads(sys.stdin.buffer.read()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        input=data,
        capture_output=True,
        check=True,
    )
    expected = (
        "[<Color.Blue: -7>, <Side.Right: 1>, <Suit.Spades: 'pikes'>, <Access.Read|Execute: 5>]"
    )
    assert done.stdout.decode().strip() == expected


def test_match_by_value_and_use_as_keys() -> None:
    def shown(color: Color) -> str:
        match color:
            case Color.Red:
                return "r"
            case Color.Green | Color.Azure:
                return "g or b"
        return "?"

    assert [shown(color) for color in Color] == ["r", "g or b", "g or b"]
    assert {color: color.value for color in Color}[Color.Azure] == -7
    assert len(Color) == 3
    assert Color.Red in Color
    assert isinstance(Level.MIDDLE, int)
    assert Level.MIDDLE + 1 == 51
    assert isinstance(Suit.Hearts, str)
    assert Suit.Hearts.upper() == "HEARTS"


def test_an_enumeration_is_closed() -> None:
    with pytest.raises(TypeError, match=r"cannot extend"):
        exec("class More(Color): pass")
    with pytest.raises(AttributeError, match="cannot reassign member"):
        Color.Red = 3  # type: ignore[misc,assignment]
    with pytest.raises(ValueError, match="8 is not a valid Color"):
        Color(8)
