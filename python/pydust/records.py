"""Reads the records of a compiled library: what it says of its modules, classes and tests.

A record is a magic number, a length and a JSON object among the library's constant data. Finding
them needs no import and no matching interpreter, so it works for any platform's library.
What the objects say is in docs/design/records.md, and is up to those who read them; how they get
into a library is in the core crate.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydust.errors import PydustError

MAGIC: Final = b"\x93pydust-record\x01\n"
"""What each record begins with; the number in it is the version of the form."""

_LENGTH_SIZE: Final = 4

Record = Mapping[str, Any]
"""One object: it has a `kind` and an `id`, and what belongs to its kind."""


def read(library: Path) -> list[Record]:
    """Finds the records of a library.

    Args:
        library: A shared library of any platform, or a file with libraries for several.

    Returns:
        The records in the order of the file. Those that are there several times, as in a file
        for several processors, are given once.

    Raises:
        PydustError: where the file can't be read, or a record in it is damaged.
    """
    found: dict[bytes, Record] = {}
    try:
        for place, text in _texts(library):
            if text not in found:
                found[text] = _parse(library, place, text)
    except OSError as error:
        raise PydustError(f"{library}: can't be read: {error.strerror}") from None
    return list(found.values())


def _texts(library: Path) -> Iterator[tuple[int, bytes]]:
    """The text of each record, and where in the file it is."""
    with library.open("rb") as file:
        if not file.seek(0, 2):
            return  # an empty file can't be mapped
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            place = content.find(MAGIC)
            while place >= 0:
                start = place + len(MAGIC) + _LENGTH_SIZE
                length = int.from_bytes(content[start - _LENGTH_SIZE : start], "little")
                if start + length > len(content):
                    raise _damaged(library, place, f"{length} bytes of text, beyond the file's end")
                yield place, content[start : start + length]
                place = content.find(MAGIC, start + length)


def _parse(library: Path, place: int, text: bytes) -> Record:
    try:
        record = json.loads(text.decode())
    except ValueError as error:
        raise _damaged(library, place, str(error)) from None
    if not isinstance(record, dict):
        raise _damaged(library, place, f"{type(record).__name__} instead of an object")
    for key in ("kind", "id"):
        if not isinstance(record.get(key), str):
            raise _damaged(library, place, f"an object without a text `{key}`")
    return record


def _damaged(library: Path, place: int, found: str) -> PydustError:
    return PydustError(
        f"{library}: a damaged record at byte {place}\n"
        f"  found:    {found}\n"
        "  expected: the length of a JSON object, and the object\n"
        "  to do:    build the module again"
    )
