"""`pydust stubs`. What stubs say is decided in `pydust.stubs`; builds write them, too."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from pathlib import Path
from typing import Final

from pydust.commands.command import DIRECTORY, Command, add_profile
from pydust.compile import Build, compile_modules
from pydust.config import load_project
from pydust.errors import BUILD_FAILED
from pydust.interpreter import Interpreter
from pydust.settings import Options
from pydust.stubs.place import Change, changes, make
from pydust.stubs.project import project_stubs

_DESCRIPTION: Final = """\
Builds the modules of the project in this directory, and writes their stubs beside
them: what type checkers and editors read. With --check nothing is written: where a
stub is not as it would be, the difference is shown, and the exit code is 1.
"""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="write nothing, and show what would change"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar=DIRECTORY,
        help="the directory for the stubs, in place of the modules' own",
    )
    add_profile(parser)


def _run(options: argparse.Namespace) -> int:
    project = load_project(Path.cwd())
    wishes = Options.from_environment(os.environ, profile=options.profile)
    built = compile_modules(Build(project, wishes, Interpreter.running(), os.environ))
    stubs = project_stubs(built)
    for warning in stubs.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    found = changes(project, stubs, options.output)
    if options.check:
        return _check(found)
    for change in found:
        make(change)
        print(f"{'removed' if change.new is None else 'wrote'} {_shown(change.path)}")
    return 0


def _check(found: list[Change]) -> int:
    for change in found:
        sys.stdout.writelines(_difference(change))
    if not found:
        return 0
    count = f"{len(found)} file{'s' if len(found) > 1 else ''}"
    print(f"error: the stubs are stale ({count}): run `pydust stubs`", file=sys.stderr)
    return BUILD_FAILED


def _difference(change: Change) -> list[str]:
    """What a change does to a file, as `diff -u` shows it."""
    name = _shown(change.path)
    if not change.new and not change.old:
        return [f"{name}: an empty file is missing\n"]
    lines = difflib.unified_diff(
        (change.old or "").splitlines(keepends=True),
        (change.new or "").splitlines(keepends=True),
        fromfile=name if change.old is not None else os.devnull,
        tofile=name if change.new is not None else os.devnull,
    )
    return list(lines)


def _shown(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


COMMAND: Final = Command(
    name="stubs",
    summary="write stubs for type checkers and editors",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
)
