"""Measuring builds: CPU and wall time of clean builds and of builds after an edit, and sizes.

What is built lives in `projects`, showing the results in `report`.
"""

import os
import resource
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from native import run

from building.description import Module
from building.projects import Project

# What could make cargo build something else than a user's cargo does.
CARGO_SETTINGS = ("CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_ENCODED_", "RUSTC", "RUSTFLAGS")


@dataclass(frozen=True)
class Cost:
    """What one build took: user and system time of all its processes, and time on the clock."""

    cpu: float
    wall: float


@dataclass
class Measured:
    """All builds of one module by one contender."""

    clean: list[Cost] = field(default_factory=list)
    edit: list[Cost] = field(default_factory=list)
    bytes: int = 0


def cost_of(work: Callable[[], None]) -> Cost:
    """Run `work` and measure the processes that it starts and waits for."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall)


def environment(offline: bool) -> dict[str, str]:
    """This process's environment without settings for cargo, and without the network if `offline`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(CARGO_SETTINGS) and name != "CARGO_TARGET_DIR"
    }
    return {**kept, "CARGO_NET_OFFLINE": "true"} if offline else kept


def prepare(project: Project, module: Module, stripped: Path) -> int:
    """Build once with the network, so that all dependencies are fetched.

    Puts the stripped module at `stripped` and returns its size in bytes.
    """
    start_over(project, module)
    project.build(environment(offline=False))
    stripped.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(project.built(), stripped)
    run(["strip", str(stripped)], stripped.parent)
    return stripped.stat().st_size


def start_over(project: Project, module: Module) -> None:
    """Leave nothing in the folder but the project, and the versions that cargo chose."""
    lock = project.folder / "Cargo.lock"
    chosen = lock.read_bytes() if lock.exists() else None
    shutil.rmtree(project.folder, ignore_errors=True)
    project.folder.mkdir(parents=True)
    project.write_settings()
    project.write_source(module)
    if chosen is not None:
        lock.write_bytes(chosen)


def measure_once(project: Project, module: Module, measured: Measured) -> None:
    """Add one clean build and one build after an edit to what was measured."""
    start_over(project, module)
    measured.clean.append(cost_of(lambda: project.build(environment(offline=True))))
    project.write_source(module.edited(len(measured.clean)))
    measured.edit.append(cost_of(lambda: project.build(environment(offline=True))))
