"""Finds which kinds of tests a crate has and where its functions are, by reading its text.

Compiling tests that are not there would cost each run seconds. This looks only for signs of them,
and where it can't follow a crate's files it says yes: rustc and the compiled library decide.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

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
    ALL = NATIVE | PLAIN | DOC


class Place(NamedTuple):
    """Where a function is: its file, and the line of its name, from 1."""

    file: Path
    line: int


@dataclass
class Crate:
    """What the text of a crate shows.

    Attributes:
        kinds: The kinds of tests that may be in it.
        functions: Where its functions are, by their paths in it, such as `tests::counts`.
        files: The files that were read.
        sets_allocator: Whether it has a `#[global_allocator]`, of which there can be one only.
    """

    kinds: Kind = Kind.NONE
    functions: dict[str, Place] = field(default_factory=dict)
    files: set[Path] = field(default_factory=set)
    sets_allocator: bool = False


_ATTRIBUTE: Final = r"\#\s*\[\s*"
_SIGNS: Final[Mapping[Kind, re.Pattern[str]]] = {
    Kind.NATIVE: re.compile(_ATTRIBUTE + r"(?:::\s*)?[A-Za-z_]\w*\s*::\s*test\b"),
    Kind.PLAIN: re.compile(_ATTRIBUTE + r"test\s*\]"),
}

_FENCE: Final = re.compile(
    r"^\s*(?://[/!]|\*)?\s*(?:```|~~~)[ \t]*(?P<words>[^\n]*)$", re.MULTILINE
)
_RUST: Final = re.compile(
    r"(?:(?:rust|no_run|ignore|should_panic|compile_fail|edition\d*|standalone_crate)\b.*)?\s*"
)

_ALLOCATOR: Final = re.compile(_ATTRIBUTE + r"global_allocator\s*\]")
_UNKNOWN_FILE: Final = re.compile(_ATTRIBUTE + r"(?:path\s*=|cfg_attr\b)|\binclude!")

_STRUCTURE: Final = re.compile(
    r"""
      \bmod\s+(?:r\#)?(?P<mod>[A-Za-z_]\w*)\s*(?P<body>[;{])
    | \bfn\s+(?:r\#)?(?P<fn>[A-Za-z_]\w*)
    | [{}]
    """,
    re.VERBOSE,
)


def read_crate(root: Path) -> Crate:
    """Reads a crate, following its modules from file to file.

    Args:
        root: The file with its root module.
    """
    crate = Crate()
    _read(crate, root, root.parent, ())
    return crate


def read_folder(folder: Path) -> Crate:
    """Reads all files of a folder as those of a crate, such as `src` of a cargo package."""
    crate = Crate()
    for file in sorted(folder.rglob("*.rs")):
        if file not in crate.files:
            _read(crate, file, file.parent, ())
    return crate


def _read(crate: Crate, file: Path, folder: Path, path: tuple[str, ...]) -> None:
    """Reads the file of the module at `path`, whose own modules have their files in a folder."""
    crate.files.add(file)
    text = file.read_text(encoding="utf-8", errors="replace")
    code = blanked(text)
    crate.kinds |= _kinds(text, code)
    crate.sets_allocator |= bool(_ALLOCATOR.search(code))
    # The names of the modules around a place, with None for other braces.
    around: list[str | None] = []
    line, counted = 1, 0
    for match in _STRUCTURE.finditer(code):
        name = match["mod"] or match["fn"]
        inner = [part for part in around if part]
        if match["fn"]:
            line, counted = line + code.count("\n", counted, match.start("fn")), match.start("fn")
            crate.functions.setdefault("::".join([*path, *inner, name]), Place(file, line))
        elif match["body"] == ";":
            place = folder.joinpath(*inner)
            for other in (place / f"{name}.rs", place / name / "mod.rs"):
                if other.is_file() and other not in crate.files:
                    _read(crate, other, place / name, (*path, *inner, name))
        elif match["body"] == "{" or match[0] == "{":
            around.append(name)
        elif around:
            around.pop()


def _kinds(text: str, code: str) -> Kind:
    if _UNKNOWN_FILE.search(code):
        return Kind.ALL
    found = Kind.NONE
    for kind, sign in _SIGNS.items():
        if sign.search(code):
            found |= kind
    return found | Kind.DOC if _has_example(text) else found


def _has_example(text: str) -> bool:
    """Whether a block of code begins that says nothing else than Rust: every second fence ends one."""
    fences = [match["words"] for match in _FENCE.finditer(text)]
    return any(_RUST.fullmatch(words) for words in fences[::2])
