"""The build hook, run by hatchling itself, with a cargo that records."""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hatchling import build as hatchling
from hatchling.plugin.manager import PluginManager
from recording_cargo import ONE_MODULE, RecordingCargo

from pydust import hatch_hook
from pydust.interpreter import Interpreter

HOOK = '[tool.hatch.build.hooks.pydust]\n[build-system]\nrequires = []\nbuild-backend = "hatchling.build"\n'


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes hatchling know the hook also where this package is not installed."""
    collect = PluginManager.initialize

    def initialize(self: Any) -> None:
        collect(self)
        if not self.manager.is_registered(hatch_hook):
            self.manager.register(hatch_hook)

    monkeypatch.setattr(PluginManager, "initialize", initialize)


@pytest.fixture
def project(write_project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project for hatchling, which is the current directory as PEP 517 wants it."""
    directory = write_project(ONE_MODULE + HOOK)
    monkeypatch.chdir(directory)
    return directory


def wheel_names(dist: Path, name: str) -> set[str]:
    with zipfile.ZipFile(dist / name) as archive:
        return {entry for entry in archive.namelist() if ".dist-info/" not in entry}


def sdist_names(dist: Path, name: str) -> set[str]:
    with tarfile.open(dist / name) as archive:
        return {entry.partition("/")[2] for entry in archive.getnames()}


@pytest.mark.usefixtures("cargo", "project")
def test_a_wheel_has_the_module_and_its_tag(tmp_path: Path) -> None:
    name = hatchling.build_wheel(str(tmp_path))
    assert name.startswith("example-0.1.0-cp311-abi3-")
    assert wheel_names(tmp_path, name) == {"example/__init__.py", "example/modules.abi3.so"}
    with zipfile.ZipFile(tmp_path / name) as archive:
        metadata = archive.read("example-0.1.0.dist-info/WHEEL").decode()
    assert "Root-Is-Purelib: false" in metadata


def tag_lines(dist: Path, name: str) -> set[str]:
    with zipfile.ZipFile(dist / name) as archive:
        lines = archive.read("example-0.1.0.dist-info/WHEEL").decode().splitlines()
    return {line.removeprefix("Tag: ") for line in lines if line.startswith("Tag: ")}


@pytest.mark.usefixtures("cargo", "project")
def test_a_wheel_for_several_abis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYDUST_ABIS", "abi3,cp314t,abi3t")
    name = hatchling.build_wheel(str(tmp_path))
    tag = "cp311.cp314.cp315-abi3.abi3t.cp314t-linux_x86_64"
    assert name == f"example-0.1.0-{tag}.whl"
    files = ["modules.abi3.so", "modules.abi3t.so", "modules.cpython-314t-x86_64-linux-gnu.so"]
    assert wheel_names(tmp_path, name) == {f"example/{file}" for file in ["__init__.py", *files]}
    assert {"cp314-cp314t-linux_x86_64", "cp315-abi3t-linux_x86_64"} <= tag_lines(tmp_path, name)
    assert "warning" not in capsys.readouterr().err

    name = hatchling.build_wheel(str(tmp_path), {"abis": "abi3, abi3t"})
    assert name == "example-0.1.0-cp311.cp315-abi3.abi3t-linux_x86_64.whl"
    shown = capsys.readouterr().err
    assert "warning: this wheel has no module for free-threaded CPython 3.14" in shown


@pytest.mark.usefixtures("cargo")
def test_wheels_have_all_abis_of_a_project_and_editable_installs_one(
    write_project: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    build_with: Callable[[Interpreter], None],
) -> None:
    directory = write_project('[tool.pydust]\nabis = ["abi3", "cp314t"]\n' + ONE_MODULE + HOOK)
    monkeypatch.chdir(directory)
    wheel = hatchling.build_wheel(str(tmp_path))
    assert wheel == "example-0.1.0-cp311.cp314-abi3.cp314t-linux_x86_64.whl"
    hatchling.build_editable(str(tmp_path))
    package = directory / "src" / "example"
    assert [path.name for path in package.glob("*.so")] == ["modules.abi3.so"]
    # Where none of them can be imported, the wheel is for the Python that builds it.
    build_with(
        Interpreter((3, 15), ".cpython-315t-x86_64.so", "linux-x86_64", "", free_threaded=True)
    )
    wheel = hatchling.build_wheel(str(tmp_path))
    assert wheel == "example-0.1.0-cp315-abi3.abi3t-linux_x86_64.whl"


@pytest.mark.usefixtures("cargo")
def test_modules_of_earlier_builds_stay_out(project: Path, tmp_path: Path) -> None:
    package = project / "src" / "example"
    old = [
        "modules.abi3.so",
        "modules.abi3t.so",
        "modules.cpython-39-x86_64-linux-gnu.so",
        "modules.pyd",
    ]
    for name in old:
        (package / name).write_bytes(b"old")
    name = hatchling.build_wheel(str(tmp_path))
    assert wheel_names(tmp_path, name) == {"example/__init__.py", "example/modules.abi3.so"}
    with zipfile.ZipFile(tmp_path / name) as archive:
        assert b"PyInit_modules" in archive.read("example/modules.abi3.so")
    names = sdist_names(tmp_path, hatchling.build_sdist(str(tmp_path)))
    assert not {f"src/example/{name}" for name in old} & names


@pytest.mark.usefixtures("cargo")
def test_an_editable_install_puts_the_module_beside_the_sources(
    project: Path, tmp_path: Path
) -> None:
    name = hatchling.build_editable(str(tmp_path))
    assert (project / "src" / "example" / "modules.abi3.so").is_file()
    assert {Path(entry).suffix for entry in wheel_names(tmp_path, name)} == {".pth"}


@pytest.mark.usefixtures("cargo")
def test_a_top_level_module_needs_no_package(
    write_project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = '[[tool.pydust.ext_module]]\nname = "alone"\nroot = "src/alone.rs"\n'
    directory = write_project(entry + HOOK, ("src/alone.rs",))
    (directory / "src" / "example" / "__init__.py").unlink()
    monkeypatch.chdir(directory)
    name = hatchling.build_wheel(str(tmp_path))
    assert wheel_names(tmp_path, name) == {"alone.abi3.so"}
    editable = tmp_path / "editable"
    editable.mkdir()
    assert "alone.abi3.so" in wheel_names(editable, hatchling.build_editable(str(editable)))


def test_an_sdist_has_the_sources_and_the_lock_and_nothing_generated(
    project: Path, tmp_path: Path, cargo: RecordingCargo
) -> None:
    hatchling.build_wheel(str(tmp_path))
    names = sdist_names(tmp_path, hatchling.build_sdist(str(tmp_path)))
    assert names == {
        "Cargo.lock",
        "PKG-INFO",
        "pyproject.toml",
        "src/example/__init__.py",
        "src/modules.rs",
    }
    assert [call["arguments"][0] for call in cargo.calls] == ["build", "generate-lockfile"]
    assert (project / "Cargo.lock").is_file()


def test_an_sdist_takes_the_lock_that_there_is(
    project: Path, tmp_path: Path, cargo: RecordingCargo
) -> None:
    (project / "Cargo.lock").write_text("# kept\n")
    (project / ".gitignore").write_text("Cargo.lock\n")
    assert "Cargo.lock" in sdist_names(tmp_path, hatchling.build_sdist(str(tmp_path)))
    assert cargo.calls == []


@pytest.mark.usefixtures("project")
def test_an_sdist_without_cargo_warns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARGO", "no/such/cargo")
    names = sdist_names(tmp_path, hatchling.build_sdist(str(tmp_path)))
    assert "Cargo.lock" not in names
    assert "warning: the sdist has no Cargo.lock" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_a_toolchain_is_asked_for_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARGO", "no/such/cargo")
    assert "puccinialin" in hatchling.get_requires_for_build_wheel()
    assert "puccinialin" in hatchling.get_requires_for_build_editable()
    assert "puccinialin" not in hatchling.get_requires_for_build_sdist()


@pytest.mark.usefixtures("project", "cargo")
def test_no_toolchain_is_asked_for_where_there_is_one() -> None:
    assert hatchling.get_requires_for_build_wheel() == []


def target_cpu(cargo: RecordingCargo) -> str | None:
    arguments = cargo.builds[-1]["arguments"]
    found = [text for text in arguments if "target-cpu=" in text]
    return found[0].partition("target-cpu=")[2].rstrip('"]') if found else None


def test_the_cpu_comes_from_a_setting_of_the_frontend(
    tmp_path: Path, cargo: RecordingCargo, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project.is_dir()
    hatchling.build_wheel(str(tmp_path), {"target-cpu": "native"})
    assert target_cpu(cargo) == "native"
    monkeypatch.setenv("PYDUST_TARGET_CPU", "x86-64-v2")
    hatchling.build_editable(str(tmp_path))
    assert target_cpu(cargo) == "x86-64-v2"
    hatchling.build_wheel(str(tmp_path), {"target-cpu": "x86-64-v3"})
    assert target_cpu(cargo) == "x86-64-v3"


def test_the_cpu_of_the_project_is_used_only_where_an_sdist_is_installed(
    write_project: Callable[..., Path],
    tmp_path: Path,
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    directory = write_project('[tool.pydust]\ntarget_cpu = "native"\n' + ONE_MODULE + HOOK)
    monkeypatch.chdir(directory)
    hatchling.build_wheel(str(tmp_path))
    assert target_cpu(cargo) is None
    hatchling.build_sdist(str(tmp_path))
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    monkeypatch.chdir(tmp_path / "example-0.1.0")
    hatchling.build_wheel(str(tmp_path))
    assert target_cpu(cargo) == "native"


def test_the_profile_comes_from_a_setting_of_the_frontend(
    tmp_path: Path,
    cargo: RecordingCargo,
    project: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert project.is_dir()
    hatchling.build_wheel(str(tmp_path), {"profile": "dev"})
    assert "dev" in cargo.builds[-1]["arguments"]
    with pytest.raises(SystemExit) as caught:
        hatchling.build_wheel(str(tmp_path), {"profile": "fast"})
    assert caught.value.code == 2
    assert "release or dev" in capsys.readouterr().err


def test_errors_end_the_build_without_a_traceback(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "src" / "modules.rs").unlink()
    with pytest.raises(SystemExit) as caught:
        hatchling.build_wheel(str(tmp_path))
    assert caught.value.code == 2
    assert "error: " in capsys.readouterr().err
    assert not list(tmp_path.glob("*.whl"))


def test_settings_in_the_table_of_the_hook_are_told_their_place(
    write_project: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hook = HOOK.replace("[build-system]", 'target_cpu = "native"\n[build-system]')
    monkeypatch.chdir(write_project(ONE_MODULE + hook))
    with pytest.raises(SystemExit):
        hatchling.build_wheel(str(tmp_path))
    shown = capsys.readouterr().err
    assert "tool.hatch.build.hooks.pydust.target_cpu" in shown
    assert "[tool.pydust]" in shown


@pytest.mark.usefixtures("cargo")
def test_python_files_that_hatchling_does_not_find_are_not_left_out(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(text.replace('"example"', '"another-name"'))
    with pytest.raises(SystemExit):
        hatchling.build_wheel(str(tmp_path))
    assert "Unable to determine which files to ship" in capsys.readouterr().err


@pytest.mark.usefixtures("cargo")
def test_git_sees_only_sources_and_the_lock(project: Path, tmp_path: Path) -> None:
    hatchling.build_editable(str(tmp_path))
    subprocess.run(["git", "init", "--quiet", "."], cwd=project, check=True)
    ignored = "/.cargo/config.toml\n/Cargo.toml\n/target/\n*.so\n.gitignore\n"
    (project / ".gitignore").write_text(ignored)
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout.split() == ["pyproject.toml", "src/example/__init__.py", "src/modules.rs"]
