"""The command line: words, files and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recording_cargo import RecordingCargo

import pydust
from pydust.cli import COMMANDS, main


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"pydust {pydust.__version__}\n"


def test_help_names_the_commands_and_the_switches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    for word in ("new", "build", "PYDUST_TARGET_CPU", "PYDUST_ABIS", "PYDUST_LIMITED_API", "CARGO"):
        assert word in shown


def test_no_command_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_build_a_project(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write_project())
    assert main(["build", "--dev", "--target-cpu", "native"]) == 0
    file = Path("src", "example", "modules.abi3.so")
    assert capsys.readouterr().out == f"built {file} for CPython 3.11 and newer\n"
    assert file.is_file()
    assert "dev" in cargo.builds[0]["arguments"]


@pytest.mark.usefixtures("cargo")
def test_build_for_several_abis(
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write_project())
    assert main(["build", "--abi", "abi3", "--abi", "abi3t", "--abi", "cp314t"]) == 0
    package = Path("src", "example")
    assert capsys.readouterr().out.splitlines() == [
        f"built {package / 'modules.abi3.so'} for CPython 3.11 and newer",
        f"built {package / 'modules.abi3t.so'} for CPython 3.15 and newer, with and without the GIL",
        f"built {package / 'modules.cpython-314t-x86_64-linux-gnu.so'} for free-threaded CPython 3.14",
    ]


@pytest.mark.parametrize(
    ("arguments", "variable", "expected"),
    [
        (["--abi", "ab3"], "", "the ABIs to build for\n  found:    'ab3', which is no ABI"),
        ([], "abi3,,abi3t", "environment variable PYDUST_ABIS\n  found:    ''"),
        ([], "abi3,abi3", "environment variable PYDUST_ABIS\n  found:    abi3 twice"),
    ],
)
def test_abis_that_there_are_not(
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    variable: str,
    expected: str,
) -> None:
    monkeypatch.chdir(write_project())
    monkeypatch.setenv("PYDUST_ABIS", variable)
    assert main(["build", *arguments]) == 2
    assert expected in capsys.readouterr().err


def test_an_error_is_shown_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"error: {tmp_path / 'pyproject.toml'}\n")


def test_a_failed_build_has_its_own_exit_code(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    cargo.behave(fails=True)
    monkeypatch.chdir(write_project())
    assert main(["build"]) == 1
    last = capfd.readouterr().err.splitlines()[-1]
    assert last == "error: cargo build failed (exit code 101): its own message is above"


def test_a_switch_with_a_wrong_value(
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write_project())
    monkeypatch.setenv("PYDUST_LIMITED_API", "yes")
    assert main(["build"]) == 2
    assert "PYDUST_LIMITED_API\n  found:    'yes'\n  expected: 0 or 1" in capsys.readouterr().err


@pytest.mark.usefixtures("cargo")
def test_build_files_without_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    Path("one.rs").write_text("#[py::module]\npub mod one {}\n")
    Path("two.rs").write_text("#[py::module]\npub mod other {}\n")
    assert main(["build", "one.rs", "some.other=two.rs"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "built one.abi3.so for CPython 3.11 and newer",
        f"built {Path('some', 'other.abi3.so')} for CPython 3.11 and newer",
    ]
    found = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    assert found == {"one.rs", "two.rs", "one.abi3.so", "some/other.abi3.so"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["missing.rs"], "missing.rs: there is no such file"),
        (["."], "a directory"),
        (["my-file.rs"], "component 'my-file' is not an ASCII identifier"),
        (["1x=one.rs"], "component '1x'"),
        (["one.rs", "sub/one.rs"], "the module name one, which one.rs has"),
    ],
)
def test_files_that_cannot_be_built(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for name in ("one.rs", "sub/one.rs", "my-file.rs"):
        (tmp_path / name).touch()
    assert main(["build", *arguments]) == 2
    assert expected in capsys.readouterr().err


def test_the_module_runs_as_a_program() -> None:
    environ = {**os.environ, "PYTHONPATH": str(Path(pydust.__file__).parents[1])}
    shown = subprocess.run(
        [sys.executable, "-m", "pydust", "--version"],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == f"pydust {pydust.__version__}\n"


def test_a_build_finds_the_project_around_it(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    directory = write_project()
    monkeypatch.chdir(directory / "src")
    assert main(["build"]) == 0
    file = Path("example", "modules.abi3.so")
    assert capsys.readouterr().out == f"built {file} for CPython 3.11 and newer\n"
    assert cargo.builds[0]["cwd"] == str(directory)


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as caught:
            main([command.name, "--help"])
        assert caught.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith(f"usage: pydust {command.name}")
        assert command.description.splitlines()[-1] in shown


def test_an_interrupted_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_directory: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("pydust.commands.clean.load_project", interrupted)
    monkeypatch.chdir(tmp_path)
    assert main(["clean"]) == 130
    assert capsys.readouterr().err == ""


PLAIN_PYTEST = ["-p", "no:cacheprovider", "--pydust-no-build"]


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        ([], 1, "1 failed, 1 passed"),
        (["-k", "well"], 0, "1 passed, 1 deselected"),
        (["--", "-k", "nowhere"], 5, "2 deselected"),
        (["--help-pytest"], 0, "--pydust-profile"),
        (["-k", "well", "--no-such-option"], 4, "unrecognized arguments: --no-such-option"),
        (["-k", "ends_by_a_signal", "-o", "python_functions=ends"], 128 + 9, ""),
    ],
)
def test_pytest_gets_all_arguments(
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    expected: str,
) -> None:
    directory = write_project()
    (directory / "test_it.py").write_text(
        "import os\ndef test_well(): pass\ndef test_badly(): assert False\n"
        "def ends_by_a_signal(): os.kill(os.getpid(), 9)\n"
    )
    monkeypatch.chdir(directory)
    monkeypatch.setenv("PYTHONPATH", str(Path(pydust.__file__).parents[1]))
    assert main(["test", *arguments, *PLAIN_PYTEST]) == code
    shown = capfd.readouterr()
    assert expected in shown.out + shown.err


def test_without_pytest_there_are_no_tests(
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write_project())
    monkeypatch.setattr("pydust.commands.test.find_spec", lambda _name: None)
    assert main(["test"]) == 2
    assert f"pytest is not installed for {sys.executable}" in capsys.readouterr().err
