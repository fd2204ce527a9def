"""Imports its first native module within an exit handler, which leaves threads of Rust behind.

A program, for `test_endings.py`.
"""

import atexit
import time


def work() -> None:
    """Let other threads run in the middle of something."""
    time.sleep(0.0005)


@atexit.register
def import_late() -> None:
    """Have threads of Rust call a function for as long as they can."""
    from fixtures import attachment

    attachment.call_for_ever(work, 4)
    time.sleep(0.05)
    print("called", flush=True)
