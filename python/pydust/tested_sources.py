"""Finds which kinds of tests a crate has, by reading its text.

Compiling tests that are not there would cost each run seconds. This looks only for signs of them,
and where it can't follow a crate's files it says yes: rustc and the compiled library decide.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydust.rust_source import blanked


class Kind(enum.Flag):
    """Kinds of tests."""

    NONE = 0
    NATIVE = enum.auto()
    """`#[py::test]`, which pytest runs."""
    PLAIN = enum.auto()
    """`#[test]`, which cargo's harness runs."""
    DOC = enum.auto()
    """Examples in comments."""


_ATTRIBUTE: Final = r"\#\s*\[\s*"
_SIGNS: Final = {
    Kind.NATIVE: re.compile(_ATTRIBUTE + r"(?:::\s*)?[A-Za-z_]\w*\s*::\s*test\b"),
    Kind.PLAIN: re.compile(_ATTRIBUTE + r"test\s*\]"),
}
_EXAMPLE: Final = re.compile(r"^\s*(?://[/!]|\*)?\s*(?:```|~~~)", re.MULTILINE)
_OTHER_FILE: Final = re.compile(r"\bmod\s+(?:r#)?([A-Za-z_]\w*)\s*;")
_UNKNOWN_FILE: Final = re.compile(_ATTRIBUTE + r"(?:path\s*=|cfg_attr\b)|\binclude!")


def kinds_in(root: Path) -> Kind:
    """The kinds of tests in a crate.

    Args:
        root: The file with its root module.
    """
    return _kinds_in(root, root.parent, set())


def kinds_below(folder: Path) -> Kind:
    """The kinds of tests in a folder of sources, such as `src` of a cargo package."""
    found = Kind.NONE
    for file in folder.rglob("*.rs"):
        found |= _signs(*_texts(file))
    return found


def _kinds_in(file: Path, folder: Path, seen: set[Path]) -> Kind:
    """The kinds of tests in a module, whose own modules have their files in a folder."""
    seen.add(file)
    text, code = _texts(file)
    if _UNKNOWN_FILE.search(code):
        return Kind.NATIVE | Kind.PLAIN | Kind.DOC
    found = _signs(text, code)
    for inner, inner_folder in _others(code, folder):
        if inner not in seen:
            found |= _kinds_in(inner, inner_folder, seen)
    return found


def _others(code: str, folder: Path) -> Iterator[tuple[Path, Path]]:
    """The files of `mod name;`, each with the folder for those of its own modules.

    Within `mod outer { mod name; }` they are in a folder `outer`, which this does not follow
    exactly: all folders below are looked at.
    """
    for match in _OTHER_FILE.finditer(code):
        name = match[1]
        for place in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            for file in (place / f"{name}.rs", place / name / "mod.rs"):
                if file.is_file():
                    yield file, place / name


def _texts(file: Path) -> tuple[str, str]:
    """A file's text, and the same without comments and literals."""
    text = file.read_text(encoding="utf-8", errors="replace")
    return text, blanked(text)


def _signs(text: str, code: str) -> Kind:
    found = Kind.NONE
    for kind, sign in _SIGNS.items():
        if sign.search(code):
            found |= kind
    return found | Kind.DOC if _EXAMPLE.search(text) else found
