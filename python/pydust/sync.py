"""Writes files so that nothing changes which need not: cargo decides by modification times.

Only the writing is here; what is written is decided by `pydust.workspace` and `pydust.inplace`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> bool:
    """Makes a file have this content, in one step, and touches it only where it has another one.

    Returns:
        Whether the file was written.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if path.read_bytes() == content:
            return False
    with _replacing(path) as temporary:
        temporary.write_bytes(content)
    return True


def write_text(path: Path, content: str) -> bool:
    """As `write_bytes`, for text in UTF-8 with the line ends as given."""
    return write_bytes(path, content.encode())


def copy_file(source: Path, target: Path) -> bool:
    """Copies a file where the content differs, in one step.

    A process that has the old file mapped into memory, as Python has an extension module, keeps
    it: the new one takes its place in the directory and never overwrites it.

    Returns:
        Whether the file was written.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if _same_content(source, target):
            return False
    with _replacing(target) as temporary:
        shutil.copyfile(source, temporary)
        shutil.copymode(source, temporary)
    return True


def mirror(source: Path, target: Path, files: Iterable[Path]) -> None:
    """Makes `target` hold exactly the given files, which are relative to `source`.

    Unchanged files keep their modification time, and files that are not named are removed.
    """
    wanted = set(files)
    for relative in sorted(wanted):
        write_bytes(target / relative, (source / relative).read_bytes())
    remove_others(target, {target / relative for relative in wanted})


def remove_others(directory: Path, keep: set[Path]) -> None:
    """Removes every file below a directory that is not named, and the directories left empty.

    Hidden files stay: they are the temporary files of another build that runs at the same time.
    """
    for root, folders, names in os.walk(directory, topdown=False):
        for name in names:
            path = Path(root, name)
            if path not in keep and not name.startswith("."):
                path.unlink(missing_ok=True)
        for folder in folders:
            with contextlib.suppress(OSError):  # not empty: something in it is kept
                Path(root, folder).rmdir()


def _same_content(a: Path, b: Path) -> bool:
    return a.stat().st_size == b.stat().st_size and a.read_bytes() == b.read_bytes()


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Gives a temporary file beside `path` that takes its place when the block succeeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        temporary.chmod(0o644)
        yield temporary
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
