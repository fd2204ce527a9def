"""The steps of a build, with a cargo that records how it is called."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from recording_cargo import ONE_MODULE, RecordingCargo

from pydust.build import build, build_in_place
from pydust.compile import Build, compile_modules
from pydust.config import load_project
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.settings import Options

TWO_MODULES = (
    ONE_MODULE + '[[tool.pydust.ext_module]]\nname = "example.other"\nroot = "src/other.rs"\n'
)
BOTH_ROOTS = ("src/modules.rs", "src/other.rs")


def value_after(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


def test_modules_land_beside_their_package(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    (file,) = build_in_place(directory)
    assert file.parent == directory / "src" / "example"
    assert file.name.startswith("modules.")
    assert b"PyInit_modules" in file.read_bytes()
    (call,) = cargo.builds
    assert call["cwd"] == str(directory)
    assert value_after(call["arguments"], "--profile") == "release"


def test_one_call_builds_all_modules_of_an_abi(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    build_in_place(write_project(TWO_MODULES, BOTH_ROOTS))
    (call,) = cargo.builds
    assert call["arguments"].count("--package") == 2
    # Nothing that a plain `cargo build` would not say: it must find this work done.
    for name in ("--features", "--no-default-features", "--target-dir", "--config"):
        assert name not in call["arguments"]
    assert call["environ"] == {}


def test_each_abi_has_a_call_and_a_target_directory(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project(TWO_MODULES + "limited_api = false\n", BOTH_ROOTS)
    stable, specific = build_in_place(directory)
    assert stable.name == "modules.abi3.so"
    assert specific.name == "other.cpython-313-x86_64-linux-gnu.so"
    first, second = cargo.builds
    assert value_after(first["arguments"], "--package") == "ext-example-modules"
    assert value_after(second["arguments"], "--package") == "ext-example-other"
    assert "--target-dir" not in first["arguments"]
    target = Path(value_after(second["arguments"], "--target-dir"))
    assert target.parent == directory / "target"


@pytest.mark.parametrize(("switch", "stable"), [("1", True), ("0", False)])
def test_the_switch_replaces_every_abi(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
    switch: str,
    stable: bool,
) -> None:
    monkeypatch.setenv("PYDUST_LIMITED_API", switch)
    directory = write_project(TWO_MODULES + "limited_api = false\n", BOTH_ROOTS)
    files = build_in_place(directory)
    assert [file.name.endswith(".abi3.so") for file in files] == [stable, stable]
    (call,) = cargo.builds
    assert "--no-default-features" in call["arguments"]
    assert ("--features" in call["arguments"]) is stable


FREE_314 = Interpreter(
    (3, 14), ".cpython-314t-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", free_threaded=True
)
FREE_315 = Interpreter(
    (3, 15), ".cpython-315t-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", free_threaded=True
)
GIL_315 = Interpreter((3, 15), ".cpython-315-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")


def suffixes(files: Iterable[Path]) -> list[str]:
    return [file.name.removeprefix("modules.").partition("-x86")[0] for file in files]


@pytest.mark.parametrize(
    ("interpreter", "suffix", "features"),
    [
        (FREE_314, "cpython-314t", []),
        (FREE_315, "abi3t.so", ["abi3t"]),
        (GIL_315, "abi3.so", ["abi3"]),
    ],
)
def test_the_best_abi_of_the_interpreter_is_what_the_manifest_asks_for(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    build_with: Callable[[Interpreter], None],
    interpreter: Interpreter,
    suffix: str,
    features: list[str],
) -> None:
    build_with(interpreter)
    directory = write_project()
    assert suffixes(build_in_place(directory)) == [suffix]
    (call,) = cargo.builds
    # A plain `cargo build` is to find the work for `abi3` done; each other ABI is asked for by name, if it has one.
    assert ("--no-default-features" in call["arguments"]) is (suffix != "abi3.so")
    assert ("--features" in call["arguments"]) is (suffix == "abi3t.so")
    manifest = directory / ".pydust" / "packages" / "ext-example-modules" / "Cargo.toml"
    assert tomllib.loads(manifest.read_text())["features"]["default"] == features


def test_each_python_asks_for_the_same_modules_in_the_same_words(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    build_with: Callable[[Interpreter], None],
) -> None:
    # A feature that is on by default is another one to cargo: 3.15 compiled what 3.15t had compiled again, to other bytes.
    directory = write_project()
    for interpreter in (FREE_315, GIL_315):
        build_with(interpreter)
        build_in_place(directory, abis=["abi3t"])
    first, second = (build["arguments"] for build in cargo.builds)
    assert first == second


def test_several_abis_in_one_call(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    files = build_in_place(directory, abis=["abi3", "cp314t", "abi3t"])
    assert suffixes(files) == ["abi3.so", "cpython-314t", "abi3t.so"]
    assert {abi.abi_tag for abi in files.values()} == {"abi3", "cp314t", "abi3t"}
    plain, free, free_stable = cargo.builds
    assert "--target-dir" not in plain["arguments"]
    assert value_after(free["arguments"], "--target-dir").endswith("cp314t")
    assert "--no-default-features" in free["arguments"]
    assert value_after(free_stable["arguments"], "--target-dir").endswith("abi3t")
    assert value_after(free_stable["arguments"], "--features") == "abi3t"
    description = Path(free_stable["environ"]["PYO3_CONFIG_FILE"]).read_text()
    assert "target_abi=CPython-abi3t-3.15" in description


@pytest.mark.parametrize(
    ("asked", "suffix"),
    [
        ({}, ["abi3.so"]),
        ({"PYDUST_LIMITED_API": "0"}, ["cpython-313"]),
        ({"PYDUST_ABIS": "abi3t"}, ["abi3t.so"]),
        ({"PYDUST_ABIS": " full , abi3"}, ["cpython-313", "abi3.so"]),
        ({"PYDUST_ABIS": "full,cp313", "PYDUST_LIMITED_API": "1"}, ["cpython-313"]),
    ],
)
@pytest.mark.usefixtures("cargo")
def test_what_decides_about_abis(
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    asked: dict[str, str],
    suffix: list[str],
) -> None:
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    directory = write_project('[tool.pydust]\nabis = ["abi3t", "abi3"]\n' + ONE_MODULE)
    assert suffixes(build_in_place(directory)) == suffix


@pytest.mark.parametrize(
    ("interpreter", "abis", "suffix"),
    [
        (GIL_315, '["abi3t", "abi3"]', "abi3.so"),
        (GIL_315, '["abi3t", "abi3", "cp315"]', "cpython-315"),
        (FREE_315, '["abi3t", "abi3"]', "abi3t.so"),
        (FREE_314, '["abi3t", "abi3"]', "cpython-314t"),
        (FREE_314, '["abi3t", "cp314t"]', "cpython-314t"),
    ],
)
@pytest.mark.usefixtures("cargo")
def test_in_place_a_project_has_what_the_interpreter_imports(
    write_project: Callable[..., Path],
    build_with: Callable[[Interpreter], None],
    interpreter: Interpreter,
    abis: str,
    suffix: str,
) -> None:
    build_with(interpreter)
    directory = write_project(f"[tool.pydust]\nabis = {abis}\n" + ONE_MODULE)
    assert suffixes(build_in_place(directory)) == [suffix]


def test_on_windows_the_stable_abis_have_one_file_name(
    write_project: Callable[..., Path],
    cargo: RecordingCargo,
    build_with: Callable[[Interpreter], None],
) -> None:
    build_with(Interpreter((3, 15), ".cp315-win_amd64.pyd", "win-amd64", "AMD64"))
    with pytest.raises(PydustError, match=r"abi3 and abi3t, whose files are both called NAME\.pyd"):
        build_in_place(write_project(), abis=["abi3", "abi3t"])
    assert cargo.calls == []


def test_a_module_may_have_the_entry_point_of_newer_pythons(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    cargo.behave(symbol="PyModExport_modules")
    build_in_place(directory, abis=["abi3t"])
    with pytest.raises(PydustError, match="without the function PyInit_modules"):
        build_in_place(directory, abis=["abi3"])


def test_a_configuration_of_the_user_is_completed_on_the_command_line(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    config = directory / ".cargo" / "config.toml"
    config.parent.mkdir()
    config.write_text("[net]\nretry = 3\n")
    build_in_place(directory)
    (call,) = cargo.builds
    assert "-Clinker-features=-lld" in value_after(call["arguments"], "--config")
    assert Path(call["environ"]["PYO3_CONFIG_FILE"]).is_file()


def test_flags_in_the_environment_are_kept_and_completed(
    write_project: Callable[..., Path], cargo: RecordingCargo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUSTFLAGS", "-Cforce-frame-pointers=yes")
    build_in_place(write_project(), target_cpu="native")
    (call,) = cargo.builds
    assert call["environ"]["CARGO_ENCODED_RUSTFLAGS"].split("\x1f") == [
        "-Cforce-frame-pointers=yes",
        "--remap-path-prefix=.pydust/crates/pydust/src=pydust",
        "-Clink-arg=-Wl,-z,noseparate-code",
        "-Clinker-features=-lld",
        "-Ctarget-cpu=native",
    ]


def test_the_cpu_and_the_profile_reach_cargo(
    write_project: Callable[..., Path], cargo: RecordingCargo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYDUST_TARGET_CPU", "x86-64-v3")
    build_in_place(write_project(), profile="dev")
    (call,) = cargo.builds
    assert value_after(call["arguments"], "--profile") == "dev"
    config = value_after(call["arguments"], "--config")
    assert config == 'target."cfg(all())".rustflags = ["-Ctarget-cpu=x86-64-v3"]'


def test_on_macos_the_target_and_its_oldest_version_are_set(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    cargo.behave(host="aarch64-apple-darwin")
    mac = Interpreter((3, 12), ".cpython-312-darwin.so", "macosx-10.13-universal2", "arm64")
    environ = {**os.environ, "ARCHFLAGS": "-arch x86_64", "RUSTFLAGS": "-g"}
    (built,) = compile_modules(Build(load_project(write_project()), Options(), mac, environ))
    assert built.path == Path("example", "modules.abi3.so")
    (call,) = cargo.builds
    assert value_after(call["arguments"], "--target") == "x86_64-apple-darwin"
    assert call["environ"]["MACOSX_DEPLOYMENT_TARGET"] == "10.13"
    flags = call["environ"]["CARGO_ENCODED_RUSTFLAGS"].split("\x1f")
    assert flags[0] == "-g"
    assert flags[-2:] == ["-Clink-arg=-undefined", "-Clink-arg=dynamic_lookup"]


def test_cross_compilation_is_refused(
    write_project: Callable[..., Path], cargo: RecordingCargo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARGO_BUILD_TARGET", "aarch64-unknown-linux-gnu")
    with pytest.raises(PydustError, match="CARGO_BUILD_TARGET") as caught:
        build_in_place(write_project())
    assert "aarch64-unknown-linux-gnu" in str(caught.value)
    assert cargo.builds == []


def test_a_mod_of_another_name_is_found_before_cargo_runs(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    (directory / "src" / "modules.rs").write_text("#[py::module]\npub mod module {}\n")
    with pytest.raises(PydustError, match="mod module") as caught:
        build_in_place(directory)
    assert "modules.rs:2" in str(caught.value)
    assert "expected: mod modules, as the module is named example.modules" in str(caught.value)
    assert cargo.calls == []


def test_a_library_without_the_module_is_found_afterwards(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    (directory / "src" / "modules.rs").write_text("pub fn nothing() {}\n")
    cargo.behave(symbol="PyInit_modules_of_others")
    with pytest.raises(PydustError, match="PyInit_modules") as caught:
        build_in_place(directory)
    assert "#[py::module] pub mod modules" in str(caught.value)
    assert not list((directory / "src" / "example").glob("modules*"))


def test_a_failure_of_cargo_is_said_in_one_line(
    write_project: Callable[..., Path], cargo: RecordingCargo, capfd: pytest.CaptureFixture[str]
) -> None:
    cargo.behave(fails=True)
    with pytest.raises(PydustError, match="exit code 101") as caught:
        build_in_place(write_project())
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().err.count("E0425") == 1


def test_a_quiet_failure_of_cargo_is_in_the_error(
    write_project: Callable[..., Path], cargo: RecordingCargo, capfd: pytest.CaptureFixture[str]
) -> None:
    cargo.behave(fails=True)
    project = load_project(write_project())
    with pytest.raises(PydustError, match=r"exit code 101\):\n\nerror\[E0425\]"):
        compile_modules(Build(project, Options(), Interpreter.running(), os.environ, quiet=True))
    assert capfd.readouterr().err == ""


def test_a_root_that_is_not_text(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    (directory / "src" / "modules.rs").write_bytes(b"// \xff\n")
    with pytest.raises(PydustError, match="UTF-8"):
        build_in_place(directory)


def test_a_build_script_ends_with_a_message_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        build(tmp_path)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith(f"error: {tmp_path / 'pyproject.toml'}")


def test_a_build_script_gets_the_files(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    (file,) = build(write_project())
    assert file.is_file()
    assert len(cargo.builds) == 1
