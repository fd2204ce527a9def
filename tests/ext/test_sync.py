"""What threads share, waited for detached: mutexes, values made once, an object for each interpreter."""

import gc
import re
import signal
import threading
import time
import weakref
from decimal import Decimal
from functools import partial

import pytest
from fixtures import sync
from fixtures.sync import Account, Lazy
from together import outcomes

THREADS = 8


at_once = partial(outcomes, timeout=60)


def own(what: str, line: str = r"\d+") -> str:
    """What is said to a thread that would wait for itself."""
    place = rf"\(since [^()]*sync\.rs:{line}\)"
    return rf"^{what} {place}, so waiting for it would never end$"


LOCKED = own("the mutex is locked by this same thread")
MAKING = own("the value is just being made further up in this same thread")


def test_no_update_is_lost() -> None:
    account = Account()

    def add() -> None:
        for _ in range(1_000):
            account.add(1)

    assert at_once(*[add] * THREADS) == [None] * THREADS
    assert account.balance() == THREADS * 1_000


def test_a_guard_is_held_while_python_code_runs() -> None:
    account = Account()

    def add() -> None:
        for _ in range(20):
            account.split(lambda: time.sleep(0.000_1))

    assert at_once(*[add] * THREADS) == [None] * THREADS
    assert account.balance() == THREADS * 20


def test_who_waits_lets_others_run() -> None:
    account = Account()
    holding = threading.Thread(target=account.hold, args=(200,))
    holding.start()
    while account.look() is not None:
        time.sleep(0.001)
    waiting = threading.Thread(target=account.add, args=(1,))
    waiting.start()
    turns = 0
    while account.look() is None:
        turns += 1
    holding.join()
    waiting.join()
    assert turns > 10
    assert account.balance() == 2


def test_a_thread_does_not_wait_for_itself() -> None:
    account = Account(5)
    for again in (lambda: account.add(1), account.balance, lambda: account.split(int)):
        with pytest.raises(RuntimeError, match=LOCKED) as caught:
            account.split(again)
        assert caught.traceback[-1].path.name == "sync.rs"
    with pytest.raises(RuntimeError, match=LOCKED):
        account.give(account, 1, int)
    assert account.balance() == 5  # nothing is held any more


def test_trying_never_waits() -> None:
    account = Account(1)
    seen = []
    account.split(lambda: seen.append((account.look(), repr(account))))
    assert seen == [(None, "Mutex { is_locked: true, .. }")]
    assert account.look() == 2
    assert repr(account) == "Mutex { is_locked: false, .. }"


def test_a_panic_leaves_the_mutex_free() -> None:
    account = Account()
    with pytest.raises(BaseException, match="on purpose"):
        account.fail()
    assert account.balance() == 1


def test_ctrl_c_ends_the_wait() -> None:
    """Two threads that wait for each other's mutex: the main one is interrupted, and both get on."""
    one, two = Account(), Account()
    main = threading.main_thread().ident
    assert main is not None
    alarm = threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT))
    both = threading.Barrier(2, alarm.start)
    outcomes = []
    other = threading.Thread(
        target=lambda: outcomes.append(two.give(one, 1, lambda: both.wait(30)))
    )
    # A process that a shell runs in the background ignores Ctrl-C.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    other.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            one.give(two, 1, lambda: both.wait(30))
        other.join(30)
        alarm.join()
    finally:
        signal.signal(signal.SIGINT, handler)
    assert outcomes == [None]
    assert (one.balance(), two.balance()) == (1, -1)


def test_who_waits_long_has_its_turn() -> None:
    """A thread that lets go for an instant only does not keep the others away."""
    account = Account()
    stop = threading.Event()

    def greedy() -> None:
        while not stop.is_set():
            account.hold(5)

    threads = [threading.Thread(target=greedy, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        longest = 0.0
        for _ in range(10):
            begun = time.monotonic()
            account.add(0)
            longest = max(longest, time.monotonic() - begun)
    finally:
        stop.set()
    for thread in threads:
        thread.join()
    assert longest < 5, "each hold takes 5 ms"


def test_a_mutex_of_the_process() -> None:
    sync.drain()
    assert len(at_once(*[lambda i=i: sync.push(i) for i in range(THREADS)])) == THREADS
    assert sorted(sync.drain()) == list(range(THREADS))


def test_a_value_is_made_once() -> None:
    counts = at_once(*[sync.word_count] * THREADS)
    assert set(counts) == {len(__import__("keyword").kwlist)}
    assert sync.made() == 1


def test_others_wait_for_who_makes_it() -> None:
    lazy, calls = Lazy(), []

    def make() -> object:
        calls.append(1)
        time.sleep(0.05)
        return object()

    values = at_once(*[lambda: lazy.get(make)] * THREADS)
    assert len(calls) == 1
    assert all(value is values[0] for value in values)
    assert type(values[0]) is object


def test_an_initialiser_that_needs_its_own_value() -> None:
    lazy = Lazy()
    with pytest.raises(RuntimeError, match=MAKING):
        lazy.get(lambda: lazy.get(int))
    assert lazy.peek() is None
    assert lazy.get(lambda: 3) == 3


def test_an_initialiser_that_fails() -> None:
    lazy = Lazy()
    with pytest.raises(ZeroDivisionError):
        lazy.get(lambda: 1 / 0)
    with pytest.raises(BaseException, match="on purpose"):
        lazy.get_or_panic()
    assert lazy.peek() is None

    failed = threading.Event()

    def fail() -> None:
        failed.set()
        time.sleep(0.05)
        raise KeyError

    def succeed() -> int:
        failed.wait(30)
        return lazy.get(lambda: 7)

    first, second = at_once(lambda: lazy.get(fail), succeed)
    assert type(first) is KeyError
    assert second == 7


def test_a_value_that_is_set() -> None:
    lazy = Lazy()
    assert lazy.set(1)
    assert not lazy.set(2)
    assert lazy.get(int) == 1
    assert lazy.take() == 1
    assert lazy.take() is None
    assert lazy.set(3)
    assert lazy.peek() == 3


def test_a_value_that_is_set_while_it_is_made() -> None:
    lazy = Lazy()
    assert lazy.get(lambda: lazy.set("set") and "made") == "set"


def test_a_cycle_through_a_value_made_once_is_found() -> None:
    lazy = Lazy()
    lazy.set([lazy])
    gone = weakref.ref(lazy)
    del lazy
    gc.collect()
    assert gone() is None


def test_an_object_for_each_interpreter() -> None:
    assert sync.decimal("1.5") == Decimal("1.5")
    assert sync.names() is sync.names()
    sync.names().append("more")
    assert sync.names()[-1] == "more"
    wrong = re.escape("expected type, got str")
    with pytest.raises(TypeError, match=wrong):
        sync.no_type()
