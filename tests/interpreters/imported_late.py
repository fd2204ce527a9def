"""Imports its first native module within an exit handler, which leaves threads of Rust behind.

A program, for `test_endings.py`: `imported_late.py THREADS SECONDS`, each call of a thread taking that long.
"""

import atexit
import sys
import time

threads, seconds = int(sys.argv[1]), float(sys.argv[2])


def work() -> None:
    """Let other threads run in the middle of something."""
    if seconds:
        time.sleep(seconds)


@atexit.register
def import_late() -> None:
    """Have threads of Rust call a function for as long as they can."""
    from fixtures import attachment

    attachment.call_for_ever(work, threads)
    time.sleep(0.05)
    print("called", flush=True)
