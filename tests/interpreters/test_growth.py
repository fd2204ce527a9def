"""Sub-interpreters that use native modules leave no more behind than with an empty C module.

Each measurement is a process of its own, `growth.py`. What CPython leaves of the source of a use is left with the empty
module too: since 3.12 interned strings outlive their interpreter.
"""

import json
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from programs import HERE, run_program
from subinterpreters import KINDS
from uses import USES, Use

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="memory is read from /proc"
)

EMPTY = "from package import empty"

# CPython 3.12 and 3.13 leave the interned strings of an ended interpreter, as the names in a module are. Without the GIL
# all versions do, as these strings are immortal there: 17 blocks for a class in Python with one method.
LEAVES_NAMES = (3, 12) <= sys.version_info < (3, 14) or bool(
    sysconfig.get_config_var("Py_GIL_DISABLED")
)

# Modules with few more names than the empty one has; and one with many, where these don't count.
FEW_NAMES = ("example.modules", "example.points", "fixtures.errors", "fixtures.threads")
IMPORTED = FEW_NAMES if LEAVES_NAMES else (*FEW_NAMES, "example.classes")

# The part of tracebacks that is in Python: the first error in an interpreter runs it.
TRACEBACK = HERE.parents[1] / "crates" / "pydust" / "src" / "raw" / "traceback.py"

TIMES = 200

# CPython 3.12 and 3.13 leave about 1.8 MB behind for each interpreter with its own GIL: the pages
# that it has ever touched. These differ by up to 5 % from module to module and run to run, either
# way; what is less than that is found by the exact counts below.
TOLERATED_RESIDENT = 0.08
# Before 3.12 nearly nothing is left, and pages of the heap are all there is to see.
TOLERATED_PAGES = 1 << 20

ROUNDS, TIMES_A_ROUND = 4, 5

# For each interpreter: up to 12 names more than in the empty one. Where names are not left, not one block is.
TOLERATED_BLOCKS = 20 if LEAVES_NAMES else 0.5

# For each interpreter, in the least of the rounds, where no table of the process has grown: not one
# allocation of the smallest size that glibc has.
TOLERATED_HEAP_BYTES = 16

# Without the caches of freed memory that glibc counts as used, the bytes are exact.
NO_CACHES = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0"}


@cache
def growth(folder: Path, gil: str, code: str, rounds: int, times: int) -> dict[str, dict[str, int]]:
    """Give what `growth.py` measures."""
    arguments = (gil, str(rounds), str(times), code)
    printed = run_program("growth.py", *arguments, folder=folder, variables=NO_CACHES)
    # Libraries of CPython's own may warn beside it: libmpdec does, up to 3.11, of a second interpreter.
    (line,) = [line for line in printed.splitlines() if line.startswith("{")]
    found: dict[str, dict[str, int]] = json.loads(line)
    return found


def without(use: Use) -> str:
    """Give code that imports a module and leaves what CPython leaves of the source of a use, but does not use it."""
    run = [use.imports, f"import {use.module}", f"compile({use.code!r}, 'use', 'exec')"]
    if use.raises:
        source = TRACEBACK.read_text(encoding="utf-8")
        run.append(f"exec(compile({source!r}, 'traceback', 'exec'), {{}})")
    return "\n".join(run)


def check(folder: Path, kind: str, less: str, more: str) -> None:
    """Compare what is left of interpreters that run two pieces of code."""

    def measure(code: str) -> dict[str, dict[str, int]]:
        return growth(folder, kind, code, ROUNDS, TIMES_A_ROUND)

    with ThreadPoolExecutor() as pool:
        of_less, of_more = pool.map(measure, (less, more))
    added = {
        measure: (of_more[measure]["least"] - of_less[measure]["least"]) / TIMES_A_ROUND
        for measure in of_less
    }
    print(f"more for each interpreter: {added}")
    assert added["blocks"] <= TOLERATED_BLOCKS
    assert added.get("heap bytes", 0) <= TOLERATED_HEAP_BYTES


# What 200 interpreters do, and what those do that they are compared with.
RESIDENT = {
    "one": (EMPTY, USES["modules"].code),
    "all": (
        "\n".join(without(use) for use in USES.values()),
        "\n".join(use.code for use in USES.values()),
    ),
}


@pytest.mark.parametrize(("less", "more"), RESIDENT.values(), ids=RESIDENT)
def test_resident_memory(less: str, more: str, folder_of_empty: Path) -> None:
    def measure(code: str) -> int:
        return growth(folder_of_empty, KINDS[0], code, 1, TIMES)["resident bytes"]["all"]

    with ThreadPoolExecutor() as pool:
        of_less, of_more = pool.map(measure, (less, more))
    print(f"bytes: {of_less} without, {of_more} with")
    assert of_more <= of_less + max(of_less * TOLERATED_RESIDENT, TOLERATED_PAGES)


@pytest.mark.parametrize("gil", KINDS)
@pytest.mark.parametrize("module", IMPORTED)
def test_import(module: str, gil: str, folder_of_empty: Path) -> None:
    check(folder_of_empty, gil, EMPTY, f"import {module}")


def test_what_outlives_its_interpreter(folder_of_empty: Path) -> None:
    """Each interpreter throws away what one has stored that has ended: there is nobody to release it."""
    more = "from fixtures import threads; threads.keep(None)"
    check(folder_of_empty, KINDS[0], "from fixtures import threads; threads.kept", more)


@pytest.mark.parametrize("name", USES)
def test_use(name: str, folder_of_empty: Path) -> None:
    check(folder_of_empty, KINDS[0], without(USES[name]), USES[name].code)
