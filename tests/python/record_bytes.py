"""Libraries with records in them, made without a compiler."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydust.records import MAGIC


def record_bytes(record: object) -> bytes:
    """A record as a library holds it."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    return MAGIC + len(text).to_bytes(4, "little") + text


def write_library(path: Path, *records: dict[str, Any]) -> Path:
    """Writes what looks like a library to those who look for records."""
    padding = bytes(range(7))
    path.write_bytes(b"\x7fELF" + b"".join(padding + record_bytes(record) for record in records))
    return path
