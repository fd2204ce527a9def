"""How executables are linked with Python's library, by installation."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pydust.libpython import Installation, LibraryMissingError, environment, rustc_arguments


def installation(
    folder: Path, platform: str = "linux", files: tuple[str, ...] = (), **variables: str
) -> Installation:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    known = {name: value.replace("BASE", str(folder)) for name, value in variables.items()}
    return Installation(platform, folder, "3.13", known, (str(folder / "site-packages"),))


def test_a_shared_library_is_linked_and_found_again(tmp_path: Path) -> None:
    python = installation(
        tmp_path,
        files=("lib/libpython3.13.so",),
        LDLIBRARY="libpython3.13.so",
        LIBDIR="BASE/lib",
    )
    assert rustc_arguments(python) == [
        f"-Clink-arg={tmp_path}/lib/libpython3.13.so",
        f"-Clink-arg=-Wl,-rpath,{tmp_path}/lib",
    ]


def test_an_installation_that_was_moved_has_its_library_with_it(tmp_path: Path) -> None:
    python = installation(
        tmp_path,
        files=("lib/libpython3.13.so",),
        LDLIBRARY="libpython3.13.so",
        LIBDIR="/install/lib",
    )
    assert rustc_arguments(python)[0] == f"-Clink-arg={tmp_path}/lib/libpython3.13.so"


def test_a_framework_is_found_by_its_prefix(tmp_path: Path) -> None:
    name = "Python.framework/Versions/3.13/Python"
    python = installation(
        tmp_path, "darwin", files=(name,), LDLIBRARY=name, PYTHONFRAMEWORKPREFIX="BASE"
    )
    assert rustc_arguments(python) == [
        f"-Clink-arg={tmp_path}/{name}",
        f"-Clink-arg=-Wl,-rpath,{tmp_path}",
    ]


def test_a_static_library_becomes_part_of_the_program_and_is_seen_by_modules(
    tmp_path: Path,
) -> None:
    static = installation(
        tmp_path,
        files=("config/libpython3.13.a",),
        LDLIBRARY="libpython3.13.a",
        LIBDIR="BASE/lib",
        LIBRARY="libpython3.13.a",
        LIBPL="BASE/config",
        LIBS="-lpthread -ldl",
        SYSLIBS="-lm",
    )
    assert rustc_arguments(static) == [
        f"-Clink-arg={argument}"
        for argument in (
            "-Wl,--whole-archive",
            f"{tmp_path}/config/libpython3.13.a",
            "-Wl,--no-whole-archive",
            "-Wl,--export-dynamic",
            "-lpthread",
            "-ldl",
            "-lm",
            "-lc",
        )
    ]
    macos = Installation("darwin", static.base, static.version, static.variables)
    assert rustc_arguments(macos)[0] == (
        f"-Clink-arg=-Wl,-force_load,{tmp_path}/config/libpython3.13.a"
    )


def test_without_any_library_the_error_says_what_to_install(tmp_path: Path) -> None:
    python = installation(tmp_path, LDLIBRARY="libpython3.13.so", LIBDIR="BASE/lib")
    with pytest.raises(
        LibraryMissingError, match=r"libpython3\.13\.so.*\n.*python3-dev.*\n.*#\[py::test\]"
    ):
        rustc_arguments(python)


def test_windows_links_nothing_and_looks_for_the_dll_beside_python(tmp_path: Path) -> None:
    python = installation(tmp_path, "win32")
    assert rustc_arguments(python) == []
    found = environment(python, {"PATH": "elsewhere"})
    assert found["PATH"] == os.pathsep.join([str(tmp_path), "elsewhere"])


def test_the_interpreter_of_a_program_finds_what_this_one_finds(tmp_path: Path) -> None:
    found = environment(installation(tmp_path), {"HOME": "kept", "PYTHONHOME": "replaced"})
    assert found == {
        "HOME": "kept",
        "PYTHONHOME": str(tmp_path),
        "PYTHONPATH": str(tmp_path / "site-packages"),
    }


def test_this_python_can_be_described() -> None:
    python = Installation.running()
    assert python.base.is_dir()
    assert all(Path(path).is_absolute() for path in python.search)
