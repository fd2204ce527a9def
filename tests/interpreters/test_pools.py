"""Interpreters as Python's library has them since 3.14: `concurrent.interpreters` and `InterpreterPoolExecutor`."""

import sys

import pytest
from programs import run_program

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 14), reason="before CPython 3.14 the library has no interpreters"
)


@pytest.mark.parametrize("use", ["use_a_pool", "use_interpreters"])
def test_native_modules(use: str) -> None:
    run_program("pooled.py", use)
