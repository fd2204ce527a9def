"""The whole matrix: the suites for each kind of CPython on this machine, and each ABI it loads.

The program behind `make test-matrix`. It ends with a table of all runs, those that there was no
Python or no time for too, and writes target/test-matrix.json. Choosing one Python is
`make test PYTHON=... ABI=...`. Where Pythons are found is in `places.py`.
"""

import argparse
import functools
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import counts
import places
from flavours import SUPPORTED, Flavour

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "target" / "test-matrix.json"

# What the outcome of each suite depends on: it runs once for each, with the first run that has it.
DEPENDS_ON: dict[str, Callable[[Flavour, str], Hashable]] = {
    "python": lambda flavour, _: flavour,
    "ext": lambda flavour, abi: (flavour, abi),
    "integrations": lambda flavour, abi: (flavour, abi),
    "examples": lambda flavour, abi: (flavour, abi),
    "interpreters": lambda flavour, abi: (flavour, abi),
    "stress": lambda flavour, abi: (flavour, abi),
    "crates": lambda flavour, abi: (flavour.free_threaded, abi),
    "ui": lambda flavour, _: flavour.free_threaded,
    "docs": lambda flavour, _: flavour.free_threaded,
}

# The folders with the native modules of a run, and the ABIs whose modules several Pythons load.
MODULES = ("examples", "tests/ext", "tests/integrations")
STABLE = ("abi3", "abi3t")

# Many times what a run takes on a busy machine: who takes longer waits for ever.
TIMEOUT_S = 45 * 60

# How much longer than its time the matrix may take, where the last run takes longer than expected.
GRACE_S = 8 * 60


class Run(NamedTuple):
    """The suites with one Python and modules for one ABI."""

    flavour: Flavour
    abi: str
    suites: tuple[str, ...]

    @property
    def target(self) -> str:
        """Give what the names of its reports begin with."""
        return f"{self.flavour.tag}-{self.abi}"


class Row(NamedTuple):
    """What became of a run."""

    python: str
    abi: str
    counts: counts.Counts | None
    note: str
    seconds: float = 0.0

    def cells(self) -> tuple[str, ...]:
        """Give its cells in the table."""
        if self.counts is None:
            return (self.python, self.abi, "-", "-", "-", "-", self.note)
        return (self.python, self.abi, *map(str, self.counts), f"{self.seconds:.0f}", self.note)


COLUMNS = ("python", "abi", "passed", "failed", "skipped", "seconds", "")


def plan(flavours: Collection[Flavour], embedding: Callable[[Flavour], bool]) -> list[Run]:
    """Order the runs: each Python, the newest first, has one before any has its second.

    The crates' own tests are programs with Python inside, for the Pythons that can be `embedding`.
    """
    newest_first = sorted(flavours, reverse=True)
    rounds = range(max((len(flavour.abis) for flavour in flavours), default=0))
    runs, done = [], set()
    for number in rounds:
        for flavour in newest_first:
            for abi in flavour.abis[number : number + 1]:
                outcomes = {
                    suite: (suite, of(flavour, abi))
                    for suite, of in DEPENDS_ON.items()
                    if suite != "crates" or embedding(flavour)
                }
                suites = tuple(suite for suite, outcome in outcomes.items() if outcome not in done)
                done.update(outcomes.values())
                runs.append(Run(flavour, abi, suites))
    return runs


class Clock:
    """The time that there is for all runs."""

    def __init__(self, minutes: float | None) -> None:
        self.started = time.monotonic()
        self.budget = float("inf") if minutes is None else minutes * 60
        self.last = 0.0

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.budget - (time.monotonic() - self.started)

    def has_time(self) -> bool:
        """Say whether another run as long as the last one ends in time."""
        return self.last <= self.left

    def measure(self, work: Callable[[], None]) -> float:
        """Do work, and give how many seconds it took."""
        before = time.monotonic()
        work()
        self.last = time.monotonic() - before
        return self.last


def run_make(run: Run, program: Path, timeout: float) -> None:
    """Let `make test` do a run; one that doesn't end well has at least one failure."""
    suites = " ".join(run.suites)
    command = ["make", "test", f"PYTHON={program}", f"ABI={run.abi}", f"SUITES={suites}"]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as making:
        try:
            code: int | None = making.wait(timeout)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if making.poll() is None:
                os.killpg(making.pid, signal.SIGKILL)
    if code != 0 and not any(counts.read(report).failed for report in reports(run)):
        why = f"it ended with {code}" if code is not None else f"no end within {timeout:.0f} s"
        counts.write_failure(run.target, "run", f"{' '.join(command)}: {why}")


def reports(run: Run) -> list[Path]:
    """List the reports of a run."""
    return sorted(counts.RESULTS.glob(f"{run.target}-*"))


class Binaries:
    """The modules for stable ABIs, which are built once: every Python loads the same files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.first: dict[str, tuple[str, Flavour]] = {}

    def digest(self, abi: str) -> str:
        """Give one short hash of all modules for an ABI."""
        digest = hashlib.sha256()
        folders = [self.root / folder for folder in MODULES]
        modules = [module for folder in folders for module in folder.glob(f"*/**/*.{abi}.so")]
        for module in sorted(
            module for module in modules if "target" not in module.relative_to(self.root).parts
        ):
            digest.update(str(module.relative_to(self.root)).encode())
            digest.update(module.read_bytes())
        return digest.hexdigest()[:8] if modules else "none"

    def note(self, run: Run) -> str:
        """Say which modules a run loaded, and report a failure where they aren't the first run's."""
        if run.abi not in STABLE:
            return ""
        digest = self.digest(run.abi)
        first, flavour = self.first.setdefault(run.abi, (digest, run.flavour))
        if digest != first:
            why = f"expected the modules that {flavour} loaded, {first}, found {digest}"
            counts.write_failure(run.target, "binaries", why)
            return f"modules {digest}, not those of {flavour}"
        return f"modules {digest}" + (f", as {flavour}" if flavour != run.flavour else "")


def rows(
    runs: Iterable[Run], pythons: Mapping[Flavour, places.Python], clock: Clock
) -> Iterator[Row]:
    """Do the runs that there is time for, and tell what became of each."""
    binaries = Binaries(ROOT)
    for run in runs:
        name = str(run.flavour)
        if not clock.has_time():
            yield Row(name, run.abi, None, "no time")
            continue
        program, timeout = pythons[run.flavour].program, min(TIMEOUT_S, clock.left + GRACE_S)
        seconds = clock.measure(functools.partial(run_make, run, program, timeout))
        note = binaries.note(run)
        yield Row(name, run.abi, counts.total(map(counts.read, reports(run))), note, seconds)


def missing(found: Collection[Flavour]) -> list[Row]:
    """Name the supported Pythons that were not found."""
    return [Row(str(one), "-", None, "not found") for one in SUPPORTED if one not in found]


def table(rows: list[Row]) -> str:
    """Write the rows below each other, with the counts to the right."""
    cells = [COLUMNS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 2 <= number <= 5 else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def as_json(rows: list[Row]) -> str:
    """Write the rows of what ran for programs."""
    ran = [
        {"python": row.python, "abi": row.abi, **row.counts._asdict()} for row in rows if row.counts
    ]
    return json.dumps(ran, indent=1) + "\n"


def by_version(row: Row) -> tuple[tuple[int, ...], str, str]:
    """Give what the table is sorted by."""
    version, kind = row.python.rstrip("td"), row.python.lstrip("0123456789.")
    return tuple(map(int, version.split("."))), kind, row.abi


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, help="begin no run that would end later than that")
    parser.add_argument("--only", nargs="*", metavar="PYTHON", help="such as 3.14t; default: all")
    return parser.parse_args()


def main() -> int:
    """Do what the command line says; 0 means that each run is green."""
    asked = arguments()
    clock = Clock(asked.minutes)
    found = places.pythons()
    chosen = {kind: found[kind] for kind in found if str(kind) in (asked.only or map(str, found))}
    runs = plan(chosen, lambda flavour: chosen[flavour].embeds)
    for report in [report for run in runs for report in reports(run)]:
        report.unlink()
    done = sorted(rows(runs, chosen, clock), key=by_version)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(as_json(done), encoding="utf-8")
    print("\n" + table(sorted([*done, *missing(found)], key=by_version)) + "\n")
    counts.print_failures(report for run in runs for report in reports(run))
    whole = counts.total(row.counts for row in done if row.counts)
    print(whole)
    return 0 if whole.passed and not whole.failed else 1


if __name__ == "__main__":
    sys.exit(main())
