"""Starts a project: writes a complete set of files from the templates in this package."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydust import __version__
from pydust.errors import wrong_input
from pydust.names import ModuleName

_FILES: Final = {
    "README.md": "README.md.in",
    ".gitignore": "gitignore.in",
    ".github/workflows/wheels.yml": "wheels.yml.in",
    ".vscode/extensions.json": "vscode-extensions.json.in",
    ".vscode/launch.json": "vscode-launch.json.in",
    ".vscode/settings.json": "vscode-settings.json.in",
    ".vscode/tasks.json": "vscode-tasks.json.in",
    "src/native.rs": "native.rs.in",
    "src/PACKAGE/__init__.py": "package.py.in",
    "tests/test_native.py": "test_native.py.in",
}
"""The files of every project, and their templates."""

_HATCH_FILES: Final = {"pyproject.toml": "pyproject-hatch.toml.in"}
_POETRY_FILES: Final = {
    "pyproject.toml": "pyproject-poetry.toml.in",
    # Not build.py: as `python -m build` and Poetry itself import a package of that name.
    "build_modules.py": "build_modules.py.in",
}

_HATCH_COMMANDS: Final = """\
python -m venv .venv && . .venv/bin/activate
pip install --group dev
pip install -e .        # compiles the native module
pytest"""

_POETRY_COMMANDS: Final = """\
poetry install          # compiles the native module
poetry run pytest"""


def create_project(directory: Path, *, poetry: bool = False) -> Path:
    """Writes a project that can be installed at once.

    Args:
        directory: Where; its last component is the name of the project.
        poetry: Whether Poetry builds it, instead of hatchling.

    Returns:
        The directory.

    Raises:
        PydustError: where the name cannot be used, or the directory has files already. Nothing
            is written then.
    """
    package = _package_name(directory.name)
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise wrong_input(
            f"argument {directory}",
            found="something with this name, which is not an empty directory",
            expected="a name that is free",
        )
    values = {
        "name": directory.name,
        "package": package,
        "version": __version__,
        "commands": _POETRY_COMMANDS if poetry else _HATCH_COMMANDS,
    }
    values["pydust"] = _fill(_template("pydust-tables.toml.in"), values).rstrip("\n")
    for path, template in (_FILES | (_POETRY_FILES if poetry else _HATCH_FILES)).items():
        target = directory / path.replace("PACKAGE", package)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_fill(_template(template), values), encoding="utf-8")
    return directory


def _package_name(project: str) -> str:
    """The import name of a project: `my-project` is imported as `my_project`."""
    expected = "letters, digits, - and _, such as my-project; it begins with a letter"
    package = project.lower().replace("-", "_")
    if not re.fullmatch(r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", project):
        raise wrong_input("argument NAME", found=repr(project), expected=expected)
    if problem := ModuleName(package).problem():
        raise wrong_input("argument NAME", found=f"{project!r}: {problem}", expected=expected)
    return package


def _template(name: str) -> str:
    return files("pydust").joinpath("templates", name).read_text(encoding="utf-8")


def _fill(template: str, values: dict[str, str]) -> str:
    """Replaces `{{key}}`; braces with spaces in them, as GitHub writes them, stay."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], template)
