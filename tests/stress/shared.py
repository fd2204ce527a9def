"""Objects that all threads use at once: what they see must be what one thread could have seen.

All threads do some operations on one object, and note when each began and ended. Afterwards there must be an order in
which one thread alone sees the same outcomes and leaves the same state; what ended before something else began comes
before it. (Such an object is called linearizable.) The model is the class itself, used by one thread. Only operations
that happen at once take part: `Subject.steps` are the others.
"""

import random
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from time import perf_counter_ns
from typing import NamedTuple

from operations import Subject
from outcomes import look, outcome

# After how many operations a thread lets others go first.
YIELD_EVERY = 3
# How often the model is used for one object before the search for an order is given up.
MOST_STEPS = 300_000


# What `look` says of an object that shows nothing of its state.
HIDDEN = "None"


class Seen(NamedTuple):
    """An operation, when it was done, and what it gave."""

    begin: int
    end: int
    name: str
    n: int
    outcome: str


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


def failure(meeting: Meeting) -> str | None:
    """Look for an order that explains a meeting that is over; if there is none, say what was seen."""
    found = Search(meeting)
    if found.succeeds():
        return None
    told = [
        f"  thread {thread}: {each.name}({each.n}) gave {each.outcome}"
        for thread, each in found.around()
    ]
    what = "no order explains" if found.steps < MOST_STEPS else "no order was found that explains"
    return "\n".join([f"{meeting.subject.name}: {what}", *told, f"  and left {found.left}"])


class Search:
    """The search for an order of all that the threads have done, whose model sees the same."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.left = look(meeting.subject, meeting.obj)
        self.total = sum(map(len, meeting.seen))
        self.steps = 0
        self.longest: list[int] = []
        # The order so far, by threads; how many operations of each are in it; the model after it, and how that looks.
        self.order: list[int] = []
        self.done = [0] * len(meeting.seen)
        self.model: object = meeting.subject.make()
        self.now = look(meeting.subject, self.model)
        self.been: set[tuple[int | str, ...]] = set()
        self.writing: set[str] = set()

    def succeeds(self) -> bool:
        """Try all orders, the likeliest first."""
        choices: list[Iterator[int]] = [self.candidates()]
        while choices and self.steps < MOST_STEPS:
            thread = next(choices[-1], None)
            before = self.now
            if thread is None:
                choices.pop()
                if self.order:
                    self.done[self.order.pop()] -= 1
                    self.replay()
            elif self.does_the_same(thread):
                self.order.append(thread)
                self.done[thread] += 1
                if len(self.order) > len(self.longest):
                    self.longest = list(self.order)
                if len(self.order) == self.total and self.now == self.left:
                    return True
                if self.now == before != HIDDEN:
                    choices[-1] = iter(())  # what only reads is right as soon as it can be
                choices.append(self.candidates() if self.is_new() else iter(()))
            elif self.now != before or before == HIDDEN:
                self.replay()
        return False

    def is_new(self) -> bool:
        """Whether the search has not been here yet: with the same operations done, and the model in the same state."""
        here = (*self.done, self.now)
        is_new = self.now == HIDDEN or here not in self.been
        self.been.add(here)
        return is_new

    def next_of(self, thread: int) -> Seen:
        """Give what comes next in a thread."""
        return self.meeting.seen[thread][self.done[thread]]

    def candidates(self) -> Iterator[int]:
        """Give the threads whose operation can be the next: none that is left has ended before it began.

        Those that only read come first, then the one that ended first.
        """
        seen = self.meeting.seen
        rest = [each for each, done in enumerate(self.done) if done < len(seen[each])]
        first_end = min((self.next_of(thread).end for thread in rest), default=0)
        found = [thread for thread in rest if self.next_of(thread).begin <= first_end]
        return iter(sorted(found, key=self.lateness))

    def lateness(self, thread: int) -> tuple[bool, int]:
        """Give by what candidates are ordered."""
        seen = self.next_of(thread)
        return seen.name in self.writing, seen.end

    def does_the_same(self, thread: int) -> bool:
        """Whether the model sees what the thread saw next."""
        self.steps += 1
        subject, seen, before = self.meeting.subject, self.next_of(thread), self.now
        gave = outcome(subject, self.model, seen.name, seen.n)
        self.now = look(subject, self.model)
        if self.now != before:
            self.writing.add(seen.name)
        return gave == seen.outcome

    def replay(self) -> None:
        """Make the model anew, as it is after the order so far."""
        self.model, done = self.meeting.subject.make(), [0] * len(self.done)
        for thread in self.order:
            seen = self.meeting.seen[thread][done[thread]]
            outcome(self.meeting.subject, self.model, seen.name, seen.n)
            done[thread] += 1
        self.steps += len(self.order)
        self.now = look(self.meeting.subject, self.model)

    def around(self) -> Iterator[tuple[int, Seen]]:
        """Give the end of the longest order that was found, and what each thread saw next."""
        done = [0] * len(self.done)
        for place, thread in enumerate(self.longest):
            if place >= len(self.longest) - 8:
                yield thread, self.meeting.seen[thread][done[thread]]
            done[thread] += 1
        for thread, seen in enumerate(self.meeting.seen):
            yield from ((thread, each) for each in seen[done[thread] : done[thread] + 1])
