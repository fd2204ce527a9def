"""The kinds of CPython: their names, and which ABIs each loads."""

import sys
import sysconfig

import pytest
from flavours import SUPPORTED, Flavour


def test_supported_are_two_kinds_since_free_threading() -> None:
    assert list(map(str, SUPPORTED)) == ["3.11", "3.12", "3.13", "3.14", "3.14t", "3.15", "3.15t"]


@pytest.mark.parametrize(
    ("flavour", "tag", "abis"),
    [
        (Flavour((3, 11)), "cpython-311", ["abi3", "full"]),
        (Flavour((3, 14), debug=True), "cpython-314d", ["abi3", "full"]),
        (Flavour((3, 14), free_threaded=True), "cpython-314t", ["full"]),
        (Flavour((3, 15)), "cpython-315", ["abi3", "abi3t", "full"]),
        (Flavour((3, 15), True, True), "cpython-315td", ["abi3t", "full"]),
    ],
)
def test_tags_and_abis(flavour: Flavour, tag: str, abis: list[str]) -> None:
    assert flavour.tag == tag
    assert list(flavour.abis) == abis


def test_the_running_one_is_called_as_its_modules_are() -> None:
    assert Flavour.running().tag in sysconfig.get_config_var("EXT_SUFFIX")
    assert Flavour.running().tag == f"{sys.implementation.cache_tag}{sys.abiflags}"
