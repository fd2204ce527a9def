"""The proof that many interpreters do no harm: one after the other, and at the same time.

A program, behind `make soak`; `test_many.py` runs a short form. For each kind of sub-interpreter it lets so many of them
import every example, use every function and end, and compares what the process keeps of them with what it keeps of
as many that import an empty C module; then it lets eight work at once. It prints a table, and exits with 1 if there
was a crash, a wrong result, or more left than with the empty module.
"""

import argparse
import json
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any, NamedTuple

from programs import (
    EXAMPLES,
    HERE,
    TIMEOUT_S,
    ProgramError,
    compile_empty,
    environment,
    run_program,
)
from subinterpreters import KINDS

ROUNDS = 4
USE_ALL = "import every_example; every_example.use_all()"
SOURCES = [
    str(HERE / "every_example.py"),
    *(str(EXAMPLES / "tests" / name) for name in ("uses_of_examples.py", "uses_of_classes.py")),
]

# Which ABI the examples were built for: Python takes the first of these endings that is there.
ENDING = next(
    (end for end in EXTENSION_SUFFIXES if (EXAMPLES / "example" / f"hello{end}").exists()), "none"
)

# What is in `sys.modules` after it, but for native modules and their tests.
MODULES_OF_PYTHON = f"""
import sys
{USE_ALL}
print(*[n for n in sys.modules if n.partition(".")[0] in sys.stdlib_module_names and n != "__main__"])
"""

# CPython 3.12 and 3.13 leave what an interpreter with its own GIL has allocated, which differs by some per cent from
# run to run; and each version some interned strings and pages, and one heap of the process, which grows in pieces.
TOLERATED = 0.08
TOLERATED_BYTES = 16 << 10
TOLERATED_BYTES_OF_ALL = 2 << 20

# How many measure at once. CPython without the GIL keeps 13 MB of each interpreter: two times 1,000 need 26 GB.
AT_ONCE = 1 if sysconfig.get_config_var("Py_GIL_DISABLED") else 2


class Growth(NamedTuple):
    """What the process keeps for each interpreter."""

    blocks: float
    bytes: float


def measure(kind: str, interpreters: int, code: str, folder: Path) -> Growth:
    """Let interpreters run code, one after the other."""
    times = max(interpreters // ROUNDS, 1)
    arguments = (kind, str(ROUNDS), str(times), code)
    printed = run_program(
        "growth.py", *arguments, folder=folder, timeout=TIMEOUT_S + 5.0 * interpreters
    )
    found: dict[str, dict[str, int]] = last_object(printed)
    every = ROUNDS * times
    return Growth(found["blocks"]["all"] / every, found["resident bytes"]["all"] / every)


def last_object(printed: str) -> Any:
    """Read the JSON that a program prints, whatever libraries print beside it."""
    return json.loads([line for line in printed.splitlines() if line.startswith("{")][-1])


def without_examples() -> str:
    """Give code that leaves behind what CPython leaves of using the examples, but imports an empty module."""
    command = [sys.executable, "-c", MODULES_OF_PYTHON]
    done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, text=True, check=True)
    names = done.stdout.splitlines()[-1].split()
    return f"""
import importlib
from contextlib import suppress
from package import empty
for name in {names!r}:
    with suppress(ImportError):
        importlib.import_module(name)
for path in {SOURCES!r}:
    with open(path, encoding="utf-8") as file:
        compile(file.read(), path, "exec")
"""


def compare(kind: str, interpreters: int, folder: Path) -> bool:
    """Print what is kept of many interpreters, and say whether that is no more than with the empty module."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        measured = pool.map(
            lambda code: measure(kind, interpreters, code, folder), (without_examples(), USE_ALL)
        )
        empty, used = measured
    tolerated = max(TOLERATED_BYTES, TOLERATED_BYTES_OF_ALL / interpreters)
    # Where memory is short the system takes some back, also from who holds no more than before.
    is_flat = used.bytes <= max(empty.bytes, 0.0) * (1 + TOLERATED) + tolerated
    print(
        f"{kind:<12}{interpreters:>14,}{empty.bytes / 1024:>16,.1f}{used.bytes / 1024:>16,.1f}"
        f"{empty.blocks:>14,.1f}{used.blocks:>14,.1f}{'' if is_flat else '   MORE'}",
        flush=True,
    )
    return is_flat


def crowd(kind: str, threads: int, seconds: float) -> None:
    """Let interpreters work at the same time, and print what they did."""
    found = last_object(
        run_program("crowd.py", kind, str(threads), str(seconds), timeout=seconds + TIMEOUT_S)
    )
    print(
        f"{kind:<12}{threads:>3} at a time for {seconds:g} s: "
        f"{found['interpreters']:,} interpreters made {found['calls']:,} calls",
        flush=True,
    )


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--interpreters", type=int, default=1000, help="one after the other")
    parser.add_argument("--threads", type=int, default=8, help="interpreters at a time")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long those work")
    parser.add_argument("--kind", choices=KINDS, action="append", help="default: each there is")
    return parser.parse_args()


def main() -> int:
    """Print the table; 0 means that all is well."""
    chosen = arguments()
    kinds = chosen.kind or KINDS
    is_fine = True
    print(
        f"CPython {sys.version.partition(' ')[0]}, examples *{ENDING}; kept for each interpreter:"
    )
    print(f"{'kind':<12}{'interpreters':>14}{'kB, empty':>16}{'kB, examples':>16}", end="")
    print(f"{'blocks, empty':>14}{'examples':>14}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            compile_empty(Path(folder))
            for kind in kinds:
                is_fine = compare(kind, chosen.interpreters, Path(folder)) and is_fine
        for kind in kinds:
            crowd(kind, chosen.threads, chosen.seconds)
    except ProgramError as failed:
        print(failed)
        return 1
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
