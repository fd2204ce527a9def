"""The rules as data: floors, places for `unsafe`, headers, sizes and words that may not appear.

Only tables live here. The tests that apply them are beside this file.
"""

import re
from typing import Final, NamedTuple

CORE: Final = "crates/pydust/src/"


class Floor(NamedTuple):
    """One floor of the core crate; its modules may use those of this floor and of lower ones."""

    name: str
    modules: frozenset[str]


# The lowest first. Every top-level module of the core crate is on one floor.
FLOORS: Final = (
    Floor("raw", frozenset({"raw"})),
    # Handles and values need each other: a handle's methods take and give whatever converts.
    Floor(
        "handles and values",
        frozenset(
            {
                "buffer",
                "context",
                "convert",
                "error",
                "exceptions",
                "gc",
                "hint",
                "integrations",
                "object",
                "python",
                "run",
                "signals",
                "sync",
                "types",
                "warnings",
            }
        ),
    ),
    Floor(
        "definitions",
        frozenset(
            {
                "spec",
                "signature",
                "suggest",
                "boundary",
                "builtin",
                "record",
                "records",
                "function",
                "attach",
                "closure",
                "embed",
                "class",
                "capsule",
                "module",
                "needs",
                "testing",
            }
        ),
    ),
    Floor("macro support", frozenset({"macro_support"})),
)

# The module whose items macros expand to in users' crates, from wherever the macro is defined.
NAMED_BY_MACROS: Final = "macro_support"

# Where `unsafe` may be written. ARCHITECTURE.md lists the same places under UNSAFE_HEADING,
# one bullet each, which opens with the path in backticks. A folder ends with a slash.
UNSAFE_HEADING: Final = "Where `unsafe` lives"
UNSAFE_PLACES: Final = frozenset(
    {
        "crates/pydust/src/raw/",
        "crates/pydust/src/object/py.rs",
        "crates/pydust/src/gc.rs",
        "crates/pydust/src/closure.rs",
        "crates/pydust/src/convert/mod.rs",
        "crates/pydust/src/convert/wrapper.rs",
        "crates/pydust/src/types/mod.rs",
        "crates/pydust/src/sync/",
        "crates/pydust/src/capsule.rs",
        "crates/pydust/src/function.rs",
        "crates/pydust/src/module.rs",
        "crates/pydust/src/class/",
        "crates/pydust-panic/src/lib.rs",
    }
)

# The crate of raw bindings, and the places that may name it: one folder, and the panic hook, which
# asks a single question of Python.
BINDINGS: Final = re.compile(r"\bpyo3_ffi\b")
BINDINGS_PLACES: Final = ("crates/pydust/src/raw/", "crates/pydust-panic/src/lib.rs")

# How the first line of a file opens (after a `#!` line). Python files open with a docstring,
# which the parser finds.
HEADER: Final = {
    ".rs": re.compile(r"//! ?\S"),
    ".c": re.compile(r"/\*|// ?\S"),
    ".h": re.compile(r"/\*|// ?\S"),
    ".sh": re.compile(r"# ?\S"),
    ".yml": re.compile(r"# ?\S"),
    "Makefile": re.compile(r"# ?\S"),
    "run": re.compile(r"# ?\S"),
}

# Lines of code: blank lines, comments, docstrings and tests aside.
LONGEST_FILE: Final = 500
LONGEST_FUNCTION: Final = 60


class Banned(NamedTuple):
    """Words that no file may hold, and what to write instead."""

    pattern: re.Pattern[str]
    what: str
    instead: str


BANNED: Final = (
    Banned(
        re.compile(r"(?<![\w.$}*])/(?:work|root|home)/\w"),
        "a path of one machine",
        "write a path relative to the project, or find it at run time",
    ),
    Banned(
        re.compile(
            r"\b(?:crates\.io|pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|debian\.org)\b",
        ),
        "the host of a package registry",
        "name the package alone; its client knows where to find it",
    ),
)

# Files that tools write: their text is not ours.
WRITTEN_BY_TOOLS: Final = re.compile(r"(?:^|/)(?:Cargo\.lock|uv\.lock|LICENSE)$")
