"""Errors of `anyhow` as exceptions: their types, and what `__cause__` says."""

from typing import Any

import pytest
from foreign import chains

# What the framework says of a `ParseIntError`.
NO_NUMBER = "invalid literal for int(): invalid digit found in string"


def caught(function: Any, *args: Any) -> BaseException:
    """The exception that a call raises."""
    with pytest.raises(BaseException) as info:  # noqa: PT011
        function(*args)
    return info.value


def chain(exception: BaseException | None) -> list[tuple[type[BaseException], str]]:
    """The exception and its causes."""
    found = []
    while exception is not None:
        found.append((type(exception), str(exception)))
        exception = exception.__cause__
    return found


def test_a_message_is_a_runtime_error() -> None:
    assert chain(caught(chains.message, "100% wrong")) == [(RuntimeError, "100% wrong")]


def test_errors_of_the_standard_library_keep_their_exceptions() -> None:
    assert chains.number("5") == 5
    assert chain(caught(chains.number, "x")) == [(ValueError, NO_NUMBER)]
    error = caught(chains.open, "/no/such/file")
    assert type(error) is FileNotFoundError
    assert error.errno == 2
    assert isinstance(caught(chains.timed_out), OSError)


def test_context_is_caused_by_what_it_is_about() -> None:
    error = caught(chains.number_of, "x")
    assert chain(error) == [
        (RuntimeError, "reading"),
        (RuntimeError, 'no number: "x"'),
        (ValueError, NO_NUMBER),
    ]
    assert error.__suppress_context__
    error = caught(chains.open_in_context, "/no/such/file")
    assert chain(error)[0] == (RuntimeError, "reading settings")
    assert type(error.__cause__) is FileNotFoundError


def test_exceptions_of_python_code_come_out_as_they_are() -> None:
    original = KeyError("mine")

    def fail() -> None:
        raise original

    assert caught(chains.raised, fail) is original
    error = caught(chains.raised_in_context, fail)
    assert (type(error), str(error)) == (RuntimeError, "calling back")
    assert error.__cause__ is original
    error = caught(chains.raised_in_another, fail)
    assert chain(error)[:2] == [(RuntimeError, "calling back"), (RuntimeError, "wrapped")]
    assert error.__cause__.__cause__ is original


def test_the_sources_of_other_errors_are_causes() -> None:
    assert chain(caught(chains.wrapped, "x")) == [
        (RuntimeError, "wrapped"),
        (ValueError, NO_NUMBER),
    ]


def test_chains_made_while_detached() -> None:
    assert chain(caught(chains.made_detached)) == [
        (RuntimeError, "detached"),
        (RuntimeError, "the cause"),
    ]
