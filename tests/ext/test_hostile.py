"""Classes in the hands of code that means harm: no crash, and no instance without its value."""

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import generated, hostile
from fixtures.hostile import Daytime, Moment, Outer, Reader
from test_soundness import in_a_process

ROUNDS = 300


@pytest.mark.parametrize("class_", [Moment, Daytime])
@pytest.mark.parametrize("is_python", [False, True])
def test_a_type_that_allocates_its_instances_itself(class_: Any, is_python: bool) -> None:
    kind = type("Python", (class_,), {}) if is_python else class_
    arguments = (2020, 1, 2) if class_ is Moment else (1, 2)
    alive = hostile.alive()
    made = [kind(*arguments) for _ in range(ROUNDS)]
    assert made == [class_.__base__(*arguments)] * ROUNDS
    assert all(instance.is_whole() for instance in made)
    assert hostile.alive() == alive + ROUNDS
    if class_ is Daytime:
        for instance in made:
            instance.held = instance
        del instance
    del made
    gc.collect()
    assert hostile.alive() == alive


def references() -> int:
    """How many there are to the class: without the GIL each thread has counts of its own, until garbage is collected."""
    gc.collect()
    return sys.getrefcount(Reader)


def test_a_base_that_finalizes_finds_the_value() -> None:
    is_stable_abi = ".abi3." in str(hostile.__file__)
    alive, closed, before = hostile.alive(), hostile.closed(), references()
    unraisable: list[str] = []

    def keep(found: Any) -> None:
        # Not the argument itself, which the garbage collector does not see.
        unraisable.append(str(found.exc_value))

    sys.unraisablehook, hook = keep, sys.unraisablehook
    try:
        for _ in range(ROUNDS):
            Reader(os.devnull)
    finally:
        sys.unraisablehook = hook
    assert hostile.alive() == alive
    assert references() >= before
    if not is_stable_abi:
        assert hostile.closed() == closed + ROUNDS
        assert unraisable == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_base_that_finalizes_may_keep_the_instance() -> None:
    alive, before = hostile.alive(), references()
    kept: list[Reader] = []
    for _ in range(10):
        reader = Reader(os.devnull)
        reader.on_close = kept.append
        del reader
    if kept:  # not under the stable ABI, where the value has ended before
        assert len(kept) == 10
        assert all(reader.closed for reader in kept)
        assert hostile.alive() == alive + 10
        kept[0].on_close = None
    kept.clear()
    gc.collect()
    assert hostile.alive() == alive
    assert references() >= before


NEW: list[Callable[[type], object]] = [
    lambda class_: object.__new__(class_),
    lambda class_: Outer.Fixed.__base__.__new__(class_),
]


@pytest.mark.skipif(
    hasattr(sys, "gettotalrefcount"),
    reason="CPython's debug builds abort where `__new__` is given to a mutable class that had none",
)
@pytest.mark.parametrize("name", ["Fixed", "Key", "Master"])
@pytest.mark.parametrize("index", range(len(NEW)))
@in_a_process
def test_a_frozen_class_whose_new_was_replaced_has_no_empty_instances(
    name: str, index: int
) -> None:
    """Under the stable ABI a nested class is mutable."""
    class_ = getattr(Outer, name)
    before = [class_("a")] if name == "Fixed" else []
    with contextlib.suppress(TypeError):  # it is immutable
        class_.__new__ = lambda class_, *_: NEW[index](class_)
    subclass = type("Sub", (class_,), {"__new__": class_.__new__})
    slotted = type("Slotted", (class_,), {"__slots__": ()})
    for kind in (class_, subclass, slotted):
        for make in (kind, *NEW):
            with pytest.raises(TypeError):
                make(kind)
    assert all(instance.is_whole() for instance in before)


@in_a_process
def test_a_frozen_class_keeps_its_base() -> None:
    for class_ in (Outer.Fixed, Outer.Key, Outer.Master):
        mixin = type("Mixin", (), {"__slots__": ()})
        for base in (object, mixin, Outer, Outer.Key, Outer.Fixed):
            with pytest.raises(TypeError):
                class_.__bases__ = (base,)
    with pytest.raises(TypeError, match=r"lay-?out"):
        type("Both", (Outer.Key, Outer.Master), {})
    assert Outer.Fixed("a").is_whole()


@pytest.mark.parametrize("kind", ["Fixed", "Mixed"])
@in_a_process
def test_hashing_objects_deep_within_each_other_is_a_recursion_error(kind: str) -> None:
    held = None
    for _ in range(300_000):
        fields = (1, held) if kind == "Fixed" else (1, held, 2.0, ("a", True), 1.0)
        held = getattr(generated, kind)(*fields)
    with pytest.raises(RecursionError):
        hash(held)
