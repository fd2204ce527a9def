"""What this process holds: blocks of memory and, in a debug build of Python, references.

A leak is what a count grows by in every round of the same calls. CPython's own stores go before each count: garbage,
and the cache of attributes found on types. That one holds the names it was asked for, and C code that asks by a text
makes a new name each time; how many of them find a free place differs from run to run.
"""

import gc
import sys
import warnings
from collections.abc import Callable

COUNTS = [name for name in ("getallocatedblocks", "gettotalrefcount") if hasattr(sys, name)]


def held() -> dict[str, int]:
    """Give each count that this Python has, without what CPython keeps for itself."""
    gc.collect()
    if hasattr(sys, "_clear_type_cache"):  # It goes away some day.
        with warnings.catch_warnings(action="ignore"):
            sys._clear_type_cache()
    return {name: getattr(sys, name)() for name in COUNTS}


def least_growth(use: Callable[[], object], rounds: int, warm_up: int = 2) -> dict[str, int]:
    """Give the least that each count grows by in a round of use, after some rounds that are not counted."""
    for _ in range(warm_up):
        use()
    least, before = dict.fromkeys(COUNTS, sys.maxsize), held()
    for _ in range(rounds):
        use()
        after = held()
        least = {name: min(least[name], after[name] - before[name]) for name in COUNTS}
        before = after
    return least
