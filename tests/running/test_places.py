"""Finding Pythons: which programs count, and which of several is chosen."""

import os
import sys
from pathlib import Path

import places
import pytest
from flavours import Flavour
from places import Python


def program(path: Path, text: str = "#!/bin/sh\nexit 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def answering(path: Path, release: str, kind: str = "CPython", flags: str = "false, false") -> Path:
    """Make a program that answers as a Python would."""
    return program(path, f"#!/bin/sh\necho '[\"{kind}\", {release}, {flags}, true, null]'\n")


def python(release: tuple[int, int, int], **kind: bool) -> Python:
    return Python(Path("python"), release, Flavour(release[:2], **kind))


def test_programs_are_those_with_a_name_of_pythons(tmp_path: Path) -> None:
    names = ["python3", "python3.15t", "python3-config", "python", "python2.7", "python3.14.txt"]
    for name in names:
        program(tmp_path / "bin" / name)
    (tmp_path / "bin" / "python3.13").touch(mode=0o644)
    found = [path.name for path in places.programs(tmp_path)]
    assert found == ["python3", "python3.15t"]
    assert places.programs(tmp_path / "bin") == places.programs(tmp_path)
    assert places.programs(tmp_path / "nowhere") == []


def test_the_setting_names_programs_and_folders(tmp_path: Path) -> None:
    one, other = program(tmp_path / "one"), program(tmp_path / "prefix" / "bin" / "python3.14")
    setting = os.pathsep.join([str(one), "", str(tmp_path / "prefix")])
    assert places.named(setting) == [[one], [other]]
    assert places.named("") == []


def test_the_setting_names_nothing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=rf"PYDUST_PYTHONS names {tmp_path}: expected a Python"):
        places.named(str(tmp_path))


def test_well_known_places(tmp_path: Path) -> None:
    home, root = tmp_path / "home", tmp_path / "root"
    expected = [
        program(tmp_path / "path" / "python3"),
        program(home / ".pyenv/versions/3.14.0t/bin/python3.14t"),
        program(home / ".local/share/uv/python/cpython-3.13/bin/python3.13"),
        program(root / "opt/python/cp314-cp314t/bin/python3"),
        program(root / "Library/Frameworks/PythonT.framework/Versions/3.14/bin/python3.14t"),
    ]
    found = places.well_known({"PATH": f"{tmp_path / 'path'}{os.pathsep}/nowhere"}, home, root)
    assert [path for place in found for path in place] == [Path(sys.executable), *expected]


def test_settings_of_version_managers_move_places(tmp_path: Path) -> None:
    environ = {"PYENV_ROOT": str(tmp_path / "a"), "UV_PYTHON_INSTALL_DIR": str(tmp_path / "b")}
    expected = [
        program(tmp_path / "a/versions/3.14/bin/python3"),
        program(tmp_path / "b/3.14/bin/python3"),
    ]
    found = places.well_known(environ, tmp_path / "home", tmp_path / "root")
    assert [path for place in found for path in place][1:] == expected


def test_a_python_is_asked_what_it_is(tmp_path: Path) -> None:
    answer = places.ask(answering(tmp_path / "python3", "[3, 15, 1]", flags="true, false"))
    assert answer == Python(tmp_path / "python3", (3, 15, 1), Flavour((3, 15), True))
    running = places.ask(Path(sys.executable))
    assert running is not None
    assert running.flavour == Flavour.running()


def test_what_is_no_python_to_test_with(tmp_path: Path) -> None:
    for path in (
        program(tmp_path / "fails"),
        program(tmp_path / "says_else", "#!/bin/sh\necho hello\n"),
        answering(tmp_path / "old", "[3, 10, 9]"),
        answering(tmp_path / "pypy", "[3, 11, 0]", kind="PyPy"),
        tmp_path / "nothing",
    ):
        assert places.ask(path) is None, path


def test_each_program_is_asked_once_and_the_newest_release_comes_first(tmp_path: Path) -> None:
    old, new = (answering(tmp_path / f"{n}/python3.13", f"[3, 13, {n}]") for n in (2, 10))
    (tmp_path / "10" / "python3").symlink_to("python3.13")
    link = tmp_path / "10" / "python3"
    found = list(places.known([[old, link, new], [new]]))
    assert [python.release for python in found] == [(3, 13, 10), (3, 13, 2)]


def test_the_first_of_a_kind_is_chosen_and_named_ones_come_first() -> None:
    named = [python((3, 14, 1)), python((3, 15, 0), debug=True)]
    others = [python((3, 14, 9)), python((3, 14, 2), free_threaded=True), python((3, 14, 3))]
    chosen = places.choose(named, others)
    assert {str(kind): found.release for kind, found in chosen.items()} == {
        "3.14": (3, 14, 1),
        "3.15d": (3, 15, 0),
        "3.14t": (3, 14, 2),
    }


def test_pythons_for_debugging_are_used_only_where_they_are_named() -> None:
    assert places.choose([], [python((3, 15, 0), debug=True)]) == {}
