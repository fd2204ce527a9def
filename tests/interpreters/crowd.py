"""Many interpreters at the same time, each on a thread: random calls, rightly and wrongly, while others begin and end.

A program: `crowd.py KIND THREADS SECONDS`. Each thread uses one new interpreter after the other. It prints how many there
were and how many calls they made; what goes wrong in one ends the program with an error.
"""

import json
import random
import sys
import threading
import time
from typing import NamedTuple

from subinterpreters import Interpreter
from uses import USES

# What CPython's own modules break in several interpreters at a time, which needs no other module to crash: `_asyncio`
# before 3.12, where its state is one for all, and before 3.14 the static types of `_datetime`. Their forms in Python do.
BROKEN = (
    *(("_asyncio",) if sys.version_info < (3, 12) else ()),
    *(("_datetime",) if sys.version_info < (3, 14) else ()),
)
WITHOUT_BROKEN = f"import sys; sys.modules.update(dict.fromkeys({BROKEN}))"

# How long one interpreter lives, in seconds: from hardly begun to several rounds of the garbage collector.
LIVES = (0.0, 0.2, 1.0, 3.0)

# Each calls functions of all examples in a random order, where errors are as good as results, and now and then
# does something with the fixtures that has to come out right.
WORK = """
import random
import time
from contextlib import suppress
from every_example import named_uses
named, calls = named_uses(), 0
randomly = random.Random({seed})
end = time.monotonic() + {seconds}
while calls == 0 or time.monotonic() < end:
    for use in randomly.sample(named, 50):
        with suppress(Exception):
            use()
    exec(randomly.choice({codes!r}), {{}})
    calls += 51
"""


class Done(NamedTuple):
    """What one thread has done."""

    interpreters: int
    calls: int


def work(kind: str, seed: int, end: float) -> Done:
    """Use one interpreter after the other."""
    randomly = random.Random(seed)
    codes = [use.code for use in USES.values()]
    interpreters = calls = 0
    while interpreters == 0 or time.monotonic() < end:
        with Interpreter(kind) as interpreter:
            interpreter.run(WITHOUT_BROKEN)
            seconds = min(randomly.choice(LIVES), max(end - time.monotonic(), 0.0))
            interpreter.run(WORK.format(seed=randomly.random(), seconds=seconds, codes=codes))
            calls += interpreter.value("calls")
        interpreters += 1
    return Done(interpreters, calls)


def crowd(kind: str, threads: int, seconds: float) -> Done:
    """Let threads work, and give what all of them did."""
    done: list[Done] = []
    failures: list[BaseException] = []
    end = time.monotonic() + seconds

    def run(seed: int) -> None:
        try:
            done.append(work(kind, seed, end))
        except BaseException as failure:
            failures.append(failure)

    running = [threading.Thread(target=run, args=(seed,)) for seed in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    if failures:
        raise failures[0]
    return Done(sum(each.interpreters for each in done), sum(each.calls for each in done))


if __name__ == "__main__":
    kind, threads, seconds = sys.argv[1:]
    print(json.dumps(crowd(kind, int(threads), float(seconds))._asdict()))
