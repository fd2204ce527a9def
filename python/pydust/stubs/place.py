"""Puts stubs where type checkers look: beside the modules, or into a folder for a wheel.

A file without our mark is a person's, and is left alone: where a module has one, that is its stub.
What is in the files is decided in `pydust.stubs.project`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from pydust.compile import BuiltModule
from pydust.config import ExtModule, Project
from pydust.errors import PydustError, wrong_input
from pydust.inplace import source_parent
from pydust.names import ModuleName
from pydust.stubs.project import Stubs, project_stubs
from pydust.sync import write_text
from pydust.workspace import is_generated

TYPED: Final = "py.typed"
"""The file that tells type checkers that a package has types."""

_STUB_ONLY: Final = "-stubs"
"""Ends the name of a package that has nothing but stubs, for modules outside of packages."""


@dataclass(frozen=True)
class WheelFiles:
    """Files for a wheel, and where in it they belong; and warnings."""

    packed: Mapping[Path, PurePosixPath] = field(default_factory=dict)
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class Change:
    """A file that is not as it has to be; None stands for no file."""

    path: Path
    old: str | None
    new: str | None


def changes(project: Project, stubs: Stubs, output: Path | None = None) -> list[Change]:
    """What has to change for the stubs of a project to be right.

    Args:
        project: The project.
        stubs: Its stubs.
        output: A directory to hold them; by default they are beside the modules, and the packages
            are marked as typed.

    Raises:
        PydustError: where a package has no directory, or a file to merge stands in the place of
            what would be written.
    """
    found: dict[Path, Change] = {}
    for module, files in stubs.files.items():
        parent = source_parent(project.directory, module.name) if output is None else output
        if not files or handwritten_stub(parent, module) is not None:
            continue
        texts: dict[Path, str | None] = dict.fromkeys(_generated(parent, module.name))
        texts |= {parent / path: text for path, text in files.items()}
        if module.name.parents and output is None:
            typed = parent / module.name.parents[0] / TYPED
            texts |= {} if typed.exists() else {typed: ""}
        for path, text in texts.items():
            old = path.read_text(encoding="utf-8") if path.exists() else None
            if text != old:
                found[path] = Change(path, old, text)
    return list(found.values())


def make(change: Change) -> None:
    """Makes a file as it has to be; a directory that has nothing more goes with its last file."""
    if change.new is not None:
        write_text(change.path, change.new)
        return
    change.path.unlink()
    with contextlib.suppress(OSError):
        change.path.parent.rmdir()


def write_beside(project: Project, built: Iterable[BuiltModule]) -> list[str]:
    """Brings the stubs of a project up to date after a build, unless it wants none.

    Returns:
        Warnings.

    Raises:
        PydustError: where a record, a file of a person's or a type is not as expected.
    """
    if not project.stubs:
        return []
    stubs = project_stubs(built)
    for change in changes(project, stubs):
        make(change)
    return stubs.warnings


def handwritten_stub(parent: Path, module: ExtModule) -> Path | None:
    """The stub in the place of a module's that a person wrote, where there is one.

    Raises:
        PydustError: where it is the one that is to be merged into what would be there.
    """
    for path in _roots(parent, module.name):
        if path.exists() and not is_generated(path):
            if module.stub in (path, path.parent):
                raise wrong_input(
                    f"the setting `stub` of {module.name.dotted}",
                    found=f"{path}, where the stub itself belongs",
                    expected="the part that is written by hand in another place, such as beside "
                    "the Rust file",
                )
            return path
    return None


def write_for_wheel(project: Project, built: Sequence[BuiltModule]) -> WheelFiles:
    """Writes the stubs of a project among what cargo has made, for a wheel.

    Raises:
        PydustError: as `write_beside`.
    """
    if not project.stubs:
        return WheelFiles()
    stubs = project_stubs(built)
    packed: dict[Path, PurePosixPath] = {}
    marks: dict[PurePosixPath, tuple[Path | None, Path]] = {}  # one for all modules of a package
    libraries = {item.module: item.library for item in reversed(built)}
    for module, files in stubs.files.items():
        parent = _source_parent(project, module)
        if not files or (parent and handwritten_stub(parent, module)):
            continue
        folder = libraries[module].with_name(libraries[module].name + ".stubs")
        for path, text in files.items():
            write_text(folder / path, text)
            packed[folder / path] = _in_wheel(module.name, path)
        if module.name.parents:
            marks[PurePosixPath(module.name.parents[0], TYPED)] = (parent, folder)
    for top, (parent, folder) in marks.items():
        typed = (parent or folder) / top
        if not typed.exists():
            typed = folder / top
            write_text(typed, "")
        packed[typed] = top
    return WheelFiles(packed, stubs.warnings)


def _in_wheel(name: ModuleName, path: PurePosixPath) -> PurePosixPath:
    """A module outside of packages can't be marked as typed: its stubs are a package of their own."""
    if name.parents:
        return path
    inner = path.parts[1:] if len(path.parts) > 1 else ("__init__.pyi",)
    return PurePosixPath(name.last + _STUB_ONLY, *inner)


def beside(project: Project) -> Iterator[Path]:
    """The generated stubs that are beside the modules of a project, of whichever build."""
    for module in project.modules:
        if parent := _source_parent(project, module):
            yield from _generated(parent, module.name)


def _source_parent(project: Project, module: ExtModule) -> Path | None:
    """Where a module's package is; a wheel needs none."""
    try:
        return source_parent(project.directory, module.name)
    except PydustError:
        return None


def _roots(parent: Path, name: ModuleName) -> Iterator[Path]:
    """The two files that can be the stub of a module."""
    place = parent.joinpath(*name.parts)
    yield place / "__init__.pyi"
    yield place.with_name(name.last + ".pyi")


def _generated(parent: Path, name: ModuleName) -> Iterator[Path]:
    place = parent.joinpath(*name.parts)
    for path in (place.with_name(name.last + ".pyi"), *sorted(place.rglob("*.pyi"))):
        if is_generated(path):
            yield path
