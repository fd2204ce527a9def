"""Compiles the tests of a project's modules, whatever they become.

Which program between cargo and rustc decides that is in `pydust.rustc_for_tests`; the libraries and
executables are used in `pydust.native_tests` and `pydust.rust_harness`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydust import cargo, rustc_for_tests
from pydust.abi_choice import choose
from pydust.compile import Build, by_abi, invocation
from pydust.config import ExtModule
from pydust.crates import MAIN_CRATE
from pydust.tested_sources import Crate, Kind, read_crate, read_folder

_LEAK_CHECKS: Final = ["--features", f"{MAIN_CRATE}/leak-checks"]


def tested_modules(build: Build, kind: Kind) -> dict[ExtModule, Crate]:
    """The modules whose sources may have tests of a kind, and what the text of their crates shows.

    Args:
        build: What builds.
        kind: The kind.

    Returns:
        Them in the order of the project.
    """
    crates = {module: _read(build, module) for module in build.project.modules}
    return {module: crate for module, crate in crates.items() if crate.kinds & kind}


def _read(build: Build, module: ExtModule) -> Crate:
    if module.root is not None:
        return read_crate(module.root)
    return read_folder(build.layout.manifest(module).parent / "src")


def compile_tests(
    build: Build, tested: Mapping[ExtModule, Crate], program: Path, *, leak_checks: bool = False
) -> dict[ExtModule, Path]:
    """Compiles the tests of modules, with a program between cargo and rustc.

    Args:
        build: What builds.
        tested: The modules.
        program: The program.
        leak_checks: Whether allocations are counted, in modules that set no allocator themselves.

    Returns:
        What was made for each.
    """
    made: dict[ExtModule, Path] = {}
    chosen = choose(build.project, build.options, build.interpreter, everything=False)
    for abi, modules in by_abi({module: chosen[module] for module in tested}).items():
        counted = [it for it in modules if leak_checks and not tested[it].sets_allocator]
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
