"""Names of modules, cargo packages and crates."""

from __future__ import annotations

import re

import pytest

from pydust.names import ModuleName, crate_names


def crates(*names: str) -> list[str]:
    return list(crate_names(ModuleName(name) for name in names).values())


def test_cargo_packages_of_similar_names_differ() -> None:
    assert ModuleName("a.b_c").cargo_package != ModuleName("a_b.c").cargo_package


def test_crates_of_similar_names_differ_and_do_not_depend_on_the_order() -> None:
    one, two = crates("a.b_c", "a_b.c")
    assert one != two
    assert crates("a_b.c", "a.b_c") == [two, one]


@pytest.mark.parametrize(
    ("name", "crate"),
    [
        ("example.modules", "example_modules"),
        ("pkg._native", "pkg_native"),
        ("pkg.Fast", "pkg_fast"),
        ("_x._2", "x_2"),
        ("pkg.a__b", "pkg_a_b"),
    ],
)
def test_crate_names_are_snake_case(name: str, crate: str) -> None:
    assert crates(name) == [crate]


@pytest.mark.parametrize("name", ["core", "std", "pydust", "loop", "test", "__", "_1"])
def test_a_crate_is_not_called_like_what_rust_knows(name: str) -> None:
    (crate,) = crates(name)
    assert crate != name
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", crate)


def test_a_salt_tells_workspaces_apart() -> None:
    names = [ModuleName("hello")]
    assert crate_names(names, "one") != crate_names(names, "two")


def test_the_symbol_is_that_of_the_last_component() -> None:
    assert ModuleName("a.b.c").init_symbol == "PyInit_c"
    assert ModuleName("a.b.c").parents == ("a", "b")
