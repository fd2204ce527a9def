"""The programs beside this file, each run in a process of its own, and the empty C module that they compare with."""

import os
import shlex
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
PACKAGES = (EXAMPLES, EXAMPLES / "tests", HERE.parent / "ext", HERE.parent / "integrations", HERE)

# More than any test takes on a busy machine: who takes longer waits for ever.
TIMEOUT_S = 300


class ProgramError(Exception):
    """A program did not end, or not well."""


def environment(*folders: Path) -> dict[str, str]:
    """Give the environment of a program that imports examples and fixtures, and from some folders."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (*PACKAGES, *folders)))}


def run_program(
    program: str,
    *arguments: str,
    folder: Path = HERE,
    variables: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT_S,
) -> str:
    """Run a program beside this file, and give what it prints.

    It imports from the packages of the examples and fixtures, and from `folder`; `variables` are
    added to its environment.
    """
    command = [sys.executable, "-X", "faulthandler", str(HERE / program), *arguments]
    try:
        done = subprocess.run(
            command,
            env=environment(folder) | dict(variables or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        printed = (expired.output or b"").decode(errors="replace")
        raise ProgramError(f"{program} did not end within {timeout} s\n{printed}") from None
    if done.returncode != 0:
        raise ProgramError(f"{program} {ending(done.returncode)}\n{done.stdout}")
    return done.stdout


def ending(code: int) -> str:
    """Say how a process ended that did not end well."""
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"exited with {code}"


def compile_empty(folder: Path) -> None:
    """Compile the empty C module into a package, as the others are in one."""
    package = folder / "package"
    package.mkdir()
    (package / "__init__.py").touch()
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")
    include = f"-I{sysconfig.get_path('include')}"
    output = package / f"empty{sysconfig.get_config_var('EXT_SUFFIX')}"
    command = [*compiler, "-shared", "-fPIC", include, str(HERE / "empty.c"), "-o", str(output)]
    subprocess.run(command, check=True)
