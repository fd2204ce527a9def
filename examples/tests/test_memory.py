"""Who owns what: every reference that Rust takes is seen, and seen to be released."""

import sys
import tracemalloc
import weakref
from collections.abc import Callable

import pytest
from example import memory


class Thing:
    """Something that can be watched by a weak reference."""


@pytest.fixture
def thing() -> Thing:
    return Thing()


def test_a_stored_object_is_one_reference(thing: Thing) -> None:
    before = sys.getrefcount(thing)
    memory.keep(thing)
    assert sys.getrefcount(thing) == before + 1
    assert memory.peek() is thing
    assert sys.getrefcount(thing) == before + 1
    assert memory.take() is thing
    assert sys.getrefcount(thing) == before
    assert memory.take() is None


def test_stored_objects_end_with_what_they_were_given_to() -> None:
    things = [Thing() for _ in range(3)]
    gone = [weakref.ref(thing) for thing in things]
    for thing in things:
        memory.keep(thing)
    del thing, things
    given = memory.take_all()
    assert all(reference() is not None for reference in gone)
    del given
    assert all(reference() is None for reference in gone)


def test_what_ends_may_use_the_module() -> None:
    thing = Thing()
    weakref.finalize(thing, memory.keep, "from a finalizer")
    memory.keep(thing)
    del thing
    memory.take_all()
    assert memory.take() == "from a finalizer"


@pytest.mark.parametrize("zeros", [memory.zeros, memory.zeros_detached])
def test_an_argument_is_borrowed(zeros: Callable[[bytes], int]) -> None:
    data = bytes(10_000_000)
    before = sys.getrefcount(data)
    tracemalloc.start()
    assert zeros(data) == len(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000
    assert sys.getrefcount(data) == before


def test_an_object_dropped_while_detached_is_released_at_once() -> None:
    thing = Thing()
    gone = weakref.ref(thing)
    memory.drop_elsewhere(thing)
    del thing
    assert gone() is None


def test_data_is_shared_without_a_copy() -> None:
    table = memory.Table([1.5] * 1000)
    assert table.owners() == 1
    shared = [table.share() for _ in range(9)]
    assert table.owners() == 10
    assert shared[-1].sum() == 1500
    del shared
    assert table.owners() == 1


def test_two_functions_own_one_log() -> None:
    append, read = memory.log()
    append("one")
    append("two")
    del append
    assert read() == ["one", "two"]
