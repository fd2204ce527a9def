"""The project's files: which there are, and what a finding about one looks like.

What is in a file is judged by the tests; Rust source is read by `rust_source.py`.
"""

import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Finding(NamedTuple):
    """One breach of a rule: where it is, and what to do."""

    path: str
    line: int
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.advice}"


@cache
def files() -> tuple[str, ...]:
    """List the project's files as git sees them: committed or not, but never ignored ones."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file()))


def files_ending(*endings: str) -> Iterator[str]:
    """Give the project's files whose names end with one of `endings`."""
    return (name for name in files() if name.endswith(endings))


@cache
def read(name: str) -> str:
    """Read a file of the project as text."""
    return (ROOT / name).read_text(encoding="utf-8")


def line_at(text: str, offset: int) -> int:
    """Give the number of the line that `offset` is on, from 1."""
    return text.count("\n", 0, offset) + 1


def assert_none(findings: Iterable[Finding]) -> None:
    """Fail, and list every finding, unless there is none."""
    found = [str(finding) for finding in findings]
    assert not found, f"{len(found)} to put right:\n" + "\n".join(found)
