"""Examples in comments: what rustdoc is told, and how what it says is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recording_cargo import RecordingCargo

from pydust.compile import Build
from pydust.config import load_project
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.libpython import Installation
from pydust.rust_doctests import Doctests, build_doctests, outcomes
from pydust.rust_harness import Outcome, RustTest
from pydust.settings import Options

WITH_EXAMPLE = "#[py::module]\npub mod modules {\n/// ```\n/// ```\npub fn a() {}\n}\n"

RUSTDOC = """#!{python} -I
import os, sys

assert sys.argv[1] == "--test"
if "--test-args=--list" in sys.argv:
    if "--fails" in sys.argv:
        sys.exit("error: unclosed delimiter")
    print("src/modules.rs - modules::b (line 9): test")
    print("src/modules.rs - modules::a (line 3): test")
else:
    print("test src/modules.rs - modules::a (line 3) ... ok")
    with open("runs", "a") as runs:
        print(*sys.argv[1:], file=runs)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="runs scripts as programs")


@pytest.fixture
def told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cargo: RecordingCargo
) -> Callable[..., Path]:
    """Plays what rustc's stand-in leaves behind, and a rustdoc."""
    rustdoc = tmp_path / "rustdoc"
    rustdoc.write_text(RUSTDOC.format(python=sys.executable))
    rustdoc.chmod(0o755)
    monkeypatch.setenv("RUSTDOC", str(rustdoc))

    def told(*arguments: str) -> Path:
        made = tmp_path / "made"
        made.write_text("\n".join([str(tmp_path), *arguments]))
        cargo.behave(tests=str(made))
        return tmp_path

    return told


def build(directory: Path) -> list[Doctests]:
    """Builds for an installation with a library."""
    folder = directory.parent
    (folder / "libpython.so").touch()
    python = Installation(
        "linux", folder, "3.13", {"LIBDIR": str(folder), "LDLIBRARY": "libpython.so"}
    )
    options = Options(profile="dev")
    project = load_project(directory)
    return build_doctests(Build(project, options, Interpreter.running(), os.environ), python)


def test_rustdoc_is_told_what_cargo_would_tell_it_and_runs_once(
    write_project: Callable[..., Path], cargo: RecordingCargo, told: Callable[..., Path]
) -> None:
    folder = told("--extern=demo=libdemo.rlib", "--edition=2024", "src/modules.rs")
    directory = write_project()
    (directory / "src/modules.rs").write_text(WITH_EXAMPLE)
    (doctests,) = build(directory)
    (call,) = cargo.tests
    assert Path(call["environ"]["RUSTC_WORKSPACE_WRAPPER"]).stem == "doctests"
    file = folder / "src" / "modules.rs"
    first, second = doctests.tests
    assert first == RustTest("modules::a (line 3)", file=file, line=3)
    assert second == RustTest("modules::b (line 9)", file=file, line=9)
    assert doctests.run(first) == Outcome("passed", "")
    assert doctests.run(second).status == "failed"  # rustdoc says nothing of it
    (run,) = (folder / "runs").read_text().splitlines()
    assert run.startswith("--test --extern=demo=libdemo.rlib --edition=2024 src/modules.rs")
    assert f"-Clink-arg={folder}/libpython.so" in run
    assert run.endswith(f"--test-run-directory={directory}")


def test_a_crate_that_rustdoc_can_not_read_is_an_error(
    write_project: Callable[..., Path], told: Callable[..., Path]
) -> None:
    told("--fails", "src/modules.rs")
    directory = write_project()
    (directory / "src/modules.rs").write_text(WITH_EXAMPLE)
    with pytest.raises(PydustError, match=r"exit code 1\)\nerror: unclosed delimiter"):
        build(directory)


def test_a_project_without_examples_does_not_call_cargo(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    assert build(write_project()) == []
    assert cargo.calls == []


SAID = """
running 5 tests
test src/a.rs - a (line 15) - compile ... ok
test src/a.rs - a (line 18) ... ignored
test src/a.rs - a::b (line 11) - should panic ... ok
test src/a.rs - a::<impl a::B>::c (line 7) ... FAILED
test src/a.rs - (line 3) ... FAILED

failures:

---- src/a.rs - a::<impl a::B>::c (line 7) stdout ----
Test executable failed (signal: 6, SIGABRT (core dumped)).

---- src/a.rs - (line 3) stdout ----
Test executable failed (exit status: 101).

stderr:

thread 'main' panicked at src/a.rs:4:1:
no luck

failures:
    src/a.rs - (line 3)
    src/a.rs - a::<impl a::B>::c (line 7)

test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out

running 1 test
test src/a.rs - a (line 24) - compile fail ... FAILED

failures:

---- src/a.rs - a (line 24) stdout ----
Test executable failed (terminated by signal).

failures:
    src/a.rs - a (line 24)
"""


def test_each_example_has_its_outcome_and_its_own_output() -> None:
    found = dict(outcomes(SAID))
    assert {name: outcome.status for name, outcome in found.items()} == {
        "a (line 15)": "passed",
        "a (line 18)": "ignored",
        "a::b (line 11)": "passed",
        "a::<impl a::B>::c (line 7)": "crashed",
        "(line 3)": "failed",
        "a (line 24)": "crashed",
    }
    assert found["a::<impl a::B>::c (line 7)"].signal_name == "SIGABRT"
    assert found["a (line 24)"].signal_name == "a signal"
    assert found["(line 3)"].output.endswith("panicked at src/a.rs:4:1:\nno luck")
