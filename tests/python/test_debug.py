"""What debuggers are told, and that `launch.json` keeps what it has."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recording_cargo import RecordingCargo

from pydust.cli import main
from pydust.jsonc import append, parse
from pydust.launch import Session, gdb_commands, lldb_commands, vscode_configurations


@pytest.fixture
def project(write_project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = write_project()
    monkeypatch.chdir(directory)
    monkeypatch.setattr(sys, "platform", "linux")
    return directory


def test_it_says_how_to_start(
    project: Path, cargo: RecordingCargo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["debug", "src/modules.rs:4", "--", "-m", "pytest", "-k", "a b"]) == 0
    shown = capsys.readouterr().out
    assert "modules.abi3.so for CPython 3.11 and newer, to be debugged\n" in shown
    assert "-ex 'break src/modules.rs:4' -ex run --args" in shown
    assert f"{sys.executable} -m pytest -k 'a b'\n" in shown
    assert "rust-lldb -o 'breakpoint set -f modules.rs -l 4' \\\n    -o run -- " in shown
    assert "--profile dev" in " ".join(cargo.builds[0]["arguments"])
    assert not (project / ".vscode").exists()


@pytest.mark.usefixtures("cargo")
def test_by_default_the_tests_are_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debug", str(project / "src" / "modules.rs")]) == 0
    shown = capsys.readouterr().out
    assert "break src/modules.rs:LINE" in shown
    assert "-m pytest --pydust-no-build" in shown


@pytest.mark.usefixtures("cargo")
def test_files_are_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debug", "src/modules.rs:4", "--write"]) == 0
    gdb = (project / ".pydust" / "debug.gdb").read_text().splitlines()
    assert "set breakpoint pending on" in gdb
    assert f"file {sys.executable}" in gdb
    assert gdb[-1] == "break src/modules.rs:4"
    lldb = (project / ".pydust" / "debug.lldb").read_text()
    assert '\nsettings set target.run-args "-m" "pytest" "--pydust-no-build"\n' in lldb
    launch = project / ".vscode" / "launch.json"
    types = [entry["type"] for entry in json.loads(launch.read_text())["configurations"]]
    assert types == ["lldb", "cppdbg", "lldb"]
    assert "wrote .pydust/debug.gdb: rust-gdb -x " in capsys.readouterr().out
    before = launch.read_text()
    assert main(["debug", "src/modules.rs", "--write"]) == 0
    assert launch.read_text() == before


OWN = """\
{
  // Written by hand.
  "version": "0.2.0",
  "inputs": [{"configurations": []}],
  "configurations": [
    {
      "name": "mine", // with "quotes" and ]
      "url": "http://localhost/",
    }, /* the last one */
  ],
  "compounds": []
}
"""


@pytest.mark.usefixtures("cargo")
def test_a_launch_file_keeps_what_it_has(project: Path) -> None:
    launch = project / ".vscode" / "launch.json"
    launch.parent.mkdir()
    launch.write_text(OWN)
    assert main(["debug", "src/modules.rs", "--write"]) == 0
    text = launch.read_text()
    head, tail = OWN.split(" /* the last one */\n  ],")
    assert text.startswith(head + " /* the last one */\n")
    assert text.endswith("\n  ]," + tail)
    names = [entry["name"] for entry in parse(text)["configurations"]]
    assert names[0] == "mine"
    assert len(names) == 4


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', '{"configurations": {}}', "{,}"])
@pytest.mark.usefixtures("cargo")
def test_a_launch_file_that_is_not_understood_stays(
    project: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    launch = project / ".vscode" / "launch.json"
    launch.parent.mkdir()
    launch.write_text(text)
    assert main(["debug", "src/modules.rs", "--write"]) == 2
    assert launch.read_text() == text
    assert not (project / ".pydust" / "debug.gdb").exists()
    assert 'an array "configurations"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"a": []}', '{"a": [\n    1\n]}'),
        ('{\n  "a": [\n    0\n  ]\n}', '{\n  "a": [\n    0,\n      1\n  ]\n}'),
        ('{\n\t"a": [0] // end\n}', '{\n\t"a": [0,\n\t\t1\n\t] // end\n}'),
        ('{"b": {"a": [2]}, "a": [0,]}', '{"b": {"a": [2]}, "a": [0,\n    1\n]}'),
    ],
)
def test_items_are_added_to_an_array(before: str, after: str) -> None:
    assert append(before, "a", [1]) == after
    assert parse(after)["a"][-1] == 1


@pytest.mark.usefixtures("cargo")
def test_a_file_without_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("hello.rs").write_text("#[py::module]\npub mod hello {}\n")
    assert main(["debug", "hello.rs:2"]) == 0
    shown = capsys.readouterr().out
    assert "built hello.abi3.so" in shown
    assert "-i -c 'import hello'" in shown
    assert "break hello.rs:2" in shown


TWO = """
[[tool.pydust.ext_module]]
name = "example.one"
root = "src/one.rs"
[[tool.pydust.ext_module]]
name = "example.two"
root = "src/two.rs"
"""


def test_a_file_of_several_modules(
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    directory = write_project(TWO, ("src/one.rs", "src/two.rs"))
    (directory / "src" / "shared.rs").touch()
    monkeypatch.chdir(directory)
    assert main(["debug", "src/shared.rs"]) == 2
    assert "src/one.rs, src/two.rs" in capsys.readouterr().err
    assert main(["debug", "src/missing.rs"]) == 2
    assert "there is no such file" in capsys.readouterr().err


def session(directory: Path, line: int | None) -> Session:
    python = Path(sys.executable)
    return Session(directory, python, ("-c", 'print("a b")'), directory / "src" / "x.rs", line)


def test_without_a_line_nothing_stops(tmp_path: Path) -> None:
    assert not [line for line in gdb_commands(session(tmp_path, None)) if "break " in line]
    assert not [line for line in lldb_commands(session(tmp_path, None)) if "breakpoint" in line]


def test_on_windows_vscode_has_a_debugger_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    types = [entry["type"] for entry in vscode_configurations(session(tmp_path, 1))]
    assert types == ["lldb", "cppvsdbg", "lldb"]


@pytest.mark.skipif(shutil.which("gdb") is None, reason="there is no gdb")
def test_gdb_understands_its_commands(tmp_path: Path) -> None:
    file = tmp_path / "commands"
    file.write_text("\n".join(gdb_commands(session(tmp_path, 1))))
    shown = subprocess.run(
        ["gdb", "--nx", "--batch", "-x", str(file), "-ex", "run"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "a b" in shown.stdout


def test_expanding_takes_a_program(
    project: Path, cargo: RecordingCargo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "cargo-expand"
    program.parent.mkdir()
    program.touch(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert main(["expand", "src/modules.rs", "modules::add"]) == 0
    (call,) = (call for call in cargo.calls if call["arguments"][0] == "expand")
    assert call["cwd"] == str(project)
    assert call["arguments"] == "expand --lib --package ext-example-modules modules::add".split()


def test_without_the_program_nothing_is_expanded(
    project: Path,
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(project))
    monkeypatch.setenv("CARGO_HOME", str(project))
    assert main(["expand", "src/modules.rs"]) == 1
    assert "to do:    cargo install cargo-expand" in capsys.readouterr().err
    assert not [call for call in cargo.calls if call["arguments"][0] == "expand"]
