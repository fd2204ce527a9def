"""Numbers of 128 bits and of other crates: the edges, the ways in, and what is refused with which words."""

import math
import struct
import sys
import uuid
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from foreign import numbers

RANGES = {"i128_": "-2**127 to 2**127-1", "u128_": "0 to 2**128-1"}
WIDE = {"i128_": (-(2**127), 2**127 - 1), "u128_": (0, 2**128 - 1)}


class Index:
    """An integer by its `__index__`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __index__(self) -> Any:
        return self.value


class Derived(int):
    """An `int` whose methods lie."""

    def to_bytes(self, *_: Any, **__: Any) -> bytes:
        return b"lie"

    def bit_length(self) -> int:
        return 1


def refused(function: Any, value: Any) -> tuple[type[BaseException], str]:
    """What a call raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011
        function(value)
    return caught.type, str(caught.value)


@pytest.mark.parametrize("name", WIDE)
def test_128_bits_convert_in_their_whole_range_and_not_beyond(name: str) -> None:
    function, (low, high) = getattr(numbers, name), WIDE[name]
    near = [
        sign * 2**bits + step
        for bits in (62, 63, 64, 126, 127, 128)
        for sign in (1, -1)
        for step in (-1, 0, 1)
    ]
    for value in [0, 1, -1, 2**30, -(2**30), low, low + 1, high - 1, high, *near]:
        if low <= value <= high:
            assert function(value) == value
            assert function(Index(value)) == value
            assert function(Derived(value)) == value
        else:
            for wrong in (value, Index(value), Derived(value)):
                kind, message = refused(function, wrong)
                assert kind is OverflowError
                assert message.endswith(f"must be int in range {RANGES[name]}, not {int(value)}")
    for value in (low - 1, high + 1, 2**135, -(2**135), -(2**136), 2**1000, -(2**1000)):
        assert refused(function, value)[0] is OverflowError
    assert type(function(True)) is int


@pytest.mark.parametrize("name", [*WIDE, "big", "big_unsigned"])
@pytest.mark.parametrize("wrong", [1.0, "1", None, b"1", [1], Decimal(1)], ids=repr)
def test_integers_refuse_other_types(name: str, wrong: object) -> None:
    found = "None" if wrong is None else type(wrong).__name__
    message = f"{name}() argument 'x' must be int, not {found}"
    assert refused(getattr(numbers, name), wrong) == (TypeError, message)


@pytest.mark.parametrize("name", [*WIDE, "big", "big_unsigned"])
def test_what_index_raises_is_raised(name: str) -> None:
    class Broken:
        def __index__(self) -> int:
            raise LookupError("no index today")

    assert refused(getattr(numbers, name), Broken()) == (LookupError, "no index today")
    assert refused(getattr(numbers, name), Index("x"))[0] is TypeError


def test_paths_to_wide_integers() -> None:
    assert numbers.i128s([1, -(2**100), 2**126]) == [1, -(2**100), 2**126]
    expected = (TypeError, "i128s() argument 'x': item 1: expected int, got str")
    assert refused(numbers.i128s, [1, "2"]) == expected
    expected = (TypeError, "bigs() argument 'x': item 1: expected int, got str")
    assert refused(numbers.bigs, [1, "2"]) == expected


def test_big_integers_of_any_size() -> None:
    for bits in [*range(140), 255, 256, 1000, 4096, 100_000]:
        for value in (2**bits - 1, 2**bits, 2**bits + 1):
            for signed in (value, -value):
                assert numbers.big(signed) == signed
                assert numbers.big(Index(signed)) == signed
                assert numbers.big(Derived(signed)) == signed
            assert numbers.big_unsigned(value) == value
    for negative in (-1, -(2**64), -(2**200)):
        assert refused(numbers.big_unsigned, negative)[0] is OverflowError


def test_half_floats_are_rounded_and_bounded() -> None:
    for value in (0.0, 1.5, 65504.0, -65504.0, 6e-8, 0.1):
        (rounded,) = struct.unpack("e", struct.pack("e", value))
        assert numbers.half(value) == rounded
    assert math.copysign(1, numbers.half(-0.0)) == -1
    assert math.isnan(numbers.half(math.nan))
    assert numbers.half(math.inf) == math.inf
    assert numbers.half(3) == 3.0
    assert numbers.brain(1e38) == pytest.approx(1e38, rel=0.01)
    kind, message = refused(numbers.half, 65520.0)
    assert (kind, "must be float in the range of f16, not 65520.0" in message) == (
        OverflowError,
        True,
    )
    assert refused(numbers.brain, 1e39)[0] is OverflowError
    assert refused(numbers.half, "x") == (TypeError, "half() argument 'x' must be float, not str")


class Complex:
    """A number by its `__complex__`."""

    def __complex__(self) -> complex:
        return 1 + 2j


class DerivedComplex(complex):
    """A `complex` that says something else."""

    @property
    def real(self) -> float:  # type: ignore[override]
        return 99.0


def test_complex_numbers() -> None:
    for value in (0j, 1 + 2j, -0.0 + 1e308j, complex(math.inf, -math.inf)):
        assert repr(numbers.complex(value)) == repr(value)
    assert numbers.complex(3) == 3 + 0j
    assert numbers.complex(2.5) == 2.5 + 0j
    assert numbers.complex(Complex()) == 1 + 2j
    assert numbers.complex(Fraction(1, 2)) == 0.5 + 0j
    assert numbers.complex(DerivedComplex(1, 2)) == 1 + 2j
    assert numbers.complex32(0.1 + 0j) == complex(struct.unpack("f", struct.pack("f", 0.1))[0], 0)
    for wrong in ("1+2j", None, [1]):
        found = "None" if wrong is None else type(wrong).__name__
        message = f"complex() argument 'x' must be complex, not {found}"
        assert refused(numbers.complex, wrong) == (TypeError, message)


DECIMALS = "0 1 -1 1.50 -0.001 0.00 1E+3 1.5E+10 79228162514264337593543950335 1E-28".split()


@pytest.mark.parametrize("text", DECIMALS)
def test_decimals_keep_value_and_places(text: str) -> None:
    value = Decimal(text)
    for function in (numbers.decimal, numbers.big_decimal):
        found = function(value)
        assert type(found) is Decimal
        assert found == value
    # rust_decimal has no powers of ten above one.
    places = min(value.as_tuple().exponent, 0)
    assert numbers.decimal(value).as_tuple().exponent == places
    assert numbers.big_decimal(value).as_tuple() == value.as_tuple()


def test_decimals_of_other_kinds() -> None:
    class Price(Decimal):
        def __str__(self) -> str:
            return "a lot"

    for function in (numbers.decimal, numbers.big_decimal):
        assert function(7) == Decimal(7)
        assert function(True) == Decimal(1)
        assert function(Price("1.5")) == Decimal("1.5")
    for name in ("decimal", "big_decimal"):
        for wrong in (1.5, "1.5", None, Fraction(1, 2)):
            found = "None" if wrong is None else type(wrong).__name__
            message = f"{name}() argument 'x' must be Decimal, not {found}"
            assert refused(getattr(numbers, name), wrong) == (TypeError, message)
    expected = (TypeError, "decimals() argument 'x': item 1: expected Decimal, got float")
    assert refused(numbers.decimals, [1, 1.5]) == expected


@pytest.mark.parametrize("text", ["NaN", "sNaN", "-NaN123", "Infinity", "-Infinity"])
@pytest.mark.parametrize("name", ["decimal", "big_decimal"])
def test_what_is_no_decimal_number_is_refused(name: str, text: str) -> None:
    kind, message = refused(getattr(numbers, name), Decimal(text))
    assert kind is ValueError
    assert message.endswith(f"must be finite Decimal, not Decimal('{text}')")


def test_decimals_beyond_96_bits_are_rounded_below_and_refused_above() -> None:
    third = Decimal(1) / Decimal(30)
    assert abs(numbers.decimal(third) - third) < Decimal("1E-28")
    assert numbers.decimal(Decimal("1E-40")) == 0
    assert numbers.decimal(Decimal("1E-999999")) == 0
    assert numbers.decimal(Decimal("0E-999999")) == 0
    assert numbers.decimal(Decimal("0E+999999")) == 0
    for text in ("79228162514264337593543950336", "1E+29", "-1E+29", "1E+999999"):
        kind, message = refused(numbers.decimal, Decimal(text))
        assert kind is OverflowError
        assert message.endswith(f"must be Decimal of at most 96 bits, not {Decimal(text)!r}")


@pytest.fixture
def digits_without_limit() -> Iterator[None]:
    """`decimal` in Python, which is used where there is none in C, converts all digits to one `int`."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    yield
    sys.set_int_max_str_digits(before)


@pytest.mark.usefixtures("digits_without_limit")
def test_big_decimals_are_exact_at_any_size() -> None:
    for text in ("1E+999999", "-1.23E-999999", "9" * 5000 + "." + "3" * 5000):
        assert numbers.big_decimal(Decimal(text)).as_tuple() == Decimal(text).as_tuple()


def test_uuids() -> None:
    for value in (uuid.UUID(int=0), uuid.UUID(int=2**128 - 1), uuid.uuid4()):
        found = numbers.uuid_(value)
        assert type(found) is uuid.UUID
        assert found == value
    for wrong in (str(uuid.uuid4()), 5, None):
        found = "None" if wrong is None else type(wrong).__name__
        message = f"uuid_() argument 'x' must be UUID, not {found}"
        assert refused(numbers.uuid_, wrong) == (TypeError, message)
