"""Reference cycles through values of Rust are collected: through fields, dicts, closures, subclasses and states."""

import ctypes
import gc
import importlib.util
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fixtures import collected
from fixtures.class_options import Watched
from fixtures.collected import (
    Button,
    Caller,
    Ended,
    FreelyEnded,
    FreelyPlain,
    Holder,
    MoreEnded,
    Nested,
    Plain,
    Shelf,
    Tuple,
)

HAS_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """All values of a test are gone after it: nothing else checks that, as a leak has no other effect."""
    gc.collect()
    before = collected.alive()
    yield
    gc.collect()
    assert collected.alive() == before


def through_a_field() -> None:
    holder = Holder()
    holder.held = holder


def through_two() -> None:
    a, b = Holder(), Holder()
    a.held, b.held = b, a


def through_a_list() -> None:
    shelf = Shelf()
    shelf.list = [shelf, 1, shelf]


def through_a_map() -> None:
    shelf = Shelf()
    shelf.map = {"a": 1, "self": shelf}


def through_a_tuple() -> None:
    shelf = Shelf()
    shelf.pair = (1, shelf)


def through_a_box() -> None:
    shelf = Shelf()
    shelf.put_in_box(shelf)


def through_a_value_of_its_own_type() -> None:
    shelf = Shelf()
    shelf.put_in_child(shelf)


def through_a_field_without_a_name() -> None:
    value = Tuple()
    value.put(value)


def through_a_python_object() -> None:
    holder = Holder()
    holder.held = {"back": [holder]}


def through_two_classes() -> None:
    holder, button = Holder(), Button()
    holder.held, button.on_click = button, lambda: holder


def through_a_callback() -> None:
    button = Button()
    button.on_click = lambda: button.on_click


def through_a_bound_method() -> None:
    holder = Holder()
    holder.held = holder.wait


def through_a_closure() -> None:
    button = Button()
    button.on_click = collected.closure_of(button)


def through_a_variant() -> None:
    nested = Nested()
    nested.put("variant", nested)


def through_a_chain_of_variants() -> None:
    nested = Nested()
    nested.put("chain", nested)


def through_a_generic_struct() -> None:
    nested = Nested()
    nested.put("name", nested)
    assert nested.held() == "name"


def through_a_native_subclass() -> None:
    ended = MoreEnded()
    ended.held = ended


class Derived(Holder):
    """Has a `__dict__` and a list of weak references."""


def through_a_subclass() -> None:
    derived = Derived()
    derived.held = derived


def through_the_dict_of_a_subclass() -> None:
    derived = Derived()
    derived.me = derived


def through_a_class_of_its_own() -> None:
    class Local(Holder):
        pass

    local = Local()
    Local.instance = local
    local.held = Local


CYCLES = (
    *(through_a_field, through_two, through_a_list, through_a_map, through_a_tuple, through_a_box),
    *(through_a_value_of_its_own_type, through_a_field_without_a_name, through_a_python_object),
    *(through_two_classes, through_a_callback, through_a_bound_method, through_a_closure),
    *(through_a_subclass, through_the_dict_of_a_subclass, through_a_class_of_its_own),
    *(through_a_variant, through_a_chain_of_variants, through_a_generic_struct),
    through_a_native_subclass,
)


@pytest.mark.parametrize("make", CYCLES)
def test_a_cycle_is_collected(make: Callable[[], None]) -> None:
    gc.disable()
    try:
        before = collected.alive()
        make()
        assert collected.alive() > before
        gc.collect()
        assert collected.alive() == before
    finally:
        gc.enable()


@pytest.fixture
def hasty_collector() -> Iterator[None]:
    """Without the GIL the collector waits until a process has grown by a tenth, unless it is told not to."""
    before = gc.get_threshold()
    if not HAS_GIL:
        gc.set_threshold(before[0], 0)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("hasty_collector")
@pytest.mark.parametrize("make", CYCLES)
def test_a_cycle_is_collected_in_the_course_of_things(make: Callable[[], None]) -> None:
    gc.collect()
    before = collected.alive()
    for _ in range(3000):
        make()
    # The collector came by on its own.
    assert collected.alive() < before + 6000 - 1


def test_what_is_still_reachable_stays() -> None:
    holder = Holder()
    holder.held = [holder]
    for _ in range(3):
        gc.collect()
    assert holder.held == [holder]


def test_only_what_holds_objects_is_the_collectors_business() -> None:
    plain = Plain(1.0, "x")
    assert not gc.is_tracked(plain)
    assert not Plain.__flags__ & (1 << 14)
    for obj in (Holder(), Shelf(), Button(), Tuple()):
        assert gc.is_tracked(obj)


def test_the_collector_sees_what_is_held() -> None:
    held = object()
    holder = Holder(held)
    assert held in gc.get_referents(holder)
    assert Holder in gc.get_referents(holder)
    shelf = Shelf()
    shelf.list = [held, held]
    assert gc.get_referents(shelf).count(held) == 2


def test_weakref_callback_in_a_cycle() -> None:
    holder, calls = Holder(), []
    holder.held = holder
    ref = weakref.ref(holder, calls.append)
    del holder
    gc.collect()
    assert ref() is None
    assert calls == [ref]


def test_a_weakref_that_is_part_of_the_garbage() -> None:
    holder = Holder()
    holder.held = [weakref.ref(holder, lambda _: pytest.fail("part of the garbage")), holder]
    del holder
    gc.collect()


def test_an_object_that_is_resurrected_by_a_subclass() -> None:
    kept: list[Any] = []

    class Phoenix(Holder):
        def __del__(self) -> None:
            kept.append(self)

    phoenix = Phoenix()
    phoenix.held = phoenix
    del phoenix
    gc.collect()
    [phoenix] = kept
    # Nothing was cleared: the value is as it was.
    assert phoenix.held is phoenix
    kept.clear()
    del phoenix
    gc.collect()
    assert kept == []


def test_a_finalizer_of_the_garbage_sees_whole_values() -> None:
    seen = []

    class Witness:
        def __init__(self, holder: Holder) -> None:
            self.holder = holder

        def __del__(self) -> None:
            seen.append(self.holder.held)

    holder = Holder()
    holder.held = Witness(holder)
    witness = id(holder.held)
    del holder
    gc.collect()
    assert [id(held) for held in seen] == [witness]
    seen.clear()


def test_what_was_cleared_says_so() -> None:
    """As an instance in a cycle is cleared, other code may run, and find it by its address at least."""
    seen: list[str] = []
    shelf, watched = Shelf(), Watched()
    shelf.list = [shelf, watched]
    address = id(shelf)

    def ended(_: object) -> None:
        obj = ctypes.cast(address, ctypes.py_object).value
        assert type(obj) is Shelf
        with pytest.raises(RuntimeError) as caught:
            _ = obj.list
        seen.append(str(caught.value))

    ref = weakref.ref(watched, ended)
    del shelf, watched
    gc.collect()
    assert ref() is None
    [message] = seen
    assert "or not any more: the garbage collector has ended it" in message


def test_collecting_while_a_value_is_written_here() -> None:
    holder = Holder()
    holder.held = holder

    def collect() -> int:
        return gc.collect()

    assert holder.call_while_writing(collect) is not None
    assert holder.held is holder
    holder.held = None


def test_collecting_while_a_value_is_written_elsewhere() -> None:
    """Another thread is in a `&mut self` method, detached: its value is not looked at, and stays."""
    holder = Holder()
    holder.held = [holder]
    results = []
    thread = threading.Thread(target=lambda: results.append(holder.wait(0.3)))
    thread.start()
    time.sleep(0.1)
    for _ in range(5):
        gc.collect()
    thread.join()
    assert results == [True]
    assert holder.held == [holder]


def test_a_cycle_whose_value_is_being_written_is_not_torn() -> None:
    def start() -> threading.Thread:
        holder = Holder()
        holder.held = holder
        thread = threading.Thread(target=holder.wait, args=(0.2,))
        thread.start()
        return thread

    thread = start()
    time.sleep(0.05)
    gc.collect()
    thread.join()


def test_a_long_chain_is_collected_without_a_long_stack() -> None:
    first = last = Holder()
    for _ in range(100_000):
        last = Holder(last)
    first.held = last
    del first, last
    gc.collect()


@pytest.fixture
def unraisable(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What nobody could catch."""
    seen: list[str] = []
    hook = lambda raised: seen.append(f"{raised.exc_type.__name__}: {raised.exc_value}")  # noqa: E731
    monkeypatch.setattr(sys, "unraisablehook", hook)
    return seen


class DerivedEnded(Ended):
    """Has a finalizer of its base."""


class DerivedFreelyEnded(FreelyEnded):
    """Has a finalizer of its base, which is in an `impl` block elsewhere."""


class SlottedEnded(Ended):
    """Is not garbage-collected."""

    __slots__ = ()


@pytest.mark.parametrize(
    "kind", [Ended, DerivedEnded, SlottedEnded, FreelyEnded, DerivedFreelyEnded]
)
def test_del_is_called_once(kind: type[Any]) -> None:
    before = collected.ended()
    obj = kind(5)
    assert collected.ended() == before
    del obj
    assert collected.ended() == before + 5


def test_only_a_class_with_del_has_a_word_for_it() -> None:
    assert FreelyEnded.__basicsize__ == FreelyPlain.__basicsize__ + 8


def test_del_is_inherited_by_a_native_subclass() -> None:
    before = collected.ended()
    obj = MoreEnded()
    assert obj.base_value() == 10
    del obj
    assert collected.ended() == before + 10
    through_a_native_subclass()
    gc.collect()
    assert collected.ended() == before + 20


def test_del_of_a_subclass_calls_super() -> None:
    calls = []

    class Derived(Ended):
        def __del__(self) -> None:
            calls.append(self.x)
            super().__del__()

    before = collected.ended()
    Derived(7)
    assert calls == [7]
    assert collected.ended() == before + 7


def test_del_that_is_called_by_hand_is_called_again() -> None:
    before = collected.ended()
    obj = Ended(3)
    obj.__del__()
    assert collected.ended() == before + 3
    del obj
    assert collected.ended() == before + 6


def test_del_of_an_instance_without_a_value() -> None:
    before = collected.ended()
    obj = Ended.__new__(Ended)
    del obj
    assert collected.ended() == before


def test_what_del_raises_is_reported(unraisable: list[str]) -> None:

    def in_flight() -> None:
        try:
            raise KeyError("in flight")
        finally:
            Ended(0)

    with pytest.raises(KeyError, match="in flight"):
        in_flight()
    assert unraisable == ["ValueError: nothing to end"]


def test_del_gets_the_whole_instance() -> None:
    seen: list[Any] = []
    obj = Caller(lambda this: seen.append((type(this), this.name)))
    obj.name = "x"
    ref = weakref.ref(obj, lambda _: seen.append("weakref"))
    del obj
    assert seen == [(Caller, "x"), "weakref"]
    assert ref() is None


@pytest.mark.parametrize("in_cycle", [False, True])
def test_resurrection(in_cycle: bool) -> None:
    kept: list[Any] = []
    obj = Caller(kept.append)
    if in_cycle:
        obj.me = obj
    ref = weakref.ref(obj)
    del obj
    gc.collect()
    [obj] = kept
    # It lives on as it was. Before CPython 3.15 the collector ends weak references before finalizers are called.
    assert type(obj) is Caller
    assert ref() is (None if in_cycle and sys.version_info < (3, 15) else obj)
    assert gc.is_tracked(obj)
    kept.clear()
    del obj
    gc.collect()
    # The second time nobody asks.
    assert kept == []


def test_a_long_chain_of_finalizers() -> None:
    last = None
    for _ in range(20_000):
        caller = Caller()
        caller.next = last
        last = caller
    before = collected.alive()
    del last, caller
    assert collected.alive() == before - 20_000


def test_del_while_another_ends() -> None:
    seen: list[str] = []
    outer = Caller(lambda _: seen.append("outer"))
    outer.inner = Caller(lambda _: seen.append("inner"))
    del outer
    assert seen == ["outer", "inner"]


def another_module() -> Any:
    """A second module of the same file, with a state of its own, which nobody else knows."""
    spec = importlib.util.spec_from_file_location("fixtures.collected", collected.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("wrap", [lambda m: m, lambda m: m.keep, lambda m: Holder([m])])
def test_a_cycle_through_a_module_state(wrap: Callable[[Any], Any]) -> None:
    module = another_module()
    module.keep(wrap(module))
    ended = collected.ended()
    del module
    gc.collect()
    # The state's `__del__` ran, once, with the state as it was.
    assert collected.ended() == ended + 1


def test_a_module_state_is_looked_at_and_stays() -> None:
    module, held = another_module(), object()
    module.keep(held)
    gc.collect()
    assert held in gc.get_referents(module)


def test_freezing_and_unfreezing() -> None:
    holder = Holder()
    holder.held = holder
    gc.freeze()
    gc.unfreeze()
    del holder
    gc.collect()


def test_many_threads_make_cycles() -> None:
    def work() -> None:
        for _ in range(300):
            for make in CYCLES[:8]:
                make()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        gc.collect()
    for thread in threads:
        thread.join()
