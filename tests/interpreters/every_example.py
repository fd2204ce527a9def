"""Every function of every example in one interpreter, used rightly and wrongly.

Imported by sub-interpreters, and by the programs that start them; the uses themselves are a table beside the
examples' tests.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

# A thread of Rust calls what was passed: in the main interpreter, where an object of another one is an error.
IN_THE_MAIN_INTERPRETER: Final = frozenset({"call_in_threads", "listen", "send"})

# CPython 3.12 crashes where several interpreters with their own GILs run `asyncio` at a time, whatever else they do.
AWAITED: Final = frozenset({"Connection", "Job", "Pause"})
LEFT_OUT: Final = IN_THE_MAIN_INTERPRETER | (
    AWAITED if sys.version_info[:2] == (3, 12) else frozenset()
)


def named_uses() -> list[Callable[[], object]]:
    """List the uses."""
    from uses_of_examples import USES

    return [
        use
        for uses in USES.values()
        for name, ways in uses.items()
        if name not in LEFT_OUT
        for use in ways
    ]


def use_all() -> None:
    """Use everything once."""
    for use in named_uses():
        with suppress(Exception):
            use()
