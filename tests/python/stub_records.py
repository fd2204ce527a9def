"""Records for the tests of stubs: short ways to write the JSON objects, and the stubs made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydust.stubs.catalog import stub_modules
from pydust.stubs.generate import HEADER, write_stub
from pydust.stubs.handwritten import Handwritten
from pydust.stubs.read import read_modules

Table = dict[str, Any]

LIBRARY = Path("libmodules.so")


def module(*members: Table, name: str = "modules", **more: Any) -> Table:
    return {"kind": "module", "id": f"crate::{name}", "name": name, "members": [*members], **more}


def submodule(name: str, *members: Table, **more: Any) -> Table:
    return {"kind": "module", "name": name, "members": [*members], **more}


def function(name: str, *params: Table, returns: str = "None", **more: Any) -> Table:
    return {"kind": "function", "name": name, "params": [*params], "returns": returns, **more}


def method(name: str, *params: Table, returns: str = "None", **more: Any) -> Table:
    return function(name, *params, returns=returns, **{"receiver": "instance", **more})


def parameter(name: str, hint: str, default: str | None = None, kind: str = "") -> Table:
    kind = kind or "positional-or-keyword"
    return {"name": name, "type": hint, "default": default, "kind": kind}


def a_class(name: str, *members: Table, **more: Any) -> Table:
    table = {"kind": "class", "id": f"crate::modules::{name}", "name": name}
    return table | {"members": [*members]} | more


def attribute(name: str, hint: str, taken: str | None = "", **more: Any) -> Table:
    setter = hint if taken == "" else taken
    return {"kind": "attribute", "name": name, "type": hint, "set": setter, **more}


def constant(name: str, hint: str, value: str | None = None, **more: Any) -> Table:
    return {"kind": "constant", "name": name, "type": hint, "value": value, **more}


def export(name: str, item: Table) -> Table:
    return {"kind": "export", "name": name, "item": item}


def stubs_of(*records: Table, handwritten: Handwritten | None = None) -> dict[str, str]:
    """The stubs of `example.modules` and its submodules, by their names, without the header."""
    found = read_modules(LIBRARY, records)
    warnings: list[str] = []
    (parts,) = stub_modules([("example.modules", found["modules"])])
    texts = {part.name: write_stub(part, warnings, handwritten) for part in parts}
    assert all(text.startswith(HEADER) for text in texts.values())
    assert not warnings
    return {name: text.removeprefix(HEADER).lstrip("\n") for name, text in texts.items()}


def stub_of(*members: Table, more: tuple[Table, ...] = (), **about: Any) -> str:
    """The stub of `example.modules` with these members."""
    return stubs_of(module(*members, **about), *more)["example.modules"]
