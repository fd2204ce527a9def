"""Exception types with fields: from Rust to Python and back."""

import copy
import gc
import json
import pickle
import traceback
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import exception_fields
from fixtures.exception_fields import (
    Bare,
    Base,
    ColumnError,
    NoOrder,
    OfBase,
    OfJson,
    ParseError,
    Plain,
    Shown,
)


@pytest.mark.parametrize("fail", [exception_fields.fail, exception_fields.fail_so])
def test_rust_raises_them(fail: Callable[[int], int]) -> None:
    with pytest.raises(ValueError, match='line 3: "x" is not right') as caught:
        fail(3)
    error = caught.value
    assert type(error) is ParseError
    assert (error.line, error.text, error.secret(), error.next_line()) == (3, "x", 42, 4)
    assert error.args == (3, "x")
    assert repr(error) == "ParseError(3, 'x')"
    assert exception_fields.fail_so(0) == 0


def test_the_traceback_shows_the_line_of_rust() -> None:
    with pytest.raises(ParseError) as caught:
        exception_fields.fail(3)
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert last.filename.endswith("exception_fields.rs")
    assert last.name == "fail"


def test_they_are_made_while_detached_too() -> None:
    with pytest.raises(ParseError, match="line 5") as caught:
        exception_fields.fail_detached()
    assert caught.value.line == 5


def test_python_makes_them() -> None:
    error = ParseError(1, text="t")
    assert (error.line, error.text, error.secret()) == (1, "t", 7)
    assert str(error) == 'line 1: "t" is not right'
    error.line = 2
    assert str(error) == 'line 2: "t" is not right'
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'text'"):
        ParseError(1)
    with pytest.raises(TypeError, match="attribute 'line' of 'ParseError'"):
        error.line = "x"
    assert (ParseError.CODE, ParseError.__doc__) == (3, "What could not be parsed.")
    assert ParseError.__module__ == "fixtures.exception_fields"
    assert ParseError.__mro__ == (ParseError, ValueError, Exception, BaseException, object)


def test_texts() -> None:
    with pytest.raises(Shown) as shown:
        exception_fields.fail_shown(255)
    assert str(shown.value) == "code 0xff"
    with pytest.raises(Plain) as plain:
        exception_fields.fail_plain([1])
    assert (str(plain.value), plain.value.value, plain.value.size) == ("([1], 1)", [1], 1)
    assert str(Plain(value=None)) == ""
    assert str(ParseError.__new__(ParseError, "no", "value")) == "('no', 'value')"


def test_bases() -> None:
    assert issubclass(OfBase, Base)
    assert str(OfBase("n")) == "n"
    with pytest.raises(json.JSONDecodeError, match="bad at 4") as caught:
        exception_fields.fail_json()
    assert type(caught.value) is OfJson
    assert (caught.value.msg, caught.value.pos) == ("bad", 4)
    with pytest.raises(ParseError) as column:
        exception_fields.fail_column()
    assert type(column.value) is ColumnError
    assert (column.value.line, column.value.column) == (2, 9)
    assert str(column.value) == 'line 2: "x" is not right, column 9'
    made = ColumnError(5)
    assert (made.line, made.column) == (1, 5)
    with pytest.raises(Bare, match='line 3: "bare" is not right') as bare:
        exception_fields.fail_bare()
    assert isinstance(bare.value, ParseError)
    assert bare.value.line == 3
    with pytest.raises(NoOrder, match="no order 8"):
        exception_fields.fail_order()
    assert NoOrder.__module__ == "fixtures.exception_fields"


def test_rust_reads_them() -> None:
    def raising(error: BaseException) -> Callable[[], None]:
        def f() -> None:
            raise error

        return f

    class DerivedError(ParseError):
        def __init__(self) -> None:
            super().__init__(11, "derived")

    caught = exception_fields.caught
    assert caught(raising(ParseError(4, "t"))) == "line 4, secret 7"
    assert caught(raising(DerivedError())) == "line 11, secret 7"
    assert caught(raising(ColumnError(5))) == "column 5 of line 1"
    assert caught(lambda: exception_fields.fail(9)) == "line 9, secret 42"
    assert caught(exception_fields.fail_column) == "column 9 of line 2"
    assert caught(exception_fields.fail_order) == "no order"
    assert caught(lambda: None) == "nothing"
    with pytest.raises(KeyError):
        caught(raising(KeyError("k")))
    with pytest.raises(RuntimeError, match="no value yet"):
        caught(raising(ParseError.__new__(ParseError)))


def test_subclasses() -> None:
    class DerivedError(ParseError):
        def __str__(self) -> str:
            return "derived: " + super().__str__()

    with pytest.raises(ValueError, match='derived: line 1: "t" is not right'):
        raise DerivedError(1, "t")


def test_links_and_attributes() -> None:
    with pytest.raises(ParseError) as caught:
        exception_fields.fail_caused()
    assert isinstance(caught.value.__cause__, NoOrder)
    assert caught.value.__cause__.number == 1
    caught.value.add_note("note")
    caught.value.extra = 1
    assert (caught.value.__notes__, caught.value.extra) == (["note"], 1)
    with pytest.raises(ParseError) as seen:
        exception_fields.looked_at()
    assert seen.value.seen
    with pytest.raises(ParseError) as linked:
        raise ParseError(1, "a") from NoOrder(2)
    assert linked.value.__cause__.number == 2


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy])
def test_pickle_and_copy(again: Callable[[Any], Any]) -> None:
    error = ParseError(1, text="t")
    error.line = 8
    error.extra = "e"
    same = again(error)
    assert type(same) is ParseError
    assert (same.line, same.text, same.extra) == (8, "t", "e")
    order = again(NoOrder(number=3))
    assert (type(order), order.number, str(order)) == (NoOrder, 3, "no order 3")
    json_error = again(OfJson("m", 2))
    assert (type(json_error), json_error.pos) == (OfJson, 2)


def test_what_is_not_raised_is_dropped() -> None:
    assert exception_fields.forgotten() == 'ParseError: line 1: "x" is not right'


def test_they_are_collected() -> None:
    class Marker:
        pass

    marker = Marker()
    ref = weakref.ref(marker)
    error = Plain([marker])
    error.value.append(error)
    del error, marker
    gc.collect()
    assert ref() is None
    for _ in range(100):
        with pytest.raises(Plain):
            exception_fields.fail_plain([1])
