"""Reference cycles through values of Rust are collected: through fields, dicts, closures, subclasses and states."""

import gc
import importlib.util
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fixtures import collected
from fixtures.collected import Button, Holder, Plain, Shelf, Tuple


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
    """`tp_clear` of one object may run code of another, which finds a third without its value."""
    seen = []

    class Late(list[Any]):
        """Has no finalizer: its items are released when it is cleared itself."""

    class Probe:
        def __init__(self, holder: Holder) -> None:
            self.holder = holder

    holder = Holder()
    probe = Probe(holder)
    holder.held = probe

    def ended(_: object) -> None:
        seen.append("ended")

    ref = weakref.ref(probe, ended)
    del holder, probe
    gc.collect()
    assert ref() is None
    assert seen == ["ended"]


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


def another_module() -> Any:
    """A second module of the same file, with a state of its own, which nobody else knows."""
    spec = importlib.util.spec_from_file_location("fixtures.collected", collected.__file__)
    assert spec is not None and spec.loader is not None
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
