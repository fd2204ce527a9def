"""Kinds of sub-interpreters as fixtures, and a process of its own for each test that makes some.

A test that takes `kind` or `own_gil` is run by `child.py`, with that one argument: a crash of the
process is a failure of that test alone, and no test sees what another has imported.
"""

from pathlib import Path

import pytest
from programs import ProgramError, compile_empty, run_program
from subinterpreters import KINDS, OWN_GIL


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


@pytest.fixture(scope="session")
def folder_of_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the empty C module."""
    folder = tmp_path_factory.mktemp("empty")
    compile_empty(folder)
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Call a test that makes sub-interpreters in a process of its own."""
    for fixture in ("kind", "own_gil"):
        if fixture in pyfuncitem.fixturenames:
            module, function = pyfuncitem.module.__name__, pyfuncitem.originalname
            try:
                run_program("child.py", module, function, str(pyfuncitem.funcargs[fixture]))
            except ProgramError as failed:
                pytest.fail(str(failed), pytrace=False)
            return True
    return None
