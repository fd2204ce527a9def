"""Objects that one thread has for itself: each does exactly what it does when nothing else runs.

What is seen is compared with what the same operations gave before the other threads began.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

from operations import Subject
from outcomes import outcome, state
from subjects import SUBJECTS

LENGTH = 24


class Story(NamedTuple):
    """Operations on a new instance, and what each of them gives."""

    subject: Subject
    calls: tuple[tuple[str, int], ...]
    outcomes: tuple[str, ...]


def run(subject: Subject, calls: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    """Do the operations, and give their outcomes and the state that is left."""
    obj = subject.make()
    seen = [outcome(subject, obj, name, n) for name, n in calls]
    return (*seen, str(state(obj)))


def stories(seed: int, count: int) -> list[Story]:
    """Write stories for each class."""
    chance, written = random.Random(seed), []
    for subject in SUBJECTS:
        names = sorted(subject.operations)
        for _ in range(count):
            calls = tuple((chance.choice(names), chance.randrange(100)) for _ in range(LENGTH))
            written.append(Story(subject, calls, run(subject, calls)))
    return written


def differences(story: Story) -> Iterator[str]:
    """Do it all again, and say what came out otherwise."""
    seen = run(story.subject, story.calls)
    calls = [*story.calls, ("its state", 0)]
    for call, expected, found in zip(calls, story.outcomes, seen, strict=True):
        if expected != found:
            yield f"{story.subject.name}, {call}: expected {expected}, found {found}"
