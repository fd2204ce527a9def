"""The compiled file of a module, made by cargo only where something has changed since.

Files of modules that are in no project have their content in their path: a process that has an older
one loaded keeps it, and can load the new one beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydust import __version__
from pydust.adhoc import cache_directory, scratch_project
from pydust.compile import Build, compile_modules
from pydust.config import PYPROJECT, ExtModule, Project
from pydust.file_lock import locked
from pydust.inplace import install, install_in_place
from pydust.interpreter import Interpreter
from pydust.on_import.sources import recall, remember, sources_of
from pydust.settings import Options
from pydust.stubs.place import write_beside
from pydust.workspace import GENERATED_DIRECTORY

_RECORD: Final = "built.json"

_FLAGS: Final = ("RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS")
"""Variables that change what the compiler makes."""


def single_library(
    module: ExtModule, options: Options, manifest: Mapping[str, Any] | None = None
) -> Path:
    """The file of a module that is in no project.

    Args:
        module: With a root.
        options: How to build.
        manifest: Tables for cargo, as a project has them in `[tool.pydust]`.

    Raises:
        PydustError: where it does not compile; what cargo said is in the error.
    """
    assert module.root is not None
    folder = _folder(module, module.root, options, manifest)
    if found := recall(folder / _RECORD):
        return found
    with locked(folder / "lock"):
        if found := recall(folder / _RECORD):
            return found  # another process was quicker
        scratch = scratch_project((module,), os.environ, manifest)
        interpreter = Interpreter.running()
        began = time.time_ns()
        with _shown(module.root):
            (item,) = compile_modules(scratch.build(options, interpreter, quiet=True))
        content = hashlib.sha256(item.library.read_bytes()).hexdigest()[:16]
        (file,) = install([(item, folder / content)], interpreter)
        for older in folder.iterdir():
            if older.is_dir() and older.name != content:
                # Windows keeps what a process has loaded.
                shutil.rmtree(older, ignore_errors=True)
        sources = [module.root, *sources_of(item.library, scratch.shared / "crates")]
        remember(folder / _RECORD, file, sources, began)
    return file


def project_library(project: Project, module: ExtModule, options: Options) -> Path:
    """The file of a module beside the Python files of its project.

    Raises:
        PydustError: where it does not compile; what cargo said is in the error.
    """
    folder = _folder(module, project.directory, options, None)
    if found := recall(folder / _RECORD):
        return found
    with locked(folder / "lock"):
        if found := recall(folder / _RECORD):
            return found
        interpreter = Interpreter.running()
        began = time.time_ns()
        with _shown(project.directory):
            built = compile_modules(Build(project, options, interpreter, os.environ, quiet=True))
        files = list(install_in_place(project.directory, built, interpreter))
        write_beside(project, built)
        item, file = next(
            (item, file) for item, file in zip(built, files, strict=True) if item.module == module
        )
        ours = project.directory / GENERATED_DIRECTORY
        own = (project.directory / name for name in (PYPROJECT, "Cargo.lock"))
        sources = [*(f for f in own if f.exists()), *sources_of(item.library, ours)]
        remember(folder / _RECORD, file, sources, began)
    return file


@contextlib.contextmanager
def _shown(source: Path) -> Iterator[None]:
    """Tells whoever waits at a terminal what for: the first build takes its time."""
    if not sys.stderr.isatty():
        yield
        return
    began = time.perf_counter()
    print(f"pydust: compiling {source} ..", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print(f" {time.perf_counter() - began:.1f} s", file=sys.stderr)


def _folder(
    module: ExtModule, source: Path, options: Options, manifest: Mapping[str, Any] | None
) -> Path:
    """The folder in the cache for a module that is built in one way."""
    key = [
        str(source),
        module.name.dotted,
        # Of two builds of Python the files may differ, and their names need not.
        [sys.implementation.cache_tag, sys.abiflags if sys.platform != "win32" else ""],
        [options.profile, options.target_cpu, options.limited_api, options.abis],
        manifest,
        [os.environ.get(name) for name in _FLAGS],
    ]
    digest = hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()[:16]
    return cache_directory(os.environ) / __version__ / "imports" / digest
