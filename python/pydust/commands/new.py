"""`pydust new`. The project is written by `pydust.new`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from pydust.commands.command import Command
from pydust.new import create_project


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="its name, which is also the new directory's")
    parser.add_argument("--poetry", action="store_true", help="for Poetry instead of hatchling")


def _run(options: argparse.Namespace) -> int:
    project = create_project(Path(options.name), poetry=options.poetry)
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
