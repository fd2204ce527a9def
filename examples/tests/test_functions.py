"""`example.functions`: every kind of parameter, and the errors of a wrong call."""

import inspect

import pytest
from example import functions


def test_arguments_by_position_or_name() -> None:
    assert functions.scale(1.5) == 3.0
    assert functions.scale(1.5, 4.0) == 6.0
    assert functions.scale(factor=4.0, value=1.5) == 6.0


def test_positional_only_arguments() -> None:
    assert functions.starts_with("Rusty", "Ru")
    with pytest.raises(TypeError, match="positional-only arguments passed as keyword arguments"):
        functions.starts_with(text="Rusty", prefix="Ru")


def test_keyword_only_arguments() -> None:
    assert functions.join(["a", "b"]) == "a, b"
    assert functions.join(["a", "b"], separator="-", upper=True) == "A-B"
    with pytest.raises(TypeError, match=r"join\(\) takes 1 positional argument but 2 were given"):
        functions.join(["a"], "-")


def test_optional_arguments() -> None:
    assert functions.first([7, 8]) == 7
    assert functions.first([]) is None
    assert functions.first([], fallback=5) == 5


def test_any_arguments() -> None:
    assert functions.count_arguments() == (0, 0)
    assert functions.count_arguments(1, 2, key=3) == (2, 1)


def test_an_error_becomes_the_exception_it_names() -> None:
    assert functions.divide(-7, 2) == -3
    with pytest.raises(ZeroDivisionError, match="cannot divide 7 by zero"):
        functions.divide(7, 0)
    with pytest.raises(OverflowError, match="does not fit into 64 bits"):
        functions.divide(-(2**63), -1)


def test_an_exception_from_python_goes_through_rust() -> None:
    assert functions.apply(len, "four") == 4
    with pytest.raises(ZeroDivisionError):
        functions.apply(lambda number: 1 // number, 0)


def test_a_rust_keyword_can_name_a_parameter() -> None:
    assert functions.describe(type="wood") == "a thing of type wood"


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("scale", "(value, factor=2.0)"),
        ("starts_with", "(text, prefix, /)"),
        ("join", "(words, *, separator=', ', upper=False)"),
        ("first", "(numbers, fallback=None)"),
        ("count_arguments", "(*args, **kwargs)"),
        ("describe", "(type)"),
    ],
)
def test_signatures(name: str, signature: str) -> None:
    assert str(inspect.signature(getattr(functions, name))) == signature


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: functions.scale(), r"scale\(\) missing 1 required positional argument: 'value'"),
        (lambda: functions.scale(1.0, value=2.0), r"got multiple values for argument 'value'"),
        (lambda: functions.scale(1.0, facto=2.0), r"unexpected keyword argument 'facto'"),
        (lambda: functions.scale("one"), r"argument 'value'.*str"),
        (lambda: functions.join(["a", 1]), r"argument 'words': item 1: .*int"),
        (lambda: functions.apply(3, 4), r"argument 'function'.*int"),
    ],
)
def test_wrong_calls_say_what_is_wrong(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(TypeError, match=message):
        call()
