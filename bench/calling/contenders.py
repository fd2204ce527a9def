"""The contenders of the call benchmark: which there are, and how each one's module is built.

All their modules are called `calls`; they are loaded from their files into one process.
"""

import os
import shutil
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from building import maturin
from native import BENCH, TARGET, BuildError, compile_c, run

LIMITED_API = "-DPy_LIMITED_API=0x030B0000"


@dataclass(frozen=True)
class Contender:
    """One implementation of the functions: its name, and that of the one it is compared with.

    `build` makes the module and gives its file; it raises BuildError.
    """

    name: str
    base: str
    build: Callable[[], Path]


def build_c(folder: str, *flags: str) -> Path:
    """Compile the reference into a folder under target/bench."""
    module = TARGET / folder / "calls.so"
    compile_c(["calls.c", "point.c", "countdown.c"], module, flags)
    return module


def build_pydust(folder: str, abi: str) -> Path:
    """Build a copy of bench/rust, so that nothing generated lands among the sources.

    The copy stays where it is between runs, and with it what cargo has compiled.
    """
    project = TARGET / folder
    shutil.copytree(BENCH / "rust", project, dirs_exist_ok=True)
    for stale in project.glob("calls.*"):
        stale.unlink()
    environment = {**os.environ, "PYDUST_ABIS": abi}
    run([sys.executable, "-m", "pydust", "build"], project, environment)
    return only(project, "calls.*")


def build_pyo3(folder: str, *options: str) -> Path:
    """Build a copy of bench/pyo3 with maturin, as above."""
    project = TARGET / folder
    shutil.copytree(BENCH / "pyo3", project, dirs_exist_ok=True)
    command: Sequence[str] = [str(maturin.install()), "build", "--release", *options]
    run([*command, "--interpreter", sys.executable], project)
    module = project / "calls.so"
    shutil.copyfile(only(project, "target/release/libcalls.so"), module)
    return module


def only(folder: Path, pattern: str) -> Path:
    """The one file that a build made; raises BuildError if there is not exactly one."""
    built = list(folder.glob(pattern))
    if len(built) != 1:
        raise BuildError(f"expected one {pattern} in {folder} after the build, found {built}")
    return built[0]


CONTENDERS = (
    Contender("c", "c", lambda: build_c("c")),
    Contender("pydust", "c", lambda: build_pydust("pydust", "full")),
    Contender("pyo3", "c", lambda: build_pyo3("pyo3")),
    Contender("c_abi3", "c_abi3", lambda: build_c("c_abi3", LIMITED_API)),
    Contender("pydust_abi3", "c_abi3", lambda: build_pydust("pydust_abi3", "abi3")),
    Contender("pyo3_abi3", "c_abi3", lambda: build_pyo3("pyo3_abi3", "--features=abi3")),
)


def each_abi() -> tuple[Contender, ...]:
    """The same Rust for each ABI that this Python loads, compared with the full API's."""
    abis = {
        "full": True,
        "abi3": not sysconfig.get_config_var("Py_GIL_DISABLED"),
        "abi3t": sys.version_info >= (3, 15),
    }
    return tuple(
        Contender(abi, "full", partial(build_pydust, f"pydust_{abi}", abi))
        for abi, loads in abis.items()
        if loads
    )
