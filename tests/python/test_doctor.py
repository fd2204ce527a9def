"""What `pydust doctor` finds, on machines and in projects where something is missing or wrong."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from recording_cargo import RecordingCargo

from pydust.build import build_in_place
from pydust.cli import main
from pydust.doctor import machine
from pydust.doctor.finding import Finding
from pydust.doctor.machine import examine_python, examine_rust, examine_tools
from pydust.doctor.project import examine_project
from pydust.interpreter import Interpreter


def about(subject: str, findings: Iterable[Finding]) -> Finding:
    (found,) = (finding for finding in findings if finding.subject == subject)
    return found


def program(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_finding_says_what_to_do() -> None:
    assert str(Finding("cargo", "ok", "1.95")) == "ok       cargo: 1.95"
    assert str(
        Finding("rustc", "error", "no library:\ncc: not found", "install gcc")
    ).splitlines() == [
        "error    rustc: no library:",
        "         cc: not found",
        "         to do: install gcc",
    ]


def test_the_running_python() -> None:
    found = about("Python", examine_python({}))
    assert found.state == "ok"
    assert sys.executable in found.found
    assert "builds for abi3: CPython 3.11 and newer" in found.found
    assert about("rusty-pydust", examine_python({})).state == "ok"


def test_a_python_that_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sys, "version_info", (3, 10, 2, "final", 0))
    (found,) = examine_python({})
    assert found.state == "error"
    assert "CPython 3.11 or newer, and this is CPython 3.10" in found.found


def test_another_environment_is_active(tmp_path: Path) -> None:
    found = about("environment", examine_python({"VIRTUAL_ENV": str(tmp_path)}))
    assert found.state == "warning"
    assert f"{tmp_path} is active, and this is a Python of {sys.prefix}" in found.found
    findings = examine_python({"VIRTUAL_ENV": sys.prefix})
    assert "environment" not in {finding.subject for finding in findings}


def test_no_cargo(tmp_path: Path) -> None:
    nothing = {"PATH": "", "CARGO_HOME": str(tmp_path)}
    (found,) = examine_rust(tmp_path, nothing)
    assert found.state == "warning"
    assert "by puccinialin" in found.found
    (found,) = examine_rust(tmp_path, {**nothing, "PYDUST_NO_INSTALL_RUST": "1"})
    assert found.state == "error"
    assert "cargo was not found" in found.found


def test_a_cargo_that_is_too_old(tmp_path: Path, cargo: RecordingCargo) -> None:
    cargo.behave(version="1.80.0")
    (found,) = examine_rust(tmp_path, os.environ)
    assert found.state == "error"
    assert "expected: cargo 1.85 or newer" in found.found


@pytest.mark.usefixtures("cargo")
def test_a_rustc_without_a_linker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rustc = program(tmp_path, "rustc", "echo 'error: linker `cc` not found' >&2; exit 1")
    monkeypatch.setenv("RUSTC", str(rustc))
    found = about("rustc", examine_rust(tmp_path, os.environ))
    assert found.state == "error"
    assert "makes no library:\nerror: linker `cc` not found" in found.found
    monkeypatch.setattr(sys, "platform", "darwin")
    found = about("rustc", examine_rust(tmp_path, os.environ))
    assert found.fix == "xcode-select --install, which brings the linker"


@pytest.mark.skipif(shutil.which("rustc") is None, reason="there is no rustc on the PATH")
@pytest.mark.usefixtures("cargo")
def test_a_rustc_that_works(tmp_path: Path) -> None:
    found = about("rustc", examine_rust(tmp_path, os.environ))
    assert found.state == "ok", found
    assert list(tmp_path.iterdir()) == []


def test_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "elsewhere" / "python"))
    nothing = {"PATH": str(tmp_path), "CARGO_HOME": str(tmp_path)}
    assert about("pytest", examine_tools(nothing)).state == "ok"
    assert about("pytest plugin", examine_tools(nothing)).state == "ok"
    debugger = about("debugger", examine_tools(nothing))
    assert (debugger.state, debugger.found) == ("missing", "no gdb or lldb")
    lldb = program(tmp_path, "lldb", "")
    assert about("debugger", examine_tools(nothing)).found == str(lldb)
    off = {**nothing, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    assert about("pytest plugin", examine_tools(off)).state == "warning"
    monkeypatch.setattr(machine, "entry_points", lambda **_: [])
    assert "not registered" in about("pytest plugin", examine_tools(nothing)).found


@pytest.mark.usefixtures("cargo")
def test_a_project_before_and_after_its_build(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    found = list(examine_project(directory, {}))
    assert about("project", found).state == "ok"
    assert about("workspace", found).state == "missing"
    assert about("example.modules", found).state == "missing"
    assert about("example.modules", found).fix == "pydust build"
    build_in_place(directory)
    found = list(examine_project(directory, {}))
    assert about("workspace", found).state == "ok"
    assert about("example.modules", found).state == "ok"
    os.utime(directory / "src" / "modules.rs", (2**32, 2**32))
    found = list(examine_project(directory, {}))
    assert about("example.modules", found).state == "warning"
    assert "is older than src/modules.rs" in about("example.modules", found).found.replace(
        "\\", "/"
    )


@pytest.mark.usefixtures("cargo")
def test_generated_files_that_are_stale_or_foreign(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    build_in_place(directory)
    (directory / ".pydust" / "crates" / "pydust" / "Cargo.toml").write_text("old")
    assert about("workspace", examine_project(directory, {})).state == "warning"
    (directory / ".cargo" / "config.toml").write_text("[build]\n")
    assert [f.found for f in examine_project(directory, {}) if "is your own" in f.found]
    (directory / "Cargo.toml").write_text("[workspace]\n")
    found = about("workspace", examine_project(directory, {}))
    assert found.state == "error"
    assert "was not generated" in found.found


def test_a_source_without_its_module(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    root = directory / "src" / "modules.rs"
    root.write_text("#[py::module]\nmod other {}\n")
    found = about("source", examine_project(directory, {}))
    assert found.state == "error"
    assert "has no `#[py::module] mod modules`" in found.found
    # A macro may write it, so that is not for sure.
    root.write_text("make_module!();\n")
    assert about("source", examine_project(directory, {})).state == "warning"


def test_a_project_that_cannot_be_read(write_project: Callable[..., Path]) -> None:
    directory = write_project("[tool.pydust]\nabi = 3\n")
    (found,) = examine_project(directory, {})
    assert found.state == "error"
    assert "did you mean `abis`?" in found.found


@pytest.mark.parametrize(
    ("origin", "state", "text"),
    [
        (None, "missing", "is not installed"),
        ("{}", "warning", "is installed as a copy"),
        ('{"url": "HERE", "dir_info": {}}', "warning", "is installed as a copy"),
        (
            '{"url": "file:///elsewhere", "dir_info": {"editable": true}}',
            "warning",
            "not from here",
        ),
        ('{"url": "HERE", "dir_info": {"editable": true}}', "ok", "0.1.0, in editable form"),
    ],
)
def test_how_the_project_is_installed(
    write_project: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    origin: str | None,
    state: str,
    text: str,
) -> None:
    directory = write_project()
    if origin is not None:
        info = tmp_path / "site" / "example-0.1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: example\nVersion: 0.1.0\n")
        (info / "direct_url.json").write_text(origin.replace("HERE", directory.as_uri()))
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
    found = about("installation", examine_project(directory, {}))
    assert found.state == state
    assert text in found.found


def test_the_command_counts_and_fails_where_no_build_can_work(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write_project() / "src")
    cargo.behave(version="1.80.0")
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "ok       project: " in shown
    assert "error    cargo: " in shown
    assert ", 1 error" in shown.splitlines()[-1]


@pytest.mark.usefixtures("cargo")
def test_the_command_outside_of_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rustc = program(tmp_path, "rustc", "exit 0")
    monkeypatch.setenv("RUSTC", str(rustc))
    assert main(["doctor"]) == 0
    assert f"missing  project: none in {tmp_path}" in capsys.readouterr().out


def test_it_looks_at_the_interpreter_that_runs(
    build_with: Callable[[Interpreter], None],
) -> None:
    build_with(
        Interpreter((3, 14), ".cpython-314t-darwin.so", "macosx-11.0-arm64", "arm64", 64, True)
    )
    found = about("Python", examine_python({}))
    assert found.found.startswith("free-threaded CPython ")
    assert "builds for cp314t: free-threaded CPython 3.14" in found.found
