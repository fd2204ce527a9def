"""The command line `pydust`: which commands there are, and how every one of them ends.

Each command is a file of `pydust.commands`, with its arguments and what it prints.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from pydust import __version__
from pydust.commands import build, clean, completion, debug, doctor, expand, new, stubs, test
from pydust.commands.command import Command
from pydust.errors import PydustError
from pydust.settings import ABIS_VARIABLE, LIMITED_API_VARIABLE, TARGET_CPU_VARIABLE
from pydust.toolchain import NO_INSTALL_VARIABLE

COMMANDS: Final[tuple[Command, ...]] = (
    new.COMMAND,
    build.COMMAND,
    test.COMMAND,
    stubs.COMMAND,
    debug.COMMAND,
    expand.COMMAND,
    clean.COMMAND,
    doctor.COMMAND,
    completion.COMMAND,
)
"""In the order of the help."""

_INTERRUPTED: Final = 130
"""What shells expect of a program that Ctrl-C ended."""

_EPILOG: Final = f"""\
`pydust COMMAND --help` tells more about one of them.

exit codes:
  0    done
  1    it was understood, and failed: a build, a check, a test
  2    arguments or files have to change
  130  interrupted by Ctrl-C

environment:
  {TARGET_CPU_VARIABLE}      the CPU to compile for, such as native
  {ABIS_VARIABLE}            the ABIs to build for, with commas between them: abi3,abi3t
  {LIMITED_API_VARIABLE}     1 or 0: replaces limited_api of every module
  {NO_INSTALL_VARIABLE}  set: never bring a Rust toolchain
  CARGO                  the cargo to use
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: Without the name of the program; by default those of the process.

    Returns:
        The exit code: 0, 1 where something failed, 2 where the input has to change, 130 where
        Ctrl-C ended it.
    """
    command, options = _parse(arguments)
    try:
        return command.run(options)
    except PydustError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; each command sets `options.command`."""
    parser = argparse.ArgumentParser(
        prog="pydust",
        description="Native Python extension modules in Rust.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pydust {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for command in COMMANDS:
        own = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            # What is for another program must not be taken for the beginning of an option of ours.
            allow_abbrev=command.rest != "unknown",
        )
        command.add_arguments(own)
        own.set_defaults(command=command, parser=parser)
    return parser


def _parse(arguments: Sequence[str] | None) -> tuple[Command, argparse.Namespace]:
    parser = make_parser()
    given, after = _cut(sys.argv[1:] if arguments is None else arguments)
    options, unknown = parser.parse_known_args(given)
    command: Command = options.command
    if unknown and command.rest != "unknown":
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    options.rest = [*unknown, *after]
    return command, options


def _cut(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Cuts at `--`, where what follows is for another program: argparse's ways with it have changed."""
    named = next((text for text in arguments if not text.startswith("-")), None)
    if "--" not in arguments or not any(c.name == named and c.rest != "nothing" for c in COMMANDS):
        return arguments, ()
    cut = list(arguments).index("--")
    return arguments[:cut], arguments[cut + 1 :]
