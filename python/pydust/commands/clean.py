"""`pydust clean`. What can be removed is found by `pydust.clean`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from pydust.clean import cached, leftovers, remove
from pydust.commands.command import Command
from pydust.config import enclosing_project, load_project

_DESCRIPTION: Final = """\
Removes what builds have made in the project: compiled modules and stubs beside
its Python files, the generated workspace, and cargo's target directory. Sources,
Cargo.lock and whatever else somebody wrote stay.

An editable install has no native modules then, until the next `pydust build`.
"""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    parser.add_argument(
        "--cache",
        action="store_true",
        help="instead, remove what was built outside of projects: single files, imports, notebooks",
    )


def _run(options: argparse.Namespace) -> int:
    here = Path.cwd()
    if options.cache:
        found = cached(os.environ)
    else:
        found = leftovers(load_project(enclosing_project(here) or here), os.environ)
    if not options.dry_run:
        remove(found)
    verb = "would remove" if options.dry_run else "removed"
    for path in found.removable:
        print(f"{verb} {_shown(path, here)}")
    for path, reason in found.kept.items():
        print(f"left {_shown(path, here)}: {reason}")
    if not found.removable:
        print("nothing to remove")
    return 0


def _shown(path: Path, here: Path) -> str:
    """A path as one would type it here."""
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)


COMMAND: Final = Command(
    name="clean",
    summary="remove what builds have made",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
)
