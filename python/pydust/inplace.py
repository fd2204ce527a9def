"""Puts compiled modules beside the Python sources of their packages, for editable installs.

Files for several ABIs stay side by side there, as each Python takes its own; an old one that some
Python would take in place of a new one goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pydust.abi import Abi
from pydust.compile import BuiltModule
from pydust.errors import WRONG_INPUT, PydustError
from pydust.interpreter import Interpreter
from pydust.names import ModuleName
from pydust.sync import copy_file

_USUAL_PARENTS: Final = (".", "src", "python", "lib")
"""Where projects keep their packages. The first one that has the package is taken."""


def install_in_place(
    directory: Path, built: Iterable[BuiltModule], interpreter: Interpreter
) -> dict[Path, Abi]:
    """Copies modules into the packages that they belong to.

    Args:
        directory: The project's directory.
        built: Compiled modules.
        interpreter: The one that built them.

    Returns:
        The module files, and what they are for.

    Raises:
        PydustError: where a package has no directory.
    """
    places = [(item, source_parent(directory, item.module.name)) for item in built]
    return install(places, interpreter)


def install(
    places: Iterable[tuple[BuiltModule, Path]], interpreter: Interpreter
) -> dict[Path, Abi]:
    """Copies modules below directories that are on Python's search path.

    Args:
        places: The modules and the directories.
        interpreter: The one that built them.

    Returns:
        The module files, and what they are for.
    """
    installed: dict[Path, Abi] = {}
    for item, parent in places:
        target = parent / item.path
        copy_file(item.library, target)
        installed[target] = item.abi
    for item, parent in places:
        folder, name = (parent / item.path).parent, item.module.name.last
        for old in folder.glob(f"{name}.*"):
            abi = Abi.of_file(old.name.removeprefix(name))
            if old not in installed and abi and abi.hides(item.abi, interpreter):
                old.unlink()
    return installed


def source_parent(directory: Path, name: ModuleName) -> Path:
    """The directory from which Python imports the packages around a module.

    Raises:
        PydustError: where none of the usual directories holds them.

    Example:
        For `example.modules` in a project with `src/example/__init__.py` it is `src`.
    """
    if not name.parents:
        return directory
    package = Path(*name.parents)
    parents = [directory / parent for parent in _USUAL_PARENTS]
    # A folder without Python files may be a namespace package, or something else altogether.
    for marker in ("__init__.py", "*.py", ""):
        for parent in parents:
            folder = parent / package
            if folder.is_dir() and (not marker or any(folder.glob(marker))):
                return parent
    raise PydustError(
        f"there is no Python package for the module {name.dotted}\n"
        f"  found:    none of {', '.join((Path(p) / package).as_posix() for p in _USUAL_PARENTS)} "
        f"in {directory}\n"
        f"  expected: a directory with the package {'.'.join(name.parents)}\n"
        f"  to do:    create {Path('src', package, '__init__.py').as_posix()}",
        exit_code=WRONG_INPUT,
    )
