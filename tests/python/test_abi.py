"""File names, wheel tags and platform tags, for systems that these tests do not run on."""

from __future__ import annotations

import pytest

from pydust.abi import (
    Abi,
    macos_deployment_target,
    macos_rust_target,
    platform_tag,
    wheel_tag,
)
from pydust.errors import PydustError
from pydust.interpreter import Interpreter, bindings_config

LINUX = Interpreter((3, 13), ".cpython-313-x86_64-linux-gnu.so", "linux-x86_64", "x86_64")
MUSL = Interpreter((3, 12), ".cpython-312-x86_64-linux-musl.so", "linux-x86_64", "x86_64")
MAC = Interpreter((3, 12), ".cpython-312-darwin.so", "macosx-10.13-universal2", "arm64")
INTEL_MAC = Interpreter((3, 11), ".cpython-311-darwin.so", "macosx-10.9-universal2", "x86_64")
WINDOWS = Interpreter((3, 13), ".cp313-win_amd64.pyd", "win-amd64", "AMD64")
WINDOWS_ARM = Interpreter((3, 13), ".cp313-win_arm64.pyd", "win-arm64", "ARM64")
FREE = Interpreter(
    (3, 14), ".cpython-314t-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", free_threaded=True
)
DEBUG = Interpreter(
    (3, 13), ".cpython-313d-x86_64-linux-gnu.so", "linux-x86_64", "x86_64", debug=True
)


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
        (DEBUG, False, ".cpython-313d-x86_64-linux-gnu.so", "cp313-cp313d-linux_x86_64"),
        (DEBUG, True, ".abi3.so", "cp311-abi3-linux_x86_64"),
    ],
)
def test_file_names_and_wheel_tags(
    interpreter: Interpreter, limited_api: bool, suffix: str, tag: str
) -> None:
    abi = Abi.of(interpreter, limited_api=limited_api)
    assert abi.suffix == suffix
    assert wheel_tag([abi], platform_tag(interpreter, {})) == tag


def test_the_most_demanding_module_decides_the_tag_of_a_wheel() -> None:
    abis = [Abi.of(LINUX, limited_api=True), Abi.of(LINUX, limited_api=False)]
    assert wheel_tag(abis, "any") == "cp313-cp313-any"
    with pytest.raises(ValueError, match="one Python"):
        wheel_tag([Abi.of(LINUX, limited_api=False), Abi.of(MUSL, limited_api=False)], "any")
    with pytest.raises(ValueError, match="one Python"):
        wheel_tag([], "any")


@pytest.mark.parametrize(
    ("environ", "tag"),
    [
        ({}, "macosx_11_0_arm64"),
        ({"MACOSX_DEPLOYMENT_TARGET": "14.2"}, "macosx_14_0_arm64"),
        ({"MACOSX_DEPLOYMENT_TARGET": "10.9"}, "macosx_11_0_arm64"),
        ({"ARCHFLAGS": "-arch x86_64"}, "macosx_10_13_x86_64"),
        (
            {"ARCHFLAGS": "-arch x86_64", "MACOSX_DEPLOYMENT_TARGET": "10.15"},
            "macosx_10_15_x86_64",
        ),
        ({"ARCHFLAGS": "-arch arm64", "MACOSX_DEPLOYMENT_TARGET": "12"}, "macosx_12_0_arm64"),
    ],
)
def test_macos_tags_follow_the_environment(environ: dict[str, str], tag: str) -> None:
    assert platform_tag(MAC, environ) == tag


def test_the_deployment_target_keeps_its_minor_version_for_the_linker() -> None:
    assert macos_deployment_target(MAC, {"MACOSX_DEPLOYMENT_TARGET": "14.2.1"}) == (14, 2)


def test_archflags_choose_the_target_of_rust() -> None:
    assert macos_rust_target(MAC, {}) == "aarch64-apple-darwin"
    assert macos_rust_target(MAC, {"ARCHFLAGS": "-arch x86_64"}) == "x86_64-apple-darwin"


def test_macos_settings_that_cannot_be_built() -> None:
    with pytest.raises(PydustError, match="one wheel for each"):
        platform_tag(MAC, {"ARCHFLAGS": "-arch x86_64 -arch arm64"})
    with pytest.raises(PydustError, match="'ppc' is not known"):
        platform_tag(MAC, {"ARCHFLAGS": "-arch ppc"})
    with pytest.raises(PydustError, match=r"expected a version such as 11\.0"):
        platform_tag(MAC, {"MACOSX_DEPLOYMENT_TARGET": "Sonoma"})


def test_a_32_bit_python_on_a_64_bit_kernel() -> None:
    narrow = Interpreter((3, 11), ".so", "linux-x86_64", "x86_64", pointer_bits=32)
    assert platform_tag(narrow, {}) == "linux_i686"


def test_the_tag_on_this_machine_is_one_that_it_installs() -> None:
    tags = pytest.importorskip("packaging.tags")
    running = Interpreter.running()
    for limited_api in (True, False):
        abi = Abi.of(running, limited_api=limited_api)
        tag = wheel_tag([abi], platform_tag(running, {}))
        assert set(tags.parse_tag(tag)) <= set(tags.sys_tags())


def test_the_description_for_the_stable_abi_is_the_same_for_every_python() -> None:
    assert bindings_config(LINUX, stable=True) == bindings_config(MUSL, stable=True)
    assert "version=3.11\n" in bindings_config(LINUX, stable=True)
    assert "suppress_build_script_link_lines=true\n" in bindings_config(LINUX, stable=True)


def test_the_description_of_one_python() -> None:
    assert "version=3.14\n" in bindings_config(FREE, stable=False)
    assert "build_flags=Py_GIL_DISABLED\n" in bindings_config(FREE, stable=False)
    assert "build_flags=Py_DEBUG\n" in bindings_config(DEBUG, stable=False)
    assert "build_flags=\n" in bindings_config(LINUX, stable=False)


def test_on_windows_the_bindings_name_the_dll() -> None:
    assert "suppress" not in bindings_config(WINDOWS, stable=True)
