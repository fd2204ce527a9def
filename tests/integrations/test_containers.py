"""Containers of other crates: what comes back is what went in, and what does not fit is refused."""

from typing import Any

import pytest
from foreign import containers


def refused(function: Any, value: Any) -> tuple[type[BaseException], str]:
    """What a call raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011
        function(value)
    return caught.type, str(caught.value)


def test_either_takes_what_one_of_them_takes() -> None:
    assert containers.either(5) == 5
    assert containers.either("five") == "five"
    assert containers.side(5) == "i8"
    assert containers.side(500) == "i64"
    assert containers.side([1]) == "list"


def test_either_says_what_both_expect() -> None:
    message = "either() argument 'x' must be int or str, not float"
    assert refused(containers.either, 1.5) == (TypeError, message)
    message = "side() argument 'x' must be int or int or list, not None"
    assert refused(containers.side, None) == (TypeError, message)


def test_either_tells_the_error_of_the_side_whose_type_it_was() -> None:
    assert refused(containers.either, 500)[0] is OverflowError
    assert refused(containers.either, "\ud800")[0] is UnicodeEncodeError


def test_either_passes_other_exceptions_on() -> None:
    class Broken:
        def __index__(self) -> int:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        containers.either(Broken())


def test_index_maps_keep_their_order() -> None:
    entries = {"z": 1, "a": 2, "m": 3}
    assert list(containers.index_map(entries).items()) == list(entries.items())
    assert list(containers.reversed(entries)) == ["m", "a", "z"]
    assert containers.index_map({}) == {}
    message = "index_map() argument 'x' must be dict, not list"
    assert refused(containers.index_map, []) == (TypeError, message)
    message = "index_map() argument 'x': value of key 'a': expected int, got str"
    assert refused(containers.index_map, {"a": "b"}) == (TypeError, message)


def test_small_vectors_are_lists() -> None:
    for items in ([], [1], [1, 2], [1, 2, 3]):
        assert containers.small_vec(items) == items
        assert containers.small_vec(iter(items)) == items
        assert containers.is_inline(items) is (len(items) <= 2)
    message = "small_vec() argument 'x' must be list, not str"
    assert refused(containers.small_vec, "12") == (TypeError, message)
    message = "small_vec() argument 'x': item 1: expected int, got str"
    assert refused(containers.small_vec, [1, "2"]) == (TypeError, message)


@pytest.mark.parametrize("name", ["bytes", "bytes_mut"])
def test_bytes(name: str) -> None:
    function = getattr(containers, name)
    for data in (b"", b"a\0b", bytes(range(256)) * 100):
        assert function(data) == data
        assert type(function(data)) is bytes
    assert refused(function, "x") == (TypeError, f"{name}() argument 'x' must be bytes, not str")
