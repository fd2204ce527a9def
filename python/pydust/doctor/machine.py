"""Looks at the Python that runs, at the Rust toolchain, and at tools that are good to have."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Final

from pydust import __version__
from pydust.abi import Abi, best
from pydust.crates import crates_directory
from pydust.doctor.finding import Finding
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.toolchain import INSTALLER, build_requirements, find_cargo, load_toolchain

_GET_RUST: Final = "install Rust from https://rustup.rs"

_PLUGIN: Final = "pydust"
"""The entry point of our plugin in the group `pytest11`."""

_TYPE_CHECKERS: Final = ("mypy", "pyright", "basedpyright")

_PROGRAMS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "type checker": (
        _TYPE_CHECKERS,
        "pip install mypy, to check the use of modules by their stubs",
    ),
    "debugger": (("gdb", "lldb"), "install one of them, to step through Rust: see `pydust debug`"),
    "rust-analyzer": (
        ("rust-analyzer",),
        "rustup component add rust-analyzer; some editors bring it",
    ),
    "cargo-expand": (("cargo-expand",), "cargo install cargo-expand, for `pydust expand`"),
}
"""What is good to have: any of some programs, and how to get one."""


def examine_python(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Looks at this Python and at this package."""
    try:
        interpreter = Interpreter.running()
    except PydustError as error:
        yield Finding("Python", "error", str(error), "use CPython 3.11 or newer")
        return
    abi = Abi.named(best(interpreter, limited_api=True), interpreter)
    kind = "free-threaded " * interpreter.free_threaded + "debug " * interpreter.debug
    release = "{}.{}.{}".format(*sys.version_info)
    yield Finding(
        "Python",
        "ok",
        f"{kind}CPython {release} at {sys.executable}; builds for {abi.abi_tag}: {abi.pythons}",
    )
    active = environ.get("VIRTUAL_ENV")
    if active and os.path.realpath(active) != os.path.realpath(sys.prefix):
        yield Finding(
            "environment",
            "warning",
            f"{active} is active, and this is a Python of {sys.prefix}: modules are built for it",
            "install rusty-pydust in the active environment, and use its `pydust`",
        )
    yield _crates()


def _crates() -> Finding:
    try:
        return Finding(
            "rusty-pydust", "ok", f"{__version__}, with its crates in {crates_directory()}"
        )
    except PydustError as error:
        return Finding("rusty-pydust", "error", str(error))


def examine_rust(directory: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Looks for cargo, and lets rustc make a library, which needs the linker, too.

    Args:
        directory: Where builds run: a `rust-toolchain.toml` there chooses the versions.
        environ: Environment variables.
    """
    if find_cargo(environ) is None and build_requirements(environ):
        yield Finding(
            "cargo",
            "warning",
            f"not found; builds that isolate their environment bring one, by {INSTALLER}",
            f"{_GET_RUST}, for `pydust build` and editors",
        )
        return
    try:
        toolchain = load_toolchain(directory, environ)
    except PydustError as error:
        yield Finding("cargo", "error", str(error))
        return
    shown = "{}.{}".format(*toolchain.version)
    yield Finding("cargo", "ok", f"{shown} for {toolchain.host} at {toolchain.cargo}")
    yield _rustc(toolchain.cargo, directory, environ)


def _rustc(cargo: Path, directory: Path, environ: Mapping[str, str]) -> Finding:
    rustc = environ.get("RUSTC") or shutil.which("rustc", path=environ.get("PATH"))
    # rustup puts all of its programs into one folder.
    beside = cargo.with_name(f"rustc{cargo.suffix}")
    rustc = rustc or (str(beside) if beside.exists() else None)
    if rustc is None:
        return Finding("rustc", "error", "not found on the PATH, nor beside cargo", _GET_RUST)
    with tempfile.TemporaryDirectory() as folder:
        command = [
            rustc,
            "--crate-type",
            "cdylib",
            "--crate-name",
            "probe",
            "--out-dir",
            folder,
            "-",
        ]
        try:
            process = subprocess.run(
                command,
                cwd=directory,
                env=dict(environ),
                input='#[unsafe(no_mangle)] pub extern "C" fn probe() {}',
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            return Finding("rustc", "error", f"{rustc} does not run: {error}", _GET_RUST)
    if process.returncode == 0:
        return Finding("rustc", "ok", f"{rustc}; it compiles and links a library")
    return Finding(
        "rustc", "error", f"{rustc} makes no library:\n{process.stderr.strip()}", _linker()
    )


def _linker() -> str:
    """How to get the linker, without which rustc makes nothing that Python can import."""
    if sys.platform == "win32":
        return "install the C++ build tools of Visual Studio, with which rustc links"
    if sys.platform == "darwin":
        return "xcode-select --install, which brings the linker"
    return "install a C compiler (gcc or clang), with which rustc links"


def examine_tools(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Looks for what builds can do without."""
    yield from _pytest(environ)
    for subject, (names, fix) in _PROGRAMS.items():
        found = [path for name in names if (path := _program(name, environ))]
        if found:
            yield Finding(subject, "ok", ", ".join(found))
        else:
            yield Finding(subject, "missing", f"no {' or '.join(names)}", fix)


def _pytest(environ: Mapping[str, str]) -> Iterator[Finding]:
    try:
        release = version("pytest")
    except PackageNotFoundError:
        fix = f"{sys.executable} -m pip install pytest"
        yield Finding("pytest", "missing", "not installed for this Python", fix)
        return
    yield Finding("pytest", "ok", release)
    yield _plugin(environ)


def _plugin(environ: Mapping[str, str]) -> Finding:
    if _PLUGIN not in {entry.name for entry in entry_points(group="pytest11")}:
        return Finding(
            "pytest plugin",
            "warning",
            "not registered: tests of Rust are not collected",
            f"{sys.executable} -m pip install --force-reinstall rusty-pydust",
        )
    if environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"):
        return Finding(
            "pytest plugin",
            "warning",
            "not loaded, as PYTEST_DISABLE_PLUGIN_AUTOLOAD is set",
            "unset it, or run pytest with `-p pydust.pytest_plugin`",
        )
    found = "registered: it builds before tests run, and collects those of Rust"
    return Finding("pytest plugin", "ok", found)


def _program(name: str, environ: Mapping[str, str]) -> str | None:
    """A program on the PATH, beside this Python, or where cargo installs."""
    home = environ.get("CARGO_HOME")
    cargo = Path(home) if home else Path.home() / ".cargo"
    places = (environ.get("PATH", os.defpath), str(Path(sys.executable).parent), str(cargo / "bin"))
    return shutil.which(name, path=os.pathsep.join(places))
