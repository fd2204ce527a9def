"""The locks of instances: a thread's own borrows are named, other threads' are waited for."""

import gc
import io
import re
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from fixtures import locks
from fixtures.locks import Counter, inner
from together import at_once

SAME_THREAD = " further up in this same thread, so waiting for it would never end"

NO_VALUE = (
    "the object has no value yet: its __init__() was not called, or failed; or not any more: the "
    "garbage collector has ended it"
)


class Sub(Counter):
    """A class of Python has its base's locks."""

    def each_of_mine(self, f: Callable[[], Any]) -> None:
        self.each(f)


def change(counter: Counter) -> None:
    counter.total = 1


# Who holds the lock, and how that is said.
HOLDERS = {
    "method": (Counter.each, "changed by Counter.each()"),
    "reading method": (Counter.look, "read by Counter.look()"),
    "function": (locks.merge, "changed by merge()"),
    "function of another module": (inner.deep, "changed by deep()"),
    "closure": (locks.closure(), "changed by another function"),
    "Rust code": (locks.hold, "changed by Rust code"),
}

# Who wants it, and how that is said.
ASKERS = {
    "method": (lambda c: c.add(1), "Counter.add(): "),
    "attribute": (change, "Counter.total: "),
    "function": (lambda c: locks.merge(c, int), "merge(): "),
    "two arguments": (lambda c: locks.swap(Counter(), c), "swap(): "),
    "constructor": (lambda c: c.__init__(3), "Counter.__init__(): "),
    "Rust code": (lambda c: locks.hold(c, int), ""),
}

READERS = {
    "method": (lambda c: c.peek(), "Counter.peek(): "),
    "attribute": (lambda c: c.total, "Counter.total: "),
    "readonly attribute": (lambda c: c.calls, "Counter.calls: "),
    "operator": (lambda c: c + Counter(), "Counter.__add__(): "),
    "right operand": (lambda c: Counter() + c, "Counter.__add__(): "),
    "repr": (repr, "Counter.__repr__(): "),
    "function": (lambda c: locks.compare(c, c), "compare(): "),
    "Rust code": (locks.ask, ""),
}


@pytest.mark.parametrize("cls", [Counter, Sub])
@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("holder", HOLDERS)
def test_a_threads_own_borrow_is_an_error_that_names_both(
    cls: type[Counter], holder: str, asker: str
) -> None:
    (hold, is_held), (ask, asks) = HOLDERS[holder], ASKERS[asker]
    counter = cls(5)
    expected = f"{asks}the object is being {is_held}{SAME_THREAD}"
    with pytest.raises(RuntimeError, match=f"^{re.escape(expected)}$"):
        hold(counter, lambda: ask(counter))
    ask(counter)  # nothing is held any more


@pytest.mark.parametrize("asker", READERS)
@pytest.mark.parametrize("holder", HOLDERS)
def test_readers_are_only_in_the_way_of_writers(holder: str, asker: str) -> None:
    (hold, is_held), (ask, asks) = HOLDERS[holder], READERS[asker]
    counter = Counter(5)
    if is_held.startswith("read"):
        hold(counter, lambda: ask(counter))
    else:
        expected = f"{asks}the object is being {is_held}{SAME_THREAD}"
        with pytest.raises(RuntimeError, match=f"^{re.escape(expected)}$"):
            hold(counter, lambda: ask(counter))
    assert counter.add(0) >= 5


def test_several_borrows_of_one_thread() -> None:
    counter = Counter()
    with pytest.raises(RuntimeError, match="is being read more than once" + SAME_THREAD):
        counter.look(lambda: counter.look(lambda: counter.add(1)))
    # The inner one has ended: the outer one is left, without its name.
    assert counter.look(lambda: (counter.look(int), counter.peek())[1]) == 0
    assert counter.add(1) == 1


def test_both_arguments_the_same() -> None:
    counter = Counter()
    with pytest.raises(RuntimeError, match=r"^swap\(\): .* changed by swap\(\) further up"):
        locks.swap(counter, counter)
    with pytest.raises(RuntimeError, match=r"^Counter.take\(\): .* changed by Counter.take\(\)"):
        counter.take(counter, int)


def test_state_names_its_functions() -> None:
    expected = f"count(): the object is being changed by while_counting(){SAME_THREAD}"
    before = locks.count()
    with pytest.raises(RuntimeError, match=f"^{re.escape(expected)}$"):
        locks.while_counting(locks.count)
    assert locks.count() == before + 1


def test_an_instance_without_its_value_names_who_asked() -> None:
    for ask, name in (
        (lambda c: c.add(1), "Counter.add(): "),
        (lambda c: c.total, "Counter.total: "),
        (lambda c: locks.merge(c, int), "merge(): "),
        (locks.ask, ""),
    ):
        expected = f"{name}{NO_VALUE}"
        with pytest.raises(RuntimeError, match=f"^{re.escape(expected)}$"):
            ask(Counter.__new__(Counter))


in_threads = partial(at_once, timeout=60)

LOCK = threading.Lock()


def sleep() -> None:
    time.sleep(0.0005)


def show() -> None:
    print("x", file=io.StringIO())


def take_a_lock() -> None:
    with LOCK:
        time.sleep(0)


@pytest.mark.parametrize("callback", [sleep, show, take_a_lock, gc.collect])
def test_callbacks_of_many_threads_while_the_value_changes(callback: Callable[[], Any]) -> None:
    counter = Counter()

    def work() -> None:
        for _ in range(15):
            assert counter.split(callback)
            assert counter.look(lambda: counter.peek()) >= 0
            assert counter + counter is not None
            counter.total  # noqa: B018 - read while others write

    assert in_threads(*[work] * 6) == []
    assert counter.total == 6 * 15


def test_readers_of_many_threads_do_not_wait_for_each_other() -> None:
    counter, all_in = Counter(), threading.Barrier(8)
    # Nobody leaves before all are in.
    assert in_threads(*[lambda: counter.look(lambda: all_in.wait(10))] * 8) == []
    assert counter.add(1) == 1


def test_writers_get_their_turn_among_readers_of_several_threads() -> None:
    counter = Counter()
    reading, leave = threading.Event(), threading.Event()

    def outer() -> None:
        counter.look(lambda: (reading.set(), leave.wait(10)))

    def inner() -> None:
        reading.wait(10)
        counter.look(lambda: counter.look(lambda: (leave.set(), time.sleep(0.01))))

    def write() -> None:
        reading.wait(10)
        counter.add(1)

    assert in_threads(outer, inner, write) == []
    assert counter.total == 1


def test_two_objects_in_opposite_order() -> None:
    a, b = Counter(5), Counter(5)

    def work(x: Counter, y: Counter) -> None:
        for _ in range(40):
            x.take(y, sleep)
            locks.swap(x, y)

    assert in_threads(lambda: work(a, b), lambda: work(b, a), lambda: work(a, b)) == []
    assert a.total + b.total == 10


def test_a_deadlock_is_an_error_that_names_the_holder() -> None:
    a, b, c = Counter(), Counter(), Counter()
    held = threading.Barrier(2)

    def each(x: Counter, y: Counter) -> None:
        x.each(lambda: (held.wait(10), y.add(1)))

    # Ten seconds of waiting are more on a busy machine: the pauses are what is counted.
    raised = in_threads(
        lambda: each(a, b),
        lambda: each(b, a),
        # A thread that Rust starts waits for what its starter holds.
        lambda: c.ask_from_rust(c),
        timeout=120,
    )
    late = " in another thread, which did not finish within 10 seconds"
    messages = {str(error) for error in raised}
    assert all(type(error) is RuntimeError for error in raised)
    assert f"Counter.add(): the object is being changed by Counter.each(){late}" in messages
    assert f"the object is being changed by Counter.ask_from_rust(){late}" in messages
    assert len(messages) == 2
    # Whoever gave up let the other go on; nothing is held any more.
    for counter in (a, b, c):
        counter.add(1)


def test_an_interrupt_ends_the_wait() -> None:
    counter, entered, leave = Counter(), threading.Event(), threading.Event()
    thread = threading.Thread(target=counter.each, args=(lambda: (entered.set(), leave.wait(20)),))
    thread.start()
    assert entered.wait(10)
    # A process that a shell runs in the background ignores Ctrl-C.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Timer(0.1, signal.raise_signal, (signal.SIGINT,)).start()
    before = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            counter.add(1)
        assert time.monotonic() - before < 5
    finally:
        signal.signal(signal.SIGINT, handler)
        leave.set()
        thread.join()
    assert counter.add(1) == 1


def test_detached_methods_keep_their_lock() -> None:
    counter = Counter()
    steps: list[int] = []
    assert in_threads(*[lambda: steps.append(counter.nap(0.002))] * 8) == []
    assert steps == [1] * 8
    assert counter.total == 8
    other = Counter(7)
    assert counter.ask_from_rust(other) == 7


def test_init_of_one_object_by_several_threads() -> None:
    for _ in range(50):
        raw = Counter.__new__(Counter)
        assert in_threads(*[partial(raw.__init__, 3)] * 4) == []
        assert raw.total == 3


def test_an_object_that_ends_while_another_thread_waits_for_it() -> None:
    counters = [Counter()]
    entered = threading.Event()

    def hold() -> None:
        counters[0].each(lambda: (entered.set(), time.sleep(0.02)))

    def wait() -> None:
        entered.wait(10)
        counters[0].add(1)

    def forget() -> None:
        entered.wait(10)
        time.sleep(0.005)
        counters.clear()

    assert in_threads(hold, wait, forget) == []
