"""Modules that are not for every interpreter: an `ImportError` says what they need, and leaves nothing behind."""

import importlib
import subprocess
import sys
import sysconfig

import pytest
from programs import environment
from subinterpreters import OWN_GIL, Interpreter, Raised

IMPORT_ERROR = ["ImportError", "Exception", "BaseException", "object"]

NEEDS_MAIN = (
    "module fixtures.main_only needs the main interpreter, and this is a sub-interpreter: "
    "import it in the main one, or in a process of its own"
)
NEEDS_SHARED = (
    "module fixtures.shared_gil needs the main interpreter's GIL, and this sub-interpreter has one of its own: "
    "import it in the main interpreter, or in a sub-interpreter that shares its GIL"
)

IMPORTED = "sorted(name for name in sys.modules if name.startswith('fixtures.'))"


def import_here(name: str) -> str:
    """Give an expression that imports a module."""
    return f"__import__('importlib').import_module({name!r})"


def test_for_the_main_interpreter_alone(kind: str) -> None:
    with Interpreter(kind) as one:
        one.run("import builtins, sys; builtins.fixtures_main_only = log = []")
        for _ in range(2):
            raised = one.raised(import_here("fixtures.main_only"))
            assert raised == Raised(IMPORT_ERROR, NEEDS_MAIN)
        assert one.value("log") == []
        assert one.value(IMPORTED) == []
        main_only = importlib.import_module("fixtures.main_only")
        assert main_only.Clock(3).ticks == 3
        assert main_only.inner.answer() == 42
        assert main_only.lines() == []
        # It is no less refused because the main one has it, and others work on.
        raised = one.raised(import_here("fixtures.main_only"))
        assert raised == Raised(IMPORT_ERROR, NEEDS_MAIN)
        one.run("from example.points import Point; assert Point(3.0, y=4.0).norm() == 5.0")
    assert main_only.Clock(4).ticks == 4


def test_its_error_has_the_name_of_the_module(kind: str) -> None:
    with Interpreter(kind) as one:
        one.run(
            """
            import sys
            try:
                import fixtures.main_only
            except ImportError as error:
                name = error.name
            """
        )
        assert one.value("name") == "fixtures.main_only"


def test_for_those_that_share_the_gil(kind: str) -> None:
    with Interpreter(kind) as one:
        one.run("import sys")
        if kind == OWN_GIL:
            for _ in range(2):
                raised = one.raised(import_here("fixtures.shared_gil"))
                assert raised == Raised(IMPORT_ERROR, NEEDS_SHARED)
            assert one.value(IMPORTED) == []
        else:
            one.run("from fixtures import shared_gil")
            assert one.value("shared_gil.call()") == 1
            assert one.value("shared_gil.inner.answer()") == 42
    shared_gil = importlib.import_module("fixtures.shared_gil")
    assert shared_gil.call() == (1 if kind == OWN_GIL else 2)
    assert shared_gil.inner.answer() == 42


def test_many_are_refused_and_end(kind: str) -> None:
    for _ in range(20):
        with Interpreter(kind) as one:
            assert one.raised(import_here("fixtures.main_only")).message == NEEDS_MAIN


@pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python always has its GIL"
)
@pytest.mark.parametrize(
    ("module", "has_gil"), [("fixtures.shared_gil", False), ("fixtures.main_only", True)]
)
def test_a_module_that_needs_the_gil_gets_it(module: str, has_gil: bool) -> None:
    code = f"""
import sys, warnings
warnings.simplefilter("ignore")
assert not sys._is_gil_enabled()
import {module}
print(sys._is_gil_enabled())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == str(has_gil)
