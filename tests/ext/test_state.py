"""Module state: its life, its isolation, and who may use it when."""

import builtins
import gc
import importlib
import importlib.util
import sys
import threading
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from fixtures import state


def another() -> ModuleType:
    """Import the module once more, as an independent instance."""
    assert state.__spec__ is not None
    spec = importlib.util.spec_from_file_location("fixtures.state", state.__spec__.origin)
    assert spec is not None
    assert spec.loader is not None
    kept = {name: sys.modules[name] for name in sys.modules if name.startswith("fixtures.state")}
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.modules.update(kept)
    return module


@pytest.fixture
def log() -> Iterator[list[Any]]:
    """What instances made during the test log."""
    builtins.fixtures_state_log = found = []  # type: ignore[attr-defined]
    yield found
    del builtins.fixtures_state_log  # type: ignore[attr-defined]


def test_instances_have_state_of_their_own() -> None:
    one, two = another(), another()
    assert (one.add(), one.add(5), two.add()) == (1, 6, 1)
    assert (one.count(), two.count()) == (6, 1)
    assert one.log() is not two.log()
    assert (one.inner.flip(), one.inner.flip(), two.inner.flip()) == (True, False, True)


def test_del_runs_as_the_module_goes(log: list[Any]) -> None:
    module = another()
    module.add(3)
    assert log == ["init"]
    del module
    gc.collect()
    assert log == ["init", ("del", 3)]


@pytest.mark.parametrize("how", ["error", "panic"])
def test_a_failing_init_raises_at_import_and_leaves_nothing_behind(
    how: str, log: list[Any]
) -> None:
    saved = {name: sys.modules.pop(name) for name in list(sys.modules) if "fixtures.state" in name}
    builtins.fixtures_state_fails = how  # type: ignore[attr-defined]
    try:
        with pytest.raises(ValueError if how == "error" else RuntimeError, match="__init__"):
            importlib.import_module("fixtures.state")
        assert not [name for name in sys.modules if "fixtures.state" in name]
    finally:
        del builtins.fixtures_state_fails  # type: ignore[attr-defined]
    try:
        assert importlib.import_module("fixtures.state").add() == 1
        assert importlib.import_module("fixtures.state.inner").flip() is True
        assert log == ["init"]
    finally:
        for name in [name for name in sys.modules if "fixtures.state" in name]:
            del sys.modules[name]
        sys.modules.update(saved)


def test_reading_may_meet_reading() -> None:
    module = another()
    module.add(2)
    assert module.reading(lambda: module.reading(module.count)) == 2


def test_writing_while_this_thread_uses_the_state_is_an_error() -> None:
    module = another()
    with pytest.raises(
        RuntimeError, match=r"^add\(\): the object is being read by reading\(\) further up"
    ):
        module.reading(module.add)
    with pytest.raises(
        RuntimeError, match=r"^count\(\): the object is being changed by writing\(\)"
    ):
        module.writing(module.count)
    with pytest.raises(RuntimeError, match=r"^add\(\): the object is being changed by writing\(\)"):
        module.writing(module.add)
    assert module.add() == 3


def test_another_thread_waits_for_its_turn() -> None:
    module = another()
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        inside.set()
        assert leave.wait(10)

    holder = threading.Thread(target=module.writing, args=(hold,))
    holder.start()
    assert inside.wait(10)
    results: list[int] = []
    waiter = threading.Thread(target=lambda: results.append(module.add(10)))
    waiter.start()
    time.sleep(0.05)
    assert results == []
    leave.set()
    holder.join()
    waiter.join()
    assert results == [11]


def test_readers_of_two_threads_can_overlap_and_a_writer_waits_for_both() -> None:
    module = another()
    barrier = threading.Barrier(3)
    threads = [
        threading.Thread(target=module.reading, args=(lambda: barrier.wait(10),)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    barrier.wait(10)
    assert module.add() == 1
    for thread in threads:
        thread.join()


def test_functions_of_the_state() -> None:
    assert state.plain(1) == 2
    assert not hasattr(state, "hidden")
    assert not hasattr(state, "Counter")
    assert not hasattr(state, "__init__x")


def test_many_threads_lose_no_update() -> None:
    module = another()

    def work() -> None:
        for _ in range(2000):
            module.add()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert module.count() == 16_000


def test_reloading_keeps_the_state() -> None:
    before = state.add()
    assert importlib.reload(state) is state
    assert state.add() == before + 1
