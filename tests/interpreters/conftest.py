"""Kinds of sub-interpreters as fixtures, and a process of its own for each test that makes some.

A test that takes `kind` or `own_gil` is run by `child.py`, with that one argument: a crash of the
process is a failure of that test alone, and no test sees what another has imported.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from subinterpreters import KINDS, OWN_GIL

HERE = Path(__file__).parent
PACKAGES = (HERE.parents[1] / "examples", HERE.parent / "ext", HERE.parent / "integrations")

# More than any test takes on a busy machine: who takes longer waits for ever.
TIMEOUT_S = 300


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of sub-interpreter that this Python has."""
    return str(request.param)


@pytest.fixture
def own_gil() -> str:
    """The kind with a GIL of its own."""
    if OWN_GIL not in KINDS:
        pytest.skip("before CPython 3.12 all interpreters share one GIL")
    return OWN_GIL


def run_program(
    program: str, *arguments: str, folder: Path = HERE, variables: Mapping[str, str] | None = None
) -> str:
    """Run a program beside this file, and give what it prints.

    It imports from the packages of the examples and fixtures, and from `folder`; `variables` are
    added to its environment.
    """
    path = os.pathsep.join(map(str, (*PACKAGES, folder)))
    environment = os.environ | {"PYTHONPATH": path} | dict(variables or {})
    command = [sys.executable, "-X", "faulthandler", str(HERE / program), *arguments]
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        printed = (expired.output or b"").decode(errors="replace")
        pytest.fail(f"{program} did not end within {TIMEOUT_S} s\n{printed}", pytrace=False)
    if done.returncode != 0:
        pytest.fail(f"{program} {ending(done.returncode)}\n{done.stdout}", pytrace=False)
    return done.stdout


def ending(code: int) -> str:
    """Say how a process ended that did not end well."""
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"exited with {code}"


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Call a test that makes sub-interpreters in a process of its own."""
    for fixture in ("kind", "own_gil"):
        if fixture in pyfuncitem.fixturenames:
            module, function = pyfuncitem.module.__name__, pyfuncitem.originalname
            run_program("child.py", module, function, str(pyfuncitem.funcargs[fixture]))
            return True
    return None
