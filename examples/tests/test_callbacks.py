"""Functions as values: closures of Rust, and listeners that a thread of Rust calls."""

import gc
import inspect
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from example import callbacks


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is so, for as long as a busy machine may need."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.001)


def test_a_closure_of_rust_is_a_function() -> None:
    triple = callbacks.multiplier(3)
    assert triple(14) == 42
    assert triple(14, plus=0.5) == 42.5
    assert callbacks.multiplier(2)(14) == 28
    assert str(inspect.signature(triple)) == "(number, *, plus=0.0)"
    assert list(map(triple, [1, 2])) == [3, 6]
    with pytest.raises(TypeError, match=r"^multiply\(\) missing 1 required positional argument"):
        triple()


def test_captured_objects_are_used() -> None:
    calls = []

    def double(number: int) -> int:
        calls.append(number)
        return number * 2

    cached = callbacks.cached(double)
    assert [cached(3), cached(3), cached(4)] == [6, 6, 8]
    assert calls == [3, 4]
    with pytest.raises(TypeError, match="unhashable"):
        cached([])


def test_a_cycle_through_captured_objects_is_collected() -> None:
    class Recursive:
        cached: Any

        def __call__(self, number: int) -> int:
            return 1 if number == 0 else number * self.cached(number - 1)

    function = Recursive()
    function.cached = callbacks.cached(function)
    assert function.cached(10) == 3628800
    gone = weakref.ref(function)
    del function
    gc.collect()
    assert gone() is None


def test_listeners_are_called_from_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, int]] = []
    errors: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", errors.append)
    sent = callbacks.counter()
    assert sent() == 0

    def fails(event: str) -> None:
        raise ValueError(event)

    callbacks.listen(fails)
    callbacks.listen(lambda event: heard.append((event, threading.get_ident())))
    callbacks.send("started")
    wait_for(lambda: sent() == 1)
    assert [event for event, _ in heard] == ["started"]
    assert heard[0][1] != threading.get_ident()
    assert [str(error.exc_value) for error in errors] == ["started"]
