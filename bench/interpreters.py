"""How much faster two interpreters are than two threads that share a GIL, in native code that needs it.

A program: `python bench/interpreters.py`, after `make demo` or `pip install ./examples`, on a quiet machine with two cores
or more. Each job converts Python's lists to Rust and back, attached all the time. Two of them at the same time take as
long as one where nobody waits for the other, and twice as long where a GIL is shared.
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "interpreters"), str(ROOT / "examples")]

from subinterpreters import KINDS, OWN_GIL, Interpreter  # noqa: E402

ROUNDS = 3

JOB = """
from example.functions import join
from example.points import Point, distance

words = [str(number) for number in range(1_000)]
for _ in range(1_000):
    text = join(words, separator=", ", upper=True)
assert len(text) == 4_888, len(text)
origin = Point(0.0)
for number in range(200_000):
    far = distance(origin, Point(3.0, y=4.0))
assert far == 5.0
"""


def seconds(jobs: list[Callable[[], None]]) -> float:
    """Run the jobs at the same time, each on a thread."""
    threads = [threading.Thread(target=job) for job in jobs]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def best(jobs: list[Callable[[], None]]) -> float:
    """Give the shortest of several runs: what else the machine does only adds to it."""
    return min(seconds(jobs) for _ in range(ROUNDS))


def in_this_one() -> None:
    """Do the job in the main interpreter."""
    exec(compile(JOB, "job", "exec"), {})


def main() -> None:
    """Measure and print."""
    if OWN_GIL not in KINDS:
        sys.exit("expected CPython 3.12 or newer: before, all interpreters share one GIL")
    one, two = Interpreter(OWN_GIL), Interpreter(OWN_GIL)
    with one, two:
        apart = [lambda: one.run(JOB), lambda: two.run(JOB)]
        seconds(apart)  # imports
        alone = best([in_this_one])
        threads = best([in_this_one, in_this_one])
        interpreters = best(apart)
    print(f"one job                    {alone:8.3f} s")
    print(f"two, threads               {threads:8.3f} s")
    print(f"two, interpreters          {interpreters:8.3f} s")
    print(f"interpreters are           {threads / interpreters:8.2f} times as fast")


if __name__ == "__main__":
    main()
