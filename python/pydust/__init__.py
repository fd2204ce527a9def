"""Rusty Pydust: native Python extension modules written in Rust.

This package is the Python half: it turns the `[tool.pydust]` tables of a `pyproject.toml` into
compiled modules. Importing it does nothing but name the version; the work is in

- `pydust.build.build()`, for a build script,
- the hatchling build hook `pydust` (`pydust.hatch_hook`),
- the command line, `pydust` or `python -m pydust` (`pydust.cli`).
"""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
"""The version of this package and of the Rust crates that travel inside it."""
