"""Which module a Rust file belongs to: one of the project around it, or one that it is by itself."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydust.adhoc import module_of, scratch_project
from pydust.config import ExtModule, Project, enclosing_project, load_project
from pydust.errors import wrong_input


@dataclass(frozen=True)
class Place:
    """Where a file belongs.

    Attributes:
        project: The project; of a file without one, a place in the cache.
        module: The module.
        shared: What files without a project share; None for a file of a project.
        environ: The variables to build it with.
    """

    project: Project
    module: ExtModule
    shared: Path | None
    environ: Mapping[str, str]


def place_of(file: str, environ: Mapping[str, str]) -> Place:
    """Finds where a file belongs.

    Args:
        file: As somebody typed it: `src/native.rs`, or `some.name=hello.rs` without a project.
        environ: Environment variables.

    Raises:
        PydustError: where there is no such file, or several modules could be meant.
    """
    path = Path(os.path.abspath(file))
    directory = enclosing_project(path.parent) if path.is_file() else None
    if directory is None:
        module = module_of(file)
        scratch = scratch_project((module,), environ)
        return Place(scratch.project, module, scratch.shared, scratch.environ)
    project = load_project(directory)
    return Place(project, _module(project, path), None, environ)


def _module(project: Project, path: Path) -> ExtModule:
    """The module with this root, or else the only one that may have the file as a part."""
    for module in project.modules:
        if module.root == path:
            return module
    candidates = [
        module
        for module in project.modules
        if module.root is None or path.is_relative_to(module.root.parent)
    ]
    if len(candidates) != 1:
        roots = ", ".join(
            module.root.relative_to(project.directory).as_posix()
            for module in project.modules
            if module.root is not None
        )
        raise wrong_input(
            f"argument {path}",
            found="a file that is the root of no module, so any of them may have it",
            expected=f"the root of a module of {project.directory}: {roots}"
            if roots
            else "a project with one module",
        )
    return candidates[0]
