"""Signatures: binding, messages and introspection are those of the same function in Python."""

import inspect
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import signatures

# ruff: noqa: E704


# The twins of the functions in `src/signatures.rs`.
def none():
    return 0


def one(a):
    return a


def two(a, b):
    return (a, b)


def three(a, b, c):
    return (a, b, c)


def defaults(a, b=1, c=2):
    return (a, b, c)


def positional_only(a, b, /, c):
    return (a, b, c)


def keyword_only(a, *, b, c=3):
    return (a, b, c)


def only_keywords(*, first, second):
    return (first, second)


def star(*args):
    return len(args)


def star_star(**kwargs):
    return kwargs


def everything(a, b=10, /, c=20, *args, d, e=40, **kwargs):
    return (a, b, c, [*args], d, e, kwargs)


TWINS = [
    none, one, two, three, defaults, positional_only, keyword_only, only_keywords, star, star_star,
    everything,
]  # fmt: skip

# Every combination of up to five positional arguments with these keywords.
KEYWORDS: list[dict[str, int]] = [
    {},
    {"a": 7},
    {"b": 8},
    {"c": 9},
    {"d": 10},
    {"b": 8, "c": 9},
    {"a": 7, "b": 8, "c": 9},
    {"d": 1, "e": 2},
    {"d": 1, "z": 2, "y": 3},
    {"first": 1},
    {"first": 1, "second": 2},
    {"frist": 1, "second": 2},
    {"nonsense": 1},
    {"A": 1},
    {"": 1},
]


def outcome(function: Callable[..., Any], args: tuple[int, ...], kwargs: dict[str, int]) -> object:
    """Give what a call returns, or the type and text of what it raises."""
    try:
        return function(*args, **kwargs)
    except TypeError as error:
        return TypeError, str(error)


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.__name__)
def test_calls_give_what_the_same_function_in_python_gives(twin: Callable[..., Any]) -> None:
    native = getattr(signatures, twin.__name__)
    for count, kwargs in itertools.product(range(6), KEYWORDS):
        args = tuple(range(count))
        assert outcome(native, args, kwargs) == outcome(twin, args, kwargs), (args, kwargs)


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.__name__)
def test_inspect_signature_is_that_of_the_same_function_in_python(twin: Callable[..., Any]) -> None:
    native = getattr(signatures, twin.__name__)
    assert str(inspect.signature(native)) == str(inspect.signature(twin))
    assert native.__text_signature__ == "($module" + (
        ", " * bool(inspect.signature(twin).parameters) + str(inspect.signature(twin))[1:]
    )


def test_non_string_keywords_are_refused() -> None:
    with pytest.raises(TypeError, match="keywords must be strings"):
        signatures.star_star(**{1: 2})  # type: ignore[misc]


def test_the_token_is_no_parameter() -> None:
    assert str(inspect.signature(signatures.with_token)) == "(a, b)"
    assert signatures.with_token(1, b=2)[:2] == (1, 2)


def test_defaults_show_as_python_literals_or_dots() -> None:
    assert str(inspect.signature(signatures.literals)) == (
        '(int=1000, negative=-1, float=1.5, text="it\'s", yes=True, none=None, some=2, '
        "bytes=b'\\x00a', letter='c', list=[], computed=Ellipsis)"
    )
    assert signatures.literals() == f"1000 -1 1.5 it's true None Some(2) [0, 97] c [] {2**63 - 1}"
    assert signatures.literals(list=[1], none=3, computed=0) == (
        "1000 -1 1.5 it's true Some(3) Some(2) [0, 97] c [1] 0"
    )


def test_raw_identifiers_lose_their_prefix() -> None:
    assert signatures.match(type=5) == 5
    assert str(inspect.signature(signatures.match)) == "(type)"


def test_docstrings_keep_their_lines() -> None:
    assert signatures.documented.__doc__ == (
        "First line.\n\n```text\n    indented (a, b)\n--\n```\nLast line."
    )
    assert str(inspect.signature(signatures.documented)) == "()"


def test_metadata_is_that_of_a_builtin_function() -> None:
    assert signatures.one.__name__ == signatures.one.__qualname__ == "one"
    assert signatures.one.__module__ == "fixtures.signatures"
    assert signatures.one.__self__ is signatures
