"""`example.operators`: operators of native classes, beside what Python's own numbers do."""

import fractions
import math
import operator
import random
from collections.abc import Callable

import pytest
from example.operators import Base, Bits, Length, Name, Ratio, Task, Vector

BINARY = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
    divmod,
    operator.lt,
    operator.le,
    operator.eq,
    operator.ne,
    operator.gt,
    operator.ge,
]
UNARY = [
    operator.neg,
    operator.pos,
    abs,
    bool,
    int,
    float,
    complex,
    math.trunc,
    math.floor,
    math.ceil,
    hash,
]


def fraction(ratio: object) -> object:
    """Give Python's number that is equal to what an operator of a ratio gave."""
    match ratio:
        case Ratio():
            return fractions.Fraction(ratio.numerator, ratio.denominator)
        case tuple():
            return tuple(map(fraction, ratio))
        case _:
            return ratio


def outcome(function: Callable[..., object], *arguments: object) -> object:
    """Give what a function gives or raises."""
    try:
        return fraction(function(*arguments))
    except ArithmeticError as error:
        return type(error)


@pytest.mark.parametrize("function", BINARY)
def test_ratios_and_integers(function: Callable[..., object]) -> None:
    randomly = random.Random(1)
    for _ in range(200):
        a, b, c, d = (randomly.randint(-9, 9) for _ in range(4))
        left, right = Ratio(a, b or 1), Ratio(c, d or 1)
        for pair in ((left, right), (left, c), (a, right)):
            assert outcome(function, *pair) == outcome(function, *map(fraction, pair)), pair


@pytest.mark.parametrize("function", UNARY)
def test_one_ratio(function: Callable[..., object]) -> None:
    for numerator in range(-7, 8):
        ratio = Ratio(numerator, 2 if function is not hash else 1)
        assert outcome(function, ratio) == outcome(function, fraction(ratio))


def test_ratios_are_rounded_and_raised() -> None:
    assert (round(Ratio(10, 4)), round(Ratio(10, 3), 2)) == (2, 3.33)
    assert fraction(Ratio(2, 3) ** -2) == fractions.Fraction(9, 4)
    with pytest.raises(ZeroDivisionError):
        Ratio(0) ** -1
    with pytest.raises(OverflowError):
        Ratio(10) ** 100


def test_ratios_format() -> None:
    assert (f"{Ratio(1, 2)}", f"{Ratio(1, 2):%}", repr(Ratio(2, 4))) == (
        "1/2",
        "50%",
        "Ratio(1, 2)",
    )
    with pytest.raises(ValueError, match=r"found '\.2f'"):
        f"{Ratio(1, 2):.2f}"


def test_ratios_refuse() -> None:
    with pytest.raises(ZeroDivisionError):
        Ratio(1, 0)
    with pytest.raises(OverflowError):
        Ratio(2**62) * 4
    for other in ("1", 1.5, None, []):
        with pytest.raises(TypeError, match="unsupported operand"):
            Ratio(1) - other
        with pytest.raises(TypeError, match="unsupported operand"):
            other - Ratio(1)
        with pytest.raises(TypeError, match="not supported between"):
            Ratio(1) < other  # noqa: B015
        assert Ratio(1) != other


def test_the_other_operand_is_asked() -> None:
    class Anything:
        def __radd__(self, left: object) -> str:
            return "asked"

        def __gt__(self, left: object) -> str:
            return "asked too"

    assert Ratio(1) + Anything() == "asked"
    assert (Ratio(1) < Anything()) == "asked too"


def test_vectors() -> None:
    vector = Vector(1, 2) + Vector(3, 4) * 2 - 3 * Vector(0.5, 0.5)
    assert (vector.x, vector.y) == (5.5, 8.5)
    assert Vector(1, 2) @ Vector(3, 4) == 11.0
    assert (-vector).x == -5.5


@pytest.mark.parametrize(
    ("change", "by", "expected"),
    [
        (operator.iadd, Vector(1, 1), (8, 5)),
        (operator.isub, Vector(1, 1), (6, 3)),
        (operator.imul, 2, (14, 8)),
        (operator.itruediv, 2, (3.5, 2)),
        (operator.ifloordiv, 2, (3, 2)),
        (operator.imod, 4, (3, 0)),
        (operator.ipow, 2, (49, 16)),
        (operator.imatmul, [[0, 1], [-1, 0]], (4, -7)),
    ],
)
def test_vectors_in_place(change: Callable[..., object], by: object, expected: object) -> None:
    vector = Vector(7, 4)
    assert change(vector, by) is vector
    assert (vector.x, vector.y) == expected
    with pytest.raises(TypeError, match="unsupported operand"):
        change(vector, "x")


def test_a_vector_and_itself() -> None:
    vector = Vector(1, 2)
    vector += vector
    assert (vector.x, vector.y) == (2, 4)
    with pytest.raises(RuntimeError, match="__isub__"):
        vector -= vector
    for change in (operator.itruediv, operator.ifloordiv, operator.imod):
        with pytest.raises(ZeroDivisionError):
            change(vector, 0)
    assert (vector.x, vector.y) == (2, 4)


def test_bits() -> None:
    low, odd = Bits([0, 1, 2]), Bits([1, 3, 5])
    assert low & odd == Bits([1])
    assert low | odd == Bits([0, 1, 2, 3, 5])
    assert low ^ odd == Bits([0, 2, 3, 5])
    assert low << 1 == Bits([1, 2, 3])
    assert low >> 1 == Bits([0, 1])
    assert ~low & low == Bits([])
    assert (hex(odd), "abcdef"[Bits([1])]) == ("0x2a", "c")
    assert low << 64 == Bits([])


@pytest.mark.parametrize(
    ("change", "by", "expected"),
    [
        (operator.iand, Bits([1]), [1]),
        (operator.ior, Bits([4]), [0, 1, 4]),
        (operator.ixor, Bits([0]), [1]),
        (operator.ilshift, 2, [2, 3]),
        (operator.irshift, 1, [0]),
    ],
)
def test_bits_in_place(change: Callable[..., object], by: object, expected: list[int]) -> None:
    bits = Bits([0, 1])
    assert change(bits, by) is bits
    assert bits == Bits(expected)


def test_bits_refuse() -> None:
    with pytest.raises(ValueError, match="numbers below 64, found 64"):
        Bits([64])
    with pytest.raises(TypeError, match="unsupported operand"):
        Bits([]) & 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Bits([]))


def test_what_division_gives_depends() -> None:
    assert Length(6) / Length(2) == 3.0
    assert (Length(6) / 2).meters == (Length(1) + Length(2)).meters == 3.0
    with pytest.raises(ZeroDivisionError):
        Length(6) / 0
    for function in (operator.truediv, operator.add):
        with pytest.raises(TypeError, match="unsupported operand"):
            function(Length(6), "2")


def test_powers_of_three_numbers() -> None:
    assert pow(Base(3), 200, 13) == Base(pow(3, 200, 13))
    with pytest.raises(ValueError, match="a modulus above 0"):
        pow(Base(3), 2, 0)
    with pytest.raises(TypeError, match=r"expected pow\(base, exponent, modulus\)"):
        Base(3) ** 2
    with pytest.raises(TypeError, match="unsupported operand"):
        pow(Base(3), "x", 5)


def test_equality_alone() -> None:
    assert Name("Ada") == Name("ADA") != Name("Eve")
    assert Name("Ada") != "Ada"
    with pytest.raises(TypeError, match="unhashable"):
        hash(Name("Ada"))


def test_order_of_two_methods() -> None:
    tasks = [Task("sleep", 3), Task("eat", 1), Task("work", 2)]
    assert [task.title for task in sorted(tasks)] == ["eat", "work", "sleep"]
    assert max(tasks).title == "sleep"
    assert tasks[0] > tasks[1]
    assert tasks[0] >= tasks[0]
    assert tasks[0] != Task("sleep", 3)
    with pytest.raises(TypeError, match="not supported between"):
        tasks[0] < 3  # noqa: B015
