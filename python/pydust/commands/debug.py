"""`pydust debug`. What debuggers are told is in `pydust.launch`."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import Final

from pydust.adhoc import build_files
from pydust.build import build_in_place
from pydust.commands.command import FILE, Command
from pydust.launch import Session, instructions, write
from pydust.rust_file import Place, place_of
from pydust.settings import Options

_DESCRIPTION: Final = """\
Compiles the module of a Rust file without optimising and with all that debuggers
ask for, and says how to start Python in gdb, lldb and VSCode so that it stops in
Rust: at FILE:LINE, where the line is given.

Python runs the project's tests, or what follows `--`:

  pydust debug src/native.rs:32
  pydust debug src/native.rs:32 --write -- -m pytest -k mean
  pydust debug hello.rs:7 -- -c "import hello; hello.greet()"
"""

# The tests must not compile the module again: its profile could be another one.
_TESTS: Final = ("-m", "pytest", "--pydust-no-build")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar=FILE, help="a Rust file of a project, or one by itself; also FILE:LINE"
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="write .pydust/debug.gdb, .pydust/debug.lldb, and add to .vscode/launch.json",
    )


def _run(options: argparse.Namespace) -> int:
    here = Path.cwd()
    file, line = _split(options.file)
    place = place_of(file, os.environ)
    _build(place, file, here)
    session = Session(
        directory=here if place.shared else place.project.directory,
        python=Path(sys.executable),
        arguments=tuple(options.rest or _default_arguments(place)),
        file=Path(os.path.abspath(file.rpartition("=")[2])),
        line=line,
    )
    if options.write:
        for path, use in write(session).items():
            print(f"wrote {os.path.relpath(path, here)}: {use}")
    else:
        print(f"\n{instructions(session)}", end="")
    return 0


def _split(argument: str) -> tuple[str, int | None]:
    """The file and the line of `FILE:LINE`."""
    match = re.fullmatch(r"(.+):(\d+)", argument)
    return (match[1], int(match[2])) if match else (argument, None)


def _build(place: Place, file: str, here: Path) -> None:
    if place.shared is None:
        files = build_in_place(place.project.directory, profile="dev")
    else:
        files = build_files([file], here, Options.from_environment(os.environ, profile="dev"))
    for built, abi in files.items():
        print(f"built {os.path.relpath(built, here)} for {abi.pythons}, to be debugged")


def _default_arguments(place: Place) -> tuple[str, ...]:
    return _TESTS if place.shared is None else ("-i", "-c", f"import {place.module.name.dotted}")


COMMAND: Final = Command(
    name="debug",
    summary="compile for a debugger, and say how to start it",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
    rest="after --",
)
