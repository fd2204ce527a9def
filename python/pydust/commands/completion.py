"""`pydust completion`. The scripts are written by `pydust.completion`, from the parser itself."""

from __future__ import annotations

import argparse
from typing import Final

from pydust.commands.command import Command
from pydust.completion import SHELLS, script

_DESCRIPTION: Final = """\
Prints what makes a shell complete the commands and options of pydust:

  bash  eval "$(pydust completion bash)"      in ~/.bashrc
  zsh   eval "$(pydust completion zsh)"       in ~/.zshrc, after compinit
  fish  pydust completion fish > ~/.config/fish/completions/pydust.fish
"""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(SHELLS), help="the shell")


def _run(options: argparse.Namespace) -> int:
    print(script(options.shell, options.parser), end="")
    return 0


COMMAND: Final = Command(
    name="completion",
    summary="print completions for a shell",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
)
