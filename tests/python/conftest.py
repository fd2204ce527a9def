"""Fixtures for the quick tests: projects written into temporary folders, and a cargo that records.

Real builds are in tests/projects.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recording_cargo import ONE_MODULE, RUST_FILE, RUSTC, SCRIPT, RecordingCargo

from pydust.interpreter import Interpreter

# The variables of pytest-xdist would make the runs of pytest in tests think that they are its workers.
_UNWANTED = ("PYDUST_", "PYO3_", "CARGO", "RUSTFLAGS", "MACOSX_", "ARCHFLAGS", "PYTEST_XDIST_")

PYTHON_313 = Interpreter((3, 13), ".cpython-313-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps switches of the machine that runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith(_UNWANTED):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def build_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[Interpreter], None]:
    """Builds as if some interpreter ran, by default a usual one, whichever it really is."""

    def build_with(interpreter: Interpreter) -> None:
        monkeypatch.setattr(Interpreter, "running", lambda: interpreter)

    build_with(PYTHON_313)
    return build_with


@pytest.fixture
def cargo(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> RecordingCargo:
    """A recording cargo, which the build tool finds by the variable CARGO."""
    folder = tmp_path_factory.mktemp("cargo")
    recording = RecordingCargo(folder / "state.json", folder / "log.jsonl")
    recording.state_file.write_text(
        json.dumps(
            {
                "version": "1.95.0",
                "host": "x86_64-unknown-linux-gnu",
                "fails": False,
                "symbol": "",
                "sources": [],
                "tests": "",
                "records": {},
            }
        )
    )
    program = folder / "cargo"
    program.write_text(
        SCRIPT.format(
            python=sys.executable, state=str(recording.state_file), log=str(recording.log_file)
        )
    )
    program.chmod(0o755)
    rustc = folder / "rustc"
    rustc.write_text(RUSTC.format(python=sys.executable))
    rustc.chmod(0o755)
    monkeypatch.setenv("CARGO", str(program))
    return recording


@pytest.fixture
def write_project(tmp_path: Path) -> Callable[..., Path]:
    """Writes a project: its `[tool.pydust]` text, and Rust files for the given roots."""

    def write(pydust: str = ONE_MODULE, roots: tuple[str, ...] = ("src/modules.rs",)) -> Path:
        project = tmp_path / "project"
        package = project / "src" / "example"
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
        text = '[project]\nname = "example"\nversion = "0.1.0"\n' + pydust
        (project / "pyproject.toml").write_text(text, encoding="utf-8")
        for root in roots:
            path = project / root
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(RUST_FILE.format(name=path.stem), encoding="utf-8")
        return project

    return write
