"""Threads: attaching, detaching, and references that are dropped anywhere."""

import gc
import sys
import threading
import time
import weakref

import pytest
from fixtures import threads


class Thing:
    """Something that can be watched by a weak reference."""


def test_detached_work() -> None:
    assert threads.sum([1, 2, 3]) == 6


def test_a_foreign_thread_can_call_python() -> None:
    main = threading.get_ident()
    assert threads.call_from_thread(threading.get_ident) != main
    with pytest.raises(ZeroDivisionError):
        threads.call_from_thread(lambda: 1 / 0)


def test_attaching_nests() -> None:
    assert threads.nested() == 4
    assert threads.attached_twice() == 2


@pytest.mark.parametrize("drop", [threads.drop_detached, threads.drop_on_thread])
def test_what_is_dropped_while_detached_is_released_soon(drop: object) -> None:
    thing = Thing()
    gone = weakref.ref(thing)
    drop(thing)  # type: ignore[operator]
    del thing
    threads.nested()  # attaches
    gc.collect()
    assert gone() is None


def test_stored_objects_come_back() -> None:
    thing = Thing()
    before = sys.getrefcount(thing)
    threads.keep(thing)
    assert threads.kept() is thing
    assert "Thing object" in threads.use_kept()
    threads.forget()
    assert threads.kept() is None
    assert sys.getrefcount(thing) == before


def test_other_threads_run_while_one_is_detached() -> None:
    ticks = 0
    stop = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0)

    ticker = threading.Thread(target=tick)
    ticker.start()
    try:
        for _ in range(50):
            threads.call_from_thread(lambda: time.sleep(0.001))
    finally:
        stop.set()
        ticker.join()
    assert ticks > 0
