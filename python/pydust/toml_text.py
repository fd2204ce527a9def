"""Writes plain data as TOML, for the files that cargo reads. Reading is `tomllib`'s affair.

Only what `tomllib` gives for strings, numbers, booleans, arrays and tables is supported: that is
all that cargo's own files use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


def to_toml(table: Mapping[str, object]) -> str:
    """Renders a table as a TOML document, in the order of its keys.

    Raises:
        TypeError: for a value that TOML or cargo does not know, such as None or a date.

    Example:
        >>> print(to_toml({"package": {"name": "x"}, "dependencies": {"y": {"path": "../y"}}}))
        [package]
        name = "x"
        <BLANKLINE>
        [dependencies]
        y = { path = "../y" }
        <BLANKLINE>
    """
    return "\n".join(_sections(table, ())).lstrip("\n") + "\n"


def inline(value: object) -> str:
    """Renders one value on one line, as it may stand behind `key =`.

    Example:
        >>> inline({"version": "1", "features": ["derive"]})
        '{ version = "1", features = ["derive"] }'
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            return "{ " + ", ".join(f"{key(k)} = {inline(v)}" for k, v in value.items()) + " }"
        case Sequence():
            return "[" + ", ".join(inline(item) for item in value) + "]"
    raise TypeError(f"a {type(value).__name__} cannot be written as TOML: {value!r}")


def key(text: str) -> str:
    """Renders a key, quoted where it has to be."""
    return text if _BARE_KEY.fullmatch(text) else inline(text)


def _sections(table: Mapping[str, object], path: tuple[str, ...]) -> list[str]:
    """The lines of one table and of the tables in it, down to the depth that reads best."""
    plain = {k: v for k, v in table.items() if not _deserves_section(v, path)}
    nested = {k: v for k, v in table.items() if k not in plain}
    lines = []
    if path and (plain or not nested):
        lines += ["", f"[{'.'.join(key(part) for part in path)}]"]
    lines += [f"{key(k)} = {inline(v)}" for k, v in plain.items()]
    for name, value in nested.items():
        assert isinstance(value, Mapping)
        lines += _sections(value, (*path, name))
    return lines


def _deserves_section(value: object, path: tuple[str, ...]) -> bool:
    """Tables get a header of their own, except for one dependency, which reads best inline."""
    in_dependencies = bool(path) and path[-1].endswith("dependencies")
    return isinstance(value, Mapping) and not in_dependencies
