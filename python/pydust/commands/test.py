"""`pydust test`: pytest in a project. Building and collecting is done by `pydust.pytest_plugin`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pydust.commands.command import Command
from pydust.config import enclosing_project, load_project
from pydust.errors import WRONG_INPUT, PydustError

_DESCRIPTION: Final = """\
Runs pytest with this Python, which compiles what has changed, and collects the
tests of Python and Rust together.

All arguments are pytest's: `pydust test -k counts -x`. Those of the project are
--pydust-profile, --pydust-no-build and others that `pydust test --help-pytest`
lists with all of pytest's own.

The exit code is that of pytest: 1 where a test failed, 5 where there is none; of
a run that a signal ended, 128 and the number of the signal.
"""

_HELP_OF_PYTEST: Final = "--help-pytest"

_SIGNALLED: Final = 128
"""Shells add the number of the signal to it."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(_HELP_OF_PYTEST, action="store_true", help="show the help of pytest")


def _run(options: argparse.Namespace) -> int:
    here = Path.cwd()
    load_project(enclosing_project(here) or here)
    if find_spec("pytest") is None:
        raise PydustError(
            f"pytest is not installed for {sys.executable}\n"
            "  to do:    install it beside rusty-pydust, in the environment of the project",
            exit_code=WRONG_INPUT,
        )
    arguments = ["--help"] if options.help_pytest else options.rest
    process = subprocess.Popen([sys.executable, "-m", "pytest", *arguments])
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # pytest got it, too, and is about to show what it has until here
        return code if code >= 0 else _SIGNALLED - code


COMMAND: Final = Command(
    name="test",
    summary="run the tests of Python and Rust with pytest",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
    rest="unknown",
)
