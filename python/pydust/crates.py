"""The Rust crates that travel with this package: where they are and which files they have."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from pydust.errors import PydustError

MAIN_CRATE: Final = "pydust"
"""The crate that user code depends on; the others are its own dependencies."""

_LEFT_OUT: Final = frozenset({"target", "tests", "benches", "examples"})
"""Folders of a crate that a build of it does not need."""


def crates_directory() -> Path:
    """The folder with one folder per crate: inside the installed package, or the checkout's.

    Raises:
        PydustError: where the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for directory in (package / "_crates", package.parent.parent / "crates"):
        if (directory / MAIN_CRATE / "Cargo.toml").is_file():
            return directory
    raise PydustError(
        f"the Rust crates are missing from {package}: the installation is damaged\n"
        "  to do:    pip install --force-reinstall rusty-pydust"
    )


def crate_files(directory: Path) -> list[Path]:
    """The files of all crates in a folder, relative to it, in a fixed order."""
    files = []
    for crate in sorted(directory.iterdir()):
        if not (crate / "Cargo.toml").is_file():
            continue
        for entry in sorted(crate.iterdir()):
            if entry.name not in _LEFT_OUT and not entry.name.startswith("."):
                files += [entry] if entry.is_file() else sorted(entry.rglob("*"))
    return [file.relative_to(directory) for file in files if file.is_file()]


def converted_crates(directory: Path) -> frozenset[str]:
    """The names of the foreign crates whose types the main crate converts, if asked to.

    Each is a feature of it, named as the optional dependency that it turns on.

    Args:
        directory: The folder with the crates.
    """
    manifest = (directory / MAIN_CRATE / "Cargo.toml").read_text(encoding="utf-8")
    features: dict[str, list[str]] = tomllib.loads(manifest)["features"]
    return frozenset(name for name, parts in features.items() if f"dep:{name}" in parts)
