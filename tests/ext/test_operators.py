"""Operators of native classes do what those of the same classes in Python do.

Each native class has a twin here, of the same name and methods, written in Python. Both go through the same
expressions, with subclasses written in Python beside them, and must give the same.
"""

import math
import operator
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fixtures import operators

# mypy: ignore-errors

BINARY = [
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "matmul"),
    *("and", "or", "xor", "lshift", "rshift", "divmod", "pow"),
]
IN_PLACE = [name for name in BINARY if name != "divmod"]
COMPARISONS = ["lt", "le", "eq", "ne", "gt", "ge"]


def function(name: str) -> Callable[[Any, Any], Any]:
    if name == "divmod":
        return divmod
    return getattr(operator, f"__{name}__")


def python_units() -> type:
    class Units:
        def __init__(self, n):
            self.n = n

        def __repr__(self):
            return f"Units({self.n})"

    def method(name):
        def run(self, other):
            if not isinstance(other, Units):
                return NotImplemented
            return f"{name}({self.n}, {other.n})"

        return run

    for op in BINARY:
        for name in (f"__{op}__", f"__r{op}__"):
            setattr(Units, name, method(name))
    return Units


def with_ints(name: str) -> Callable[[Any, Any], Any]:
    """A method that takes ints and says what was called."""

    def run(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return f"{name}({self.n}, {int(other)})"

    return run


def in_place_with_ints(name: str) -> Callable[[Any, Any], Any]:
    """A method that takes ints and notes what was called."""
    call = with_ints(name)

    def run(self, other):
        note = call(self, other)
        if note is NotImplemented:
            return note
        self.notes = [*self.notes, note]
        return self

    return run


def python_scale() -> type:
    class Scale:
        def __init__(self, n):
            self.n = n
            self.notes = []

        def __repr__(self):
            return f"Scale({self.n})"

        def __pow__(self, other, modulus=None):
            if not isinstance(other, int) or not isinstance(modulus, int | None):
                return NotImplemented
            modulus = "None" if modulus is None else f"Some({modulus})"
            return f"__pow__({self.n}, {int(other)}, {modulus})"

        def __rpow__(self, other, modulus=7):
            if not isinstance(other, int):
                return NotImplemented
            return f"__rpow__({self.n}, {int(other)}, Some({modulus}))"

    for name in [f"__{side}{op}__" for op in BINARY[:-1] for side in ("", "r")]:
        setattr(Scale, name, with_ints(name))
    for name in [f"__i{op}__" for op in IN_PLACE]:
        setattr(Scale, name, in_place_with_ints(name))
    return Scale


def python_sided() -> type:
    class Sided:
        def __init__(self, n):
            self.n = n

        def __repr__(self):
            return f"Sided({self.n})"

        def __add__(self, other):
            return self.n + other.n if isinstance(other, Sided) else NotImplemented

        def __rsub__(self, other):
            return other - self.n if isinstance(other, int) else NotImplemented

        def __mul__(self, other):
            return self.n * other if isinstance(other, int) else NotImplemented

        def __truediv__(self, other):
            if not isinstance(other, int):
                return NotImplemented
            if other == 0:
                raise ZeroDivisionError(f"nothing of {self.n}")
            return self.n // other

        def __matmul__(self, other):
            return NotImplemented if other is None else other

    return Sided


def families(base: type) -> dict[str, type]:
    """The class, and subclasses of it in Python that do more and more themselves."""

    class Plain(base):
        pass

    class Forward(base):
        pass

    class Reflected(base):
        pass

    def over(name):
        def run(self, other):
            method = getattr(super(type(self), self), name, None)
            found = method(other) if method else NotImplemented
            return found if found is NotImplemented else (type(self).__name__, name, found)

        return run

    def mine(name):
        return lambda self, other: (type(self).__name__, name, self.n, repr(other))

    for op in BINARY:
        setattr(Forward, f"__{op}__", over(f"__{op}__"))
        setattr(Reflected, f"__r{op}__", mine(f"__r{op}__"))
    classes = {"own": base, "Plain": Plain, "Forward": Forward, "Reflected": Reflected}
    for cls in (Plain, Forward, Reflected):
        cls.__repr__ = base.__repr__
    return classes


def operands(base: type) -> Iterator[tuple[str, Any]]:
    for name, cls in families(base).items():
        try:
            yield f"{name}:3", cls(3)
        except TypeError:
            yield f"{name}:3", cls()
    yield "object", object
    for other in (2, 0, -1, True, 1.5, "s", None, [1]):
        yield repr(other), other


def outcome(compute: Callable[..., Any], *operands: Any) -> tuple[Any, ...]:
    try:
        result = compute(*operands)
    except Exception as error:
        # CPython names classes of C with their modules.
        return type(error), str(error).replace("fixtures.operators.", "")
    return type(result).__name__, repr(result)


TWINS = {
    "Units": (operators.Units, python_units()),
    "Scale": (operators.Scale, python_scale()),
}
"""Native class and twin; those of `Sided` differ where it has no method, since its slots show both of its sides."""


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS)
def test_binary_operators_are_those_of_a_twin_in_python(
    twins: tuple[type, type], name: str
) -> None:
    run = function(name)
    native, python = (dict(operands(cls)) for cls in twins)
    for left in native:
        for right in native:
            if ":" not in left + right:
                continue
            expected = outcome(run, python[left], python[right])
            found = outcome(run, native[left], native[right])
            assert found == expected, f"{left} {name} {right}"


def test_one_sided_operators_are_those_of_a_twin_in_python() -> None:
    native = dict(operands(operators.Sided))
    python = dict(operands(python_sided()))
    for name in ("add", "sub", "mul", "truediv", "matmul"):
        run = function(name)
        for left in native:
            for right in native:
                subclasses = ("Forward", "Reflected")
                if ":" not in left + right or (left + right).startswith(subclasses):
                    continue
                if any(subclass in left + right for subclass in subclasses):
                    continue
                expected = outcome(run, python[left], python[right])
                found = outcome(run, native[left], native[right])
                assert found == expected, f"{left} {name} {right}"


@pytest.mark.parametrize("name", IN_PLACE)
def test_operators_in_place_are_those_of_a_twin_in_python(name: str) -> None:
    run = getattr(operator, f"__i{name}__")
    native, python = (dict(operands(cls)) for cls in TWINS["Scale"])
    for left in native:
        if ":" not in left:
            continue
        for right in native:
            expected = outcome(run, python[left], python[right])
            found = outcome(run, native[left], native[right])
            assert found == expected, f"{left} i{name} {right}"
        assert native[left].notes == python[left].notes


def test_in_place_the_result_is_the_same_object() -> None:
    scale = other = operators.Scale(2)
    scale += 3
    scale **= 2
    assert scale is other
    assert other.notes == ["__iadd__(2, 3)", "__ipow__(2, 2)"]


def test_in_place_without_changing_gives_what_the_method_does() -> None:
    sided = other = operators.Sided(2)
    sided += 3
    assert sided is not other
    assert repr(sided) == "Sided(5)"
    assert repr(other) == "Sided(2)"


def test_in_place_errors_pass_and_nothing_has_changed() -> None:
    sided = other = operators.Sided(2)
    with pytest.raises(ValueError, match="less than nothing"):
        sided -= -1
    assert sided is other
    sided -= 1
    assert repr(other) == "Sided(1)"


def test_three_operands_of_pow() -> None:
    scale = operators.Scale(2)
    assert pow(scale, 3) == "__pow__(2, 3, None)"
    assert pow(scale, 3, 5) == "__pow__(2, 3, Some(5))"
    assert scale.__pow__(3, 5) == "__pow__(2, 3, Some(5))"
    with pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \*\* or pow\(\)"):
        pow(scale, 3, "x")
    # One that takes no modulus is not asked with one.
    with pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \*\* or pow\(\)"):
        pow(operators.Units(2), operators.Units(3), 5)
    with pytest.raises(TypeError, match="unsupported operand"):
        pow(2, 3, scale)


def test_the_reflected_power_has_its_default() -> None:
    scale = operators.Scale(2)
    assert 3**scale == "__rpow__(2, 3, Some(7))"
    # Before 3.14 CPython asks its own types alone for three operands; C's slots it asks always.
    assert pow(3, scale, 5) == "__rpow__(2, 3, Some(5))"


def test_money_adds_up() -> None:
    total = sum([operators.Money(30), operators.Money(12)])
    assert isinstance(total, operators.Money)
    assert total.cents == 42
    with pytest.raises(TypeError, match="money is no number"):
        1 + operators.Money(1)
    with pytest.raises(TypeError, match=r"for \+: '[\w.]*Money' and 'int'"):
        operators.Money(1) + 1


@pytest.mark.parametrize(
    "name", ["__add__", "__radd__", "__pow__", "__neg__", "__eq__", "__hash__", "__bool__"]
)
@pytest.mark.parametrize("cls", [operators.Units, operators.Number, operators.Key])
def test_methods_called_by_hand_check_their_instance(cls: type, name: str) -> None:
    method = getattr(cls, name, None)
    if name not in vars(cls):
        return
    for wrong in (1, None, object(), operators.Money(1), cls):
        with pytest.raises(TypeError):
            method(wrong, wrong)
        with pytest.raises(TypeError):
            method(wrong)


def test_methods_called_by_hand_give_not_implemented() -> None:
    units = operators.Units(2)
    assert units.__add__(1) is NotImplemented
    assert units.__radd__("x") is NotImplemented
    assert operators.Equal(1).__eq__(1) is NotImplemented
    assert operators.Lesser(1).__gt__(operators.Lesser(1)) is NotImplemented


# Comparison.


def python_equal() -> type:
    class Equal:
        def __init__(self, n):
            self.n = n

        def __eq__(self, other):
            return self.n == other.n if isinstance(other, Equal) else NotImplemented

    return Equal


def python_key() -> type:
    class Key:
        def __init__(self, n):
            self.n = n

        def __eq__(self, other):
            return self.n == other.n if isinstance(other, Key) else NotImplemented

        def __hash__(self):
            return self.n

    return Key


def python_lesser() -> type:
    class Lesser:
        def __init__(self, n):
            self.n = n

        def __lt__(self, other):
            return self.n < other.n if isinstance(other, Lesser) else NotImplemented

    return Lesser


def python_unequal() -> type:
    class Unequal:
        def __init__(self, n):
            self.n = n

        def __ne__(self, other):
            if not isinstance(other, Unequal):
                return NotImplemented
            if self.n < 0:
                raise ValueError("negative")
            return self.n != other.n

    return Unequal


def python_six() -> type:
    class Six:
        def __init__(self, n):
            self.n = n

    def method(sign):
        def run(self, other):
            return f"{self.n} {sign} {int(other)}" if isinstance(other, int) else NotImplemented

        return run

    signs = dict(zip(COMPARISONS, ["<", "<=", "==", "!=", ">", ">="], strict=True))
    for name, sign in signs.items():
        setattr(Six, f"__{name}__", method(sign))
    Six.__hash__ = None
    return Six


def python_at_once() -> type:
    class AtOnce:
        def __init__(self, n):
            self.n = n

    def method(compare):
        def run(self, other):
            return compare(self.n, other.n) if isinstance(other, AtOnce) else NotImplemented

        return run

    for name in COMPARISONS:
        setattr(AtOnce, f"__{name}__", method(function(name)))
    AtOnce.__hash__ = None
    return AtOnce


def python_hashed() -> type:
    class Hashed:
        def __init__(self, hash_):
            self.hash = hash_

        def __hash__(self):
            if self.hash == 13:
                raise ValueError("unlucky")
            return self.hash

    return Hashed


COMPARED = {
    "Equal": (operators.Equal, python_equal()),
    "Key": (operators.Key, python_key()),
    "Lesser": (operators.Lesser, python_lesser()),
    "Unequal": (operators.Unequal, python_unequal()),
    "Six": (operators.Six, python_six()),
    "AtOnce": (operators.AtOnce, python_at_once()),
    "Hashed": (operators.Hashed, python_hashed()),
}


def compared(base: type) -> dict[str, Any]:
    """Operands of a comparison: of the class, of subclasses in Python, of others."""

    class Plain(base):
        pass

    class Always(base):
        """Equal to all, and hashes as it did."""

        def __eq__(self, other):
            return True

        __hash__ = base.__hash__

    class Over(base):
        def __lt__(self, other):
            return "Over", super().__lt__(other)

        def __eq__(self, other):
            return "Over", super().__eq__(other)

    found = {f"own {n}": base(n) for n in (1, 2)}
    found |= {f"plain {n}": Plain(n) for n in (1, 2)}
    found |= {"always": Always(1), "over": Over(1), "same": found["own 1"]}
    found |= {repr(other): other for other in (1, 1.5, "s", None)}
    return found


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize("twins", COMPARED.values(), ids=COMPARED)
def test_comparisons_are_those_of_a_twin_in_python(twins: tuple[type, type], name: str) -> None:
    run = function(name)
    native, python = map(compared, twins)
    for left in native:
        for right in native:
            expected = outcome(run, python[left], python[right])
            found = outcome(run, native[left], native[right])
            assert found == expected, f"{left} {name} {right}"


@pytest.mark.parametrize("twins", COMPARED.values(), ids=COMPARED)
def test_hashes_are_those_of_a_twin_in_python(twins: tuple[type, type]) -> None:
    native, python = map(compared, twins)
    assert (twins[0].__hash__ is None) == (twins[1].__hash__ is None)
    for name in native:
        found, expected = outcome(hash, native[name]), outcome(hash, python[name])
        if type(python[name]).__hash__ is object.__hash__:
            assert hash(native[name]) == object.__hash__(native[name]), name
        else:
            assert found == expected, name


def test_a_comparison_that_raises_passes_its_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        assert operators.Unequal(-1) != operators.Unequal(1)


def test_not_a_number_is_in_no_order() -> None:
    nan, one = operators.AtOnce(math.nan), operators.AtOnce(1)
    assert nan != one
    assert nan != nan
    assert not any(function(name)(nan, one) for name in ("lt", "le", "eq", "gt", "ge"))


def test_sorting_takes_the_one_comparison() -> None:
    assert max(operators.Lesser(1), operators.Lesser(2)) > operators.Lesser(1)
    keys = sorted([operators.AtOnce(3), operators.AtOnce(1), operators.AtOnce(2)])
    assert keys[0] < keys[1] < keys[2]


@pytest.mark.parametrize("n", [0, 1, 2**63 - 1, 2**64 - 1, 2**64 - 2, 12])
def test_hashes_are_of_64_bits(n: int) -> None:
    hashed = operators.Hashed(n)
    signed = n - 2**64 if n >= 2**63 else n
    assert hash(hashed) == (-2 if signed == -1 else signed)
    assert {hashed: 1}[hashed] == 1


def test_a_hash_that_raises_passes_its_error() -> None:
    with pytest.raises(ValueError, match="unlucky"):
        hash(operators.Hashed(13))
    with pytest.raises(TypeError, match=r"unhashable type: '[\w.]*Equal'"):
        hash(operators.Equal(1))


def test_keys_find_their_equals() -> None:
    table = {operators.Key(1): "one", operators.Key(2): "two"}
    assert table[operators.Key(2)] == "two"
    assert operators.Key(3) not in table
    assert len({operators.Key(1), operators.Key(1)}) == 1


# Numbers.


def test_a_number_converts() -> None:
    number = operators.Number(2.5)
    assert (-number).value == -2.5
    assert (+number).value == 2.5
    assert abs(operators.Number(-2.5)) == 2.5
    assert ~number == ~2
    assert int(number) == 2
    assert float(number) == 2.5
    assert complex(number) == 2.5 + 1j
    assert math.trunc(number) == math.floor(number) == 2
    assert math.ceil(number) == 3
    assert round(number) == 3.0
    assert round(operators.Number(2.345), 2) == 2.35
    assert round(operators.Number(2345.0), ndigits=-2) == 2300.0


def test_a_number_is_an_index() -> None:
    assert [1, 2, 3][operators.Number(1)] == 2
    assert operator.index(operators.Number(7)) == 7
    assert hex(operators.Number(255)) == "0xff"
    with pytest.raises(TypeError, match=r"1\.5 is not whole"):
        [][operators.Number(1.5)]


def test_a_number_is_true_or_false() -> None:
    assert operators.Number(1)
    assert not operators.Number(0)
    with pytest.raises(ValueError, match="neither true nor false"):
        bool(operators.Number(math.nan))


# Classes of Rust that inherit from one another.


def test_a_base_has_what_the_derived_class_lacks() -> None:
    derived = operators.Derived(2)
    assert derived + 1 == "Base.__add__ 2 1"
    assert 1 + derived == "Derived.__radd__ 2 1"
    assert derived - 1 == "Derived.__sub__ 2 1"
    assert 1 - derived == "Base.__rsub__ 2 1"
    assert derived**3 == "Base.__pow__ 2 3"
    assert 3**derived == "Derived.__rpow__ 2 3"
    with pytest.raises(TypeError, match="unsupported operand"):
        derived + "x"
    with pytest.raises(TypeError, match="unsupported operand"):
        "x" - derived


def test_comparison_and_hash_of_the_base_go_on() -> None:
    assert operators.Derived(1) == operators.Derived(1)
    assert operators.Derived(1) != operators.Derived(2)
    assert operators.Derived(1) == operators.Base(1)
    assert operators.Derived(1) < operators.Derived(2)
    assert hash(operators.Derived(7)) == 7
    assert operators.Rehashed(1) == operators.Rehashed(1)
    assert operators.Rehashed(1) != operators.Rehashed(2)
    assert hash(operators.Rehashed(7)) == -7


def test_python_subclasses_of_derived_classes_find_the_base_too() -> None:
    class Sub(operators.Derived):
        def __add__(self, other):
            return "Sub", super().__add__(other)

        def __eq__(self, other):
            return "Sub"

    assert Sub(2) + 1 == ("Sub", "Base.__add__ 2 1")
    assert 1 + Sub(2) == "Derived.__radd__ 2 1"
    assert (Sub(1) == 1) == "Sub"
    assert (Sub(1) != 1) is False
    assert Sub(1) < Sub(2)


def test_operators_that_take_anything_decide_themselves() -> None:
    assert operators.Sided(1) @ "x" == "x"
    with pytest.raises(TypeError, match="unsupported operand"):
        operators.Sided(1) @ None
