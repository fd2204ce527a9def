"""The scaling benchmark: how much more two threads do than one, call by call, without the GIL.

Builds `scaling/`, lets one thread and then two run each row's loop, and prints how many times as many calls two make in
the same time: 2.0 is perfect, 1.0 is what the GIL allows. The same is measured of plain Python code, which shows what
the machine and the interpreter give. Only runs count in which each thread had a processor to itself from begin to end:
others show what else the machine did. Writes target/bench/threads.json. `bench/README.md` says how to read it.
"""

import argparse
import json
import operator
import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from native import BENCH, TARGET, load, run

# How long one run takes, so short that a busy machine leaves two processors alone for some of them; how many of those
# a figure needs; and how many are tried for them.
SECONDS = 0.002
ENOUGH = 15
TRIES = 2000
BATCH = 25
# What part of a run a thread has to be on a processor; and what part of it the others have to run too, of which some
# may be faster where they meet.
UNDISTURBED = 0.97
SIDE_BY_SIDE = 0.85
# Threads are told this long before when to begin, so that they do at the same time.
NOTICE = 0.00002
THREADS = 2


class Row(NamedTuple):
    """A call, and what it is made on: `make` is called by each thread, or once for all if it is shared."""

    name: str
    call: str
    make: Callable[[ModuleType], dict[str, Any]]
    is_shared: bool = False


class Plain:
    """What Python code has instead."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, amount: int) -> None:
        """Add."""
        self.total += amount


ROWS = (
    Row("Python: method", "o.add(1)", lambda _: {"o": Plain()}),
    Row("Python: builtin function", "abs(-7)", lambda _: {}),
    Row("Python: instances", "f()", lambda _: {"f": Plain}),
    Row("C: instances", "f(1)", lambda _: {"f": operator.itemgetter}),
    Row("function", "f(3, 4)", lambda m: {"f": m.add}),
    Row("function, by its module", "m.add(3, 4)", lambda m: {"m": m}, True),
    Row("Python: function, by its module", "m.index(7)", lambda _: {"m": operator}, True),
    Row("function, text", "f('Ada')", lambda m: {"f": m.greet}),
    Row("function, list", "f(numbers)", lambda m: {"f": m.sum, "numbers": list(range(10))}),
    Row("function, own instance", "f(o)", lambda m: {"f": m.total_of, "o": m.Counter()}),
    Row("function that calls back", "f(g)", lambda m: {"f": m.call, "g": lambda: None}),
    Row("method that changes, own object", "o.add(1)", lambda m: {"o": m.Counter()}),
    Row("method that reads, own object", "o.get()", lambda m: {"o": m.Counter()}),
    Row("attribute, own object", "o.total", lambda m: {"o": m.Counter()}),
    Row("operator, own objects", "o + o", lambda m: {"o": m.Counter()}),
    Row("static method, shared class", "c.of(1)", lambda m: {"c": m.Counter}, True),
    Row("instances", "f()", lambda m: {"f": m.Counter}),
    Row("frozen method, own object", "o.get()", lambda m: {"o": m.Tally()}),
    Row("frozen method, shared object", "o.get()", lambda m: {"o": m.Tally()}, True),
    Row("frozen with atomic, shared object", "o.add(1)", lambda m: {"o": m.Tally()}, True),
    Row("method that reads, shared object", "o.get()", lambda m: {"o": m.Counter()}, True),
    Row("state, read", "f()", lambda m: {"f": m.state}),
)


def build() -> Path:
    """Build a copy of bench/scaling for this Python alone, and give the module's file."""
    project = TARGET / "scaling"
    shutil.copytree(BENCH / "scaling", project, dirs_exist_ok=True)
    for stale in project.glob("scaling.*"):
        stale.unlink()
    run([sys.executable, "-m", "pydust", "build", "--abi", "full"], project)
    (module,) = project.glob("scaling.*")
    return module


def loop(call: str, names: dict[str, Any]) -> Callable[[int], None]:
    """Compile a loop of ten copies of a call, which no other loop shares."""
    calls = "\n        ".join([call] * 10)
    source = f"def loop(count, {', '.join(names)}):\n    for _ in range(count):\n        {calls}\n"
    space: dict[str, Any] = {}
    exec(source, space)
    return lambda count: space["loop"](count, **names)


class Run(NamedTuple):
    """What one thread did: when, and for how long it was on a processor."""

    begin: float
    end: float
    on_processor: float


def runs(loops: list[Callable[[int], None]], count: int, times: int) -> list[list[Run]]:
    """Run the loops at the same time, each in a thread of its own, and again; what each thread did, time by time."""
    done: list[list[Run]] = [[] for _ in loops]
    here = [0] * len(loops)
    begins: dict[int, float] = {}

    def work(thread: int, loop: Callable[[int], None], mine: list[Run]) -> None:
        for index in range(1, times + 1):
            # They look for each other without sleeping, so that all are on a processor as they begin.
            here[thread] = index
            while min(here) < index:
                pass
            due = begins.setdefault(index, time.perf_counter() + NOTICE)
            while time.perf_counter() < due:
                pass
            used = time.thread_time()
            begin = time.perf_counter()
            loop(count)
            end = time.perf_counter()
            mine.append(Run(begin, end, time.thread_time() - used))

    threads = [
        threading.Thread(target=work, args=(index, *each))
        for index, each in enumerate(zip(loops, done, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [list(each) for each in zip(*done, strict=True)]


def rate(together: list[Run], count: int) -> float | None:
    """Give how many rounds of the loop all threads did in a second; None if they did not do them side by side."""
    common = min(run.end for run in together) - max(run.begin for run in together)
    for each in together:
        took = each.end - each.begin
        if each.on_processor < UNDISTURBED * took or common < SIDE_BY_SIDE * took:
            return None
    return sum(count / (each.end - each.begin) for each in together)


def typical(loops: list[Callable[[int], None]], count: int, tries: int) -> float | None:
    """Give the median rate of the undisturbed runs; None if there were too few."""
    rates: list[float] = []
    for _ in range(0, tries, BATCH):
        found = [rate(each, count) for each in runs(loops, count, BATCH)]
        rates += [each for each in found if each is not None]
        if len(rates) >= ENOUGH:
            return statistics.median(rates)
    return None


def measure(row: Row, module: ModuleType, tries: int) -> tuple[float, float] | None:
    """Give the nanoseconds of one call in one thread, and how many times as many two threads make."""
    shared = row.make(module)
    loops = [loop(row.call, shared if row.is_shared else row.make(module)) for _ in range(THREADS)]
    count = 10
    while min(each.on_processor for (each,) in runs(loops[:1], count, 3)) < SECONDS:
        count *= 2
    one, two = typical(loops[:1], count, tries), typical(loops, count, tries)
    if one is None or two is None:
        return None
    return 1e9 / one / 10, two / one


def main() -> int:
    """Measure all rows, print them, and write them down."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--tries", type=int, default=TRIES, help=f"runs for each figure, at most: {TRIES}"
    )
    parser.add_argument(
        "--first",
        action="store_true",
        help="go before all else on the machine (Linux, with the right to), which waits meanwhile",
    )
    parser.add_argument("--row", action="append", default=[], help="only rows with this text")
    options = parser.parse_args()
    if getattr(sys, "_is_gil_enabled", lambda: True)():
        print("With the GIL two threads take turns: run this with a free-threaded Python.")
    module = load(build())
    if options.first:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    results = []
    print(f"{'row':<36} {'ns':>8} {'scales':>7}")
    for row in ROWS:
        if options.row and not any(text in row.name for text in options.row):
            continue
        measured = measure(row, module, options.tries)
        if measured is None:
            print(f"{row.name:<36} the machine is too busy", flush=True)
            continue
        nanoseconds, scales = measured
        print(f"{row.name:<36} {nanoseconds:>8.1f} {scales:>6.2f}x", flush=True)
        results.append({"row": row.name, "nanoseconds": nanoseconds, "scales": scales})
    (TARGET / "threads.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
