"""The scaling benchmark: how much more two threads do than one, call by call, without the GIL.

Builds `scaling/`, lets one thread and then two run each row's loop, and prints how many times as many calls two make in
the same time: 2.0 is perfect, 1.0 is what the GIL allows. The same is measured of plain Python code, which shows what
the machine and the interpreter give. Writes target/bench/threads.json. `bench/README.md` says how to read it.
"""

import argparse
import json
import operator
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from native import BENCH, TARGET, load, run

# How long one measurement takes, so short that a busy machine still has two processors free for some of them; and how
# many there are at most, if none is as good as it can be.
SECONDS = 0.003
ROUNDS = 300
GOOD = 0.97
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
    Row("function, text", "f('Ada')", lambda m: {"f": m.greet}),
    Row("function, list", "f(numbers)", lambda m: {"f": m.sum, "numbers": list(range(10))}),
    Row("function, own instance", "f(o)", lambda m: {"f": m.total_of, "o": m.Counter()}),
    Row("function that calls back", "f(g)", lambda m: {"f": m.call, "g": lambda: None}),
    Row("method that changes, own object", "o.add(1)", lambda m: {"o": m.Counter()}),
    Row("method that reads, own object", "o.get()", lambda m: {"o": m.Counter()}),
    Row("attribute, own object", "o.total", lambda m: {"o": m.Counter()}),
    Row("operator, own objects", "o + o", lambda m: {"o": m.Counter()}),
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


def seconds(loops: list[Callable[[int], None]], count: int) -> float:
    """Run the loops at the same time, each in a thread of its own; the time from the first's begin to the last's end."""
    ready, times = threading.Barrier(len(loops)), []

    def work(loop: Callable[[int], None]) -> None:
        ready.wait()
        begin = time.perf_counter()
        loop(count)
        times.append((begin, time.perf_counter()))

    threads = [threading.Thread(target=work, args=(loop,)) for loop in loops]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(end for _, end in times) - min(begin for begin, _ in times)


def measure(row: Row, module: ModuleType, rounds: int) -> tuple[float, float]:
    """Give the nanoseconds of one call in one thread, and how many times as many two threads make."""
    shared = row.make(module)
    loops = [loop(row.call, shared if row.is_shared else row.make(module)) for _ in range(THREADS)]
    count = 10
    while seconds(loops[:1], count) < SECONDS:
        count *= 2
    # What else runs on the machine only makes it slower: the best of each is what there is to be had.
    one = two = float("inf")
    for index in range(rounds):
        one = min(one, *[seconds([each], count) for each in loops])
        two = min(two, seconds(loops, count))
        if index > 20 and one / two > GOOD:
            break
    return one / count / 10 * 1e9, THREADS * one / two


def main() -> int:
    """Measure all rows, print them, and write them down."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    parser.add_argument("--row", action="append", default=[], help="only rows with this text")
    options = parser.parse_args()
    if getattr(sys, "_is_gil_enabled", lambda: True)():
        print("With the GIL two threads take turns: run this with a free-threaded Python.")
    module = load(build())
    results = []
    print(f"{'row':<36} {'ns':>8} {'scales':>7}")
    for row in ROWS:
        if options.row and not any(text in row.name for text in options.row):
            continue
        nanoseconds, scales = measure(row, module, options.rounds)
        print(f"{row.name:<36} {nanoseconds:>8.1f} {scales:>6.2f}x", flush=True)
        results.append({"row": row.name, "nanoseconds": nanoseconds, "scales": scales})
    (TARGET / "threads.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
