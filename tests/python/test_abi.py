"""The ABIs of all systems: their names, files and wheel tags, and which Python loads which."""

from __future__ import annotations

import itertools

import pytest

from pydust.abi import (
    Abi,
    best,
    bindings_config,
    check_names,
    promised_in_vain,
    wheel_tag,
)
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.platform_tag import platform_tag

REALLY_RUNNING = Interpreter.running()
LINUX = Interpreter((3, 13), ".cpython-313-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")
MUSL = Interpreter((3, 12), ".cpython-312-x86_64-linux-musl.so", "linux-x86_64", "x86_64")
MAC = Interpreter((3, 12), ".cpython-312-darwin.so", "macosx-10.13-universal2", "arm64")
INTEL_MAC = Interpreter((3, 11), ".cpython-311-darwin.so", "macosx-10.9-universal2", "x86_64")
WINDOWS = Interpreter((3, 13), ".cp313-win_amd64.pyd", "win-amd64", "AMD64")
WINDOWS_ARM = Interpreter((3, 13), ".cp313-win_arm64.pyd", "win-arm64", "ARM64")
FREE = Interpreter(
    (3, 14), ".cpython-314t-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", free_threaded=True
)
FREE_315 = Interpreter(
    (3, 15), ".cpython-315t-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", free_threaded=True
)
LINUX_315 = Interpreter((3, 15), ".cpython-315-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")
DEBUG = Interpreter(
    (3, 13), ".cpython-313d-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", debug=True
)


def limited(interpreter: Interpreter, limited_api: bool = True) -> Abi:
    return Abi.named(best(interpreter, limited_api=limited_api), interpreter)


def tag_of(*abis: Abi) -> str:
    return wheel_tag([frozenset(abis)], "any")


@pytest.mark.parametrize(
    ("interpreter", "limited_api", "suffix", "tag"),
    [
        (LINUX, True, ".abi3.so", "cp311-abi3-linux_x86_64"),
        (LINUX, False, ".cpython-313-x86_64-linux-gnu.so", "cp313-cp313-linux_x86_64"),
        (MUSL, True, ".abi3.so", "cp311-abi3-linux_x86_64"),
        (MAC, True, ".abi3.so", "cp311-abi3-macosx_11_0_arm64"),
        (MAC, False, ".cpython-312-darwin.so", "cp312-cp312-macosx_11_0_arm64"),
        (INTEL_MAC, True, ".abi3.so", "cp311-abi3-macosx_10_12_x86_64"),
        (WINDOWS, True, ".pyd", "cp311-abi3-win_amd64"),
        (WINDOWS, False, ".cp313-win_amd64.pyd", "cp313-cp313-win_amd64"),
        (WINDOWS_ARM, True, ".pyd", "cp311-abi3-win_arm64"),
        (FREE, True, ".cpython-314t-x86_64-linux-gnu.so", "cp314-cp314t-linux_x86_64"),
        (FREE_315, True, ".abi3t.so", "cp315-abi3.abi3t-linux_x86_64"),
        (FREE_315, False, ".cpython-315t-x86_64-linux-gnu.so", "cp315-cp315t-linux_x86_64"),
        (LINUX_315, True, ".abi3.so", "cp311-abi3-linux_x86_64"),
        (LINUX_315, False, ".cpython-315-x86_64-linux-gnu.so", "cp315-cp315-linux_x86_64"),
        (DEBUG, False, ".cpython-313d-x86_64-linux-gnu.so", "cp313-cp313d-linux_x86_64"),
        (DEBUG, True, ".abi3.so", "cp311-abi3-linux_x86_64"),
    ],
)
def test_the_best_abi_has_its_file_name_and_its_tag(
    interpreter: Interpreter, limited_api: bool, suffix: str, tag: str
) -> None:
    abi = limited(interpreter, limited_api)
    assert abi.suffix == suffix
    assert wheel_tag([frozenset([abi])], platform_tag(interpreter, {})) == tag


@pytest.mark.parametrize(
    ("interpreter", "name", "suffix"),
    [
        (LINUX, "cp314t", ".cpython-314t-x86_64-linux-gnu.so"),
        (LINUX, "cp313", LINUX.ext_suffix),
        (FREE, "cp313", ".cpython-313-x86_64-linux-gnu.so"),
        (FREE, "cp314", ".cpython-314-x86_64-linux-gnu.so"),
        (DEBUG, "cp313", ".cpython-313-x86_64-linux-gnu.so"),
        (MAC, "cp315t", ".cpython-315t-darwin.so"),
        (WINDOWS, "cp314t", ".cp314t-win_amd64.pyd"),
        (WINDOWS, "abi3t", ".pyd"),
        (MUSL, "abi3t", ".abi3t.so"),
    ],
)
def test_modules_for_other_pythons(interpreter: Interpreter, name: str, suffix: str) -> None:
    abi = Abi.named(name, interpreter)
    assert abi.suffix == suffix
    assert abi.abi_tag == name


LOADED = {
    LINUX: {"abi3", "cp313", "full"},
    MUSL: {"abi3", "cp312", "full"},
    FREE: {"cp314t", "full"},
    LINUX_315: {"abi3", "abi3t", "cp315", "full"},
    FREE_315: {"abi3t", "cp315t", "full"},
    DEBUG: {"abi3", "cp313", "full"},
}


@pytest.mark.parametrize("interpreter", LOADED, ids=lambda python: python.ext_suffix[1:])
def test_which_python_loads_which_abi(interpreter: Interpreter) -> None:
    names = {"full", "abi3", "abi3t", "cp312", "cp313", "cp314t", "cp315", "cp315t"}
    loaded = {name for name in names if Abi.named(name, interpreter).loads_in(interpreter)}
    assert loaded == LOADED[interpreter]


def test_a_debug_build_loads_modules_of_its_version_and_no_other_loads_its_own() -> None:
    assert Abi.named("full", DEBUG).abi_tag == "cp313d"
    assert not Abi.named("full", DEBUG).loads_in(LINUX)


@pytest.mark.parametrize(
    ("names", "tag"),
    [
        (["abi3", "abi3t"], "cp311.cp315-abi3.abi3t-any"),
        (["abi3t", "cp314t", "abi3"], "cp311.cp314.cp315-abi3.abi3t.cp314t-any"),
        (["abi3", "full"], "cp311.cp313-abi3.cp313-any"),
        (["cp312", "cp313"], "cp312.cp313-cp312.cp313-any"),
    ],
)
def test_several_abis_in_one_wheel(names: list[str], tag: str) -> None:
    assert tag_of(*(Abi.named(name, LINUX) for name in names)) == tag


@pytest.mark.parametrize(
    ("names", "pythons"),
    [
        (["abi3"], []),
        (["abi3t"], []),
        (["cp312", "cp314t"], []),
        (["abi3", "cp314t", "abi3t"], []),
        (["abi3", "full"], []),
        (["abi3", "abi3t"], ["free-threaded CPython 3.14"]),
        (["cp313", "abi3t"], ["CPython 3.14", "free-threaded CPython 3.14"]),
        (["cp313", "cp314", "cp314t", "abi3t"], []),
    ],
)
def test_the_pythons_that_a_tag_names_in_vain(names: list[str], pythons: list[str]) -> None:
    assert promised_in_vain({Abi.named(name, LINUX) for name in names}) == pythons


ALL_NAMES = ["abi3", "abi3t", "cp312", "cp314", "cp314t", "cp315"]


def test_installers_read_tags_as_we_do() -> None:
    tags = pytest.importorskip("packaging.tags")
    pythons = [Interpreter((3, minor), "", "", "") for minor in range(11, 16)]
    free = [Interpreter((3, minor), "", "", "", free_threaded=True) for minor in (14, 15)]
    for count in range(1, len(ALL_NAMES) + 1):
        for names in itertools.combinations(ALL_NAMES, count):
            abis = {Abi.named(name, LINUX) for name in names}
            tag = tags.parse_tag(tag_of(*abis))
            in_vain = [
                Abi.named("full", python).pythons
                for python in pythons + free
                if not tag.isdisjoint(
                    tags.cpython_tags(python.version, [Abi.named("full", python).abi_tag], ["any"])
                )
                and not any(abi.loads_in(python) for abi in abis)
            ]
            assert promised_in_vain(abis) == in_vain, names


def test_the_most_demanding_module_decides_the_tag_of_a_wheel() -> None:
    stable, specific = limited(LINUX), limited(LINUX, False)
    assert wheel_tag([frozenset([stable]), frozenset([specific])], "any") == "cp313-cp313-any"
    with pytest.raises(ValueError, match="one Python"):
        wheel_tag([frozenset([specific]), frozenset([limited(MUSL, False)])], "any")
    with pytest.raises(ValueError, match="one Python"):
        wheel_tag([], "any")


def test_the_tag_on_this_machine_is_one_that_it_installs() -> None:
    tags = pytest.importorskip("packaging.tags")
    running = REALLY_RUNNING
    for limited_api in (True, False):
        tag = wheel_tag([frozenset([limited(running, limited_api)])], platform_tag(running, {}))
        assert set(tags.parse_tag(tag)) & set(tags.sys_tags())


def test_the_description_for_a_stable_abi_is_the_same_for_every_python() -> None:
    for name, facts in {
        "abi3": {"version=3.11", "suppress_build_script_link_lines=true"},
        "abi3t": {"version=3.15", "target_abi=CPython-abi3t-3.15"},
    }.items():
        texts = {bindings_config(each, Abi.named(name, each)) for each in (LINUX, MUSL, FREE_315)}
        (text,) = texts
        assert facts <= set(text.splitlines())
        assert "build_flags" not in text


@pytest.mark.parametrize(
    ("interpreter", "name", "version", "flags"),
    [
        (LINUX, "full", "3.13", ""),
        (FREE, "full", "3.14", "Py_GIL_DISABLED"),
        (DEBUG, "full", "3.13", "Py_DEBUG"),
        (DEBUG, "cp314t", "3.14", "Py_GIL_DISABLED"),
        (FREE, "cp313", "3.13", ""),
    ],
)
def test_the_description_of_one_python(
    interpreter: Interpreter, name: str, version: str, flags: str
) -> None:
    lines = bindings_config(interpreter, Abi.named(name, interpreter)).splitlines()
    assert f"version={version}" in lines
    assert f"build_flags={flags}" in lines


def test_on_windows_the_bindings_name_the_dll() -> None:
    assert "suppress" not in bindings_config(WINDOWS, limited(WINDOWS))


@pytest.mark.parametrize(
    ("names", "found", "fix"),
    [
        ([], "no ABI", None),
        (["abi3", "abi3"], "abi3 twice", None),
        (["abi4"], "'abi4', which is no ABI", "did you mean `abi3`?"),
        (["abi3-t"], "'abi3-t'", "did you mean `abi3t`?"),
        (["fulll"], "'fulll'", "did you mean `full`?"),
        (["3.14t"], "'3.14t'", "did you mean `cp314t`?"),
        (["py313"], "'py313'", "did you mean `cp313`?"),
        (["cp310"], "'cp310', and the oldest CPython that modules run on is 3.11", None),
        (["cp313t"], "the oldest free-threaded CPython that modules run on is 3.14", None),
        (["abi3", ""], "''", None),
    ],
)
def test_names_that_are_no_abi(names: list[str], found: str, fix: str | None) -> None:
    with pytest.raises(PydustError) as caught:
        check_names(names, "here")
    shown = str(caught.value)
    assert shown.startswith("here\n")
    assert found in shown
    assert shown.endswith(fix) if fix else "did you mean" not in shown
    assert caught.value.exit_code == 2


def test_names_of_abis() -> None:
    names = ["full", "abi3", "abi3t", "cp311", "cp314t"]
    assert list(check_names(names, "here")) == names
