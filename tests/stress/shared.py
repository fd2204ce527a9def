"""Objects that all threads use at once: what they see must be what one thread could have seen.

All threads do some operations on one object, and note when each began and ended. `orders.py` looks for an order that
explains them. Only operations that happen at once take part: `Subject.steps` are the others.
"""

import random
import threading
import time
from collections.abc import Iterable
from itertools import pairwise
from time import perf_counter_ns
from typing import NamedTuple

from operations import Subject
from outcomes import outcome

# After how many operations a thread lets others go first.
YIELD_EVERY = 3


class Seen(NamedTuple):
    """An operation, when it was done, and what it gave."""

    begin: int
    end: int
    name: str
    n: int
    outcome: str

    @property
    def operation(self) -> tuple[str, int]:
        """What was done."""
        return self.name, self.n


class Meeting(NamedTuple):
    """An object, what each thread is to do to it, and what it has seen."""

    subject: Subject
    obj: object
    begin: threading.Barrier
    plans: list[list[tuple[str, int]]]
    seen: list[list[Seen]]


def meetings(
    subjects: Iterable[Subject], chance: random.Random, threads: int, calls: int
) -> list[Meeting]:
    """Arrange a meeting over an object of each class."""
    begin, found = threading.Barrier(threads, timeout=60), []
    for subject in subjects:
        names = sorted(set(subject.operations) - subject.steps)
        if names:
            # A few operations at a time, so that they have to do with each other.
            some = chance.sample(names, min(4, len(names)))
            plans = [
                [(chance.choice(some), chance.randrange(100)) for _ in range(calls)]
                for _ in range(threads)
            ]
            found.append(Meeting(subject, subject.make(), begin, plans, [[] for _ in plans]))
    chance.shuffle(found)
    return found


def take_part(meeting: Meeting, thread: int) -> None:
    """Do what this thread does in a meeting."""
    subject, obj, seen = meeting.subject, meeting.obj, meeting.seen[thread]
    meeting.begin.wait()
    for index, (name, n) in enumerate(meeting.plans[thread]):
        if index % YIELD_EVERY == 0:
            time.sleep(0)  # else a thread is through before the next one gets a processor
        begin = perf_counter_ns()
        result = outcome(subject, obj, name, n)
        seen.append(Seen(begin, perf_counter_ns(), name, n, result))


def overlaps(meeting: Meeting) -> int:
    """Count the operations during which another thread's began."""
    done = ((thread, each) for thread, seen in enumerate(meeting.seen) for each in seen)
    pairs = pairwise(sorted(done, key=lambda one: one[1]))
    return sum(one != two and first.end > second.begin for (one, first), (two, second) in pairs)
