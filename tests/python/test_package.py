"""The package as a whole: one version everywhere, examples that are true, what travels in it."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling import build as hatchling

import pydust
from pydust.adhoc import cache_directory
from pydust.crates import crate_files, crates_directory
from pydust.library import exports
from pydust.rustflags import flags_for

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(pydust.__path__, "pydust.")
    if module.name != "pydust.__main__"
)  # fmt: skip


def test_python_and_rust_have_one_version() -> None:
    for manifest in (ROOT / "crates").glob("*/Cargo.toml"):
        package = tomllib.loads(manifest.read_text(encoding="utf-8"))["package"]
        assert package["version"] == pydust.__version__, manifest
        text = manifest.read_text(encoding="utf-8")
        for version in re.findall(r'path = "\.\./[^"]*", version = "=?([^"]+)"', text):
            assert version == pydust.__version__, manifest


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


def test_the_crates_of_a_checkout_are_found_without_their_tests() -> None:
    directory = crates_directory()
    assert directory == ROOT / "crates"
    files = crate_files(directory)
    assert Path("pydust/Cargo.toml") in files
    assert Path("pydust-macros/src/lib.rs") in files
    assert not [file for file in files if {"tests", "target"} & set(file.parts[:2])]


def test_an_editable_install_of_a_checkout_finds_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    with zipfile.ZipFile(tmp_path / hatchling.build_editable(str(tmp_path))) as wheel:
        paths = [wheel.read(name).decode() for name in wheel.namelist() if name.endswith(".pth")]
    assert [path.strip() for path in paths] == [str(ROOT / "python")]


def test_symbols_are_found_in_all_formats(tmp_path: Path) -> None:
    library = tmp_path / "library"
    for content in (b"\x7fELF\0PyInit_x\0", b"MZ\0a.dll\0PyInit_x\0", b"\xcf\xfa\0_PyInit_x\0"):
        library.write_bytes(content)
        assert exports(library, "PyInit_x")
        assert not exports(library, "PyInit_")
        assert not exports(library, "Init_x")
        assert not exports(library, "PyInit_xy")


SHORT_NAMES = ["--remap-path-prefix=.pydust/crates/pydust/src=pydust"]
SHARED_PAGES = ["-Clink-arg=-Wl,-z,noseparate-code"]


@pytest.mark.parametrize(
    ("triple", "flags"),
    [
        ("x86_64-unknown-linux-gnu", [*SHARED_PAGES, "-Clinker-features=-lld"]),
        ("aarch64-unknown-linux-gnu", SHARED_PAGES),
        ("x86_64-unknown-linux-musl", SHARED_PAGES),
        ("aarch64-apple-darwin", ["-Clink-arg=-undefined", "-Clink-arg=dynamic_lookup"]),
        ("x86_64-pc-windows-msvc", []),
    ],
)
def test_flags_of_each_system(triple: str, flags: list[str]) -> None:
    assert flags_for(triple, (1, 95)) == SHORT_NAMES + flags


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/cache"}, Path("/cache/rusty-pydust")),
        ("linux", {}, Path.home() / ".cache" / "rusty-pydust"),
        ("darwin", {}, Path.home() / "Library" / "Caches" / "rusty-pydust"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/rusty-pydust")),
    ],
)
def test_the_cache_is_where_the_system_wants_it(
    platform: str, environ: dict[str, str], expected: Path
) -> None:
    assert cache_directory(environ, platform) == expected
