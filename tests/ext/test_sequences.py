"""Native containers: by key, by slice and by C's own functions, they do what a list or a dict does."""

import ctypes
import operator
from collections.abc import Callable, Collection, Container, Iterable, Sized
from typing import Any

import pytest
from fixtures.sequences import Headers, Length, Numbers, Shrinking, Squares

api = ctypes.pythonapi


def c_function(name: str, result: Any, *arguments: Any) -> Any:
    """One of C's functions, called with the interpreter held."""
    function = getattr(api, name)
    function.restype = result
    function.argtypes = arguments
    return function


OBJECT, SIZE, STATUS = ctypes.py_object, ctypes.c_ssize_t, ctypes.c_int
get_item = c_function("PySequence_GetItem", OBJECT, OBJECT, SIZE)
set_item = c_function("PySequence_SetItem", STATUS, OBJECT, SIZE, OBJECT)
del_item = c_function("PySequence_DelItem", STATUS, OBJECT, SIZE)
size = c_function("PySequence_Size", SIZE, OBJECT)
mapping_size = c_function("PyMapping_Size", SIZE, OBJECT)
concat = c_function("PySequence_Concat", OBJECT, OBJECT, OBJECT)
repeat = c_function("PySequence_Repeat", OBJECT, OBJECT, SIZE)
in_place_concat = c_function("PySequence_InPlaceConcat", OBJECT, OBJECT, OBJECT)
in_place_repeat = c_function("PySequence_InPlaceRepeat", OBJECT, OBJECT, SIZE)
is_sequence = c_function("PySequence_Check", STATUS, OBJECT)
get_string = c_function("PyMapping_GetItemString", OBJECT, OBJECT, ctypes.c_char_p)


class Index:
    """A number by `__index__`."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


SLICES = [
    slice(start, stop, step)
    for start in (None, -7, -2, 0, 1, 3, 9)
    for stop in (None, -7, -1, 0, 2, 5, 9)
    for step in (None, 1, 2, 3, -1, -2, 9, -9)
]


def test_items_are_taken_as_a_list_takes_them() -> None:
    plain = [3, 1, 4, 1, 5]
    numbers = Numbers(plain)
    assert len(numbers) == 5
    for index in range(-5, 5):
        assert numbers[index] == plain[index]
    assert numbers[Index(-2)] == 1
    assert numbers[True] == 1
    for index in (5, -6, 10**18):
        with pytest.raises(IndexError, match=r"^index out of range$"):
            numbers[index]
    with pytest.raises(IndexError):
        numbers[10**30]
    message = r"Numbers.__getitem__\(\) argument 'at' must be int or slice, not str"
    with pytest.raises(TypeError, match=message):
        numbers["1"]


@pytest.mark.parametrize("where", SLICES, ids=str)
def test_slices_are_those_of_a_list(where: slice) -> None:
    plain = [3, 1, 4, 1, 5, 9]
    assert list(Numbers(plain)[where]) == plain[where]

    ours, theirs = Numbers(plain), list(plain)
    del ours[where]
    del theirs[where]
    assert list(ours) == theirs

    for count in range(6):
        ours, theirs = Numbers(plain), list(plain)
        new = [10 * n for n in range(count)]
        expected = raised = None
        replaced = theirs[where]
        try:
            theirs[where] = new
        except ValueError as error:
            expected = error
        try:
            assert ours.replace(where, new) == replaced
        except ValueError as error:
            raised = error
        assert str(raised) == str(expected)
        assert list(ours) == theirs


def test_slices_of_odd_parts() -> None:
    numbers = Numbers([1, 2, 3])
    assert list(numbers[Index(-2) : 10**30]) == [2, 3]
    assert list(numbers[-(10**30) :: 10**30]) == [1]
    assert list(numbers[:: -(10**30)]) == [3]
    with pytest.raises(ValueError, match="slice step cannot be zero"):
        numbers[::0]
    with pytest.raises(TypeError, match="slice indices must be integers"):
        numbers["a":]
    with pytest.raises(TypeError, match="must be slice, not int"):
        numbers.replace(1, [])


def test_items_are_set_and_deleted() -> None:
    numbers = Numbers([1, 2, 3])
    numbers[-1] = 30
    del numbers[0]
    assert list(numbers) == [2, 30]
    with pytest.raises(IndexError):
        numbers[2] = 1
    with pytest.raises(IndexError):
        del numbers[-3]
    with pytest.raises(TypeError, match=r"'value' must be int, not str"):
        numbers[0] = "x"
    with pytest.raises(TypeError, match=r"'at' must be int, not slice"):
        numbers[:] = [1]
    assert list(numbers) == [2, 30]
    for place, expected in [(-9, 0), (-1, 1), (9, 2)]:
        some = Numbers([5, 6])
        some.insert(place, 0)
        assert list(some).index(0) == expected


def test_what_is_of_another_type_is_not_in_there() -> None:
    numbers = Numbers([1, 2])
    assert 1 in numbers
    assert 3 not in numbers
    assert "1" not in numbers
    assert None not in numbers
    assert 10**30 not in numbers

    class Bad:
        def __index__(self) -> int:
            raise OSError("no")

    with pytest.raises(OSError, match="no"):
        assert Bad() in numbers


def test_a_sequence_is_joined_and_repeated() -> None:
    numbers = Numbers([1, 2])
    assert list(numbers + Numbers([3])) == [1, 2, 3]
    assert list(numbers * 2) == [1, 2, 1, 2]
    assert list(2 * numbers) == [1, 2, 1, 2]
    assert list(numbers * -1) == []
    assert list(numbers * Index(2)) == [1, 2, 1, 2]
    same = numbers
    numbers += [3]
    numbers *= 2
    assert numbers is same
    assert list(numbers) == [1, 2, 3, 1, 2, 3]
    with pytest.raises(TypeError, match=r"'other' must be Numbers, not list"):
        operator.add(numbers, [1])
    with pytest.raises(TypeError, match="can't multiply sequence by non-int of type 'float'"):
        numbers * 1.5
    with pytest.raises(TypeError, match="unsupported operand"):
        [1] - numbers  # type: ignore[operator]
    assert list(Numbers.__add__(numbers, Numbers([]))) == [1, 2, 3, 1, 2, 3]
    assert list(Numbers([7]).__mul__(2)) == [7, 7]
    assert list(Numbers([7]).__rmul__(2)) == [7, 7]


def test_c_sees_a_sequence() -> None:
    numbers = Numbers([1, 2, 3])
    assert is_sequence(numbers) == 1
    assert size(numbers) == 3
    assert mapping_size(numbers) == 3
    assert get_item(numbers, -1) == 3
    for index in (3, -4, -5):
        with pytest.raises(IndexError, match="index out of range"):
            get_item(numbers, index)
        with pytest.raises(IndexError, match="index out of range"):
            set_item(numbers, index, 1)
        with pytest.raises(IndexError, match="index out of range"):
            del_item(numbers, index)
    set_item(numbers, -1, 30)
    del_item(numbers, 0)
    assert list(numbers) == [2, 30]
    assert list(concat(numbers, Numbers([4]))) == [2, 30, 4]
    assert list(repeat(numbers, 2)) == [2, 30, 2, 30]
    assert in_place_concat(numbers, [4]) is numbers
    assert in_place_repeat(numbers, 2) is numbers
    assert list(numbers) == [2, 30, 4, 2, 30, 4]


def test_an_object_without_length_is_iterated_by_number() -> None:
    squares = Squares(4)
    assert list(squares) == [0, 1, 4, 9]
    assert 9 in squares
    assert 5 not in squares
    assert get_item(squares, 2) == 4
    with pytest.raises(IndexError, match="no square -1"):
        get_item(squares, -1)
    with pytest.raises(TypeError, match="has no len"):
        len(squares)
    with pytest.raises(TypeError, match="does not support item assignment"):
        squares[1] = 2
    with pytest.raises(TypeError, match="doesn't support item deletion"):
        del squares[1]
    (first, *rest) = squares
    assert (first, rest) == (0, [1, 4, 9])


def test_iteration_of_other_kinds() -> None:
    numbers = Numbers([1, 2, 3])
    assert list(reversed(numbers)) == [3, 2, 1]
    assert sorted(numbers, reverse=True) == [3, 2, 1]
    assert max(numbers) == 3
    assert operator.countOf(numbers, 2) == 1
    assert isinstance(numbers, Sized)
    assert isinstance(numbers, Container)
    assert not isinstance(
        numbers, Iterable
    )  # by number alone: `collections.abc` looks for `__iter__`
    assert isinstance(Headers(), Collection)


def test_a_mapping() -> None:
    headers = Headers()
    headers["Host"] = "example.org"
    assert headers["HOST"] == "example.org"
    assert "host" in headers
    assert 5 not in headers
    assert len(headers) == 1
    assert dict(headers) == {"host": "example.org"}
    assert {**headers} == {"host": "example.org"}
    assert get_string(headers, b"host") == "example.org"
    with pytest.raises(KeyError) as caught:
        headers["Accept"]
    assert caught.value.args == ("Accept",)
    with pytest.raises(TypeError, match=r"'name' must be str, not int"):
        headers[1]
    with pytest.raises(TypeError, match="'Headers' object doesn't support item deletion"):
        del headers["host"]
    assert headers.__missing__("x") == "no x"


def test_what_can_only_be_deleted_from() -> None:
    shrinking = Shrinking()
    del shrinking[3]
    assert shrinking.gone() == [3]
    with pytest.raises(KeyError) as caught:
        del shrinking[3]
    assert caught.value.args == (3,)
    with pytest.raises(TypeError, match="'Shrinking' object does not support item assignment"):
        shrinking[1] = 2
    with pytest.raises(TypeError, match="not subscriptable"):
        shrinking[1]


def test_lengths() -> None:
    assert len(Length(3)) == 3
    assert bool(Length(0)) is False
    with pytest.raises(OverflowError, match="does not fit"):
        len(Length(2**63))
    with pytest.raises(ValueError, match="unlucky"):
        len(Length(13))
    with pytest.raises(RuntimeError, match="very unlucky"):
        len(Length(14))
    assert operator.length_hint(Length(2)) == 2


class Loud(Numbers):
    """Overrides what C asks for by slots."""

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        return found if isinstance(found, Numbers) else found + 100

    def __len__(self) -> int:
        return super().__len__()

    def __setitem__(self, at: Any, value: int) -> None:
        super().__setitem__(at, value * 2)

    def __contains__(self, item: object) -> bool:
        return item == "magic" or super().__contains__(item)


def test_a_python_class_overrides_them() -> None:
    loud = Loud([1, 2])
    assert loud[0] == 101
    assert get_item(loud, -1) == 102
    assert list(loud) == [101, 102]
    loud[0] = 5
    set_item(loud, 1, 6)
    assert list(loud) == [110, 112]
    del loud[0]
    assert list(loud) == [112]
    assert "magic" in loud
    assert 12 in loud


@pytest.mark.parametrize(
    "call",
    [
        lambda: Numbers.__len__([]),
        lambda: Numbers.__getitem__([], 0),
        lambda: Numbers.__setitem__({}, 0, 1),
        lambda: Numbers.__delitem__({}, 0),
        lambda: Numbers.__contains__([], 0),
        lambda: Numbers.__add__([], []),
        lambda: Numbers.__mul__(Headers(), 2),
        lambda: Numbers.__iadd__(object(), []),
        lambda: Headers.__iter__(Numbers([])),
        lambda: Headers.__missing__(Numbers([]), "x"),
    ],
)
def test_slots_called_by_hand_check_the_instance(call: Callable[[], Any]) -> None:
    with pytest.raises(TypeError, match=r"requires a '|doesn't apply"):
        call()


def test_an_instance_without_its_value_says_so() -> None:
    empty = Numbers.__new__(Numbers)
    for call in (
        lambda: len(empty),
        lambda: empty[0],
        lambda: operator.setitem(empty, 0, 1),
        lambda: operator.delitem(empty, 0),
        lambda: 1 in empty,
        lambda: empty + Numbers([]),
        lambda: get_item(empty, 0),
    ):
        with pytest.raises(RuntimeError, match="no value yet"):
            call()
