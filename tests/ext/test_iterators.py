"""Rust iterators in Python, and Python iterables in Rust."""

import gc
import itertools
import sys
import threading
import weakref
from typing import Any

import pytest
from fixtures import conversions


def test_a_lazy_iterator_is_an_iterator_and_may_be_endless() -> None:
    count = conversions.count(5)
    assert iter(count) is count
    assert next(count) == 5
    assert list(itertools.islice(count, 3)) == [6, 7, 8]
    assert repr(count).startswith("<pydust.iterator object at ")
    with pytest.raises(TypeError, match=r"cannot create 'pydust\.iterator' instances"):
        type(count)()


def test_an_item_that_is_an_error_raises_and_ends_it() -> None:
    numbers = conversions.parse(["1", "x", "3"])
    assert next(numbers) == 1
    with pytest.raises(ValueError, match="invalid digit found in string"):
        next(numbers)
    assert list(numbers) == []
    assert list(conversions.parse([])) == []


def test_what_the_iterator_calls_may_raise_panic_or_end() -> None:
    answers = iter([1, None, 2])
    assert list(conversions.calls(lambda: next(answers))) == [1]

    def fail() -> Any:
        raise LookupError("no more today")

    with pytest.raises(LookupError, match="no more today"):
        next(conversions.calls(fail))
    panicking = conversions.calls(lambda: "panic")
    with pytest.raises(RuntimeError, match=r"no more \(panicked at .*conversions\.rs:\d+\)"):
        next(panicking)
    assert list(panicking) == []


def test_an_iterator_that_asks_itself_is_refused() -> None:
    def ask() -> Any:
        return next(asking)

    asking = conversions.calls(ask)
    with pytest.raises(RuntimeError, match=r"iterator\.__next__\(\): .* in this same thread"):
        next(asking)


def test_threads_take_turns() -> None:
    count = conversions.count(0)
    taken: list[int] = []

    def take() -> None:
        taken.extend(itertools.islice(count, 2000))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(8000))


def test_what_an_iterator_holds_is_let_go_at_its_end_or_with_it() -> None:
    class Function:
        def __call__(self) -> Any:
            return None if self.ended else 1

        ended = False

    function = Function()
    alive = weakref.ref(function)
    iterator = conversions.calls(function)
    assert next(iterator) == 1
    function.ended = True
    assert next(iterator, "end") == "end"
    del function
    gc.collect()
    assert alive() is None
    function = Function()
    alive = weakref.ref(function)
    iterator = conversions.calls(function)
    del function, iterator
    gc.collect()
    assert alive() is None


def test_iterators_within_iterators_end_without_a_deep_stack() -> None:
    chain: Any = None
    for _ in range(100_000):
        chain = conversions.calls([chain].append)
    del chain


def test_items_are_converted_as_they_are_asked_for() -> None:
    asked = iter([1, 2, "x", 4])
    assert conversions.total(asked, 2) == 3
    assert next(asked) == "x"


def test_boxes_vectors_and_options_of_classes_are_instances() -> None:
    box, (item,), option = conversions.leaves()
    assert [leaf.value for leaf in (box, item, option)] == [1, 2, 3]
    assert type(box) is type(item) is type(option) is conversions.Leaf


def test_a_list_of_texts_may_change_at_any_text() -> None:
    """Texts are read in place; what raises there goes the long way, with a reference of its own."""
    texts = ["".join(("a", "b")), "ä", "\ud800"] * 1000
    before = sys.getrefcount(texts[0])
    with pytest.raises(UnicodeEncodeError, match=r"in vec_string\(\) argument 'x': item 2$"):
        conversions.vec_string(texts)
    after = sys.getrefcount(texts[0])
    assert after == before


def test_a_dict_that_changes_while_it_converts_is_safe() -> None:
    class Clearing:
        def __index__(self) -> int:
            entries.clear()
            return 7

    entries: dict[str, Any] = {"a": 1, "b": Clearing(), **{str(i): i for i in range(100)}}
    assert conversions.hash_map(entries) == {"a": 1, "b": 7, **{str(i): i for i in range(100)}}


def test_a_set_that_changes_while_it_converts_raises_as_in_python() -> None:
    class Adding:
        def __index__(self) -> int:
            items.add(10**6)
            return 7

    items: set[Any] = {Adding(), Adding()}
    with pytest.raises(RuntimeError, match="Set changed size during iteration"):
        conversions.hash_set(items)


def test_a_bytearray_can_be_resized_after_it_was_copied() -> None:
    data = bytearray(b"abc")
    assert conversions.bytes_vec(data) == conversions.bytes_like(data) == b"abc"
    data.extend(b"d")
    released = memoryview(b"x")
    released.release()
    with pytest.raises(ValueError, match="released memoryview"):
        conversions.bytes_vec(released)


def test_wrong_values_are_of_their_exceptions_before_they_are_raised() -> None:
    """An operator gives `NotImplemented` for another type only: a wrong value raises."""
    with pytest.raises(OverflowError, match="item 1: expected int in range"):
        conversions.total(iter([1, 2**64]))
