"""Tests of cargo's harness: how they are compiled, listed and run, with a program that plays them."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from recording_cargo import RecordingCargo

from pydust.compile import Build
from pydust.config import load_project
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.libpython import Installation
from pydust.rust_harness import Harness, Outcome, RustTest, build_harness, outcome
from pydust.settings import Options

TESTED = "#[py::module]\npub mod modules {}\n#[cfg(test)]\nmod tests { #[test] fn a() {} }\n"

PROGRAM = """#!{python} -I
import os, signal, sys

if sys.argv[1] == "--list":
    names = ["tests::slow"] if "--ignored" in sys.argv else ["tests::a", "tests::slow"]
    print("\\n".join(name + ": test" for name in names))
else:
    assert sys.argv[1] == "--exact"
    print("home", os.environ["PYTHONHOME"])
    if sys.argv[2] == "tests::slow":
        print("about to end", flush=True)
        os.kill(os.getpid(), signal.SIGABRT)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="runs scripts as programs")


@pytest.fixture
def harness(write_project: Callable[..., Path], cargo: RecordingCargo, tmp_path: Path) -> Harness:
    directory = write_project()
    (directory / "src/modules.rs").write_text(TESTED)
    program = tmp_path / "harness"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    cargo.behave(tests=str(program))
    (harness,) = build(directory, tmp_path)
    return harness


def build(directory: Path, python_at: Path) -> list[Harness]:
    """Builds for an installation with a library."""
    (python_at / "libpython.so").touch()
    python = Installation(
        "linux", python_at, "3.13", {"LIBDIR": str(python_at), "LDLIBRARY": "libpython.so"}
    )
    options = Options(profile="dev")
    project = load_project(directory)
    return build_harness(Build(project, options, Interpreter.running(), os.environ), python)


@pytest.mark.usefixtures("harness")
def test_executables_are_linked_with_python(cargo: RecordingCargo) -> None:
    (call,) = cargo.tests
    program = Path(call["environ"]["RUSTC_WORKSPACE_WRAPPER"])
    assert program.stem == "harness"
    arguments = program.with_suffix(".arguments").read_text().splitlines()
    assert arguments[0].endswith("libpython.so")
    assert all(argument.startswith("-Clink-arg=") for argument in arguments)
    # For those who call cargo by hand.
    config = tomllib.loads((program.parents[2] / "test.toml").read_text())
    assert config == {"build": {"rustc-workspace-wrapper": str(program)}}


def test_the_tests_are_those_that_the_harness_lists(harness: Harness) -> None:
    file = harness.directory / "src" / "modules.rs"
    assert harness.tests == (
        RustTest("tests::a", file=file, line=4),
        RustTest("tests::slow", ignored=True),
    )


def test_each_test_is_run_in_an_environment_for_python(harness: Harness, tmp_path: Path) -> None:
    assert harness.run(harness.tests[0]) == Outcome("passed", f"home {tmp_path}\n")


def test_a_crash_has_the_name_of_its_signal_and_the_last_words(harness: Harness) -> None:
    ended = harness.run(harness.tests[1])
    assert (ended.status, ended.signal_name) == ("crashed", "SIGABRT")
    assert ended.output.endswith("about to end\n")


def test_a_project_without_tests_needs_neither_cargo_nor_a_library(
    write_project: Callable[..., Path], cargo: RecordingCargo, tmp_path: Path
) -> None:
    assert build(write_project(), tmp_path) == []
    assert cargo.calls == []


def test_a_program_that_does_not_start_says_why(
    write_project: Callable[..., Path], cargo: RecordingCargo, tmp_path: Path
) -> None:
    directory = write_project()
    (directory / "src/modules.rs").write_text(TESTED)
    program = tmp_path / "harness"
    program.write_text("#!/bin/sh\necho libpython is missing >&2\nexit 127\n")
    program.chmod(0o755)
    cargo.behave(tests=str(program))
    with pytest.raises(PydustError, match=r"exit code 127\)\n  found:    libpython is missing"):
        build(directory, tmp_path)


def test_what_the_harness_says_itself_is_left_out() -> None:
    begin = "\nrunning 1 test\ntest tests::a ... "
    end = "\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 4 filtered out\n\n"
    assert outcome(0, f"{begin}ok\n{end}").output == ""
    assert outcome(0, f"{begin}said\nok\n{end}").output == "said\n"
    failures = "\nfailures:\n\nfailures:\n    tests::a\n"
    assert outcome(101, f"{begin}\n{PANIC}FAILED\n{failures}{end}").output == f"\n{PANIC}"
    assert outcome(-6, f"{begin}last words").output == "last words"


PANIC = "thread 'tests::a' (7) panicked at src/modules.rs:12:9:\nassertion failed: 1 == 2\n"
OURS = "thread 'tests::a' panicked at src/modules.rs:12:\nassertion failed: 1 == 2\n"


@pytest.mark.parametrize(
    ("code", "output", "expected"),
    [
        (0, "", Outcome("passed", "")),
        (101, PANIC, Outcome("failed", PANIC, place=("src/modules.rs", 12))),
        (101, OURS, Outcome("failed", OURS, place=("src/modules.rs", 12))),
        (-11, "", Outcome("crashed", "", "SIGSEGV")),
        (-250, "", Outcome("crashed", "", "signal 250")),
        (3, "", Outcome("crashed", "", "exit code 3")),
        (0xC0000005, "", Outcome("crashed", "", "exit code 0xc0000005")),
    ],
)
def test_how_a_process_ends_is_how_its_test_ended(
    code: int, output: str, expected: Outcome
) -> None:
    assert outcome(code, output) == expected
