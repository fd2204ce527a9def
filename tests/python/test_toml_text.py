"""Writing TOML: what is written reads back as what it was."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from pydust.toml_text import inline, to_toml

TABLES: list[dict[str, Any]] = [
    {},
    {"a": 1, "b": -2.5, "c": True, "d": "text", "e": [1, 2], "f": {}},
    {"dependencies": {"serde": {"version": "1", "features": ["derive"]}, "log": "0.4"}},
    {"target": {'cfg(target_os = "linux")': {"dependencies": {"libc": "0.2"}}}},
    {"profile": {"release": {"lto": "thin", "package": {"*": {"opt-level": 2}}}}},
    {"key with space": {"": 'quotes " and \\ and \x7f and \u2028 and tab\t'}},
    {"array": [{"a": 1}, {"b": [[1], []]}]},
    {"first": {"nested": {"x": 1}}, "last": 2},
]


@pytest.mark.parametrize("table", TABLES, ids=range(len(TABLES)))
def test_round_trip(table: dict[str, Any]) -> None:
    assert tomllib.loads(to_toml(table)) == table


@pytest.mark.parametrize("value", [None, object(), {"a": None}])
def test_what_toml_does_not_know(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be written as TOML"):
        inline(value)
