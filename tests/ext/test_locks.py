"""The locks of instances: a thread's own borrows are named, other threads' are waited for."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import locks
from fixtures.locks import Counter, inner

SAME_THREAD = " further up in this same thread, so waiting for it would never end"


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
    with pytest.raises(RuntimeError, match=f"^{re.escape(expected)}$"):
        locks.while_counting(locks.count)
    assert locks.count() == 1


def test_an_instance_without_its_value_names_who_asked() -> None:
    for ask, name in (
        (lambda c: c.add(1), "Counter.add(): "),
        (lambda c: c.total, "Counter.total: "),
        (lambda c: locks.merge(c, int), "merge(): "),
        (locks.ask, ""),
    ):
        expected = f"{name}the object has no value yet: its __init__() was not called, or failed"
        with pytest.raises(RuntimeError, match=f"^{re.escape(expected)}$"):
            ask(Counter.__new__(Counter))
