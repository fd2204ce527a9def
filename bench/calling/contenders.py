"""The contenders of the call benchmark: which there are, and how each one's module is built.

All their modules are called `calls`; they are loaded from their files into one process.
"""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from native import BENCH, TARGET, BuildError, compile_c, run

LIMITED_API = "-DPy_LIMITED_API=0x030B0000"


@dataclass(frozen=True)
class Contender:
    """One implementation of the functions: its name, and that of the C it is compared with.

    `build` makes the module and gives its file; it raises BuildError.
    """

    name: str
    base: str
    build: Callable[[], Path]


def build_c(folder: str, *flags: str) -> Path:
    """Compile the reference into a folder under target/bench."""
    module = TARGET / folder / "calls.so"
    compile_c(["calls.c", "point.c"], module, flags)
    return module


def build_pydust(folder: str, limited_api: bool) -> Path:
    """Build a copy of bench/rust, so that nothing generated lands among the sources.

    The copy stays where it is between runs, and with it what cargo has compiled.
    """
    project = TARGET / folder
    shutil.copytree(BENCH / "rust", project, dirs_exist_ok=True)
    for stale in project.glob("calls.*"):
        stale.unlink()
    environment = {**os.environ, "PYDUST_LIMITED_API": "1" if limited_api else "0"}
    run([sys.executable, "-m", "pydust", "build"], project, environment)
    built = list(project.glob("calls.*"))
    if len(built) != 1:
        raise BuildError(f"expected one calls.* in {project} after the build, found {built}")
    return built[0]


CONTENDERS = (
    Contender("c", "c", lambda: build_c("c")),
    Contender("pydust", "c", lambda: build_pydust("pydust", limited_api=False)),
    Contender("c_abi3", "c_abi3", lambda: build_c("c_abi3", LIMITED_API)),
    Contender("pydust_abi3", "c_abi3", lambda: build_pydust("pydust_abi3", limited_api=True)),
)
