"""Shows a build on one line of a terminal, and keeps what cargo says for the case that it fails.

How cargo is called is in `pydust.cargo`.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from typing import Final, TextIO

_BAR: Final = re.compile(r"\s*Building\x1b?[^\[]*\[[^\]]*\] (?P<step>.*)")
"""Cargo's progress: `Building [=====>       ] 12/34: pydust, example-modules`."""

_ESCAPE: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")

_WARNED: Final = re.compile(r"generated (\d+) warnings?")


class Progress:
    """Takes what cargo prints.

    Attributes:
        warnings: How many warnings of the compiler there were.
    """

    def __init__(self, terminal: TextIO | None = None) -> None:
        self._out = sys.stderr if terminal is None else terminal
        self._moving = self._out.isatty() and os.environ.get("TERM") != "dumb"
        self._lines: list[str] = []
        self.warnings = 0

    def variables(self, environ: Mapping[str, str]) -> dict[str, str]:
        """What makes cargo print as it would on this terminal, although it prints to us."""
        if not self._moving:
            return {}
        wanted = {
            "CARGO_TERM_PROGRESS_WHEN": "always",
            "CARGO_TERM_PROGRESS_WIDTH": "80",
            "CARGO_TERM_COLOR": "never" if environ.get("NO_COLOR") else "always",
        }
        return {name: value for name, value in wanted.items() if name not in environ}

    def __call__(self, line: str) -> None:
        """Takes one line, or one state of the progress bar."""
        plain = _ESCAPE.sub("", line).rstrip()
        if bar := _BAR.match(plain):
            self._show(f"pydust: building {bar['step']}")
        elif plain:
            self._lines.append(line.rstrip())
            warned = _WARNED.search(plain) if plain.startswith("warning:") else None
            self.warnings += int(warned[1]) if warned else 0

    def end(self) -> None:
        """Leaves the terminal as it was."""
        self._show("")

    def failed(self) -> None:
        """Shows all that cargo said, as it said it."""
        self.end()
        for line in self._lines:
            print(line, file=self._out)
        self._out.flush()

    def _show(self, text: str) -> None:
        if self._moving:
            width = shutil.get_terminal_size().columns - 1
            self._out.write(f"\r\x1b[K{text[:width]}")
            self._out.flush()
