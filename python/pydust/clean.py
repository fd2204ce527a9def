"""Finds what builds have left in a project, and removes it. What a user wrote is never touched.

A file counts as the build's where it carries the header of `pydust.workspace`, is in a folder that
the build alone fills, or is a compiled module with the name of one of the project's.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydust.abi import Abi
from pydust.adhoc import cache_directory
from pydust.cargo import target_directory
from pydust.config import ExtModule, Project
from pydust.errors import PydustError
from pydust.inplace import source_parent
from pydust.stubs.place import beside
from pydust.workspace import GENERATED_DIRECTORY, is_generated

_CARGO_MARK: Final = "CACHEDIR.TAG"
"""The file by which cargo, and others, mark a folder that can be made again."""


@dataclass(frozen=True)
class Leftovers:
    """What a build has made.

    Attributes:
        removable: Files and folders to remove.
        kept: What else looks like it, and why it stays.
    """

    removable: tuple[Path, ...]
    kept: Mapping[Path, str]


def leftovers(project: Project, environ: Mapping[str, str]) -> Leftovers:
    """What builds have made of a project; `Cargo.lock` is not among it, as it is a source."""
    root = project.directory
    removable = [path for module in project.modules for path in _in_place(root, module)]
    removable += beside(project)
    kept: dict[Path, str] = {}
    target = target_directory(root, environ)
    if project.self_managed:
        target /= "pydust"
    else:
        removable += _generated(root)
    if target.is_dir():
        if not target.resolve().is_relative_to(root.resolve()):
            kept[target] = "it is outside of the project: others may use it"
        elif not project.self_managed and not (target / _CARGO_MARK).is_file():
            kept[target] = f"it has no {_CARGO_MARK}, as folders that cargo made have"
        else:
            removable.append(target)
    return Leftovers(tuple(dict.fromkeys(removable)), kept)


def cached(environ: Mapping[str, str]) -> Leftovers:
    """What was built outside of projects: files, imports and cells of notebooks."""
    directory = cache_directory(environ)
    return Leftovers((directory,) if directory.is_dir() else (), {})


def remove(found: Leftovers) -> None:
    """Removes it, and the folders that are then empty.

    Raises:
        PydustError: where the system does not allow it.
    """
    for path in found.removable:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise PydustError(
                f"{path} cannot be removed: {error.strerror or error}\n"
                "  to do:    end the programs that use it, and try again"
            ) from None
        # The folder of cargo's configuration, or of a package of stubs.
        if path.parent.name == ".cargo" or path.suffix == ".pyi":
            with contextlib.suppress(OSError):  # not empty: something else is in it
                path.parent.rmdir()


def _generated(root: Path) -> Iterator[Path]:
    directory = root / GENERATED_DIRECTORY
    if directory.is_dir():
        yield directory
    for name in ("Cargo.toml", ".cargo/config.toml"):
        if is_generated(root / name):
            yield root / name


def _in_place(root: Path, module: ExtModule) -> Iterator[Path]:
    """The compiled files beside a module's package."""
    try:
        folder = source_parent(root, module.name).joinpath(*module.name.parents)
    except PydustError:
        return  # no package, so nothing beside it
    name = module.name.last
    for path in sorted(folder.glob(f"{name}.*")):
        suffix = path.name.removeprefix(name)
        # On Windows modules for the stable ABIs have nothing but this.
        if suffix == ".pyd" or Abi.of_file(suffix) is not None:
            yield path
