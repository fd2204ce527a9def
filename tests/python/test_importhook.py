"""Modules that are compiled as they are imported: which ones, when again, and what errors say.

Nothing is loaded here, as the libraries are a recording cargo's; tests/projects imports real ones.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

import pytest
from recording_cargo import RecordingCargo

from pydust.errors import PydustError
from pydust.file_lock import locked
from pydust.on_import.finder import RustFinder
from pydust.on_import.sources import recall, remember, sources_of
from pydust.settings import Options

LONG_AGO = 1_600_000_000


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test."""
    folder = tmp_path / "a cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setattr(sys, "platform", "linux")
    return folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the module `fast`, first on the search path."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    write(folder / "fast.rs", "#[py::module]\npub mod fast {}\n")
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    return folder


def write(file: Path, text: str) -> Path:
    """Writes a file, as if somebody had done so before the test."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def find(
    name: str, path: list[str] | None = None, options: Options | None = None
) -> ModuleSpec | None:
    return RustFinder(options or Options()).find_spec(name, path)


def origin(spec: ModuleSpec | None) -> Path:
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin)


def test_a_file_on_the_search_path_is_a_module(
    folder: Path, cache: Path, cargo: RecordingCargo
) -> None:
    file = origin(find("fast"))
    assert file.name == "fast.abi3.so"
    assert file.is_relative_to(cache)
    assert b"PyInit_fast" in file.read_bytes()
    assert os.listdir(folder) == ["fast.rs"]
    (call,) = cargo.builds
    assert "--quiet" in call["arguments"]


def test_the_second_time_cargo_is_not_asked(folder: Path, cargo: RecordingCargo) -> None:
    file = origin(find("fast"))
    assert origin(find("fast")) == file
    os.utime(folder / "fast.rs")  # written again, with the same content
    assert origin(find("fast")) == file
    assert len(cargo.builds) == 1


def test_another_content_is_another_file(folder: Path, cargo: RecordingCargo) -> None:
    helper = write(folder / "a helper.rs", "// one\n")
    cargo.behave(sources=[str(folder / "fast.rs"), str(helper)])
    first = origin(find("fast"))
    write(helper, "// another\n")
    second = origin(find("fast"))
    assert first != second
    assert not first.exists()
    second.unlink()
    assert origin(find("fast")) == second
    assert len(cargo.builds) == 3


def test_each_way_to_build_has_its_own_file(folder: Path, cargo: RecordingCargo) -> None:
    assert (folder / "fast.rs").exists()
    optimised = origin(find("fast"))
    quick = origin(find("fast", options=Options(profile="dev")))
    assert optimised != quick
    assert origin(find("fast")) == optimised
    assert len(cargo.builds) == 2


@pytest.mark.usefixtures("cargo")
def test_modules_in_packages(folder: Path) -> None:
    write(folder / "package" / "inner.rs", "#[py::module]\nmod inner {}\n")
    file = origin(find("package.inner", [str(folder / "package")]))
    assert file.parts[-2:] == ("package", "inner.abi3.so")


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("helper", {"helper.rs": "pub fn help() {}\n"}),
        ("other", {"other.rs": "#[py::module]\nmod another {}\n"}),
        ("both", {"both.rs": "#[py::module]\nmod both {}\n", "both.py": ""}),
        ("package", {"package.rs": "#[py::module]\nmod package {}\n", "package/__init__.py": ""}),
        ("binary", {"binary.rs": "\udcff"}),
        ("nothing", {}),
    ],
)
def test_what_is_left_to_python(
    folder: Path, cargo: RecordingCargo, name: str, files: dict[str, str]
) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, errors="surrogateescape")
    assert find(name) is None
    assert cargo.calls == []


@pytest.mark.usefixtures("cargo")
def test_the_search_path_is_kept_in_its_order(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "first" / "fast.py", "")
    write(tmp_path / "last" / "slow.py", "")
    write(folder / "slow.rs", "#[py::module]\nmod slow {}\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / n) for n in ("first", "a folder", "last")])
    assert find("fast") is None
    assert origin(find("slow")).name == "slow.abi3.so"
    # A compiled file beside the source is an older one.
    (folder / "slow.so").touch()
    assert origin(find("slow")).name == "slow.abi3.so"


def test_errors_have_the_compilers_words(
    folder: Path, cargo: RecordingCargo, capfd: pytest.CaptureFixture[str]
) -> None:
    cargo.behave(fails=True)
    with pytest.raises(ImportError, match=r"error\[E0425\]: cannot find value") as caught:
        find("fast")
    assert caught.value.name == "fast"
    assert caught.value.path == str(folder / "fast.rs")
    assert str(caught.value).startswith("fast cannot be built from ")
    assert capfd.readouterr().err == ""
    cargo.behave(fails=False)
    assert find("fast") is not None


def test_somebody_at_a_terminal_sees_what_takes_so_long(
    folder: Path,
    cargo: RecordingCargo,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    find("fast")
    assert capsys.readouterr().err.startswith(f"pydust: compiling {folder / 'fast.rs'} .. ")
    find("fast")
    assert capsys.readouterr().err == ""
    assert len(cargo.builds) == 1


def test_loading_again_is_refused_after_a_change(folder: Path, cargo: RecordingCargo) -> None:
    cargo.behave(sources=[str(folder / "fast.rs")])
    module = ModuleType("fast")
    module.__spec__ = find("fast")
    finder = RustFinder(Options())
    assert finder.find_spec("fast", None, module) is not None
    (folder / "fast.rs").write_text("#[py::module]\npub mod fast { pub fn new() {} }\n")
    with pytest.raises(ImportError, match="has changed") as caught:
        finder.find_spec("fast", None, module)
    assert "start Python again" in str(caught.value)


def test_a_project_is_built_in_place_where_its_sources_changed(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    root = directory / "src" / "modules.rs"
    cargo.behave(sources=[str(root)])
    for file in (root, directory / "pyproject.toml"):
        os.utime(file, (LONG_AGO, LONG_AGO))
    package = str(directory / "src" / "example")
    file = origin(find("example.modules", [package]))
    assert file == Path(package, "modules.abi3.so")
    find("example.modules", [package])
    assert len(cargo.builds) == 1
    write(root, root.read_text() + "// changed\n")
    find("example.modules", [package])
    assert len(cargo.builds) == 2
    assert b"// changed" in file.read_bytes()
    # Another build has put another file there, which may be older or newer.
    file.write_bytes(b"other")
    find("example.modules", [package])
    assert len(cargo.builds) == 3
    assert find("example.unlisted", [package]) is None


def test_a_source_of_a_project_is_not_a_module_by_itself(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    directory = write_project()
    assert find("modules", [str(directory / "src")]) is None
    assert cargo.calls == []


def test_a_copy_that_is_installed_is_left_alone(
    write_project: Callable[..., Path], tmp_path: Path, cargo: RecordingCargo
) -> None:
    write_project()
    copy = tmp_path / "project" / ".venv" / "lib" / "site-packages" / "example"
    copy.mkdir(parents=True)
    assert find("example.modules", [str(copy)]) is None
    elsewhere = tmp_path / "project" / "copy" / "example"
    elsewhere.mkdir(parents=True)
    assert find("example.modules", [str(elsewhere)]) is None
    assert cargo.calls == []


def test_a_project_that_cannot_be_read_is_a_warning(write_project: Callable[..., Path]) -> None:
    directory = write_project("[tool.pydust]\nabi = 3\n")
    with pytest.warns(ImportWarning, match="did you mean `abis`"):
        assert find("example.modules", [str(directory / "src" / "example")]) is None


@pytest.fixture
def meta_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The finders of Python, which are as before afterwards."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    return sys.meta_path  # type: ignore[return-value]


def test_importing_the_hook_installs_it_once(meta_path: list[object]) -> None:
    from pydust import importhook

    importhook.install()
    importhook.install(profile="dev", target_cpu="native")
    (finder,) = (finder for finder in meta_path if isinstance(finder, RustFinder))
    assert finder.options == Options(profile="dev", target_cpu="native")
    assert meta_path.index(finder) == meta_path.index(PathFinder) - 1
    with pytest.raises(PydustError, match="the name of a CPU"):
        importhook.install(target_cpu="no such")
    importhook.uninstall()
    assert not [finder for finder in meta_path if isinstance(finder, RustFinder)]
    importhook.uninstall()


def test_the_lock_lets_one_in_at_a_time(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def enter(number: int) -> None:
        with locked(tmp_path / "new" / "lock"):
            inside.append(number)
            time.sleep(0.01)
            most.append(len(inside))
            inside.remove(number)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


def test_what_is_written_during_a_build_is_built_again(tmp_path: Path) -> None:
    source = tmp_path / "source.rs"
    made = tmp_path / "made.so"
    source.touch()
    made.touch()
    record = tmp_path / "record.json"
    began = source.stat().st_mtime_ns
    remember(record, made, [source], began + 1)
    assert recall(record) == made
    remember(record, made, [source], began)
    assert recall(record) is None


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"made": 1, "files": {"x": [1]}}'])
def test_a_damaged_record_counts_as_none(tmp_path: Path, content: str) -> None:
    record = tmp_path / "record.json"
    record.write_text(content)
    assert recall(record) is None


def test_what_cargo_says_of_sources_is_understood(tmp_path: Path) -> None:
    library = tmp_path / "libfast.so"
    ours = tmp_path / "ours"
    files = [tmp_path / "a file.rs", tmp_path / "b.rs"]
    names = " ".join(str(file).replace(" ", "\\ ") for file in [*files, ours / "lib.rs"])
    library.with_suffix(".d").write_text(f"{library}: {names}\n\nrelative.rs:\n")
    assert list(sources_of(library, ours)) == files
    assert list(sources_of(tmp_path / "other.so", ours)) == []
