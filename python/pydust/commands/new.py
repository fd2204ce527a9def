"""`pydust new`. The project is written by `pydust.new`."""

from __future__ import annotations

import argparse
import contextlib
import os
from pathlib import Path
from typing import Final

from pydust.commands.command import Command
from pydust.compile import Build
from pydust.config import load_project
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.new import create_project
from pydust.settings import Options
from pydust.toolchain import find_cargo


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="its name, which is also the new directory's")
    parser.add_argument("--poetry", action="store_true", help="for Poetry instead of hatchling")


def _prepare_editors(project: Path) -> None:
    """Writes the cargo workspace, so that an editor that is opened now knows the Rust code.

    The first build does it as well, so it does not matter where there is no cargo yet.
    """
    if find_cargo(os.environ) is not None:
        with contextlib.suppress(PydustError):
            build = Build(load_project(project), Options(), Interpreter.running(), os.environ)
            _ = build.layout  # is written by being asked for


def _run(options: argparse.Namespace) -> int:
    project = create_project(Path(options.name), poetry=options.poetry)
    _prepare_editors(project)
    install = "poetry install" if options.poetry else "pip install -e ."
    print(f"created {project}; next:\n  cd {project}\n  {install}")
    return 0


COMMAND: Final = Command(
    name="new",
    summary="start a project",
    description="Starts a project: a directory with all its files, ready to be installed.",
    add_arguments=_add_arguments,
    run=_run,
)
