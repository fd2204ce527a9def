"""Where modules are put beside Python sources, and which older ones have to go."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydust.abi import Abi
from pydust.compile import BuiltModule
from pydust.config import ExtModule
from pydust.errors import PydustError
from pydust.inplace import install as install_all
from pydust.inplace import source_parent
from pydust.interpreter import Interpreter
from pydust.names import ModuleName

LINUX = Interpreter((3, 13), ".cpython-313-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")
LINUX_315 = Interpreter((3, 15), ".cpython-315-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")
FREE_315 = Interpreter(
    (3, 15), ".cpython-315t-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", free_threaded=True
)
STABLE = Abi.named("abi3", LINUX)
FREE_STABLE = Abi.named("abi3t", LINUX)
SPECIFIC = Abi.named("full", LINUX)


def built(directory: Path, abi: Abi, content: bytes = b"new") -> BuiltModule:
    library = directory / "liblibrary.so"
    library.write_bytes(content)
    return BuiltModule(ExtModule(ModuleName("example.modules")), abi, library)


def install(item: BuiltModule, parent: Path, interpreter: Interpreter = LINUX) -> Path:
    (file,) = install_all([(item, parent)], interpreter)
    return file


@pytest.mark.parametrize("parent", [".", "src", "python", "lib"])
def test_the_package_is_found_in_the_usual_directories(tmp_path: Path, parent: str) -> None:
    (tmp_path / parent / "example").mkdir(parents=True)
    assert source_parent(tmp_path, ModuleName("example.modules")) == tmp_path / parent


def test_a_package_counts_more_than_a_folder_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "example").mkdir()
    package = tmp_path / "src" / "example"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    assert source_parent(tmp_path, ModuleName("example.modules")) == tmp_path / "src"


def test_a_top_level_module_belongs_to_the_project_itself(tmp_path: Path) -> None:
    assert source_parent(tmp_path, ModuleName("example")) == tmp_path


def test_a_missing_package_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PydustError, match=r"src/example/inner") as caught:
        source_parent(tmp_path, ModuleName("example.inner.modules"))
    assert "create src/example/inner/__init__.py" in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("abi", "interpreter", "removed"),
    [
        (STABLE, LINUX, {"cpython-313-x86_64-linux-gnu.so", "cp314-win_amd64.pyd"}),
        (STABLE, LINUX_315, {"cpython-313-x86_64-linux-gnu.so", "cp314-win_amd64.pyd"}),
        (FREE_STABLE, LINUX, {"cpython-315t-darwin.so"}),
        (FREE_STABLE, FREE_315, {"cpython-315t-darwin.so"}),
        (FREE_STABLE, LINUX_315, {"cpython-315t-darwin.so", "abi3.so"}),
        (SPECIFIC, LINUX, set()),
    ],
)
def test_files_that_python_would_prefer_are_removed(
    tmp_path: Path, abi: Abi, interpreter: Interpreter, removed: set[str]
) -> None:
    package = tmp_path / "example"
    package.mkdir()
    ours = {
        "cpython-313-x86_64-linux-gnu.so",
        "cp314-win_amd64.pyd",
        "cpython-314t-x86_64-linux-gnu.so",
        "cpython-315t-darwin.so",
        "abi3.so",
        "abi3t.so",
    }
    others = {"modules2.cpython-313-x86_64-linux-gnu.so", "modules.py", "modules.c", "modules.pyi"}
    for name in {f"modules.{end}" for end in ours} | others:
        (package / name).touch()
    install(built(tmp_path, abi), tmp_path, interpreter)
    left = {path.name for path in package.iterdir()}
    assert left == {f"modules.{end}" for end in ours - removed} | others


def test_files_of_one_build_stay_side_by_side(tmp_path: Path) -> None:
    items = [built(tmp_path, abi) for abi in (STABLE, FREE_STABLE, SPECIFIC)]
    installed = install_all([(item, tmp_path) for item in items], LINUX_315)
    assert list(installed.values()) == [STABLE, FREE_STABLE, SPECIFIC]
    assert set(installed) == set((tmp_path / "example").iterdir())


def test_the_module_for_one_python_leaves_the_stable_one(tmp_path: Path) -> None:
    install(built(tmp_path, STABLE), tmp_path)
    install(built(tmp_path, SPECIFIC), tmp_path)
    names = {path.name for path in (tmp_path / "example").iterdir()}
    assert names == {"modules.abi3.so", "modules.cpython-313-x86_64-linux-gnu.so"}


def test_a_loaded_module_is_replaced_and_not_overwritten(tmp_path: Path) -> None:
    file = install(built(tmp_path, STABLE, b"first"), tmp_path)
    with file.open("rb") as loaded:
        install(built(tmp_path, STABLE, b"other"), tmp_path)
        assert loaded.read() == b"first"
    assert file.read_bytes() == b"other"
    assert sorted(path.name for path in file.parent.iterdir()) == ["modules.abi3.so"]


def test_an_unchanged_module_stays_as_it_is(tmp_path: Path) -> None:
    file = install(built(tmp_path, STABLE), tmp_path)
    before = file.stat()
    install(built(tmp_path, STABLE), tmp_path)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
