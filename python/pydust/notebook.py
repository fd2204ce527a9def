"""The cell magic `%%pydust` for IPython and Jupyter, after `%load_ext pydust.notebook`.

    %%pydust --dep fastrand=2
    pub fn roll() -> i64 {
        fastrand::i64(1..=6)
    }

Here are its options and what it brings into the notebook; `pydust.on_import.cell` compiles and
loads. IPython is not a dependency, as nobody else loads this.
"""

from __future__ import annotations

import argparse
import os
import shlex
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any, Final, NoReturn, Protocol

from pydust.errors import PydustError, wrong_input
from pydust.on_import.cell import Cell, load_cell, read_cell
from pydust.settings import Options

_MAGIC: Final = "pydust"

_DESCRIPTION: Final = """\
Compiles the cell, and brings its names in: those of a whole `#[py::module]`, and the module itself,
or those of functions, classes and constants that are put into a module. A cell that was compiled
before is not compiled again.
"""


class Shell(Protocol):
    """What is used of IPython's `InteractiveShell`."""

    def push(self, variables: dict[str, Any]) -> None:
        """Makes names known to the notebook."""

    def register_magic_function(
        self, func: Callable[..., Any], magic_kind: str, magic_name: str
    ) -> None:
        """Makes a magic known."""


class CellError(Exception):
    """Says what is wrong with a cell. IPython shows its text alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of the traceback."""
        return str(self).splitlines()


class _Parser(argparse.ArgumentParser):
    """One that raises where others end the process."""

    def error(self, message: str) -> NoReturn:
        raise CellError(f"%%{_MAGIC}: {message}\n{self.format_usage()}")


def load_ipython_extension(shell: Shell) -> None:
    """Makes `%%pydust` known; IPython calls it for `%load_ext pydust.notebook`."""

    def magic(line: str, cell: str) -> None:
        try:
            run_cell(shell, line, cell)
        except PydustError as error:
            raise CellError(str(error)) from None

    magic.__doc__ = make_parser().format_help()
    shell.register_magic_function(magic, magic_kind="cell", magic_name=_MAGIC)


def run_cell(shell: Shell, line: str, text: str) -> None:
    """Compiles a cell and brings its names into the notebook.

    Args:
        shell: The notebook's.
        line: What follows `%%pydust` in the first line.
        text: The other lines.

    Raises:
        CellError: where the options are wrong.
        PydustError: where the cell does not compile.
    """
    asked = make_parser().parse_args(_words(line))
    if asked.help:
        print(make_parser().format_help())
        return
    options = Options.from_environment(
        os.environ, profile=asked.profile, target_cpu=asked.target_cpu
    )
    dependencies = dict(_dependency(spec) for spec in asked.dependencies)
    cell = read_cell(text, dependencies)
    options = replace(options, abis=(), limited_api=None)
    shell.push(_names(cell, load_cell(cell, options, dependencies)))


def make_parser() -> argparse.ArgumentParser:
    """The parser of the first line."""
    parser = _Parser(
        prog=f"%%{_MAGIC}",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="store_true", help="show this")
    parser.add_argument(
        "--profile",
        choices=("release", "dev"),
        default="release",
        help="optimise (release, the default), or compile quickly (dev)",
    )
    parser.add_argument("--target-cpu", metavar="CPU", help="compile for a CPU, such as native")
    parser.add_argument(
        "--dep",
        action="append",
        dest="dependencies",
        default=[],
        metavar="CRATE=VERSION",
        help='use a crate: rand=0.9, or \'serde={version="1", features=["derive"]}\'; '
        "several times for several",
    )
    return parser


def _words(line: str) -> Sequence[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise CellError(f"%%{_MAGIC}: {error}: {line}") from None


def _dependency(spec: str) -> tuple[str, Any]:
    """The entry of a crate in cargo's syntax: `rand=0.9`, or a table in braces."""
    name, _, value = spec.partition("=")
    if not value.startswith("{"):
        return name.strip(), value.strip() or "*"
    try:
        return name.strip(), tomllib.loads(f"crate = {value}")["crate"]
    except tomllib.TOMLDecodeError as error:
        raise wrong_input(
            f"--dep {spec}",
            found=f"not valid TOML: {error}",
            expected='CRATE=VERSION, or CRATE={version="1", features=["a"]} in quotes',
        ) from None


def _names(cell: Cell, module: ModuleType) -> dict[str, Any]:
    """What a cell brings in: what `from module import *` would, and a module with a name of its own."""
    names = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return names if cell.wrapped else {cell.name: module, **names}
