"""Looks into a compiled library for the function by which Python initialises the module."""

from __future__ import annotations

from pathlib import Path


def exports(library: Path, symbol: str) -> bool:
    """Whether a shared library names a symbol, in any of the formats that Python loads.

    ELF, Mach-O and PE keep names of symbols as text that ends with a zero byte; Mach-O puts an
    underscore before each. The text stands nowhere else by accident, so that is what is looked
    for: no loading, and no tool that might be missing.

    Example:
        >>> import _ctypes
        >>> exports(Path(_ctypes.__file__), "PyInit__ctypes")
        True
    """
    content = library.read_bytes()
    name = symbol.encode()
    return any(prefix + name + b"\0" in content for prefix in (b"\0", b"\0_"))
