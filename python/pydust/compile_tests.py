"""Compiles the tests of a project's modules, whatever they become.

Which program between cargo and rustc decides that is in `pydust.rustc_for_tests`; the libraries and
executables are used in `pydust.native_tests` and `pydust.rust_harness`.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Final

from pydust import cargo, rustc_for_tests
from pydust.abi_choice import choose
from pydust.compile import Build, by_abi, invocation
from pydust.config import ExtModule, Project
from pydust.crates import MAIN_CRATE
from pydust.tested_sources import Crate, Kind, read_crate, read_folder

_LEAK_CHECKS: Final = ["--features", f"{MAIN_CRATE}/leak-checks"]


def may_have_tests(module: ExtModule, kind: Kind, manifest: Path | None = None) -> bool:
    """Whether a module's sources have tests of a kind, or can't be followed.

    Args:
        module: An entry of the project.
        kind: The kind.
        manifest: The `Cargo.toml` of its package, where the user manages that.
    """
    crate = read_sources(module, manifest)
    return crate is None or bool(crate.kinds & kind)


def read_sources(module: ExtModule, manifest: Path | None = None) -> Crate | None:
    """What the text of a module's crate shows.

    Args:
        module: An entry of the project.
        manifest: The `Cargo.toml` of its package, where the user manages that.

    Returns:
        None where it is not known yet which files that is.
    """
    if module.root is not None:
        return read_crate(module.root)
    return read_folder(manifest.parent / "src") if manifest else None


def compile_tests(
    project: Project, build: Build, program: Path, kind: Kind, *, leak_checks: bool = False
) -> dict[ExtModule, Path]:
    """Compiles the modules that have tests of a kind, with a program between cargo and rustc.

    Args:
        project: The project.
        build: What builds.
        program: The program.
        kind: The kind.
        leak_checks: Whether allocations are counted, in modules that set no allocator themselves.

    Returns:
        What was made for each.
    """
    made: dict[ExtModule, Path] = {}
    chosen = choose(project, build.options, build.interpreter, everything=False)
    tested = {
        module: abis
        for module, abis in chosen.items()
        if may_have_tests(module, kind, build.layout.manifest(module))
    }
    for abi, modules in by_abi(tested).items():
        counted = [
            module for module in modules if leak_checks and not _sets_allocator(module, build)
        ]
        others = [module for module in modules if module not in counted]
        for part, arguments in ((counted, _LEAK_CHECKS), (others, [])):
            if not part:
                continue
            call = invocation(build, abi, part)
            call = dataclasses.replace(
                call,
                environ={**call.environ, rustc_for_tests.VARIABLE: str(program)},
                arguments=[*call.arguments, *arguments],
            )
            files = cargo.build_tests(build.toolchain, call)
            for module in part:
                made[module] = files[build.layout.manifest(module).resolve()]
    return made


def _sets_allocator(module: ExtModule, build: Build) -> bool:
    crate = read_sources(module, build.layout.manifest(module))
    return crate is not None and crate.sets_allocator
