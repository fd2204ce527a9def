"""Whether there is an order in which one thread alone sees what several threads saw at once of one object.

In such an order each operation has the outcome that its thread saw, and the object is left as it was; what ended before
something else began comes before it. (An object for which there always is one is called linearizable.) The model is the
class itself, used by one thread.
"""

import random
from collections.abc import Iterator, Sequence

from outcomes import look, outcome
from shared import Meeting, Seen

# How often the model is used in one search, and how many there are after the quick one before it is given up.
MOST_STEPS = 300_000
MOST_SEARCHES = 7

# After how many operations it is tried which others change the object.
FIRST = 16

# What `look` says of an object that shows nothing of its state.
HIDDEN = "None"


class Search:
    """The search for an order of all that the threads have done, whose model sees the same.

    `writing` are operations of which it is known that they change the object, to which it adds those that it sees doing
    so. `times` is when each operation happened, as a guess: the order to begin with.
    """

    def __init__(
        self, meeting: Meeting, writing: set[tuple[str, int]], times: Sequence[Sequence[float]]
    ) -> None:
        self.meeting = meeting
        self.writing = writing
        self.times = times
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
                only_reads = (
                    self.now == before != HIDDEN
                    and self.next_of(thread).operation not in self.writing
                )
                self.order.append(thread)
                self.done[thread] += 1
                if len(self.order) > len(self.longest):
                    self.longest = list(self.order)
                if len(self.order) == self.total and self.now == self.left:
                    return True
                if only_reads:
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

        Those that only read come first, then the one that happened first.
        """
        seen = self.meeting.seen
        rest = [each for each, done in enumerate(self.done) if done < len(seen[each])]
        first_end = min((self.next_of(thread).end for thread in rest), default=0)
        found = [thread for thread in rest if self.next_of(thread).begin <= first_end]
        return iter(sorted(found, key=self.lateness))

    def lateness(self, thread: int) -> tuple[bool, float]:
        """Give by what candidates are ordered."""
        return (
            self.next_of(thread).operation in self.writing,
            self.times[thread][self.done[thread]],
        )

    def does_the_same(self, thread: int) -> bool:
        """Whether the model sees what the thread saw next."""
        self.steps += 1
        subject, seen, before = self.meeting.subject, self.next_of(thread), self.now
        gave = outcome(subject, self.model, seen.name, seen.n)
        self.now = look(subject, self.model)
        if self.now != before:
            self.writing.add(seen.operation)
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


def failure(meeting: Meeting) -> str | None:
    """Look for an order that explains a meeting that is over; if there is none, say what was seen.

    The first search is a quick one: it takes an operation for one that only reads until it sees it change something. The
    others know better, and guess anew when each operation happened.
    """
    writing: set[tuple[str, int]] = set()
    ends = [[each.end for each in seen] for seen in meeting.seen]
    if Search(meeting, writing, ends).succeeds():
        return None
    writing |= changes(meeting)
    chance = random.Random(1)
    for _ in range(MOST_SEARCHES):
        known = len(writing)
        times = [[chance.uniform(each.begin, each.end) for each in seen] for seen in meeting.seen]
        search = Search(meeting, writing, times)
        if search.succeeds():
            return None
        if search.steps < MOST_STEPS and len(writing) == known:
            return told(search, "no order explains")
    return told(search, "no order was found that explains")


def told(search: Search, what: str) -> str:
    """Say what a search came to, and where it came to it."""
    lines = [
        f"  thread {thread}: {each.name}({each.n}) gave {each.outcome}"
        for thread, each in search.around()
    ]
    name = search.meeting.subject.name
    return "\n".join([f"{name}: {what}", *lines, f"  and left {search.left}"])


def changes(meeting: Meeting) -> set[tuple[str, int]]:
    """Find the operations that change a new object, or one with which one other thing was done."""
    subject, found = meeting.subject, set()
    every = sorted({each.operation for seen in meeting.seen for each in seen})
    for first in [None, *every[:: len(every) // FIRST + 1]]:
        for name, n in every:
            model = subject.make()
            if first:
                outcome(subject, model, *first)
            before = look(subject, model)
            outcome(subject, model, name, n)
            if look(subject, model) != before:
                found.add((name, n))
    return found
