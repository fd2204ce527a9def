"""Total counts: whole suites run several times in one process, which must hold no more after than before.

    python3.14d tests/totals.py tests/ext

The arguments are pytest's. What grows is named with its file: blocks of memory and, in a debug build of Python,
references. What is counted is in `held.py`; the tests of leaks there are made for finding the call that leaks.
"""

import linecache
import re
import struct
import sys
from array import array
from itertools import groupby, product
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from held import COUNTS, held

# In the first run caches fill: those of CPython, of its library and of what runs the tests.
RUNS = 3

# Files that are not looked at, with the reason. Once numpy is loaded, hypothesis keeps and restores its random state for
# each example.
LEFT_OUT = {
    "test_binding.py": "numpy is built for a Python that counts no references in total",
    "test_sharing.py": "it loads a library under a new name each time, which CPython keeps",
}

# How much all other files together may grow by in the last run: what one leaves another one finds and drops, and caches
# of hypothesis fill by chance.
SPARE = {"getallocatedblocks": 64, "gettotalrefcount": 0}

# Growth in each run: numbers in arrays that are full from the start, since they are counted too.
Growth = dict[str, array[int]]


class Totals:
    """A plugin of pytest that runs all tests again and again, and counts after each file."""

    def __init__(self) -> None:
        self.growth: dict[Path, Growth] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests in place of pytest's own loop."""
        files = [
            (path, list(tests)) for path, tests in groupby(session.items, lambda item: item.path)
        ]
        self.growth = {
            path: {name: array("q", bytes(8 * RUNS)) for name in COUNTS} for path, _ in files
        }
        before = held_without_caches()
        for run, (path, tests) in product(range(RUNS), files):
            for test, following in zip(tests, [*tests[1:], None], strict=True):
                self.failed += failures(test, following, again=run > 0)
            before = self.count(path, run, before)
        return True

    def count(self, path: Path, run: int, before: dict[str, int]) -> dict[str, int]:
        """Note what a file's tests leave, and give what is held now.

        What this program holds itself is the same each time, so that it does not count as growth.
        """
        after = held_without_caches()
        for name, growth in self.growth[path].items():
            growth[run] = after[name] - before[name]
        return after

    def report(self) -> int:
        """Print what grows and which tests fail, and give how many of these there are."""
        wrong = len(self.failed)
        for path, counts in self.growth.items():
            for name, growth in counts.items():
                if min(growth[1:]) > 0:
                    reason = LEFT_OUT.get(path.name, "or what another file drops")
                    print(f"{path.name} grows run by run, {name}: {growth.tolist()} ({reason})")
        for name in COUNTS:
            counted = [c[name] for path, c in self.growth.items() if path.name not in LEFT_OUT]
            total = [*map(sum, zip(*counted, strict=True))]
            grows = total[-1] > SPARE[name]
            wrong += grows
            print(f"all files {'grow' if grows else 'are flat'}, run by run, {name}: {total}")
        print(*(f"failed: {name}" for name in self.failed), sep="\n")
        return wrong


def held_without_caches() -> dict[str, int]:
    """Give what is held once Python's library has forgotten what it can make again.

    A full cache drops what another file put there, and one of folders has each temporary folder.
    """
    re.purge()
    linecache.clearcache()
    sys.path_importer_cache.clear()
    struct._clearcache()  # type: ignore[attr-defined]  # As `test.libregrtest` does.
    return held()


def failures(test: pytest.Item, following: pytest.Item | None, again: bool) -> list[str]:
    """Run a test, and give its name if it fails."""
    if again:
        test._initrequest()  # type: ignore[attr-defined]  # As plugins do that run tests again.
    reports = runtestprotocol(test, log=not again, nextitem=following)
    for report in reports:
        if report.failed and again:
            print(report.longreprtext)
    test._report_sections.clear()  # What it printed, which pytest keeps.
    return [test.nodeid for report in reports if report.failed]


def main() -> int:
    """Run the suites, and give the exit code."""
    totals = Totals()
    pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[totals])
    return 1 if totals.report() else 0


if __name__ == "__main__":
    sys.exit(main())
