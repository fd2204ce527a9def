"""The generated cargo workspace: what is in it, and that it changes only when it has to."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from recording_cargo import ONE_MODULE

from pydust.config import load_project
from pydust.crates import converted_crates, crate_files, crates_directory
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.workspace import Workspace, generate

PYTHON_313 = Interpreter((3, 13), ".cpython-313-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")
PYTHON_312 = Interpreter((3, 12), ".cpython-312-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")

TWO_MODULES = """
[[tool.pydust.ext_module]]
name = "example.b_c"
root = "src/b_c.rs"
[[tool.pydust.ext_module]]
name = "example_b.c"
root = "src/c.rs"
limited_api = false
"""


def make(
    directory: Path, interpreter: Interpreter = PYTHON_313, cargo: tuple[int, int] = (1, 95)
) -> Workspace:
    return generate(load_project(directory), interpreter, cargo, {})


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def states(directory: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in directory.rglob("*") if path.is_file()}


def test_packages_name_their_root_and_our_crate(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    workspace = make(directory)
    manifest = workspace.manifest(load_project(directory).modules[0])
    package = read(manifest)
    assert package["package"]["name"] == "ext-example-modules"
    assert package["lib"]["crate-type"] == ["cdylib"]
    root = manifest.parent / package["lib"]["path"]
    assert root.resolve() == (directory / "src" / "modules.rs").resolve()
    crate = manifest.parent / package["dependencies"]["pydust"]["path"]
    assert (crate / "Cargo.toml").is_file()
    assert package["features"]["default"] == ["abi3"]
    workspace_table = read(directory / "Cargo.toml")["workspace"]
    assert workspace_table["members"] == [".pydust/packages/ext-example-modules"]


def test_modules_with_similar_names_are_different_packages(
    write_project: Callable[..., Path],
) -> None:
    directory = write_project(TWO_MODULES, roots=("src/b_c.rs", "src/c.rs"))
    workspace = make(directory)
    packages = [read(workspace.manifest(m)) for m in load_project(directory).modules]
    assert len({package["package"]["name"] for package in packages}) == 2
    assert len({package["lib"]["name"] for package in packages}) == 2
    assert [package["features"]["default"] for package in packages] == [["abi3"], []]


def test_nothing_is_written_twice(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    make(directory)
    before = states(directory)
    make(directory)
    assert states(directory) == before


def test_another_python_changes_nothing_for_the_stable_abi(
    write_project: Callable[..., Path],
) -> None:
    directory = write_project()
    make(directory, PYTHON_313)
    before = states(directory)
    make(directory, PYTHON_312)
    assert states(directory) == before


def test_what_is_no_longer_needed_is_removed(write_project: Callable[..., Path]) -> None:
    directory = write_project(TWO_MODULES, roots=("src/b_c.rs", "src/c.rs"))
    make(directory)
    stale = directory / ".pydust" / "crates" / "pydust" / "src" / "gone" / "old.rs"
    stale.parent.mkdir()
    stale.touch()
    write_project()
    make(directory)
    assert not stale.parent.exists()
    packages = [path.name for path in (directory / ".pydust" / "packages").iterdir()]
    assert packages == ["ext-example-modules"]


def test_the_crates_are_copied_whole(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    make(directory)
    source, copy = crates_directory(), directory / ".pydust" / "crates"
    assert Path("pydust/src/lib.rs") in crate_files(source)
    for file in crate_files(source):
        assert (copy / file).read_bytes() == (source / file).read_bytes()


def test_a_changed_crate_is_copied_again_and_the_others_stay(
    write_project: Callable[..., Path],
) -> None:
    directory = write_project()
    make(directory)
    changed = directory / ".pydust" / "crates" / "pydust" / "src" / "lib.rs"
    before = states(directory)
    changed.write_text("// somebody edited the copy\n", encoding="utf-8")
    make(directory)
    after = states(directory)
    assert changed.read_bytes() == (crates_directory() / "pydust/src/lib.rs").read_bytes()
    assert {path for path in after if after[path] != before[path]} == {changed}


def test_a_manifest_of_the_user_is_never_overwritten(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    (directory / "Cargo.toml").write_text("[workspace]\n")
    with pytest.raises(PydustError, match="self_managed = true") as caught:
        make(directory)
    assert str(directory / "Cargo.toml") in str(caught.value)
    assert (directory / "Cargo.toml").read_text() == "[workspace]\n"
    assert not (directory / ".pydust").exists()


def test_a_configuration_of_the_user_stays(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    config = directory / ".cargo" / "config.toml"
    config.parent.mkdir()
    config.write_text("[net]\noffline = true\n")
    workspace = make(directory)
    assert config.read_text() == "[net]\noffline = true\n"
    assert not workspace.has_config


def test_our_configuration_describes_the_interpreter_and_the_flags(
    write_project: Callable[..., Path],
) -> None:
    directory = write_project()
    assert make(directory).has_config
    config = read(directory / ".cargo" / "config.toml")
    value = config["env"]["PYO3_CONFIG_FILE"]
    assert value["relative"]
    assert "version=3.11" in (directory / value["value"]).read_text()
    assert config["target"]["x86_64-unknown-linux-gnu"]["rustflags"] == ["-Clinker-features=-lld"]
    assert "dynamic_lookup" in str(config["target"]['cfg(target_os = "macos")']["rustflags"])


def test_an_older_rustc_is_not_given_flags_that_it_does_not_know(
    write_project: Callable[..., Path],
) -> None:
    directory = write_project()
    make(directory, cargo=(1, 89))
    assert "linker-features" not in (directory / ".cargo" / "config.toml").read_text()


def test_tables_of_the_user_reach_cargo(write_project: Callable[..., Path]) -> None:
    text = """
[tool.pydust.dependencies]
serde = { version = "1", features = ["derive"] }
helper = { path = "rust/helper" }
pydust = { features = ["extra"] }
[tool.pydust.target.'cfg(unix)'.dependencies]
other = { path = "rust/other" }
[tool.pydust.lints.rust]
unused = "deny"
[tool.pydust.profile.release]
lto = "thin"
[tool.pydust.profile.bench]
debug = true
[tool.pydust.patch.crates-io]
serde = { path = "rust/serde" }
[[tool.pydust.ext_module]]
name = "example.modules"
root = "src/modules.rs"
"""
    directory = write_project(text)
    manifest = make(directory).manifest(load_project(directory).modules[0])
    package = read(manifest)
    assert package["dependencies"]["serde"] == {"version": "1", "features": ["derive"]}
    assert package["dependencies"]["pydust"]["features"] == ["extra", "serde"]
    assert "crates/pydust" in package["dependencies"]["pydust"]["path"]
    assert package["lints"] == {"rust": {"unused": "deny"}}
    helper = manifest.parent / package["dependencies"]["helper"]["path"]
    assert helper.resolve() == (directory / "rust" / "helper").resolve()
    other = manifest.parent / package["target"]["cfg(unix)"]["dependencies"]["other"]["path"]
    assert other.resolve() == (directory / "rust" / "other").resolve()
    root = read(directory / "Cargo.toml")
    assert root["profile"]["release"]["lto"] == "thin"
    assert root["profile"]["release"]["strip"] is True
    assert root["profile"]["release"]["codegen-units"] == 1
    assert root["profile"]["bench"] == {"debug": True}
    assert root["patch"] == {"crates-io": {"serde": {"path": "rust/serde"}}}


@pytest.mark.parametrize(
    ("dev", "package"),
    [
        ("opt-level = 1", {"ext-example-modules": {"debug": "full"}}),
        (
            "package.serde.opt-level = 3",
            {"ext-example-modules": {"debug": "full"}, "serde": {"opt-level": 3}},
        ),
        ("debug = false", None),
    ],
)
def test_the_users_own_code_can_be_debugged(
    write_project: Callable[..., Path], dev: str, package: object
) -> None:
    directory = write_project(f"[tool.pydust.profile.dev]\n{dev}\n{ONE_MODULE}")
    make(directory)
    assert read(directory / "Cargo.toml")["profile"]["dev"].get("package") == package


WITH_CRATES = """
[tool.pydust.dependencies]
serde_json = "1"
num-bigint = "0.4"
time_of_day = {{ package = "chrono", version = "0.4" }}
{pydust}
[tool.pydust.target.'cfg(unix)'.dependencies]
log = "0.4"
[[tool.pydust.ext_module]]
name = "example.modules"
root = "src/modules.rs"
"""


@pytest.mark.parametrize(
    ("pydust", "features"),
    [
        ("", ["chrono", "log", "num-bigint"]),
        ('pydust = { features = ["uuid", "log"] }', ["uuid", "log", "chrono", "num-bigint"]),
    ],
    ids=["nothing said", "others asked for"],
)
def test_crates_that_we_convert_turn_their_features_on(
    write_project: Callable[..., Path], pydust: str, features: list[str]
) -> None:
    directory = write_project(WITH_CRATES.format(pydust=pydust))
    manifest = make(directory).manifest(load_project(directory).modules[0])
    found = read(manifest)["dependencies"]
    assert found["pydust"]["features"] == features
    assert found["num-bigint"] == "0.4"


def test_a_project_without_such_crates_asks_for_no_feature(
    write_project: Callable[..., Path],
) -> None:
    directory = write_project()
    manifest = make(directory).manifest(load_project(directory).modules[0])
    assert "features" not in read(manifest)["dependencies"]["pydust"]


def test_every_conversion_has_a_feature_of_its_crate_name() -> None:
    manifest = read(crates_directory() / "pydust" / "Cargo.toml")
    optional = {name for name, spec in manifest["dependencies"].items() if "optional" in spec}
    assert converted_crates(crates_directory()) == optional
    assert set(manifest["features"]["converted-crates"]) == optional
