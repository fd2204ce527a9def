"""Closures as Python callables, and callables of Python that Rust keeps and calls."""

import copy
import gc
import inspect
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures import callbacks

WAYS = ["plain", "option", "nested", "map", "array", "own"]


class Thing:
    """Something that can be watched by a weak reference, and called."""

    closure: object = None

    def __call__(self) -> object:
        return self.closure


@pytest.fixture(autouse=True)
def _forget_earlier_ends() -> Iterator[None]:
    gc.collect()
    callbacks.ended()
    yield
    gc.collect()


# What Python sees of a closure.


def test_a_closure_is_a_builtin_function_with_its_captured_values() -> None:
    multiply = callbacks.multiplier(3, "km")
    assert multiply(14) == "=42km"
    assert multiply(2, 2) == "=18km"
    assert multiply(2, times=0, prefix="") == "2km"
    assert callbacks.multiplier(5, "m")(1) == "=5m"
    assert inspect.isbuiltin(multiply)


def test_name_signature_and_docstring() -> None:
    multiply = callbacks.multiplier(3, "km")
    assert multiply.__name__ == "multiply"
    assert multiply.__doc__ == "Multiplies.\n\nMore than once, if asked."
    assert str(inspect.signature(multiply)) == "(number, /, times=1, *, prefix='=')"
    assert str(inspect.signature(callbacks.gatherer())) == "(*args, **kwargs)"
    assert str(inspect.signature(callbacks.nothing())) == "()"
    assert repr(multiply).startswith("<built-in method multiply of pydust.closure object at ")


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((), {}, "multiply() missing 1 required positional argument: 'number'"),
        ((1, 2, 3), {}, "multiply() takes from 1 to 2 positional arguments but 3 were given"),
        (
            (),
            {"number": 1},
            "multiply() got some positional-only arguments passed as keyword arguments: 'number'",
        ),
        (("x",), {}, "multiply() argument 'number'"),
        ((1,), {"prefix": 1}, "multiply() argument 'prefix'"),
    ],
)
def test_wrong_calls_are_those_of_functions(
    args: tuple[Any, ...], kwargs: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError) as caught:
        callbacks.multiplier(3, "km")(*args, **kwargs)
    assert str(caught.value).startswith(message)


def test_errors_and_panics_are_raised() -> None:
    with pytest.raises(ValueError, match=r"^-1 is negative$") as caught:
        callbacks.multiplier(3, "km")(-1)
    assert caught.traceback[-1].name in {"multiply", "test_errors_and_panics_are_raised"}
    with pytest.raises(RuntimeError, match=r"said no \(panicked at .*callbacks.rs:\d+\)"):
        callbacks.panicking()("no")


def test_captured_values_are_shared_by_the_calls() -> None:
    gather = callbacks.gatherer()
    assert gather(1, a=2) == "2 [1] {'a': 2}"
    assert gather() == "2 [] {}"
    assert callbacks.gatherer()(1) == "1 [1] {}"


def test_a_closure_calls_back_and_calls_itself() -> None:
    relay = callbacks.relay(lambda items, first: (items, first))
    assert relay([3], "x") == ([3, 1], "x")
    depth = 0

    def again(items: list[int], first: object) -> int:
        nonlocal depth
        depth = len(items)
        return depth if depth == 50 else loop(items, first)

    loop = callbacks.relay(again)
    assert loop([], None) == 50
    endless: Callable[..., object] = callbacks.relay(lambda *args: endless(*args))
    with pytest.raises(RecursionError):
        endless([], None)


def test_a_closure_can_run_detached() -> None:
    sleep = callbacks.sleeper(1)

    def seconds() -> float:
        running = [threading.Thread(target=sleep, args=(100,)) for _ in range(5)]
        start = time.monotonic()
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        return time.monotonic() - start

    # One after the other they always take longer; together they only do where other processes are in the way.
    assert any(seconds() < 0.5 for _ in range(20))
    assert sleep() == 1


def test_copies_are_the_same_and_pickling_is_refused() -> None:
    multiply = callbacks.multiplier(3, "km")
    assert copy.copy(multiply) is copy.deepcopy(multiply) is multiply
    with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
        pickle.dumps(multiply)
    with pytest.raises(TypeError, match=r"cannot create 'pydust\.closure' instances"):
        type(multiply.__self__)()


def test_all_closures_have_one_type() -> None:
    assert type(callbacks.nothing().__self__) is type(callbacks.gatherer().__self__)
    assert type(callbacks.nothing().__self__).__doc__


# How a closure ends.


def test_captured_values_end_with_the_last_reference() -> None:
    closure = callbacks.ending()
    again = closure
    del closure
    assert callbacks.ended() == 0
    assert again() is False
    del again
    assert callbacks.ended() == 1


@pytest.mark.parametrize("way", [*WAYS, "locked"])
def test_a_captured_object_is_released(way: str) -> None:
    thing = Thing()
    before = sys.getrefcount(thing)
    closure = callbacks.holder(thing, way)
    closure()
    assert sys.getrefcount(thing) > before
    del closure
    assert sys.getrefcount(thing) == before


@pytest.mark.parametrize("way", WAYS)
def test_a_cycle_through_a_closure_is_collected(way: str) -> None:
    thing = Thing()
    thing.closure = callbacks.holder(thing, way)
    gone = weakref.ref(thing)
    del thing
    gc.collect()
    assert gone() is None


def test_a_cycle_through_a_lock_is_not_collected() -> None:
    thing = Thing()
    thing.closure = callbacks.holder(thing, "locked")
    gone = weakref.ref(thing)
    del thing
    gc.collect()
    kept = gone()
    assert kept is not None
    kept.closure = None
    del kept
    assert gone() is None


@pytest.mark.parametrize("way", WAYS)
def test_what_is_reachable_is_not_collected(way: str) -> None:
    thing = Thing()
    thing.closure = callbacks.holder(thing, way)
    keep = thing.closure
    gone = weakref.ref(thing)
    del thing
    for _ in range(3):
        gc.collect()
    assert gone() is not None
    assert keep() is not None  # type: ignore[operator]


def test_only_closures_that_can_be_in_a_cycle_are_tracked() -> None:
    assert gc.is_tracked(callbacks.holder(Thing(), "plain").__self__)
    assert not gc.is_tracked(callbacks.multiplier(3, "km").__self__)
    assert not gc.is_tracked(callbacks.nothing().__self__)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="garbage ends in another order")
def test_a_closure_called_while_its_cycle_is_cleared_raises() -> None:
    """`Farewell` calls its function as the captured value ends; that calls the dying closure."""
    seen: list[str] = []

    class Caller:
        closure: Any

        def __call__(self) -> None:
            try:
                self.closure()
            except RuntimeError as error:
                seen.append(str(error))

    # The collector clears the oldest first; frozen objects come back as the youngest.
    caller = Caller()
    gc.freeze()
    caller.closure = callbacks.holder(caller, "own")
    gone = weakref.ref(caller)
    gc.collect()
    gc.unfreeze()
    del caller
    gc.collect()
    assert gone() is None
    assert seen == [
        "hold(): what this closure captured is gone: the garbage collector released it, "
        "since nothing but a cycle referred to the closure"
    ]


def test_a_panic_in_the_end_of_a_captured_value_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reports: list[str] = []
    # Not the argument itself, which the garbage collector does not see.
    monkeypatch.setattr(sys, "unraisablehook", lambda info: reports.append(str(info.exc_value)))
    closure = callbacks.ending(panics=True)

    def raise_with(_closure: object) -> None:
        raise KeyError("in flight")

    arguments = [closure]
    del closure
    with pytest.raises(KeyError, match="in flight"):
        raise_with(arguments.pop())
    gc.collect()
    assert callbacks.ended() == 1
    assert "the end of a captured value" in reports[0]


def test_a_long_chain_of_closures_ends() -> None:
    chain: object = None
    for _ in range(100_000):
        chain = callbacks.holder(chain, "plain")
    del chain
    gc.collect()


def test_closures_are_made_and_ended_by_many_threads() -> None:
    def work() -> None:
        for number in range(500):
            thing = Thing()
            thing.closure = callbacks.holder(thing, WAYS[number % 5])
            assert callbacks.multiplier(number, "")(2) == f"={number * 2}"

    running = [threading.Thread(target=work) for _ in range(6)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    gc.collect()


# Callables that Rust keeps, and calls from threads of its own.


@pytest.fixture
def _forget() -> Iterator[None]:
    yield
    callbacks.keep(None)


@pytest.mark.usefixtures("_forget")
def test_a_kept_callable_is_called_from_threads() -> None:
    threads = set()

    def square(number: int) -> int:
        threads.add(threading.get_ident())
        return number**2

    callbacks.keep(square)
    assert callbacks.call_kept(8) == [number**2 for number in range(8)]
    assert threading.get_ident() not in threads


@pytest.mark.usefixtures("_forget")
def test_a_kept_callable_raises_to_the_caller() -> None:
    callbacks.keep(lambda number: 1 // (number - 1))
    with pytest.raises(ZeroDivisionError):
        callbacks.call_kept(2)
    callbacks.keep(None)
    with pytest.raises(LookupError, match="no callable is kept"):
        callbacks.call_kept(1)


@pytest.mark.usefixtures("_forget")
def test_a_kept_callable_comes_back_into_rust() -> None:
    callbacks.keep(lambda number: number if number == 0 else callbacks.call_kept(number)[0])
    assert callbacks.call_kept(4) == [0, 0, 0, 0]


@pytest.mark.usefixtures("_forget")
def test_a_kept_callable_may_change_what_is_kept() -> None:
    callbacks.keep(lambda _: callbacks.keep(None))
    assert callbacks.call_kept(1) == [None]


def test_errors_in_threads_go_to_the_hook_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    errors: list[str] = []
    places: list[list[str]] = []
    threads: list[object] = []

    def hook(report: threading.ExceptHookArgs) -> None:
        # Not the argument itself, which the garbage collector does not see.
        errors.append(repr(report.exc_value))
        places.append([entry.name for entry in traceback.extract_tb(report.exc_traceback)])
        threads.append(report.thread)

    monkeypatch.setattr(threading, "excepthook", hook)
    callbacks.fire(lambda: 1 / 0)
    callbacks.report_own("made in Rust")
    callbacks.fire(sys.exit)
    assert errors == [
        "ZeroDivisionError('division by zero')",
        "ValueError('made in Rust')",
        "SystemExit()",
    ]
    assert places[0] == ["<native thread>", "<lambda>"]
    assert all(isinstance(thread, threading.Thread) for thread in threads)


def test_a_hook_that_raises_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[type] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda info: reports.append(info.exc_type))
    monkeypatch.setattr(threading, "excepthook", lambda _: [][0])
    callbacks.fire(lambda: 1 / 0)
    assert reports == [IndexError]


def test_a_panic_while_attached_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert callbacks.panic_in_thread()
    printed = capfd.readouterr().err
    assert printed.startswith("\nthread 'worker' panicked at ")
    assert printed.endswith(":\nnobody catches this\n")


def run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_kept_callable_outlives_the_module() -> None:
    done = run("""
        import gc, sys
        from fixtures import callbacks
        callbacks.keep(print)
        keep, call_kept = callbacks.keep, callbacks.call_kept
        del callbacks, sys.modules["fixtures.callbacks"]
        gc.collect()
        call_kept(1)
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")


@pytest.mark.parametrize("work", ["pass", "time.sleep(0.001)", "sum(range(10_000))"])
def test_threads_that_call_until_the_end_let_python_end(work: str) -> None:
    done = run(f"""
        import atexit, time
        from fixtures import callbacks

        def tick():
            {work}

        atexit.register(time.sleep, 0.01)
        for _ in range(4):
            callbacks.call_until_the_end(tick)
        atexit.register(time.sleep, 0.01)
        time.sleep(0.05)
        print("end")
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "end\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_forked_process_does_not_wait_for_threads_that_it_has_not() -> None:
    done = run("""
        import os, time, warnings
        from fixtures import callbacks
        warnings.simplefilter("ignore", DeprecationWarning)
        callbacks.call_until_the_end(lambda: time.sleep(0.001))
        time.sleep(0.05)
        begin = time.monotonic()
        child = os.fork()
        if child:
            print(os.waitpid(child, 0)[1], time.monotonic() - begin < 5)
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 True\n", "")


def test_an_exit_handler_can_still_call_from_threads() -> None:
    done = run("""
        import atexit
        from fixtures import callbacks
        callbacks.keep(print)
        atexit.register(callbacks.call_kept, 1)
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")
