"""Builds single Rust files where there is no project, into a directory.

The generated workspace and cargo's files are in the user's cache directory: nothing but the
modules appears beside the sources. Projects are built by `pydust.build`.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydust import __version__
from pydust.abi import Abi
from pydust.compile import Build, compile_modules
from pydust.config import ExtModule, Project
from pydust.errors import wrong_input
from pydust.inplace import install
from pydust.interpreter import Interpreter
from pydust.names import ModuleName
from pydust.settings import Options


@dataclass(frozen=True)
class Scratch:
    """A project that is nobody's, in the cache.

    Attributes:
        project: What to build.
        shared: What all such projects share.
        environ: The variables to build it with.
    """

    project: Project
    shared: Path
    environ: Mapping[str, str]

    def build(self, options: Options, interpreter: Interpreter, *, quiet: bool = False) -> Build:
        """Its build. What a quiet one's cargo says is for the error alone."""
        return Build(self.project, options, interpreter, self.environ, self.shared, quiet)


def build_files(specs: Sequence[str], output: Path, options: Options) -> dict[Path, Abi]:
    """Builds a module from each Rust file.

    Args:
        specs: `hello.rs`, which gives the module `hello`, or `some.name=path/to/file.rs`.
        output: The directory to put the modules into; `some.name` becomes a file in `some`.
        options: How to build.

    Returns:
        The module files, and what they are for.

    Raises:
        PydustError: where something is wrong.
    """
    modules = tuple(module_of(spec) for spec in specs)
    _check_names_differ(modules, specs)
    scratch = scratch_project(modules, os.environ)
    interpreter = Interpreter.running()
    built = compile_modules(scratch.build(options, interpreter))
    return install([(item, output) for item in built], interpreter)


def scratch_project(
    modules: Sequence[ExtModule],
    environ: Mapping[str, str],
    manifest: Mapping[str, Any] | None = None,
) -> Scratch:
    """Makes the place in which modules without a project are built; the same for the same modules.

    Args:
        modules: With roots.
        environ: Environment variables.
        manifest: Tables for cargo, as a project has them in `[tool.pydust]`.
    """
    shared = cache_directory(environ) / __version__
    directory = shared / "projects" / _digest(modules)
    directory.mkdir(parents=True, exist_ok=True)
    project = Project(directory, tuple(modules), manifest=manifest or {})
    # Dependencies are compiled once for all files.
    return Scratch(project, shared, {"CARGO_TARGET_DIR": str(shared / "target"), **environ})


def cache_directory(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where the operating system wants what can be made again.

    Args:
        environ: Environment variables.
        platform: As `sys.platform`.
    """
    if platform == "win32" and (local := environ.get("LOCALAPPDATA")):
        base = Path(local)
    elif platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "rusty-pydust"


def module_of(spec: str) -> ExtModule:
    """The module that `hello.rs` or `some.name=path/to/file.rs` stands for.

    Raises:
        PydustError: where there is no such file, or Python could not import the name.
    """
    name, separator, file = spec.rpartition("=")
    path = Path(os.path.abspath(file))
    if not path.is_file():
        kind = "a directory" if path.is_dir() else "there is no such file"
        raise wrong_input(
            f"argument {spec}", found=f"{file}: {kind}", expected="a Rust file, or name=file"
        )
    module_name = ModuleName(name if separator else path.stem)
    if problem := module_name.problem():
        raise wrong_input(
            f"argument {spec}",
            found=f"the module name {module_name.dotted!r}: {problem}",
            expected="a name that Python can import",
            fix=f"name the module: NAME={file}",
        )
    return ExtModule(module_name, root=path)


def _check_names_differ(modules: Sequence[ExtModule], specs: Sequence[str]) -> None:
    seen: dict[ModuleName, str] = {}
    for module, spec in zip(modules, specs, strict=True):
        if module.name in seen:
            raise wrong_input(
                f"argument {spec}",
                found=f"the module name {module.name.dotted}, which {seen[module.name]} has",
                expected="a name of its own for each module",
                fix=f"name the module: NAME={module.root}",
            )
        seen[module.name] = spec


def _digest(modules: Sequence[ExtModule]) -> str:
    text = "\n".join(sorted(f"{module.name.dotted}={module.root}" for module in modules))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
