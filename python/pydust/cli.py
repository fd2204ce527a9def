"""The command line: `pydust new` and `pydust build`.

Here are arguments, printed words and exit codes. What the commands do is in `pydust.new`,
`pydust.build` and `pydust.adhoc`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pydust import __version__
from pydust.adhoc import build_files
from pydust.build import build_in_place
from pydust.errors import PydustError
from pydust.new import create_project
from pydust.settings import (
    ABIS_VARIABLE,
    LIMITED_API_VARIABLE,
    TARGET_CPU_VARIABLE,
    Options,
)
from pydust.toolchain import NO_INSTALL_VARIABLE

_EPILOG = f"""\
environment:
  {TARGET_CPU_VARIABLE}      the CPU to compile for, such as native
  {ABIS_VARIABLE}            the ABIs to build for, with commas between them: abi3,abi3t
  {LIMITED_API_VARIABLE}     1 or 0: replaces limited_api of every module
  {NO_INSTALL_VARIABLE}  set: never bring a Rust toolchain
  CARGO                  the cargo to use
"""

_BUILD_HELP = """\
Without arguments, builds the modules of the project in this directory, as its
pyproject.toml lists them, and puts them beside the Python files of their packages.

With Rust files, builds a module from each into this directory, without any project.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: Without the name of the program; by default those of the process.

    Returns:
        The exit code: 0, 1 where a build failed, 2 where the input has to change.
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except PydustError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pydust",
        description="Native Python extension modules in Rust.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pydust {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    new = commands.add_parser("new", help="start a project", description="Starts a project.")
    new.add_argument("name", metavar="NAME", help="its name, which is also the new directory's")
    new.add_argument("--poetry", action="store_true", help="for Poetry instead of hatchling")
    new.set_defaults(run=_new)

    build = commands.add_parser(
        "build",
        help="compile modules",
        description=_BUILD_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    build.add_argument("files", nargs="*", metavar="FILE", help="a Rust file, or module.name=file")
    profile = build.add_mutually_exclusive_group()
    profile.add_argument(
        "--release",
        dest="profile",
        action="store_const",
        const="release",
        help="optimise (the default)",
    )
    profile.add_argument(
        "--dev",
        dest="profile",
        action="store_const",
        const="dev",
        help="compile quickly, with checks and without optimising",
    )
    build.add_argument(
        "--target-cpu", metavar="CPU", help="compile for a CPU, such as native, instead of any"
    )
    build.add_argument(
        "--abi",
        action="append",
        dest="abis",
        metavar="ABI",
        help="build for full (this Python alone), abi3, abi3t, or a version such as cp314t; "
        "several times for several",
    )
    build.set_defaults(run=_build, profile="release")
    return parser


def _new(options: argparse.Namespace) -> int:
    project = create_project(Path(options.name), poetry=options.poetry)
    install = "poetry install" if options.poetry else "pip install -e ."
    print(f"created {project}; next:\n  cd {project}\n  {install}")
    return 0


def _build(options: argparse.Namespace) -> int:
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
            here, profile=options.profile, target_cpu=options.target_cpu, abis=options.abis
        )
    for file, abi in files.items():
        print(f"built {os.path.relpath(file, here)} for {abi.pythons}")
    return 0
