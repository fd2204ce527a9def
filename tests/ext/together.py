"""Jobs that run in threads of their own, all from one moment on."""

import sys
import threading
from collections.abc import Callable
from typing import Any

HAS_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()

# With the GIL the threads take turns, so that more rounds find no more.
ROUNDS = 300 if HAS_GIL else 2_000


def at_once(*jobs: Callable[[], Any]) -> list[BaseException]:
    """Run each job in a thread of its own, all from one moment on; give what they raised."""
    ready, raised = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], Any]) -> None:
        ready.wait(30)
        try:
            job()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(job,), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads), "a deadlock"
    return raised


def repeat(job: Callable[[], Any], rounds: int = ROUNDS) -> Callable[[], None]:
    """Make a job of doing another one again and again."""

    def run() -> None:
        for _ in range(rounds):
            job()

    return run
