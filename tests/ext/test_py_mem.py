"""CPython's allocator as that of a module in Rust."""

import os
import subprocess
import sys
import sysconfig
import tracemalloc

import pytest
from fixtures import py_mem

SIZE = 5_000_000

# Without the GIL objects are only found in memory of one allocator.
ALLOCATORS = ["debug"] if sysconfig.get_config_var("Py_GIL_DISABLED") else ["debug", "malloc"]


def test_memory_is_aligned_and_keeps_what_is_in_it() -> None:
    assert py_mem.wrong_alignments() == []


def test_too_much_is_refused() -> None:
    assert py_mem.refuses()


def test_tracemalloc_sees_it() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        py_mem.keep(SIZE)
        kept, _ = tracemalloc.get_traced_memory()
        statistics = tracemalloc.take_snapshot().statistics("lineno")
        py_mem.forget()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept - before >= SIZE
    assert after - before < SIZE
    assert statistics[0].traceback[0].filename == __file__


@pytest.mark.parametrize("allocators", ALLOCATORS)
def test_with_other_allocators(allocators: str) -> None:
    """Threads and statics of Rust use it from the beginning of Python to its end."""
    code = "from fixtures import py_mem; assert py_mem.wrong_alignments() == []; py_mem.keep(100)"
    variables = {"PYTHONMALLOC": allocators, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-X", "faulthandler", "-c", code]
    subprocess.run(command, env=os.environ | variables, check=True)
