"""The cell magic: its options, the file that a cell becomes, errors, and the names that it brings.

Nothing is loaded here, as the libraries are a recording cargo's; tests/projects loads real ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from recording_cargo import RecordingCargo

from pydust import notebook
from pydust.errors import PydustError
from pydust.on_import import cell as cells
from pydust.on_import.cell import read_cell

FUNCTION = "pub fn add(a: i64) -> i64 {\n    a\n}"
MODULE = "use pydust as py;\n#[py::module]\npub mod demo {}\n"


class StandIn:
    """A notebook without IPython."""

    def __init__(self) -> None:
        self.magics: dict[str, Callable[[str, str], None]] = {}
        self.names: dict[str, Any] = {}
        notebook.load_ipython_extension(self)

    def push(self, variables: dict[str, Any]) -> None:
        self.names.update(variables)

    def register_magic_function(
        self, func: Callable[..., Any], magic_kind: str, magic_name: str
    ) -> None:
        assert magic_kind == "cell"
        self.magics[magic_name] = func

    def run(self, text: str, line: str = "") -> None:
        self.magics["pydust"](line, text)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """A notebook with a cache of its own, in which libraries become modules with the name `made`."""

    def load(name: str, library: Path) -> ModuleType:
        module = ModuleType(name)
        module.__file__ = str(library)
        vars(module).update(made=name, _private=1)
        monkeypatch.setitem(sys.modules, name, module)
        return module

    monkeypatch.setattr(cells, "_load", load)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return StandIn()


def test_lines_keep_their_numbers() -> None:
    for text in (FUNCTION, MODULE):
        lines = read_cell(text, {}).source.split("\n")
        # The first line of a cell is `%%pydust`.
        assert lines[1 : 1 + len(text.splitlines())] == text.splitlines()
    source = read_cell("//! Docs.\npub const N: u8 = 1; // the end", {}).source
    assert source.endswith("// the end\n#[allow(unused_imports)] use super::*; }\n")


def test_a_cell_has_a_name_by_what_it_is() -> None:
    assert read_cell(MODULE, {}).name == "demo"
    first = read_cell(FUNCTION, {})
    assert first.name.startswith("cell_")
    assert first == read_cell(FUNCTION, {})
    assert first.name != read_cell(FUNCTION + " ", {}).name
    assert first.name != read_cell(FUNCTION, {"rand": "0.9"}).name


def test_two_modules_in_a_cell() -> None:
    with pytest.raises(PydustError, match="line 7\n  found:    a second module, other"):
        read_cell(MODULE + "\n#[py::module]\nmod other {}\n", {})


def test_the_names_of_a_cell_are_brought_in(shell: StandIn, cargo: RecordingCargo) -> None:
    shell.run(FUNCTION)
    name = read_cell(FUNCTION, {}).name
    assert shell.names == {"made": name}
    loaded = sys.modules[name]
    shell.run(FUNCTION)
    assert sys.modules[name] is loaded
    assert len(cargo.builds) == 1


def test_a_module_is_brought_in_itself(shell: StandIn, cargo: RecordingCargo) -> None:
    shell.run(MODULE)
    assert shell.names == {"demo": sys.modules["demo"], "made": "demo"}
    first = shell.names["demo"]
    shell.run(MODULE + "// changed\n")
    assert shell.names["demo"] is not first
    assert len(cargo.builds) == 2


def test_the_options_reach_cargo(shell: StandIn, cargo: RecordingCargo, tmp_path: Path) -> None:
    line = """--profile dev --target-cpu native --dep rand=0.9 --dep 'a={version="1", features=["b"]}'"""
    shell.run(FUNCTION, line)
    (call,) = cargo.builds
    assert call["arguments"][call["arguments"].index("--profile") + 1] == "dev"
    assert "target-cpu=native" in str(call["arguments"])
    (manifest,) = Path(call["cwd"]).glob(".pydust/packages/*/Cargo.toml")
    text = manifest.read_text()
    assert manifest.is_relative_to(tmp_path)
    assert 'rand = "0.9"' in text
    assert 'features = ["b"]' in text


def test_errors_name_the_cell(shell: StandIn, cargo: RecordingCargo) -> None:
    cargo.behave(fails=True)
    with pytest.raises(notebook.CellError, match=r"error\[E0425\]") as caught:
        shell.run(FUNCTION)
    assert caught.value._render_traceback_()[0] == "cargo build failed (exit code 101):"
    assert shell.names == {}


def test_paths_are_not_shown(
    shell: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(module: Any, *_: object) -> Path:
        raise PydustError(f" --> {module.root}:3:9")

    monkeypatch.setattr(cells, "single_library", fail)
    with pytest.raises(notebook.CellError) as caught:
        shell.run(FUNCTION)
    assert str(caught.value) == " --> cell:3:9"
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("--profile fast", "invalid choice: 'fast'"),
        ("--unknown", "unrecognized arguments: --unknown\nusage: %%pydust"),
        ("--dep 'unclosed", "No closing quotation"),
        ("--dep a={version=1", "not valid TOML"),
        ("--target-cpu 'no such'", "the name of a CPU"),
    ],
)
def test_options_that_are_wrong(
    shell: StandIn, cargo: RecordingCargo, line: str, expected: str
) -> None:
    with pytest.raises(notebook.CellError) as caught:
        shell.run(FUNCTION, line)
    assert expected in str(caught.value)
    assert cargo.calls == []


def test_help_is_shown_and_nothing_compiled(
    shell: StandIn, cargo: RecordingCargo, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run(FUNCTION, "--help")
    assert "--dep CRATE=VERSION" in capsys.readouterr().out
    assert "--dep CRATE=VERSION" in (shell.magics["pydust"].__doc__ or "")
    assert cargo.calls == []


def test_a_module_of_others_keeps_its_name(shell: StandIn, cargo: RecordingCargo) -> None:
    with pytest.raises(notebook.CellError, match="there is a module json already"):
        shell.run("#[py::module]\npub mod json {}\n")
    assert cargo.calls == []


def test_a_module_that_cannot_be_loaded_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ImportError):
        cells._load("no_such_cell", tmp_path / "missing.so")
    assert "no_such_cell" not in sys.modules
