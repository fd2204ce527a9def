"""`pydust expand`. The work is done by cargo-expand, which `pydust.expand` calls."""

from __future__ import annotations

import argparse
import os
from typing import Final

from pydust.commands.command import FILE, Command
from pydust.errors import BUILD_FAILED
from pydust.expand import expand
from pydust.rust_file import place_of

_DESCRIPTION: Final = """\
Prints the Rust code that the macros make of a module, to find out what a message
of the compiler is about. It takes the program cargo-expand: cargo install cargo-expand
"""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=FILE, help="the Rust file of a module")
    parser.add_argument(
        "item", nargs="?", metavar="ITEM", help="show one item alone, such as native::mean"
    )


def _run(options: argparse.Namespace) -> int:
    code = expand(place_of(options.file, os.environ), options.item)
    return BUILD_FAILED if code else 0


COMMAND: Final = Command(
    name="expand",
    summary="show what the macros make",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
)
