"""The floors of the core crate: imports only go down, and the raw bindings stay in the cellar."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from . import tree
from .rules import BINDINGS, BINDINGS_PLACES, CORE, FLOORS, NAMED_BY_MACROS
from .rust_source import rust
from .tree import Finding

FLOOR_OF = {module: number for number, floor in enumerate(FLOORS) for module in floor.modules}

REEXPORT = re.compile(r"\bpub use (?:crate::|self::)?(?P<module>\w+)::(?P<names>[^;]+);")
MACRO = re.compile(r"\bmacro_rules!\s+(\w+)")
NAME = re.compile(r"\w+")


def core_files() -> list[str]:
    """List the core crate's sources."""
    return [name for name in tree.files_ending(".rs") if name.startswith(CORE)]


def module_path(name: str) -> tuple[str, ...]:
    """Give the module that a file of the core crate is: `class/cell.rs` is `class::cell`."""
    inside = PurePosixPath(name.removeprefix(CORE)).with_suffix("").parts
    return inside[:-1] if inside[-1] == "mod" else inside


def test_every_module_is_on_a_floor() -> None:
    modules = {module_path(name)[0]: name for name in core_files()}
    modules.pop("lib", None)
    tree.assert_none(
        Finding(name, 1, f"add the module `{module}` to a floor in tests/tidy/rules.py")
        for module, name in modules.items()
        if module not in FLOOR_OF
    )


@cache
def homes() -> dict[str, str]:
    """Give the module of each name that the crate's root offers: `Error` is at home in `error`."""
    found = {}
    for match in REEXPORT.finditer(rust(f"{CORE}lib.rs").code):
        found.update(dict.fromkeys(NAME.findall(match["names"]), match["module"]))
    for name in core_files():
        found.update(dict.fromkeys(MACRO.findall(rust(name).code), module_path(name)[0]))
    return found


def upward_imports(name: str) -> Iterator[Finding]:
    """Find the imports of one file that go up."""
    path = module_path(name)
    here = FLOOR_OF.get(path[0])
    if here is None:
        return
    source = rust(name)
    for each in source.imports(path):
        module = each.module if each.module in FLOOR_OF else homes().get(each.module)
        above = FLOOR_OF.get(module or "", here)
        by_macro = each.by_macro and module == NAMED_BY_MACROS
        if above > here and not by_macro:
            yield Finding(
                name,
                source.line(each.offset),
                f"`{module}` is on the floor of {FLOORS[above].name}, above that of "
                f"{FLOORS[here].name}: move what both need down, or this code up",
            )


def test_imports_only_go_down() -> None:
    tree.assert_none(finding for name in core_files() for finding in upward_imports(name))


def test_the_bindings_are_named_in_one_folder() -> None:
    tree.assert_none(
        Finding(
            name, rust(name).line(match.start()), f"use what {BINDINGS_PLACES[0]} offers instead"
        )
        for name in tree.files_ending(".rs")
        if name.startswith("crates/") and not name.startswith(BINDINGS_PLACES)
        for match in BINDINGS.finditer(rust(name).code)
    )
