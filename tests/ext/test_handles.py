"""Handles: what Rust does with Python objects is what Python would do."""

import math
import types
from typing import Any

import pytest
from fixtures import handles


def test_attributes() -> None:
    space = types.SimpleNamespace()
    assert handles.attributes(space, "x", [1]) == [1]
    assert space.x == [1]
    with pytest.raises(AttributeError):
        handles.attributes(1, "x", 2)


def test_calls_with_positional_and_keyword_arguments() -> None:
    def f(*args: Any, **kwargs: Any) -> Any:
        return args, kwargs

    assert handles.calls(f) == [
        ((), {}),
        ((1,), {}),
        ((1, "two", 3.0), {}),
        ((1,), {"key": "word", "n": 2}),
    ]

    class Bound:
        def method(self, *args: Any, **kwargs: Any) -> Any:
            return self, args, kwargs

    bound = Bound()
    assert handles.calls(bound.method)[2] == (bound, (1, "two", 3.0), {})
    with pytest.raises(TypeError, match=r"^calls\(\) argument 'f' must be callable, not int$"):
        handles.calls(1)


def test_methods_and_imports() -> None:
    assert handles.method("abc", "upper") == "ABC"
    assert handles.import_module("math") is math
    with pytest.raises(ModuleNotFoundError):
        handles.import_module("no_such_module_anywhere")


def test_text_hash_and_truth() -> None:
    assert handles.describe("a") == ("a", "'a'", "str", hash("a"), True)
    assert handles.describe(())[2:] == ("tuple", hash(()), False)
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        handles.describe([])


def test_comparison() -> None:
    one = 1000
    assert handles.compare(one, one) == (True, True, False)
    assert handles.compare(1, 1.0) == (False, True, False)
    assert handles.compare("a", "b") == (False, False, True)
    with pytest.raises(TypeError, match="not supported between instances"):
        handles.compare(1, "b")
    assert handles.is_instance(True, int) is True
    assert handles.is_instance("a", int) is False


def test_iteration_and_subscripts() -> None:
    assert handles.items("ab") == ["a", "b"]
    assert handles.items({1: 2}) == [1]
    with pytest.raises(TypeError, match="'int' object is not iterable"):
        handles.items(1)
    assert handles.subscript({}, "k", 1) == 1
    assert handles.subscript([0], 0, 5) == 5
    with pytest.raises(IndexError):
        handles.subscript([], 0, 5)


def test_a_list_may_change_while_it_is_walked() -> None:
    items: list[Any] = [1, 2, 3]
    assert handles.walk(items, lambda _: items.clear()) == 1
    items = [1]
    assert handles.walk(items, lambda i: items.append(i) if len(items) < 5 else None) == 5


def test_building() -> None:
    assert handles.build_list(5) == [0, 1, 2, 3, 4]
    assert handles.build_dict(["a", "bc", "drop"]) == {"a": 1, "bc": 2}
    assert handles.swap((1, "b")) == ("b", 1)
    with pytest.raises(ValueError, match=r"a pair is needed, not \(1, 2, 3\)"):
        handles.swap((1, 2, 3))


def test_text_and_bytes() -> None:
    assert handles.upper("straße") == "STRASSE"
    assert handles.joined("a", "ä") == "aä"
    assert handles.reversed(b"abc") == b"cba"


def test_scalars() -> None:
    assert handles.numbers(1, 2.0, True) == (1, 2.0, True)
    with pytest.raises(TypeError, match=r"^numbers\(\) argument 'x' must be float, not int$"):
        handles.numbers(1, 2, True)
    with pytest.raises(OverflowError):
        handles.numbers(2**64, 2.0, True)
    assert handles.takes_none(None) is True
    with pytest.raises(TypeError, match=r"argument 'x' must be None, not int"):
        handles.takes_none(1)
