"""The map is true: every path that ARCHITECTURE.md names exists, and no file of the core is missing."""

import subprocess
from fnmatch import fnmatch

from . import architecture, tree
from .rules import CORE
from .tree import Finding


def exists(path: str) -> bool:
    """Say whether a path is a file or folder of the project, or one that a build makes.

    A name without its folders, such as `error.rs`, stands for any file of that name.
    """
    wanted = path.rstrip("/")
    folders = {
        "/".join(parts[:length])
        for parts in (name.split("/") for name in tree.files())
        for length in range(1, len(parts))
    }
    known = folders if path.endswith("/") else folders | set(tree.files())
    return any(fnmatch(f"/{name}", f"*/{wanted}") for name in known) or is_generated(path)


def is_generated(path: str) -> bool:
    """Say whether git ignores the path: then a build makes it."""
    command = ["git", "check-ignore", "--quiet", "--no-index", path]
    return subprocess.run(command, cwd=tree.ROOT, check=False).returncode == 0


def test_every_path_exists() -> None:
    tree.assert_none(
        Finding(architecture.ARCHITECTURE, line, f"`{path}` is not there: mend or remove it")
        for line, path in architecture.paths()
        if not exists(path)
    )


def is_named(name: str) -> bool:
    """Say whether the text names a file of the core crate, or the folder that it is in."""
    parts = name.removeprefix(CORE).split("/")
    folders = ("/".join(parts[:length]) + "/" for length in range(1, len(parts)))
    return any(f"`{path}`" in architecture.text() for path in ("/".join(parts), *folders))


def test_every_file_of_the_core_crate_is_named() -> None:
    names = (name for name in tree.files_ending(".rs", ".py") if name.startswith(CORE))
    tree.assert_none(
        Finding(name, 1, f"add it, or its folder, to the table in {architecture.ARCHITECTURE}")
        for name in names
        if not name.endswith(("/lib.rs", "/mod.rs")) and not is_named(name)
    )


def test_alternatives_are_written_out() -> None:
    assert list(architecture.alternatives("a/{b,c}.rs")) == ["a/b.rs", "a/c.rs"]
    assert list(architecture.alternatives("a/b.rs")) == ["a/b.rs"]
