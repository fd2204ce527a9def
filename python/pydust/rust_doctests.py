"""Examples in the comments of a module's Rust code, which rustdoc compiles and runs.

rustdoc works as for `cargo test --doc`, which is only there for crates that others can depend on.
So a module's crate is compiled as such a library, and rustdoc is told what cargo would tell it. It
compiles and runs all examples of a crate at once, each in a process of its own.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pydust import libpython, rustc_for_tests
from pydust.compile import Build
from pydust.compile_tests import compile_tests, tested_modules
from pydust.errors import PydustError
from pydust.libpython import Installation
from pydust.rust_harness import Harness, Outcome, RustTest, Status
from pydust.tested_sources import Kind

_NAME: Final = r"(?P<file>[^\n]+?) - (?:(?P<item>[^\n]+?) )?\(line (?P<line>\d+)\)"
_LISTED: Final = re.compile(rf"^{_NAME}: test$", re.MULTILINE)
_RESULT: Final = re.compile(
    rf"^test {_NAME}(?: - [a-z ]+)? \.\.\. (?P<result>ok|FAILED|ignored)", re.MULTILINE
)
_SECTION: Final = re.compile(
    rf"^---- {_NAME} stdout ----\n(?P<output>.*?)(?=^---- |^failures:$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_SIGNAL: Final = re.compile(
    r"Test executable failed \((?:signal: \d+, (?P<name>SIG\w+)|terminated by signal)"
)
_RESULTS: Final[Mapping[str, Status]] = {"ok": "passed", "FAILED": "failed", "ignored": "ignored"}


@dataclass(frozen=True)
class Doctests(Harness):
    """The examples of a module, with the interface of a harness.

    Attributes:
        command: How rustdoc is called to run all of them.
    """

    command: tuple[str, ...] = ()

    def run(self, test: RustTest, timeout: float | None = None) -> Outcome:
        """Says how an example ended; the first call runs all of them."""
        del timeout  # of one that is compiled and run with others
        missing = Outcome("failed", self._all[1])
        return self._all[0].get(test.name, missing)

    @cached_property
    def _all(self) -> tuple[dict[str, Outcome], str]:
        """The outcomes by name, and all that rustdoc said."""
        said = _run(self.command, self.directory, self.environ)
        text = said.stdout + said.stderr
        return dict(outcomes(said.stdout)), text


def build_doctests(build: Build, python: Installation | None = None) -> list[Doctests]:
    """Compiles the modules of a project that have examples in their comments.

    Args:
        build: What to build, and how; the profile `dev` compiles quickly.
        python: Whose library is linked; by default that of the Python that runs this code.

    Returns:
        One for each such module, in the order of the project.

    Raises:
        PydustError: with what is wrong; cargo's own errors are on standard error by then, or in it.
    """
    tested = tested_modules(build, Kind.DOC)
    if not tested:
        return []
    python = python or Installation.running()
    arguments = libpython.rustc_arguments(python)
    program = rustc_for_tests.for_doctests(build.toolchain, build.layout.support, build.environ)
    made = compile_tests(build, tested, program)
    rustdoc = rustc_for_tests.tool("rustdoc", build.toolchain, build.environ)
    environ = libpython.environment(python, build.environ)
    found = []
    for module in tested:
        folder, *told = made[module].read_text(encoding="utf-8").splitlines()
        # The interpreter's environment is for the examples, which get rustdoc's.
        command = (rustdoc, "--test", *told, *arguments)
        command += (f"--test-run-directory={build.project.directory}",)
        place = Path(folder)
        tests = _list(command, place, environ)
        found.append(Doctests(module, made[module], place, environ, tests, command))
    return found


def outcomes(output: str) -> Iterator[tuple[str, Outcome]]:
    """Reads how all examples ended.

    Args:
        output: What rustdoc wrote to its standard output.

    Returns:
        The names of the examples as `RustTest` has them, and how they ended.
    """
    sections = {_name(match): match["output"].strip("\n") for match in _SECTION.finditer(output)}
    for match in _RESULT.finditer(output):
        name = _name(match)
        said = sections.get(name, "")
        crash = _SIGNAL.search(said)
        if crash:
            yield name, Outcome("crashed", said, crash["name"] or "a signal")
        else:
            yield name, Outcome(_RESULTS[match["result"]], said)


def _list(
    command: Iterable[str], directory: Path, environ: Mapping[str, str]
) -> tuple[RustTest, ...]:
    """Asks rustdoc for the examples, in the order of the source."""
    said = _run((*command, "--test-args=--list"), directory, environ)
    if said.returncode != 0:
        raise PydustError(
            f"rustdoc can't read the examples (exit code {said.returncode})\n{said.stderr.strip()}"
        )
    tests = (
        RustTest(_name(match), file=directory / match["file"], line=int(match["line"]))
        for match in _LISTED.finditer(said.stdout)
    )
    return tuple(sorted(tests, key=lambda test: (test.file or directory, test.line or 0)))


def _name(match: re.Match[str]) -> str:
    """The item that an example is about, and the line of the example."""
    line = f"(line {match['line']})"
    return f"{match['item']} {line}" if match["item"] else line


def _run(
    command: Iterable[str], directory: Path, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(command),
        cwd=directory,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
