"""What a command is, and the arguments that several have. The commands are beside this file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

FILE: Final = "FILE"
"""What arguments are called that name a Rust file: shells complete them by it."""

DIRECTORY: Final = "DIR"
"""What arguments are called that name a directory: shells complete them by it."""


@dataclass(frozen=True)
class Command:
    """One command of `pydust`.

    Attributes:
        name: What one types.
        summary: A few words for the list of commands.
        description: What it does, in full sentences; line ends stay as they are.
        add_arguments: Declares its arguments. The name of one that is a Rust file or a directory
            is `FILE` or `DIRECTORY`.
        run: Does it, and gives the exit code. A `PydustError` is shown by the caller.
        rest: What is for another program, and is then in `options.rest`: nothing, what follows
            `--`, or that and all else that the command does not know.
    """

    name: str
    summary: str
    description: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    rest: Literal["nothing", "after --", "unknown"] = "nothing"


def add_profile(parser: argparse.ArgumentParser) -> None:
    """Declares `--release` and `--dev`, which set `options.profile`."""
    profile = parser.add_mutually_exclusive_group()
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
    parser.set_defaults(profile="release")
