"""Conversions: what comes back is what went in, and what does not fit is refused with its place."""

import math
import struct
from typing import Any

import pytest
from fixtures import values

INTS = {
    "i8_": (-(2**7), 2**7 - 1),
    "i16_": (-(2**15), 2**15 - 1),
    "i32_": (-(2**31), 2**31 - 1),
    "i64_": (-(2**63), 2**63 - 1),
    "isize_": (-(2**63), 2**63 - 1),
    "u8_": (0, 2**8 - 1),
    "u16_": (0, 2**16 - 1),
    "u32_": (0, 2**32 - 1),
    "u64_": (0, 2**64 - 1),
    "usize_": (0, 2**64 - 1),
}


class Index:
    """An integer by its `__index__`, as `numpy.int64` is."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __index__(self) -> Any:
        return self.value


@pytest.mark.parametrize("name", INTS)
def test_integers_convert_in_their_whole_range_and_not_beyond(name: str) -> None:
    function = getattr(values, name)
    low, high = INTS[name]
    edges = [0, 1, -1, 2**30 - 1, 2**30, -(2**30), 2**60, low, low + 1, high - 1, high]
    for value in edges:
        if low <= value <= high:
            assert function(value) == value
            assert function(Index(value)) == value
    for value in (low - 1, high + 1, 2**100, -(2**100)):
        with pytest.raises(OverflowError):
            function(value)
        with pytest.raises(OverflowError):
            function(Index(value))
    assert function(True) is not True
    assert function(True) == 1


@pytest.mark.parametrize("name", INTS)
@pytest.mark.parametrize("wrong", [1.0, "1", None, b"1", [1]], ids=repr)
def test_integers_refuse_other_types(name: str, wrong: object) -> None:
    found = "None" if wrong is None else type(wrong).__name__
    message = rf"^{name}\(\) argument 'x' must be int, not {found}$"
    with pytest.raises(TypeError, match=message):
        getattr(values, name)(wrong)


def test_what_index_raises_is_raised() -> None:
    class Broken:
        def __index__(self) -> int:
            raise LookupError("no index today")

    with pytest.raises(LookupError, match="no index today"):
        values.i64_(Broken())
    with pytest.raises(
        TypeError, match=r"__index__ returned non-int|__index__\(\) must return an int"
    ):
        values.i64_(Index("x"))


@pytest.mark.parametrize("value", [0.0, -0.0, 1.5, math.inf, -math.inf, 5e-324, 1.7e308, 3, True])
def test_floats(value: float) -> None:
    result = values.f64_(value)
    assert type(result) is float
    assert struct.pack("d", result) == struct.pack("d", float(value))


def test_floats_of_other_kinds() -> None:
    class Real:
        def __float__(self) -> float:
            return 2.5

    assert math.isnan(values.f64_(math.nan))
    assert values.f64_(Real()) == 2.5
    assert values.f64_(Index(4)) == 4.0
    assert values.f32_(0.1) == struct.unpack("f", struct.pack("f", 0.1))[0]
    with pytest.raises(TypeError, match=r"^f64_\(\) argument 'x' must be float, not str$"):
        values.f64_("1.5")
    with pytest.raises(OverflowError):
        values.f64_(10**400)


def test_bool_takes_only_truth_values() -> None:
    assert values.bool_(True) is True
    assert values.bool_(False) is False
    with pytest.raises(TypeError, match=r"^bool_\(\) argument 'x' must be bool, not int$"):
        values.bool_(1)


@pytest.mark.parametrize("text", ["", "a", "ä", "日本", "🐍", "a\0b", "x" * 10_000])
def test_text(text: str) -> None:
    assert values.str_(text) == values.string(text) == text

    class Derived(str):
        __slots__ = ()

    assert values.str_(Derived(text)) == text


def test_text_that_is_no_utf8_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError, match="surrogates not allowed"):
        values.str_("\ud800")
    with pytest.raises(TypeError, match=r"^str_\(\) argument 'x' must be str, not bytes$"):
        values.str_(b"x")


def test_characters() -> None:
    assert values.char_("ß") == "ß"
    for wrong in ("", "ab", 1):
        with pytest.raises(TypeError, match=r"argument 'x' must be str of length 1, not "):
            values.char_(wrong)


def test_bytes() -> None:
    assert values.bytes(b"") == b""
    assert values.bytes(b"a\0b") == b"a\0b"
    with pytest.raises(TypeError, match=r"^bytes\(\) argument 'x' must be bytes, not bytearray$"):
        values.bytes(bytearray(b"x"))


def test_options() -> None:
    assert values.option(None) is None
    assert values.option(3) == 3
    assert values.option_str(None) is None
    assert values.option_str("x") == "x"
    with pytest.raises(TypeError, match=r"^option\(\) argument 'x' must be int, not str$"):
        values.option("x")


def test_sequences() -> None:
    assert values.vec([]) == []
    assert values.vec([1, 2**40, -3]) == [1, 2**40, -3]
    for iterable in ((1, 2), range(1, 3), {1: 0, 2: 0}.keys(), iter([1, 2]), (i for i in (1, 2))):
        assert values.vec(iterable) == [1, 2]
    assert values.nested([[1, None], [], [2.5]]) == [[1.0, None], [], [2.5]]
    assert values.array() == b"\1\2\3"


@pytest.mark.parametrize("wrong", ["12", b"12", {1: 2}, 5, None], ids=repr)
def test_sequences_refuse_what_is_one_value(wrong: object) -> None:
    with pytest.raises(TypeError, match=r"^vec\(\) argument 'x' must be list, not "):
        values.vec(wrong)


def test_errors_name_the_path_to_the_element() -> None:
    with pytest.raises(TypeError) as caught:
        values.vec([1, 2, 3, "x"])
    assert str(caught.value) == "vec() argument 'x': item 3: expected int, got str"
    with pytest.raises(TypeError) as caught:
        values.nested([[1.0], [2.0, "x"]])
    assert str(caught.value) == "nested() argument 'x': item 1: item 1: expected float, got str"
    with pytest.raises(TypeError) as caught:
        values.tree_map({1: ["a"], 2: [None]})
    assert str(caught.value) == (
        "tree_map() argument 'x': value of key 2: item 0: expected str, got None"
    )
    with pytest.raises(TypeError) as caught:
        values.order({"item": "tea", "amounts": {"mon": [1, 2.0]}})
    assert str(caught.value) == (
        "order() argument 'order': field 'amounts': value of key 'mon': item 1: "
        "expected int, got float"
    )


def test_what_an_iterator_raises_is_raised() -> None:
    def broken() -> Any:
        yield 1
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        values.vec(broken())


def test_a_list_that_changes_while_it_converts_is_safe() -> None:
    class Clearing:
        def __index__(self) -> int:
            items.clear()
            return 7

    items: list[Any] = [1, Clearing(), *range(1000)]
    assert values.vec(items) == [1, 7]


def test_tuples() -> None:
    assert values.pair((1, "a")) == (1, "a")
    for wrong in ((1,), (1, "a", 2), [1, "a"]):
        with pytest.raises(TypeError, match="must be tuple of length 2, not "):
            values.pair(wrong)
    with pytest.raises(TypeError) as caught:
        values.pair((1, 2))
    assert str(caught.value) == "pair() argument 'x': item 1: expected str, got int"


def test_maps() -> None:
    assert values.hash_map({"a": 1, "b": 2}) == {"a": 1, "b": 2}
    assert values.tree_map({2: ["x"], 1: []}) == {1: [], 2: ["x"]}
    with pytest.raises(TypeError, match=r"^hash_map\(\) argument 'x' must be dict, not list$"):
        values.hash_map([("a", 1)])
    with pytest.raises(TypeError) as caught:
        values.hash_map({1: 1})
    assert str(caught.value) == "hash_map() argument 'x': key 1: expected str, got int"


def test_nothing_and_results() -> None:
    assert values.unit() is None
    assert values.result(5) == 5


def test_derived_structs() -> None:
    assert values.order({"item": "tea", "amounts": {"mon": [1, 2], "tue": [3]}}) == ("tea", 3)
    with pytest.raises(TypeError, match="missing field 'amounts'"):
        values.order({"item": "tea"})
    with pytest.raises(TypeError, match=r"^order\(\) argument 'order' must be dict, not list$"):
        values.order([])
