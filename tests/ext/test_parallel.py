"""Many threads at once on the same objects: nothing crashes, nothing is lost, and what is refused says why.

With the GIL the threads take turns; without it (`sys._is_gil_enabled()`) they run at the same time, which is what these
tests are for. What a test counts must come out exactly; an error is none but the expected.
"""

import contextlib
import copy
import gc
import importlib.util
import pickle
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import collected, enums, exporters, frozen, generated, iteration, locks, sequences
from together import ROUNDS, at_once, repeat

pytestmark = pytest.mark.usefixtures("often")

THREADS = 6


def test_methods_that_change() -> None:
    counter = locks.Counter()
    assert at_once(*[repeat(lambda: counter.add(1))] * THREADS) == []
    assert counter.total == THREADS * ROUNDS


def test_readers_and_a_writer() -> None:
    counter = locks.Counter()
    look = repeat(lambda: (counter.peek(), repr(counter), counter + counter, counter.total))
    assert at_once(repeat(lambda: counter.add(1)), *[look] * THREADS) == []
    assert counter.total == ROUNDS


def test_attributes_that_hold_objects() -> None:
    """A value that one thread replaces stays alive for those that have just read it."""
    shelf = collected.Shelf()

    def write() -> None:
        shelf.list = [object() for _ in range(5)]
        shelf.map = {"a": object()}
        shelf.pair = (1, object())

    def read() -> None:
        for item in (*shelf.list, *shelf.map.values(), *shelf.pair):
            assert type(item) in (object, int, type(None))

    assert at_once(repeat(write), repeat(write), *[repeat(read)] * 4) == []


def test_instances_begin_and_end_while_others_collect() -> None:
    alive = collected.alive()
    shared = collected.Holder()

    def make() -> None:
        holder = collected.Holder()
        holder.held = [holder]
        weak = weakref.ref(holder)
        shared.held = holder
        del holder
        weak()

    assert at_once(*[repeat(make)] * THREADS, repeat(gc.collect, 30)) == []
    shared.held = None
    gc.collect()
    assert collected.alive() == alive + 1  # the shared one


def test_one_iterator_gives_each_item_once() -> None:
    for make, count in (
        (lambda: iteration.Countdown(3_000), 3_000),
        (lambda: iter(iteration.Words("w " * 3_000)), 3_000),
    ):
        iterator, seen = make(), []
        assert at_once(*[lambda i=iterator, s=seen: s.extend(i)] * THREADS) == []
        assert len(seen) == count


def test_one_generator_is_sent_to_and_closed() -> None:
    mean = iteration.Mean()

    def send() -> None:
        with contextlib.suppress(StopIteration):
            mean.send(1.0)

    def close() -> None:
        if not mean.is_running():
            return
        mean.close()

    assert at_once(*[repeat(send)] * 4, repeat(close, 10)) == []


def awaited(ready: Any, results: list[Any]) -> None:
    with contextlib.suppress(RuntimeError):
        try:
            next(ready)
        except StopIteration as stop:
            results.append(stop.value)


def test_what_is_ready_is_given_to_one_thread() -> None:
    """Two that took it would release one reference twice."""
    for _ in range(ROUNDS):
        ready, results = iteration.ready(object()), []
        assert at_once(*[lambda r=ready, s=results: awaited(r, s)] * 2) == []
        assert len(results) == 1


def test_operators_in_place() -> None:
    items = sequences.Numbers([])

    def extend() -> None:
        same = items
        same += [1]

    assert at_once(*[repeat(extend, 200)] * THREADS) == []
    assert len(items) == THREADS * 200


def test_memory_that_is_lent_and_resized() -> None:
    samples = exporters.Samples([float(n) for n in range(64)])

    def lend() -> None:
        with memoryview(samples) as view, view[1:] as rest:
            assert len(rest) == len(view) - 1
            rest[0] = 3.0
            assert sum(view) >= 0

    def resize() -> None:
        with contextlib.suppress(BufferError):
            samples.resize(32 + len(samples) % 64)

    def sort() -> None:
        with contextlib.suppress(BufferError):
            samples.sort()

    renew = lambda: samples.renew([1.0] * 50)  # noqa: E731
    jobs = [lend, lend, lend, resize, sort, renew]
    assert at_once(*[repeat(job) for job in jobs]) == []
    assert not samples.is_exported()


def test_a_view_outlives_its_exporter_on_another_thread() -> None:
    def work() -> None:
        samples = exporters.Samples([1.0, 2.0])
        view = memoryview(memoryview(samples))
        del samples
        thread = threading.Thread(target=view.release)
        thread.start()
        thread.join()

    assert at_once(*[repeat(work, 50)] * 3) == []


def test_members_of_enums() -> None:
    def work() -> None:
        assert enums.next_color(enums.Color.Red) is enums.next_color(enums.Color.Red)
        both = enums.allow(enums.Access.Read, enums.Access.Write)
        assert enums.inverse(enums.inverse(both)) == both

    assert at_once(*[repeat(work)] * THREADS) == []


def test_copies_and_pickles_of_what_changes() -> None:
    node = generated.Open(1)

    def change() -> None:
        node.extra = [object()]
        del node.extra

    def take() -> None:
        for made in (copy.copy(node), pickle.loads(pickle.dumps(generated.Fixed(1)))):
            assert made is not node

    def tolerant(job: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            # Python's own errors, of the dict that changes.
            with contextlib.suppress(AttributeError, RuntimeError):
                job()

        return run

    assert at_once(*[repeat(tolerant(job)) for job in (change, change, take, take)]) == []


def test_frozen_values_need_no_turn() -> None:
    point = frozen.Point(1.0, y=2.0)

    def work() -> None:
        assert (point.x, point.y) == (1.0, 2.0)
        assert (point + frozen.Point(1.0)).x == 2.0

    assert at_once(*[repeat(work)] * THREADS) == []


def test_init_of_one_object_in_all_threads() -> None:
    """Each replaces a value, or is the first."""
    for _ in range(50):
        counter = locks.Counter.__new__(locks.Counter)
        jobs = [lambda n=n, c=counter: c.__init__(n) for n in range(THREADS)]
        assert at_once(*jobs) == []
        assert counter.total in range(THREADS)


def test_modules_are_made_by_all_threads() -> None:
    """They share the classes, which are made once, whoever is first."""
    found: list[type] = []

    def load() -> None:
        for module in (generated, enums, frozen, iteration):
            spec = importlib.util.spec_from_file_location(module.__name__, module.__file__)
            assert spec is not None
            assert spec.loader is not None
            again = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(again)
            found.append(again)

    assert at_once(*[repeat(load, 5)] * THREADS) == []
    assert {module.Color for module in found if hasattr(module, "Color")} == {enums.Color}
