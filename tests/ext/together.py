"""Jobs that run in threads of their own, all from one moment on."""

import sys
import threading
from collections.abc import Callable
from typing import Any

HAS_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()

# With the GIL the threads take turns, so that more rounds find no more.
ROUNDS = 300 if HAS_GIL else 2_000


def outcomes(*jobs: Callable[[], Any], timeout: float = 120) -> list[Any]:
    """Run each job in a thread of its own, all from one moment on; give what each returned, or raised."""
    ready, found = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(index: int, job: Callable[[], Any]) -> None:
        try:
            ready.wait(30)
            found[index] = job()
        except BaseException as error:
            found[index] = error

    threads = [
        threading.Thread(target=run, args=(index, job), daemon=True)
        for index, job in enumerate(jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout)
    assert not any(thread.is_alive() for thread in threads), "a deadlock"
    return found


def at_once(*jobs: Callable[[], Any], timeout: float = 120) -> list[BaseException]:
    """Do the same, and give only what they raised."""
    found = outcomes(*jobs, timeout=timeout)
    return [outcome for outcome in found if isinstance(outcome, BaseException)]


def repeat(job: Callable[[], Any], rounds: int = ROUNDS) -> Callable[[], None]:
    """Make a job of doing another one again and again."""

    def run() -> None:
        for _ in range(rounds):
            job()

    return run
