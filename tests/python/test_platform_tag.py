"""Platform tags and what is built for macOS, for systems that these tests do not run on."""

from __future__ import annotations

import pytest

from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.platform_tag import macos_deployment_target, macos_rust_target, platform_tag

MAC = Interpreter((3, 12), ".cpython-312-darwin.so", "macosx-10.13-universal2", "arm64")


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
