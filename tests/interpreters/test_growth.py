"""Sub-interpreters that import native modules leave no more behind than with an empty C module.

Each measurement is a process of its own, `growth.py`.
"""

import json
import shlex
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from conftest import HERE, run_program
from subinterpreters import KINDS

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="memory is read from /proc"
)

EMPTY = "from package import empty"

# How each module is used, once in each interpreter.
USES = {
    "modules": """
from example import modules
modules.increment()
assert modules.hello("you") == "Hello, you. It's Rusty"
assert modules.submod.world() == "Hello, World!"
""",
    "points": """
from example.points import Point
class Named(Point): pass
assert (Named(3.0) + Point(0.0, y=4.0)).norm() == 5.0
""",
    "state": """
from fixtures import state
state.add()
assert state.log() == ["init"]
""",
    "errors": """
from fixtures import errors
for fail in (errors.panic, errors.invalid):
    try:
        fail("x")
    except (RuntimeError, ValueError):
        pass
""",
    "threads": """
from fixtures import threads
threads.keep([])
threads.drop_detached([])
threads.drop_on_thread([])
assert threads.nested() == 4
threads.forget()
""",
}

TIMES = 200

# CPython 3.12 and 3.13 leave about 1.8 MB behind for each interpreter with its own GIL: the pages
# that it has ever touched. These differ by up to 5 % from module to module and run to run, either
# way; what is less than that is found by the exact counts below.
TOLERATED_RESIDENT = 0.08
# Before 3.12 nearly nothing is left, and pages of the heap are all there is to see.
TOLERATED_PAGES = 1 << 20

ROUNDS, TIMES_A_ROUND = 4, 5

# For each interpreter. CPython 3.12 and newer leaves the interned strings of an ended interpreter:
# the names in a module, up to 12 more than in the empty one. Before, not one block is left.
TOLERATED_BLOCKS = 20 if sys.version_info >= (3, 12) else 0.5

# For each interpreter, in the least of the rounds, where no table of the process has grown: not one
# allocation of the smallest size that glibc has.
TOLERATED_HEAP_BYTES = 16

# Without the caches of freed memory that glibc counts as used, the bytes are exact.
NO_CACHES = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0"}


@pytest.fixture(scope="session")
def folder_of_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the empty C module into a package, as the others are in one."""
    folder = tmp_path_factory.mktemp("empty")
    package = folder / "package"
    package.mkdir()
    (package / "__init__.py").touch()
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")
    include = f"-I{sysconfig.get_path('include')}"
    output = package / f"empty{sysconfig.get_config_var('EXT_SUFFIX')}"
    command = [*compiler, "-shared", "-fPIC", include, str(HERE / "empty.c"), "-o", str(output)]
    subprocess.run(command, check=True)
    return folder


@cache
def growth(folder: Path, gil: str, code: str, rounds: int, times: int) -> dict[str, dict[str, int]]:
    """Give what `growth.py` measures."""
    arguments = (gil, str(rounds), str(times), code)
    printed = run_program("growth.py", *arguments, folder=folder, variables=NO_CACHES)
    found: dict[str, dict[str, int]] = json.loads(printed)
    return found


def test_resident_memory(folder_of_empty: Path) -> None:
    def measure(code: str) -> int:
        return growth(folder_of_empty, KINDS[0], code, 1, TIMES)["resident bytes"]["all"]

    with ThreadPoolExecutor() as pool:
        of_c, of_rust = pool.map(measure, (EMPTY, USES["modules"]))
    print(f"bytes: {of_c} with C, {of_rust} with Rust")
    assert of_rust <= of_c + max(of_c * TOLERATED_RESIDENT, TOLERATED_PAGES)


@pytest.mark.parametrize("gil", KINDS)
@pytest.mark.parametrize("module", USES)
def test_blocks_and_heap(module: str, gil: str, folder_of_empty: Path) -> None:
    of_c, of_rust = (
        growth(folder_of_empty, gil, code, ROUNDS, TIMES_A_ROUND) for code in (EMPTY, USES[module])
    )
    more = {
        measure: (of_rust[measure]["least"] - of_c[measure]["least"]) / TIMES_A_ROUND
        for measure in of_c
    }
    print(f"more than with C, for each interpreter: {more}")
    assert more["blocks"] <= TOLERATED_BLOCKS
    assert more.get("heap bytes", 0) <= TOLERATED_HEAP_BYTES
