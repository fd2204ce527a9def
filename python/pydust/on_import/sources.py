"""Remembers which files a library was made from, and tells whether they are still the same.

Asking cargo costs some tenths of a second; this costs one `stat` for each file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydust.sync import write_text


@dataclass(frozen=True)
class State:
    """How a file was.

    Attributes:
        modified: When it was written, in nanoseconds.
        size: How long it was.
        digest: What was in it.
    """

    modified: int
    size: int
    digest: str

    @classmethod
    def of(cls, file: Path) -> State:
        """How a file is now."""
        status = file.stat()
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        return cls(status.st_mtime_ns, status.st_size, digest)

    def now(self, file: Path) -> State | None:
        """How the file is now, if its content is still the same; None where it is another one."""
        status = file.stat()
        if (status.st_mtime_ns, status.st_size) == (self.modified, self.size):
            return self
        state = State.of(file)
        return state if state.digest == self.digest else None


def recall(record: Path) -> Path | None:
    """The library that was remembered, if neither it nor anything that it was made from changed.

    A file that was written again with the same content has not changed.
    """
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        before = {Path(name): State(*state) for name, state in content["files"].items()}
        now = {file: state.now(file) for file, state in before.items()}
        made = Path(content["made"])
    except (OSError, ValueError, TypeError, KeyError):
        return None  # gone, or not ours: it is made again
    states = {file: state for file, state in now.items() if state is not None}
    if len(states) < len(now):
        return None
    if states != before:
        write_text(record, _text(made, states))
    return made


def remember(record: Path, made: Path, sources: Iterable[Path], began: int) -> None:
    """Remembers what a library was made from.

    Args:
        record: Where.
        made: The library.
        sources: The files.
        began: When the compiler was called, in nanoseconds: what was written later may not be in
            the library, so nothing is remembered then.
    """
    states = {file: State.of(file) for file in dict.fromkeys(sources)}
    if any(state.modified >= began for state in states.values()):
        record.unlink(missing_ok=True)
        return
    write_text(record, _text(made, states | {made: State.of(made)}))


def _text(made: Path, states: Mapping[Path, State]) -> str:
    content: dict[str, Any] = {
        "made": str(made),
        "files": {str(file): [s.modified, s.size, s.digest] for file, s in states.items()},
    }
    return json.dumps(content, indent=1)


def sources_of(library: Path, ours: Path) -> Iterator[Path]:
    """The files that cargo made a library from, those of dependencies with a path included.

    Args:
        library: As cargo names it: there is a file beside it that says so.
        ours: A folder whose files do not count, as they belong to this package.
    """
    try:
        text = library.with_suffix(".d").read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        _, _, names = line.partition(": ")
        for name in re.findall(r"(?:[^\\ ]|\\ |\\)+", names):
            file = Path(name.replace("\\ ", " "))
            if file.is_absolute() and not file.is_relative_to(ours):
                yield file
