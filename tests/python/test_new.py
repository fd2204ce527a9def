"""New projects: complete, valid, and never over something that is there."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest
from recording_cargo import RecordingCargo

from pydust.cli import main
from pydust.config import load_project
from pydust.errors import PydustError
from pydust.jsonc import parse
from pydust.launch import Session, vscode_configurations
from pydust.new import create_project
from pydust.rust_source import exported_modules


@pytest.mark.parametrize("poetry", [False, True])
def test_a_new_project_is_complete(tmp_path: Path, poetry: bool) -> None:
    directory = create_project(tmp_path / "My-Demo", poetry=poetry)
    project = load_project(directory)
    (module,) = project.modules
    assert module.name.dotted == "my_demo.native"
    assert module.root is not None
    assert [export.name for export in exported_modules(module.root.read_text())] == ["native"]
    found = {path.relative_to(directory).as_posix() for path in directory.rglob("*.*")}
    expected = {
        "README.md",
        ".gitignore",
        ".github/workflows/wheels.yml",
        ".vscode/extensions.json",
        ".vscode/launch.json",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        "pyproject.toml",
        "src/native.rs",
        "src/my_demo/__init__.py",
        "tests/test_native.py",
    }
    assert expected <= found
    assert ("build_modules.py" in found) is poetry


@pytest.mark.parametrize("poetry", [False, True])
def test_every_file_can_be_read_by_its_tool(tmp_path: Path, poetry: bool) -> None:
    directory = create_project(tmp_path / "demo", poetry=poetry)
    for path in directory.rglob("*"):
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert "{{" not in text.replace("${{", "")
        match path.suffix:
            case ".py":
                ast.parse(text)
            case ".json":
                parse(text)
            case ".toml":
                assert tomllib.loads(text)["project"]["name"] == "demo"


def test_the_backend_is_the_one_that_was_asked_for(tmp_path: Path) -> None:
    hatch = tomllib.loads((create_project(tmp_path / "a") / "pyproject.toml").read_text())
    assert hatch["build-system"]["build-backend"] == "hatchling.build"
    assert hatch["tool"]["hatch"]["build"]["hooks"]["pydust"] == {}
    poetry = tomllib.loads(
        (create_project(tmp_path / "b", poetry=True) / "pyproject.toml").read_text()
    )
    assert poetry["build-system"]["build-backend"] == "poetry.core.masonry.api"
    assert poetry["tool"]["poetry"]["build"]["script"] == "build_modules.py"


@pytest.mark.parametrize("name", ["", "1demo", "-demo", "de mo", "demo-", "class", "dé"])
def test_names_that_no_project_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(PydustError, match="argument NAME"):
        create_project(tmp_path / "x" / ".." / name if name else Path())
    assert list(tmp_path.iterdir()) == []


def test_existing_files_are_left_alone(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    directory.mkdir()
    (directory / "precious").touch()
    with pytest.raises(PydustError, match="not an empty directory"):
        create_project(directory)
    assert [path.name for path in directory.iterdir()] == ["precious"]


def test_the_command_says_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "demo"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["  cd demo", "  pip install -e ."]
    assert main(["new", "demo"]) == 2


def test_editors_know_the_project_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cargo: RecordingCargo
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "demo"]) == 0
    assert (tmp_path / "demo" / "Cargo.toml").is_file()
    assert (tmp_path / "demo" / ".pydust" / "packages" / "ext-demo-native").is_dir()
    assert cargo.builds == []


def test_without_cargo_editors_have_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cargo: RecordingCargo
) -> None:
    monkeypatch.chdir(tmp_path)
    cargo.behave(version="1.70.0")
    assert main(["new", "old"]) == 0
    monkeypatch.setenv("CARGO", str(tmp_path / "missing"))
    assert main(["new", "none"]) == 0
    for name in ("old", "none"):
        assert (tmp_path / name / "pyproject.toml").is_file()
        assert not (tmp_path / name / "Cargo.toml").exists()


def test_the_configurations_of_debuggers_have_the_names_of_later_ones(tmp_path: Path) -> None:
    directory = create_project(tmp_path / "demo")
    launch = parse((directory / ".vscode" / "launch.json").read_text())["configurations"]
    tests = ("-m", "pytest", "--pydust-no-build")
    session = Session(directory, Path("python"), tests, directory / "src" / "native.rs")
    later = {entry["name"]: entry for entry in vscode_configurations(session)}
    for entry in launch:
        task = entry.pop("preLaunchTask", "Compile the native modules")
        assert later[entry["name"]] == entry
        tasks = parse((directory / ".vscode" / "tasks.json").read_text())["tasks"]
        assert task in {each["label"] for each in tasks}
