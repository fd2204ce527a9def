"""The entry point for build scripts. The steps of a build are in `pydust.compile`.

A build script, such as Poetry runs, is complete with:

    from pydust.build import build

    build()
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pydust.abi import Abi
from pydust.compile import Build, compile_modules
from pydust.config import load_project
from pydust.errors import PydustError
from pydust.inplace import install_in_place
from pydust.interpreter import Interpreter
from pydust.settings import Options, Profile
from pydust.stubs.place import write_beside


def build(
    directory: str | os.PathLike[str] = ".",
    *,
    profile: Profile = "release",
    target_cpu: str | None = None,
    abis: Sequence[str] | None = None,
) -> list[Path]:
    """Builds the modules of a project and puts them beside the Python sources of their packages.

    Args:
        directory: Where the project's `pyproject.toml` is.
        profile: Cargo's profile: `release` is optimised, `dev` is quick to compile.
        target_cpu: The CPU to compile for, such as `native`. By default any of the architecture,
            or what the environment variable `PYDUST_TARGET_CPU` says.
        abis: The ABIs to build for, such as `["abi3", "abi3t"]`. By default what the environment
            variable `PYDUST_ABIS` says, or else the one that this Python imports.

    Returns:
        The module files.

    Raises:
        SystemExit: where something is wrong. As this is for scripts, the message is then on
            standard error already.
    """
    try:
        place = Path(directory)
        return list(build_in_place(place, profile=profile, target_cpu=target_cpu, abis=abis))
    except PydustError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None


def build_in_place(
    directory: Path,
    *,
    profile: Profile = "release",
    target_cpu: str | None = None,
    abis: Sequence[str] | None = None,
) -> dict[Path, Abi]:
    """As `build`, for programs.

    Returns:
        The module files, and what they are for.

    Raises:
        PydustError: where something is wrong.
    """
    project = load_project(directory)
    options = Options.from_environment(
        os.environ, profile=profile, target_cpu=target_cpu, abis=abis
    )
    interpreter = Interpreter.running()
    built = compile_modules(Build(project, options, interpreter, os.environ))
    installed = install_in_place(project.directory, built, interpreter)
    for warning in write_beside(project, built):
        print(f"warning: {warning}", file=sys.stderr)
    return installed
