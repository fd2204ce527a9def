"""Finding cargo, its age, and what happens where there is none."""

from __future__ import annotations

import os
import sys
import types
from pathlib import Path

import pytest
from recording_cargo import RecordingCargo

from pydust.errors import PydustError
from pydust.toolchain import build_requirements, find_cargo, load_toolchain


@pytest.fixture
def no_cargo(tmp_path: Path) -> dict[str, str]:
    """An environment in which there is no cargo anywhere."""
    return {"PATH": str(tmp_path), "CARGO_HOME": str(tmp_path), "HOME": str(tmp_path)}


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_version_and_host_are_asked_for(cargo: RecordingCargo, tmp_path: Path) -> None:
    cargo.behave(version="1.86.0-nightly", host="aarch64-unknown-linux-musl")
    toolchain = load_toolchain(tmp_path, os.environ)
    assert toolchain.version == (1, 86)
    assert toolchain.host == "aarch64-unknown-linux-musl"
    assert toolchain.environ == {}


def test_the_path_comes_before_the_directory_of_rustup(no_cargo: dict[str, str]) -> None:
    home = Path(no_cargo["CARGO_HOME"])
    rustup = executable(home / "bin" / "cargo", "exit 0")
    assert find_cargo(no_cargo) == rustup
    first = executable(home / "first" / "cargo", "exit 0")
    assert find_cargo({**no_cargo, "PATH": str(first.parent)}) == first


def test_an_old_cargo(cargo: RecordingCargo, tmp_path: Path) -> None:
    cargo.behave(version="1.84.1")
    with pytest.raises(PydustError, match=r"cargo 1\.84") as caught:
        load_toolchain(tmp_path, os.environ)
    assert "cargo 1.85 or newer" in str(caught.value)
    assert "rustup update" in str(caught.value)


def test_no_cargo_says_where_it_was_looked_for(
    no_cargo: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "puccinialin", None)
    with pytest.raises(PydustError, match="on the PATH") as caught:
        load_toolchain(tmp_path, no_cargo)
    assert "https://rustup.rs" in str(caught.value)
    with pytest.raises(PydustError, match="CARGO=no/such/cargo"):
        load_toolchain(tmp_path, {**no_cargo, "CARGO": "no/such/cargo"})


def test_a_cargo_that_breaks(no_cargo: dict[str, str], tmp_path: Path) -> None:
    cargo = executable(tmp_path / "broken", "echo 'no default toolchain' >&2; exit 1")
    with pytest.raises(PydustError, match="no default toolchain"):
        load_toolchain(tmp_path, {**no_cargo, "CARGO": str(cargo)})


def test_a_file_that_is_no_program(no_cargo: dict[str, str], tmp_path: Path) -> None:
    cargo = tmp_path / "cargo-file"
    cargo.write_bytes(b"\x7fELF not really")
    cargo.chmod(0o755)
    with pytest.raises(PydustError, match="does not run"):
        load_toolchain(tmp_path, {**no_cargo, "CARGO": str(cargo)})


@pytest.mark.usefixtures("cargo")
def test_the_installer_is_asked_for_only_where_it_is_needed(no_cargo: dict[str, str]) -> None:
    assert build_requirements(os.environ) == []
    assert build_requirements(no_cargo) == ["puccinialin"]
    assert build_requirements({**no_cargo, "PYDUST_NO_INSTALL_RUST": "1"}) == []


def test_the_installer_brings_cargo(
    no_cargo: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = "echo 'release: 1.95.0'; echo 'host: x86_64-unknown-linux-gnu'"
    brought = executable(tmp_path / "brought" / "cargo", answer)
    installer = types.ModuleType("puccinialin")
    extra = {"PATH": str(brought.parent), "RUSTUP_HOME": "there"}
    installer.setup_rust = lambda: extra  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "puccinialin", installer)
    toolchain = load_toolchain(tmp_path, no_cargo)
    assert toolchain.cargo == brought
    assert toolchain.environ == extra


def test_an_installer_that_fails(
    no_cargo: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("no network")

    installer = types.ModuleType("puccinialin")
    installer.setup_rust = fail  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "puccinialin", installer)
    with pytest.raises(PydustError, match="no network"):
        load_toolchain(tmp_path, no_cargo)
