"""Builds what has changed before tests are collected. Whether something has, cargo decides.

How it is shown is in `progress.py`; the steps of a build are in `pydust.compile`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydust.compile import Build, BuiltModule, compile_modules
from pydust.config import Project
from pydust.errors import PydustError
from pydust.inplace import install, source_parent
from pydust.interpreter import Interpreter
from pydust.libpython import LibraryMissingError
from pydust.native_tests import build_tests
from pydust.pytest.importable import Places, find_places
from pydust.pytest.inventory import Inventory
from pydust.pytest.progress import Progress
from pydust.rust_doctests import build_doctests
from pydust.rust_harness import Harness, build_harness
from pydust.settings import Options, Profile
from pydust.stubs.place import write_beside, write_for_wheel
from pydust.sync import copy_file


@dataclass
class Rebuilt:
    """What a build did.

    Attributes:
        modules: How many modules the project has that are built in place.
        changed: How many of them have a new file now.
        seconds: How long it took.
        warnings: How many warnings the compiler had.
        places: Where the modules are, and which ones are imported from elsewhere.
        inventory: The Rust tests.
        notes: Why some of them are not there, and what stubs can't say.
    """

    modules: int
    changed: int
    seconds: float
    warnings: int
    places: Places
    inventory: Inventory
    notes: Sequence[str] = ()

    def summary(self) -> list[str]:
        """What the head of a test run says about it."""
        if self.changed:
            line = f"pydust: built {_count(self.changed, 'module')} in {self.seconds:.1f} s"
        else:
            line = f"pydust: {_count(self.modules, 'module')} up to date ({self.seconds:.1f} s)"
        if self.warnings:
            line += f", with {_count(self.warnings, 'warning')}: `pydust build --dev` shows them"
        return [*([line] if self.modules else []), *copies(self.places), *self.notes]


def rebuild(
    project: Project,
    profile: Profile,
    search_path: Sequence[Path],
    *,
    tests: bool,
    leak_checks: bool = False,
) -> Rebuilt:
    """Builds the modules of a project, and puts them where tests import them from.

    Args:
        project: What to build.
        profile: How.
        search_path: Directories that tests have on their search path before others.
        tests: Whether Rust tests are wanted, too.
        leak_checks: Whether these are to count the memory that they use.

    Raises:
        PydustError: where the build fails; what cargo says of it is on standard error then.
    """
    began = time.perf_counter()
    places = find_places(project, search_path)
    progress = Progress()
    build = Build(
        project,
        Options.from_environment(os.environ, profile=profile),
        Interpreter.running(),
        {**os.environ, **progress.variables(os.environ)},
        listener=progress,
    )
    changed, inventory, notes = 0, Inventory(), list[str]()
    try:
        if places.parents:
            changed, notes = _build_in_place(build, places)
        if tests:
            inventory, left_out = _build_tests(build, leak_checks)
            notes += left_out
    except PydustError:
        progress.failed()
        raise
    finally:
        progress.end()
    seconds = time.perf_counter() - began
    return Rebuilt(
        len(places.parents), changed, seconds, progress.warnings, places, inventory, notes
    )


def copies(places: Places) -> list[str]:
    """Says which modules tests will import from elsewhere, as that is rarely meant."""
    lines = []
    for module, folder in places.copies.items():
        lines.append(
            f"pydust: tests import {module.name.dotted} from a copy in {folder}, which is not "
            "rebuilt; `pip install -e .` makes them import what is built here"
        )
    return lines


def _build_in_place(build: Build, places: Places) -> tuple[int, list[str]]:
    """Builds the modules that have a place; gives how many files are new, and warnings."""
    parents = places.parents
    built = compile_modules(build)
    targets = [(item, parents[item.module]) for item in built if item.module in parents]
    before = {parent / item.path: _stamp(parent / item.path) for item, parent in targets}
    install(targets, build.interpreter)
    warnings = _write_stubs(build.project, targets)
    changed = sum(_stamp(file) != stamp for file, stamp in before.items())
    return changed, [f"pydust: warning: {warning}" for warning in warnings]


def _write_stubs(project: Project, targets: Sequence[tuple[BuiltModule, Path]]) -> list[str]:
    """Brings stubs up to date, beside the sources or where an editable install has put them."""
    installed: dict[Path, list[BuiltModule]] = {}
    beside: list[BuiltModule] = []
    for item, parent in targets:
        is_source = parent == source_parent(project.directory, item.module.name)
        (beside if is_source else installed.setdefault(parent, [])).append(item)
    warnings = write_beside(project, beside)
    for parent, items in installed.items():
        files = write_for_wheel(project, items)
        for file, place in files.packed.items():
            copy_file(file, parent / place)
        warnings += files.warnings
    return warnings


def _build_tests(build: Build, leak_checks: bool) -> tuple[Inventory, list[str]]:
    """Builds the modules that have tests, with these, and says why some are left out."""
    libraries = build_tests(build, leak_checks=leak_checks)
    harnesses: list[Harness] = []
    try:
        harnesses += build_harness(build)
        harnesses += build_doctests(build)
    except LibraryMissingError as error:
        return Inventory(libraries, harnesses), [f"pydust: {error}"]
    return Inventory(libraries, harnesses), []


def _stamp(file: Path) -> tuple[int, int] | None:
    """What changes with a file's content. None where there is no file."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_ino


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
