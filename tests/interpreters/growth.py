"""What a process keeps of sub-interpreters that import a module, use it and end.

A program: `growth.py KIND ROUNDS TIMES CODE` runs the code, which imports and uses, in a new
interpreter for each of `TIMES` times in each of the rounds. It prints a JSON object: for each
measure what all rounds together have added (`all`), and the least that a round has (`least`).
"""

import ctypes
import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from subinterpreters import Interpreter

PAGE = resource.getpagesize()

# The first interpreters are not counted: what is allocated once is not growth.
WARM_UP = 10

# The fields of `struct mallinfo2`; the eighth counts the bytes that are in use.
MALLINFO = ctypes.c_size_t * 10
IN_USE = 7


def resident_bytes() -> int:
    """Give the memory that this process occupies."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


class Mallinfo(ctypes.Structure):
    """What glibc tells of its heap."""

    _fields_ = (("numbers", MALLINFO),)


def measures() -> dict[str, Callable[[], int]]:
    """Give what can be measured here, each as a function that gives the number of now."""
    found: dict[str, Callable[[], int]] = {
        # Python objects; since 3.12 also those that interpreters have left as they ended.
        "blocks": sys.getallocatedblocks,
        "resident bytes": resident_bytes,
    }
    with suppress(AttributeError):  # C libraries other than glibc
        mallinfo = ctypes.CDLL(None).mallinfo2
        mallinfo.restype = Mallinfo
        # What Rust allocates, and CPython for large objects.
        found["heap bytes"] = lambda: mallinfo().numbers[IN_USE]
    return found


def use(kind: str, times: int, code: str) -> None:
    """Run the code in one new interpreter after the other."""
    for _ in range(times):
        with Interpreter(kind) as interpreter:
            interpreter.run(code)


def grow(kind: str, rounds: int, times: int, code: str) -> dict[str, dict[str, int]]:
    """Give how much each measure grows."""
    functions = measures()
    use(kind, WARM_UP, code)
    numbers = {name: [function()] for name, function in functions.items()}
    for _ in range(rounds):
        use(kind, times, code)
        for name, function in functions.items():
            numbers[name].append(function())
    return {
        name: {
            "all": found[-1] - found[0],
            "least": min(after - before for before, after in pairwise(found)),
        }
        for name, found in numbers.items()
    }


if __name__ == "__main__":
    kind, rounds, times, code = sys.argv[1:]
    print(json.dumps(grow(kind, int(rounds), int(times), code)))
