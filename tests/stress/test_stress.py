"""The stress program, for a moment of each kind of work; that it sees what is wrong; and that it knows every class."""

import enum
import importlib
import pkgutil
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import example
import orders
import pytest
import run
import shared
from operations import Subject, method
from subjects import SUBJECTS

PROGRAM = Path(run.__file__)

# Members that every class has, or that Python calls for others.
NOT_USED = {
    *vars(object),
    *("__module__", "__doc__", "__dict__", "__weakref__", "__del__", "__slots__", "__match_args__"),
    *("__static_attributes__", "__firstlineno__", "__abstractmethods__", "_abc_impl"),
    *("__release_buffer__", "__reconstruct__", "__setstate__"),
}

# Classes that are used through others.
THROUGH_OTHERS = {
    "classes.Cylinder",
    "exceptions.OrderError",
    "exceptions.PriceError",
    "code.RuleError",
}


def classes() -> dict[str, type]:
    """Find all classes of the examples' modules."""
    found = {}
    for module in pkgutil.iter_modules(example.__path__):
        for name, member in vars(importlib.import_module(f"example.{module.name}")).items():
            if isinstance(member, type):
                found[f"{module.name}.{name}"] = member
    return found


def test_every_class_is_used() -> None:
    assert {subject.name for subject in SUBJECTS} == set(classes()) - THROUGH_OTHERS


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_member_is_used(subject: Subject) -> None:
    cls = classes()[subject.name]
    if issubclass(cls, enum.Enum):
        return  # Python's own members
    used = set(subject.operations) | NOT_USED
    used |= {f"__r{name.lstrip('_')}" for name in subject.operations}  # made for every operator
    assert {name for name, member in vars(cls).items() if not isinstance(member, type)} <= used
    assert subject.steps <= set(subject.operations)


@pytest.mark.parametrize("kind", run.KINDS)
def test_threads_see_what_one_alone_could_see(kind: str) -> None:
    command = [sys.executable, str(PROGRAM), "--kind", kind, "--seconds", "0.3", "--threads", "4"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(rf"{kind} +0 failures", done.stdout)


class Torn:
    """Loses changes: others can come between its two steps."""

    def __init__(self) -> None:
        self.total = 0

    def add(self) -> int:
        before = self.total
        time.sleep(0.000_01)
        self.total = before + 1
        return before


def meet(make: Any) -> list[str]:
    """Let four threads meet over one object."""
    subject = Subject("Torn", make, method("add"), look=lambda torn: torn.total)
    work = run.Work(threads=4, seconds=60, seed=1)
    arranged = shared.meetings([subject], random.Random(1), work.threads, 20)
    run.meet_over(work, arranged)
    return work.failures


def test_a_lost_change_is_found() -> None:
    assert [failure.splitlines()[0] for failure in meet(Torn)] == ["Torn: no order explains"]


def test_one_thread_alone_is_explained() -> None:
    class Whole(Torn):
        """Has one step."""

        def add(self) -> int:
            with lock:
                return super().add()

    lock = threading.Lock()
    assert meet(Whole) == []


class Box:
    """Keeps what was put in."""

    def __init__(self) -> None:
        self.value = 0

    def put(self, value: int) -> None:
        self.value = value

    def get(self) -> int:
        return self.value


def explained(*threads: list[tuple[int, int, str, int, str]]) -> str | None:
    """Give what is wrong with operations on a box: each with its begin and end, and what it gave."""
    subject = Subject("Box", Box, method("put", int) | {"get": lambda box, _: box.get()}, look=vars)
    seen = [[shared.Seen(*one) for one in each] for each in threads]
    plans = [[one.operation for one in each] for each in seen]
    return orders.failure(shared.Meeting(subject, Box(), threading.Barrier(1), plans, seen))


def test_what_changes_nothing_may_be_needed_later() -> None:
    # The search took `put(0)` for one that only reads, since there was a 0 already, and did not try it after `put(1)`.
    again, other, read = (0, 10, "put", 0, "None"), (0, 11, "put", 1, "None"), (12, 13, "get", 0)
    assert explained([again, (*read, "0")], [other]) is None
    assert explained([again, other, (*read, "0")]) is not None
