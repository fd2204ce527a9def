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

from pydust import cargo, libpython, rustc_for_tests
from pydust.compile import open_build
from pydust.compile_tests import compile_tests, may_have_tests
from pydust.config import Project
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.libpython import Installation
from pydust.rust_harness import Harness, Outcome, RustTest, Status
from pydust.settings import Options
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


def build_doctests(
    project: Project,
    options: Options,
    interpreter: Interpreter,
    environ: Mapping[str, str],
    python: Installation | None = None,
    *,
    quiet: bool = False,
    listener: cargo.Listener | None = None,
) -> list[Doctests]:
    """Compiles the modules of a project that have examples in their comments.

    Args:
        project: What to build.
        options: How; the profile `dev` compiles quickly.
        interpreter: The one to build for.
        environ: Environment variables.
        python: Whose library is linked; by default that of the Python that runs this code.
        quiet: Whether cargo's messages are for the error alone, and not for standard error.
        listener: Takes what cargo says to people, line by line, instead of standard error.

    Returns:
        One for each such module, in the order of the project.

    Raises:
        PydustError: with what is wrong; cargo's own errors are on standard error by then, or in it.
    """
    if not any(may_have_tests(module, Kind.DOC) for module in project.modules):
        return []
    python = python or Installation.running()
    arguments = libpython.rustc_arguments(python)
    build = open_build(project, options, interpreter, environ, quiet=quiet, listener=listener)
    program = rustc_for_tests.for_doctests(build.toolchain, build.layout.support, build.environ)
    made = compile_tests(project, build, program, Kind.DOC)
    rustdoc = rustc_for_tests.tool("rustdoc", build.toolchain, build.environ)
    run_environ = libpython.environment(python, build.environ)
    found = []
    for module in project.modules:
        if module in made:
            folder, *told = made[module].read_text(encoding="utf-8").splitlines()
            # The interpreter's environment is for the examples, which get rustdoc's.
            command = (rustdoc, "--test", *told, *arguments)
            command += (f"--test-run-directory={project.directory}",)
            place = Path(folder)
            tests = _list(command, place, run_environ)
            found.append(Doctests(module, made[module], place, run_environ, tests, command))
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
