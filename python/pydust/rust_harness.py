"""Tests that cargo's own harness runs: `#[test]` functions, each in a process of its own.

They are compiled into one executable for each module, which is linked with Python's library. Tests
that run in Python's process are in `pydust.native_tests`.
"""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydust import libpython, rustc_for_tests
from pydust.compile import Build
from pydust.compile_tests import compile_tests, tested_modules
from pydust.config import ExtModule
from pydust.errors import PydustError
from pydust.libpython import Installation
from pydust.tested_sources import Kind, Place

Status = Literal["passed", "failed", "crashed", "ignored"]

_FAILED: Final = 101
"""The exit code of the harness where a test failed."""

_PLACE: Final = re.compile(r"panicked at (?P<file>[^\n]+?):(?P<line>\d+)(?::\d+)?:")

_BEFORE: Final = re.compile(r"\A\n?running \d+ tests?\ntest [^\n]*? \.\.\. ")
_AFTER: Final = re.compile(r"(?:ok|FAILED)?\n(?:\nfailures:\n.*)?\ntest result: .*\Z", re.DOTALL)


@dataclass(frozen=True)
class RustTest:
    """A `#[test]` function.

    Attributes:
        name: Its path within the crate: `tests::counts`.
        ignored: Whether it has `#[ignore]`.
        file: Its source file, where that is known.
        line: The line of its name there, from 1, where that is known.
    """

    name: str
    ignored: bool = False
    file: Path | None = None
    line: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How a test ended.

    Attributes:
        status: `crashed` if a signal or the system ended its process.
        output: What it wrote, to both of its outputs, without what the harness says around it.
        signal_name: Which signal ended it, such as `SIGSEGV`; on Windows which exception code.
        place: Where it panicked: the file as rustc names it, and the line.
    """

    status: Status
    output: str
    signal_name: str | None = None
    place: tuple[str, int] | None = None


@dataclass(frozen=True)
class Harness:
    """The executable with a module's `#[test]` functions.

    Attributes:
        module: The entry that it was built for.
        path: The executable.
        directory: Where it runs: the project's directory.
        environ: The environment that it runs in.
        tests: Its tests in the order of the harness.
    """

    module: ExtModule
    path: Path
    directory: Path
    environ: Mapping[str, str]
    tests: tuple[RustTest, ...]

    def run(self, test: RustTest, timeout: float | None = None) -> Outcome:
        """Runs one test in a process of its own, and waits for its end.

        Args:
            test: One of `tests`; an ignored one is run all the same.
            timeout: After how many seconds it is ended and has failed.
        """
        command = [str(self.path), "--exact", test.name, "--nocapture", "--include-ignored"]
        command.append("--test-threads=1")
        try:
            done = subprocess.run(
                command,
                cwd=self.directory,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            output = _text(late.output or b"")
            return Outcome("failed", f"{output}\nended after {timeout} seconds")
        return outcome(done.returncode, _text(done.stdout))


def build_harness(build: Build, python: Installation | None = None) -> list[Harness]:
    """Compiles the modules of a project that have `#[test]` functions.

    Args:
        build: What to build, and how; the profile `dev` compiles quickly.
        python: Whose library is linked; by default that of the Python that runs this code.

    Returns:
        One for each such module, in the order of the project.

    Raises:
        PydustError: with what is wrong; cargo's own errors are on standard error by then, or in it.
    """
    tested = tested_modules(build, Kind.PLAIN)
    if not tested:
        return []
    python = python or Installation.running()
    program = rustc_for_tests.for_executables(
        build.toolchain, build.layout.support, build.environ, libpython.rustc_arguments(python)
    )
    made = compile_tests(build, tested, program)
    directory, environ = build.project.directory, libpython.environment(python, build.environ)
    harnesses = []
    for module, crate in tested.items():
        tests = _list(made[module], directory, environ, crate.functions)
        harnesses.append(Harness(module, made[module], directory, environ, tests))
    return harnesses


def outcome(code: int, output: str) -> Outcome:
    """Tells how a test ended from its process.

    Args:
        code: As `subprocess` gives it: negative where a signal ended it.
        output: What it wrote.
    """
    output = _AFTER.sub("", _BEFORE.sub("", output))
    found = _PLACE.search(output)
    place = (found["file"], int(found["line"])) if found else None
    if code == 0:
        return Outcome("passed", output)
    if code == _FAILED:
        return Outcome("failed", output, place=place)
    return Outcome("crashed", output, ended_by(code), place)


def ended_by(code: int) -> str:
    """What ended a process: a signal's name, or the exit code.

    Args:
        code: As `subprocess` gives it: negative where a signal ended it.
    """
    if code >= 0:
        # What Windows calls exceptions are exit codes with the highest bit set.
        return f"exit code {code:#x}" if code > 0xFF else f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _list(
    program: Path,
    directory: Path,
    environ: Mapping[str, str],
    functions: Mapping[str, Place],
) -> tuple[RustTest, ...]:
    """Asks an executable for its tests."""
    ignored = set(_names(program, directory, environ, "--ignored"))
    names = _names(program, directory, environ)
    places = [functions.get(name, (None, None)) for name in names]
    pairs = zip(names, places, strict=True)
    return tuple(RustTest(name, name in ignored, file, line) for name, (file, line) in pairs)


def _names(program: Path, directory: Path, environ: Mapping[str, str], *options: str) -> list[str]:
    command = [str(program), "--list", "--format=terse", *options]
    try:
        done = subprocess.run(
            command, cwd=directory, env=environ, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise PydustError(f"{program} does not run: {error}") from None
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()
        raise PydustError(
            f"the executable with the tests does not start (exit code {done.returncode})\n"
            f"  found:    {said}\n"
            f"  expected: the list of its tests: {' '.join(command)}"
        )
    lines = done.stdout.splitlines()
    return [line.removesuffix(": test") for line in lines if line.endswith(": test")]


def _text(output: bytes) -> str:
    return output.decode(errors="replace")
