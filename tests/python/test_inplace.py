"""Where modules are put beside Python sources, and which older ones have to go."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydust.abi import Abi
from pydust.compile import BuiltModule
from pydust.config import ExtModule
from pydust.errors import PydustError
from pydust.inplace import install, source_parent
from pydust.names import ModuleName

STABLE = Abi("cp311", "abi3", ".abi3.so")
SPECIFIC = Abi("cp313", "cp313", ".cpython-313-x86_64-linux-gnu.so")


def built(directory: Path, abi: Abi, content: bytes = b"new") -> BuiltModule:
    library = directory / "liblibrary.so"
    library.write_bytes(content)
    return BuiltModule(ExtModule(ModuleName("example.modules")), abi, library)


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


def test_the_stable_module_removes_what_python_would_prefer(tmp_path: Path) -> None:
    package = tmp_path / "example"
    package.mkdir()
    old = ["modules.cpython-313-x86_64-linux-gnu.so", "modules.cp313-win_amd64.pyd"]
    others = ["modules2.cpython-313-x86_64-linux-gnu.so", "modules.py", "modules.pyi"]
    for name in [*old, *others]:
        (package / name).touch()
    file = install(built(tmp_path, STABLE), tmp_path)
    assert sorted(path.name for path in package.iterdir()) == sorted([file.name, *others])


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
