"""Runs `cargo build` and `cargo test` once for all modules of one ABI, and finds what they made.

What is built is decided by `pydust.workspace` and, in a self-managed project, by the user's own
manifests; where the libraries go then is in `pydust.inplace` and `pydust.hatch_hook`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from pydust.errors import PydustError
from pydust.toolchain import Toolchain

LIBRARY_SUFFIXES: Final = (".so", ".dylib", ".dll")
"""How the operating systems call shared libraries, before they become Python modules."""


Listener = Callable[[str], None]


@dataclass(frozen=True)
class Invocation:
    """One call that compiles.

    Attributes:
        directory: Where cargo runs, which decides which configuration files it reads.
        packages: The names of the packages to build.
        profile: `release` or `dev`.
        arguments: Further arguments.
        environ: The complete environment.
        quiet: Whether what cargo says to people is kept, to be the text of the error where it
            fails, instead of being shown while it works.
        listener: Takes what cargo says to people, line by line, while it works; it is not shown
            then. A state of the progress bar is a line too.
    """

    directory: Path
    packages: Sequence[str]
    profile: str
    arguments: Sequence[str] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False
    listener: Listener | None = None


def build(toolchain: Toolchain, call: Invocation) -> dict[Path, Path]:
    """Builds packages, while cargo shows its progress and its errors on standard error.

    A quiet call shows nothing.

    Returns:
        The shared library of each package that has one, by the resolved path of its
        `Cargo.toml`.

    Raises:
        PydustError: where cargo fails; it has then said why itself, or it is in the error.
    """
    return dict(_libraries(_compile(toolchain, ["build"], call)))


def build_tests(toolchain: Toolchain, call: Invocation) -> dict[Path, Path]:
    """Compiles the tests of packages, as `build` does their libraries.

    Returns:
        What cargo takes for the executable with the tests of each package, by the resolved path
        of its `Cargo.toml`.

    Raises:
        PydustError: where cargo fails; it has then said why itself, or it is in the error.
    """
    messages = _compile(toolchain, ["test", "--no-run", "--lib"], call)
    return {
        Path(message["manifest_path"]).resolve(): Path(message["executable"])
        for message in messages
        if message.get("executable")
    }


def _compile(toolchain: Toolchain, subcommand: list[str], call: Invocation) -> list[dict[str, Any]]:
    """Runs a command of cargo's that compiles.

    Returns:
        Its messages about what it has made.
    """
    command = [
        str(toolchain.cargo),
        *subcommand,
        # Artifacts as JSON on standard output; everything for people on standard error.
        "--message-format=json-render-diagnostics",
        "--profile",
        call.profile,
        *(part for package in call.packages for part in ("--package", package)),
        *call.arguments,
        *(["--quiet"] if call.quiet else []),
    ]
    kept: list[str] = []
    code, output = _run(command, call, call.listener or (kept.append if call.quiet else None))
    if code != 0:
        said = "\n\n" + "\n".join(kept).strip() if kept else " its own message is above"
        raise PydustError(f"cargo {subcommand[0]} failed (exit code {code}):{said}")
    # A build script or a macro may print, too.
    messages = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return [message for message in messages if message.get("reason") == "compiler-artifact"]


def _run(command: Sequence[str], call: Invocation, listener: Listener | None) -> tuple[int, str]:
    """Runs cargo.

    Returns:
        Its exit code, and what it printed on standard output.
    """
    sys.stderr.flush()
    with subprocess.Popen(
        command,
        cwd=call.directory,
        env=call.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if listener else None,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        reader = threading.Thread(target=_listen, args=(process.stderr, listener))
        reader.start()
        assert process.stdout is not None
        output = process.stdout.read()
        reader.join()
    return process.returncode, output


def _listen(stream: IO[str] | None, listener: Listener | None) -> None:
    """Passes lines on; a carriage return, after which cargo draws anew, ends a line too."""
    if stream is not None and listener is not None:
        for line in stream:
            listener(line.rstrip("\n"))


def _libraries(messages: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Path, Path]]:
    for message in messages:
        if "cdylib" not in message["target"]["kind"]:
            continue
        for name in message["filenames"]:
            if name.endswith(LIBRARY_SUFFIXES):
                yield Path(message["manifest_path"]).resolve(), Path(name)


def generate_lockfile(toolchain: Toolchain, directory: Path, environ: Mapping[str, str]) -> None:
    """Makes cargo choose the versions of all dependencies and write `Cargo.lock`.

    Raises:
        PydustError: where cargo fails; it has then said why itself.
    """
    command = [str(toolchain.cargo), "generate-lockfile"]
    if subprocess.run(command, cwd=directory, env=environ, check=False).returncode != 0:
        raise PydustError("cargo generate-lockfile failed: its own message is above")


def package_manifests(
    toolchain: Toolchain, directory: Path, environ: Mapping[str, str]
) -> dict[str, Path]:
    """The `Cargo.toml` of every package of a workspace that a user manages, by its name.

    Raises:
        PydustError: where cargo fails; it has then said why itself.
    """
    command = [str(toolchain.cargo), "metadata", "--no-deps", "--format-version=1"]
    process = subprocess.run(
        command, cwd=directory, env=environ, stdout=subprocess.PIPE, text=True, check=False
    )
    if process.returncode != 0:
        raise PydustError("cargo metadata failed: its own message is above")
    packages = json.loads(process.stdout)["packages"]
    return {package["name"]: Path(package["manifest_path"]) for package in packages}


def target_directory(directory: Path, environ: Mapping[str, str]) -> Path:
    """Where cargo puts its files, unless a configuration file of the user says otherwise."""
    return Path(os.path.join(directory, environ.get("CARGO_TARGET_DIR") or "target"))
