"""Finds cargo, checks its age, and brings a Rust toolchain where there is none.

How cargo is called for a build is in `pydust.cargo`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydust.errors import PydustError

OLDEST_CARGO: Final = (1, 85)
"""The first one with the Rust edition of our crates."""

NO_INSTALL_VARIABLE: Final = "PYDUST_NO_INSTALL_RUST"
"""Set to keep the build from bringing a Rust toolchain of its own."""

INSTALLER: Final = "puccinialin"
"""The PyPI package that brings a Rust toolchain."""


@dataclass(frozen=True)
class Toolchain:
    """A cargo that can be used.

    Attributes:
        cargo: The executable.
        version: Its version, which rustc shares.
        host: The target triple that it builds for unless told otherwise.
        environ: Variables that have to be set to use it.
    """

    cargo: Path
    version: tuple[int, int]
    host: str
    environ: Mapping[str, str] = field(default_factory=dict)


def find_cargo(environ: Mapping[str, str]) -> Path | None:
    """Looks for cargo: `CARGO`, then the `PATH`, then where rustup puts it.

    Returns:
        The executable, or None where there is none.
    """
    if named := environ.get("CARGO"):
        found = shutil.which(named, path=environ.get("PATH"))
        return Path(found) if found else None
    home = environ.get("CARGO_HOME")
    rustup = Path(home) if home else Path.home() / ".cargo"
    places = (environ.get("PATH", os.defpath), str(rustup / "bin"))
    found = shutil.which("cargo", path=os.pathsep.join(places))
    return Path(found) if found else None


def build_requirements(environ: Mapping[str, str]) -> list[str]:
    """The PyPI packages that a build needs where cargo is missing."""
    if find_cargo(environ) or environ.get(NO_INSTALL_VARIABLE):
        return []
    return [INSTALLER]


def load_toolchain(directory: Path, environ: Mapping[str, str]) -> Toolchain:
    """Finds a cargo and asks for its version.

    Args:
        directory: Where it will run: a `rust-toolchain.toml` there chooses the version.
        environ: Environment variables.

    Raises:
        PydustError: where there is none, it does not run, or it is too old.
    """
    extra: dict[str, str] = {}
    cargo = find_cargo(environ)
    if cargo is None and not environ.get(NO_INSTALL_VARIABLE):
        extra = _install()
        cargo = find_cargo({**environ, **extra}) if extra else None
    if cargo is None:
        named = environ.get("CARGO")
        looked = f"CARGO={named}" if named else "on the PATH and in ~/.cargo/bin"
        raise PydustError(
            f"cargo was not found ({looked}), and it is needed to compile the modules\n"
            "  to do:    install Rust from https://rustup.rs, or `pip install puccinialin`, with "
            "which the build brings its own"
        )
    return _ask(cargo, directory, {**environ, **extra}, extra)


def _install() -> dict[str, str]:
    """Lets the installer bring a toolchain where it is itself installed.

    Returns:
        The variables that it asks to be set; empty where it is not installed.
    """
    try:
        from puccinialin import setup_rust
    except ImportError:
        return {}
    try:
        return dict(setup_rust())
    except (Exception, SystemExit) as error:  # network, disk, unknown platform: anything
        raise PydustError(
            f"cargo was not found, and {INSTALLER} could not bring it: {error}\n"
            "  to do:    install Rust from https://rustup.rs"
        ) from error


def _ask(
    cargo: Path, directory: Path, environ: Mapping[str, str], extra: Mapping[str, str]
) -> Toolchain:
    command = [str(cargo), "--version", "--verbose"]
    try:
        answer = subprocess.run(
            command, cwd=directory, env=environ, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise PydustError(f"{cargo} does not run: {error}") from None
    release = re.search(r"^release: (\d+)\.(\d+)", answer.stdout, re.MULTILINE)
    host = re.search(r"^host: (\S+)", answer.stdout, re.MULTILINE)
    if answer.returncode != 0 or release is None or host is None:
        said = (answer.stderr or answer.stdout).strip()
        raise PydustError(f"`{' '.join(command)}` does not tell its version; it says:\n{said}")
    version = int(release[1]), int(release[2])
    if version < OLDEST_CARGO:
        raise PydustError(
            f"{cargo} is too old\n"
            f"  found:    cargo {version[0]}.{version[1]}\n"
            f"  expected: cargo {OLDEST_CARGO[0]}.{OLDEST_CARGO[1]} or newer\n"
            "  to do:    rustup update stable"
        )
    return Toolchain(cargo=cargo, version=version, host=host[1], environ=extra)
