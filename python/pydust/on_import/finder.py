"""What Python asks for modules: it compiles those that have a Rust file, and leaves others to Python.

The files come from `library.py`; `pydust.importhook` is where it is switched on.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Final

from pydust.config import PYPROJECT, ExtModule, Project, enclosing_project, load_project
from pydust.errors import PydustError
from pydust.inplace import source_parent
from pydust.names import ModuleName
from pydust.on_import.library import project_library, single_library
from pydust.rust_source import exported_modules
from pydust.settings import Options

_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})
"""Folders of what is installed, which nobody develops in."""


class RustFinder(MetaPathFinder):
    """Finds modules that have a Rust file, and has them compiled where something has changed.

    A folder of the search path has a module if a project lists it there, or if a file with the
    name of the module and the suffix `.rs` exports it. Python's own modules in the same folder or
    in one before it count more.

    Attributes:
        options: How to build.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._projects: dict[Path, Project | None] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Finds a module, as `importlib` asks for it.

        Args:
            fullname: The full name.
            path: The search path of its package, or None for that of Python.
            target: The module, where it is to be loaded again.

        Raises:
            ImportError: where it does not compile, or has changed and cannot be loaded again.
        """
        folders = sys.path if path is None else list(path)
        for index, folder in enumerate(folders):
            place = Path(folder or os.getcwd())
            source = place / f"{fullname.rpartition('.')[2]}.rs"
            project = self._project(place)
            listed = _listed(project, fullname, place) if project else None
            if listed is None and not _exports(source, project):
                continue
            if _python_has(fullname, folders[: index + 1]):
                return None
            if project is not None and listed is not None:
                return self._spec(fullname, project.directory / PYPROJECT, target, project, listed)
            module = ExtModule(ModuleName(fullname), root=source)
            return self._spec(fullname, source, target, None, module)
        return None

    def _spec(
        self,
        name: str,
        source: Path,
        target: ModuleType | None,
        project: Project | None,
        module: ExtModule,
    ) -> ModuleSpec | None:
        try:
            if project is None:
                file = single_library(module, self.options)
            else:
                file = project_library(project, module, self.options)
        except PydustError as error:
            shown = f"{name} cannot be built from {module.root or source}: {error}"
            raise ImportError(shown, name=name, path=str(module.root or source)) from None
        status = file.stat()
        identity = (str(file), status.st_ino, status.st_mtime_ns)
        if target is not None:
            _check_same(name, target, identity)
        loader = ExtensionFileLoader(name, str(file))
        spec = spec_from_file_location(name, file, loader=loader)
        if spec is not None:
            spec.loader_state = identity
        return spec

    def _project(self, folder: Path) -> Project | None:
        """The project around a folder; it is looked for once."""
        if folder not in self._projects:
            self._projects[folder] = _load(folder)
        return self._projects[folder]


def _load(folder: Path) -> Project | None:
    if _INSTALLED.intersection(folder.parts):
        return None
    directory = enclosing_project(folder)
    if directory is None:
        return None
    try:
        return load_project(directory)
    except PydustError as error:
        # Most of what is imported from there has nothing to do with it.
        warnings.warn(f"its modules are not compiled: {error}", ImportWarning, stacklevel=2)
        return None


def _listed(project: Project, name: str, folder: Path) -> ExtModule | None:
    """The module of a project that Python would import from a folder, if there is one."""
    for module in project.modules:
        if module.name.dotted == name:
            parent = source_parent(project.directory, module.name)
            package = parent.joinpath(*module.name.parents)
            return module if package.resolve() == folder.resolve() else None
    return None


def _exports(source: Path, project: Project | None) -> bool:
    """Whether a Rust file is a module by itself, and not a part of a project."""
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if project and any(module.root == source for module in project.modules):
        return False
    return source.stem in {export.name for export in exported_modules(text)}


def _python_has(name: str, folders: Sequence[str]) -> bool:
    """Whether Python itself finds a module or a package there, other than a compiled module."""
    spec = PathFinder.find_spec(name, list(folders))
    return (
        spec is not None and spec.has_location and not isinstance(spec.loader, ExtensionFileLoader)
    )


def _check_same(name: str, loaded: ModuleType, identity: tuple[object, ...]) -> None:
    """Says so where a module has changed: a library that is loaded stays until the process ends."""
    spec = loaded.__spec__
    if spec is None or spec.loader_state != identity:
        raise ImportError(
            f"{name} has changed, and compiled code cannot be loaded again into the same module\n"
            f"  found:    a module that was loaded from {getattr(loaded, '__file__', None)}\n"
            "  to do:    start Python again. What is in no project can be imported as a new module "
            f"as well, while objects of the old one stay as they are: del sys.modules[{name!r}]",
            name=name,
            path=getattr(loaded, "__file__", None),
        )
