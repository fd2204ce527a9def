"""What the slow tests work with: folders, clean Pythons, and a compiler that keeps a log.

Frontends are run as users run them, as programs, in an environment without the settings of the
machine that runs the tests. This package comes from a folder of wheels.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LOGGING_RUSTC: Final = """#!/bin/sh
# Cargo runs this in place of rustc, with rustc as the first argument.
case "$*" in
*"--crate-name ___"*) ;; # a question of cargo, and no crate
*--crate-name*) printf '%s\n' "$*" >> "{log}" ;;
esac
exec "$@"
"""

FAILING_PYTHON: Final = """#!/bin/sh
echo "$0 $*" >> "{log}"
exit 1
"""

_UNWANTED: Final = (
    "PYDUST_",
    "PYO3_",
    "CARGO_",
    "RUSTFLAGS",
    "VIRTUAL_ENV",
    "PYTEST_",
    "PYTHON",
    "POETRY_",
)
_NEEDED: Final = ("CARGO_HOME", "CARGO_HTTP", "CARGO_NET", "CARGO_REGISTRIES", "CARGO_SOURCE")


def clean_environment() -> dict[str, str]:
    """The variables of this process, without those that change what a build does."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(_NEEDED) or not name.startswith(_UNWANTED)
    }


@dataclass
class Workbench:
    """A temporary folder in which a test makes and installs projects.

    Attributes:
        folder: The folder.
        environ: The variables of every program that is run.
    """

    folder: Path
    environ: dict[str, str] = field(default_factory=clean_environment)

    def __post_init__(self) -> None:
        wrapper = self.program("rustc-wrapper", LOGGING_RUSTC.format(log=self.rustc_log))
        self.environ["RUSTC_WRAPPER"] = str(wrapper)

    @property
    def rustc_log(self) -> Path:
        return self.folder / "rustc.log"

    def program(self, name: str, text: str) -> Path:
        """Writes an executable script."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    def run(
        self,
        *command: str | Path,
        cwd: Path | None = None,
        environ: Mapping[str, str] | None = None,
        fails: bool = False,
    ) -> str:
        """Runs a program and gives all that it prints, both streams in their order."""
        process = subprocess.run(
            [str(part) for part in command],
            cwd=cwd or self.folder,
            env={**self.environ, **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert (process.returncode != 0) is fails, f"{command}\n{process.stdout}"
        return process.stdout

    def output(self, *command: str | Path) -> str:
        """Runs a program, whatever it thinks of its input, and gives its standard output."""
        process = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        return process.stdout

    def python(self, name: str = "venv", of: str | Path = sys.executable) -> Path:
        """The interpreter of a virtual environment, which is made, empty, when first asked for."""
        interpreter = self.folder / name / "bin" / "python"
        if not interpreter.exists():
            self.run(of, "-m", "venv", "--without-pip", self.folder / name)
        return interpreter

    def pip(self, *arguments: str | Path, into: str = "venv", fails: bool = False) -> str:
        """Runs pip on a virtual environment that has no pip itself."""
        pip = (sys.executable, "-m", "pip", "--python", self.python(into))
        return self.run(*pip, *arguments, fails=fails)

    def pydust(self, *arguments: str | Path, cwd: Path | None = None, fails: bool = False) -> str:
        """Runs our command line, as it is installed beside the frontends."""
        return self.run(sys.executable, "-m", "pydust", *arguments, cwd=cwd, fails=fails)

    def new(self, name: str, *options: str) -> Path:
        """Starts a project."""
        self.pydust("new", name, *options)
        return self.folder / name

    def write(self, files: Mapping[str, str]) -> Path:
        """Writes the files of a project and gives its folder."""
        project = self.folder / "project"
        for name, text in files.items():
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return project

    def evaluate(self, expression: str, *modules: str, into: str = "venv") -> str:
        """Imports modules in a virtual environment and prints an expression."""
        code = f"import {', '.join(modules)}; print({expression})"
        return self.run(self.python(into), "-I", "-c", code).strip()

    def compiled(self) -> list[str]:
        """The crates that rustc compiled since the last call."""
        if not self.rustc_log.exists():
            return []
        log = self.rustc_log.read_text()
        self.rustc_log.unlink()
        return re.findall(r"--crate-name (\S+)", log)
