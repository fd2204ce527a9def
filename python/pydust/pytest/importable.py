"""Where Python would import the modules of a project from, found out without importing anything.

Tests should meet what was just built. That is so where the project is installed in editable form,
or its sources are on the search path; a copy in `site-packages` is left alone.
"""

from __future__ import annotations

import importlib.machinery
import importlib.metadata
import importlib.util
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydust.config import ExtModule, Project
from pydust.inplace import source_parent
from pydust.names import ModuleName


@dataclass(frozen=True)
class Places:
    """Where to put the modules of a project.

    Attributes:
        parents: For each module that tests will import from where it is built: the directory of
            the search path.
        copies: The other ones, and where Python finds these.
    """

    parents: dict[ExtModule, Path]
    copies: dict[ExtModule, Path]


def find_places(project: Project, search_path: Sequence[Path]) -> Places:
    """Decides for each module where it belongs.

    Args:
        project: Whose modules.
        search_path: Directories that will come before those of `sys.path`.

    Raises:
        PydustError: where the package of a module has no directory.
    """
    places = Places({}, {})
    for module in project.modules:
        parent = source_parent(project.directory, module.name)
        found = _found(module.name, search_path)
        if not found or any(_same(folder, parent) for folder in found):
            places.parents[module] = parent
        elif not module.name.parents and _installed_editable(project.directory, module.name.last):
            # hatchling puts a module without a package where wheels go.
            places.parents[module] = found[0]
        else:
            places.copies[module] = found[0]
    return places


def _found(name: ModuleName, search_path: Iterable[Path]) -> list[Path]:
    """The directories from which Python would import the first part of a name."""
    top = name.parts[0]
    spec = importlib.machinery.PathFinder.find_spec(top, [str(path) for path in search_path])
    try:
        spec = spec or importlib.util.find_spec(top)
    except ValueError:  # a module in `sys.modules` that says nothing about itself
        return []
    if spec is None:
        return []
    locations = spec.submodule_search_locations
    files = list(locations) if locations is not None else [spec.origin] if spec.has_location else []
    return [Path(file).parent for file in files if file]


def _same(a: Path, b: Path) -> bool:
    return a.resolve() == b.resolve()


def _installed_editable(directory: Path, module: str) -> bool:
    """Whether the distribution with a top-level module is an editable install of the project."""
    for distribution in importlib.metadata.distributions():
        text = distribution.read_text("direct_url.json")
        if not text:
            continue
        origin = json.loads(text)
        editable = origin.get("dir_info", {}).get("editable", False)
        if not editable or origin.get("url") != directory.as_uri():
            continue
        if any(file.name.partition(".")[0] == module for file in distribution.files or ()):
            return True
    return False
