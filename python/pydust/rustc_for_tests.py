"""Puts our program between cargo and rustc where tests are compiled.

Cargo compiles tests as an executable, with everything that belongs to them: `cfg(test)`, the
`dev-dependencies`, a place of its own among cargo's files. `crates/pydust-test-rustc` changes only
what rustc makes in the end. Cargo calls it for the crates of the workspace alone, as it calls
clippy, so that dependencies are compiled once for tests and for everything else.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pydust.crates import crates_directory
from pydust.errors import PydustError
from pydust.sync import copy_file, write_text
from pydust.toml_text import inline
from pydust.toolchain import Toolchain

VARIABLE: Final = "RUSTC_WORKSPACE_WRAPPER"
"""How cargo learns of the program."""

BY_HAND: Final = "test.toml"
"""The file among ours that lets people do the same: `cargo test --config .pydust/test.toml`."""

_CRATE: Final = "pydust-test-rustc"
_EXE: Final = ".exe" if sys.platform == "win32" else ""


def for_libraries(toolchain: Toolchain, support: Path, environ: Mapping[str, str]) -> Path:
    """The program with which tests become libraries that Python loads.

    Args:
        toolchain: What builds.
        support: The folder for our own files; the program stays there.
        environ: Environment variables, with those of the toolchain.

    Raises:
        PydustError: where it can't be compiled.
    """
    source = crates_directory() / _CRATE / "src" / "main.rs"
    digest = _digest(source.read_text(encoding="utf-8"), toolchain.host)
    program = support / "tests" / f"library-{digest}" / f"library{_EXE}"
    if not program.exists():
        _compile(tool("rustc", toolchain, environ), source, program, environ)
    return program


def for_executables(
    toolchain: Toolchain, support: Path, environ: Mapping[str, str], arguments: Sequence[str]
) -> Path:
    """The program with which tests become executables that are linked with more arguments.

    Args:
        toolchain: What builds.
        support: The folder for our own files; the program stays there.
        environ: Environment variables, with those of the toolchain.
        arguments: What rustc is given besides. Cargo compares only paths, so each list has a
            program of its own.

    Raises:
        PydustError: where it can't be compiled.
    """
    library = for_libraries(toolchain, support, environ)
    lines = "".join(f"{argument}\n" for argument in arguments)
    folder = library.parent.with_name(f"harness-{_digest(library.parent.name, lines)}")
    program = folder / f"harness{_EXE}"
    write_text(folder / "harness.arguments", lines)
    copy_file(library, program)
    write_text(support / BY_HAND, f"[build]\nrustc-workspace-wrapper = {inline(str(program))}\n")
    return program


def for_doctests(toolchain: Toolchain, support: Path, environ: Mapping[str, str]) -> Path:
    """The program with which crates become Rust libraries, and their tests a list of arguments.

    The arguments are for rustdoc, one a line, after the folder to run it in.

    Args:
        toolchain: What builds.
        support: The folder for our own files; the program stays there.
        environ: Environment variables, with those of the toolchain.

    Raises:
        PydustError: where it can't be compiled.
    """
    library = for_libraries(toolchain, support, environ)
    program = library.with_name(f"doctests{_EXE}")
    copy_file(library, program)
    return program


def tool(name: str, toolchain: Toolchain, environ: Mapping[str, str]) -> str:
    """The rustc or rustdoc that belongs to a cargo: rustup and distributions put all into one folder."""
    if named := environ.get(name.upper()):
        return named
    beside = toolchain.cargo.with_name(f"{name}{_EXE}")
    return str(beside) if beside.exists() else shutil.which(name) or name


def _compile(rustc: str, source: Path, program: Path, environ: Mapping[str, str]) -> None:
    program.parent.mkdir(parents=True, exist_ok=True)
    # Another process may compile the same.
    made = program.with_name(f"{os.getpid()}{_EXE}")
    options = ["--edition=2024", "--crate-name=library", "-Copt-level=1", "-Cstrip=symbols"]
    command = [rustc, *options, "-o", str(made), str(source)]
    try:
        done = subprocess.run(
            command, env=environ, cwd=program.parent, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise PydustError(f"{rustc} does not run: {error}") from None
    if done.returncode != 0:
        raise PydustError(f"`{' '.join(command)}` failed:\n{done.stderr.strip()}")
    os.replace(made, program)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]
