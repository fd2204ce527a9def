"""The stress program: threads use objects of every class of the examples at random, and all that they see is checked.

    python tests/stress/run.py --threads 8 --seconds 60

There are three kinds of work: `own` objects, each in one thread (`own.py`); `shared` ones (`shared.py`, `orders.py`,
`sums.py`); and `mixed`, where each thread does both, while another one collects garbage. Ends with a table and, if
anything was seen that should not be, with what it was and status 1. A deadlock ends it with every thread's traceback.
"""

import argparse
import contextlib
import faulthandler
import gc
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))

import orders
import own
import shared
from subjects import SUBJECTS
from sums import SUMS, Sum

# How long nothing may end, beyond the time that was asked for.
PATIENCE = 120


class Work:
    """What the threads of one run share: when to stop, what was done, and what went wrong."""

    def __init__(self, threads: int, seconds: float, seed: int) -> None:
        self.threads = threads
        self.end = time.monotonic() + seconds
        self.seed = seed
        self.failures: list[str] = []
        self.done: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def is_over(self) -> bool:
        """Whether the time is up, or enough has gone wrong."""
        return time.monotonic() > self.end or len(self.failures) > 20

    def count(self, done: Counter[str]) -> None:
        """Add what one thread has done."""
        with self.lock:
            self.done += done

    def all_at_once(self, job: Callable[[int], None]) -> None:
        """Run a job in each thread, from one moment on; what it raises is a failure."""
        ready = threading.Barrier(self.threads)

        def run(thread: int) -> None:
            try:
                ready.wait(PATIENCE)
                job(thread)
            except BaseException as error:
                self.failures.append(f"a thread raised {error!r}")
                raise

        running = [
            threading.Thread(target=run, args=(thread,), name=f"stress-{thread}")
            for thread in range(self.threads)
        ]
        for each in running:
            each.start()
        for each in running:
            each.join()


def on_own_objects(work: Work) -> None:
    """Let each thread tell stories whose end is known."""
    stories = own.stories(work.seed, 10)

    def tell(thread: int) -> None:
        chance, calls = random.Random(work.seed + thread), 0
        while not work.is_over:
            story = chance.choice(stories)
            work.failures.extend(own.differences(story))
            calls += len(story.calls)
        work.count(Counter({"operations on own objects": calls}))

    work.all_at_once(tell)


def on_shared_objects(work: Work) -> None:
    """Let threads meet over objects, and change what adds up, by turns."""
    chance = random.Random(work.seed)
    while not work.is_over:
        meet(work, chance)
        add_up(work, chance.choice(SUMS), 0.2)


def meet(work: Work, chance: random.Random) -> None:
    """Hold a meeting over an object of each of some classes."""
    meet_over(work, shared.meetings(chance.sample(SUBJECTS, 12), chance, work.threads, 80))


def meet_over(work: Work, arranged: list[shared.Meeting]) -> None:
    """Hold the meetings, one after the other, and explain them."""

    def take_part(thread: int) -> None:
        for meeting in arranged:
            shared.take_part(meeting, thread)

    work.all_at_once(take_part)
    explain(work, arranged)


def explain(work: Work, arranged: list[shared.Meeting]) -> None:
    """Explain meetings that are over, and count them."""

    def explain_some(thread: int) -> None:
        found = map(orders.failure, arranged[thread :: work.threads])
        work.failures.extend(filter(None, found))

    work.all_at_once(explain_some)
    work.count(
        Counter(
            {
                "meetings over a shared object": len(arranged),
                "operations in meetings": sum(len(seen) for each in arranged for seen in each.seen),
                "of these at the same time": sum(map(shared.overlaps, arranged)),
            }
        )
    )


def add_up(work: Work, row: Sum, seconds: float) -> None:
    """Let all threads change one object for a while, and check the sum."""
    obj = row.make()
    given: Counter[object] = Counter()
    before = work.done["changes that add up"]

    def change(_: int) -> None:
        count, mine, end = 0, [], time.monotonic() + seconds
        while count == 0 or time.monotonic() < end:
            for _ in range(100):
                result = row.change(obj)
                if result is not None:
                    mine.append(result)
            count += 100
        with work.lock:
            given.update(mine)
            work.done["changes that add up"] += count

    work.all_at_once(change)
    changes = work.done["changes that add up"] - before
    if not row.is_right(obj, changes, given):
        work.failures.append(
            f"{row.name}: {changes} changes do not add up: {obj!r}, {len(given)} given"
        )


def on_both(work: Work) -> None:
    """Let each thread tell stories and take part in meetings, while garbage is collected."""
    stories = own.stories(work.seed, 3)
    chance = random.Random(work.seed)
    with collecting():
        while not work.is_over:
            arranged = shared.meetings(SUBJECTS, chance, work.threads, 20)

            def do_both(
                thread: int, arranged: list[shared.Meeting] = arranged, seed: int = chance.random()
            ) -> None:
                mine = random.Random(seed + thread)
                for meeting in arranged:
                    shared.take_part(meeting, thread)
                    if mine.random() < 0.2:
                        work.failures.extend(own.differences(mine.choice(stories)))

            work.all_at_once(do_both)
            explain(work, arranged)


@contextlib.contextmanager
def collecting() -> Iterator[None]:
    """Collect garbage all the while, in a thread of its own."""
    stop = threading.Event()

    def collect() -> None:
        while not stop.wait(0.002):
            gc.collect()

    collector = threading.Thread(target=collect, name="collector")
    collector.start()
    try:
        yield
    finally:
        stop.set()
        collector.join()


KINDS = {"own": on_own_objects, "shared": on_shared_objects, "mixed": on_both}


def main() -> int:
    """Run the kinds of work that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--threads", type=int, default=8, help="default: 8")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each kind; default: 60")
    parser.add_argument("--kind", choices=KINDS, action="append", help="default: all")
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    options = parser.parse_args()
    seed = random.randrange(1_000_000) if options.seed is None else options.seed
    is_free = not getattr(sys, "_is_gil_enabled", lambda: True)()
    if not is_free:
        sys.setswitchinterval(1e-5)
    flavour = "without the GIL" if is_free else "with the GIL"
    print(f"Python {sys.version.split()[0]} {flavour}, {options.threads} threads, seed {seed}")
    status = 0
    for kind in options.kind or KINDS:
        faulthandler.dump_traceback_later(options.seconds + PATIENCE, exit=True)
        work = Work(options.threads, options.seconds, seed)
        KINDS[kind](work)
        faulthandler.cancel_dump_traceback_later()
        for what, count in sorted(work.done.items()):
            print(f"{kind:<7} {count:>12,} {what}")
        print(f"{kind:<7} {len(work.failures):>12,} failures")
        print("\n".join(work.failures[:20]))
        status = status or int(bool(work.failures))
    return status


if __name__ == "__main__":
    sys.exit(main())
