"""New projects: complete, valid, and never over something that is there."""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path

import pytest

from pydust.cli import main
from pydust.config import load_project
from pydust.errors import PydustError
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
                json.loads(text)
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
