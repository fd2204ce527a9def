"""`pydust build`. Projects are built by `pydust.build`, single files by `pydust.adhoc`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from pydust.adhoc import build_files
from pydust.build import build_in_place
from pydust.commands.command import FILE, Command, add_profile
from pydust.config import enclosing_project
from pydust.settings import Options

_DESCRIPTION: Final = """\
Without files, builds the modules of the project that this directory is in, as its
pyproject.toml lists them, and puts them beside the Python files of their packages.

With Rust files, builds a module from each into this directory, without any project.
"""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar=FILE, help="a Rust file, or module.name=file")
    add_profile(parser)
    parser.add_argument(
        "--target-cpu", metavar="CPU", help="compile for a CPU, such as native, instead of any"
    )
    parser.add_argument(
        "--abi",
        action="append",
        dest="abis",
        metavar="ABI",
        help="build for full (this Python alone), abi3, abi3t, or a version such as cp314t; "
        "several times for several",
    )


def _run(options: argparse.Namespace) -> int:
    here = Path.cwd()
    if options.files:
        wishes = Options.from_environment(
            os.environ,
            profile=options.profile,
            target_cpu=options.target_cpu,
            abis=options.abis,
        )
        files = build_files(options.files, here, wishes)
    else:
        files = build_in_place(
            enclosing_project(here) or here,
            profile=options.profile,
            target_cpu=options.target_cpu,
            abis=options.abis,
        )
    for file, abi in files.items():
        print(f"built {os.path.relpath(file, here)} for {abi.pythons}")
    return 0


COMMAND: Final = Command(
    name="build",
    summary="compile modules",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
)
