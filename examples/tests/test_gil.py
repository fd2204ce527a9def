"""`example.gil`: others run while native code works, and native threads can call Python."""

import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path

import example
import pytest
from example import gil


def test_other_threads_run_during_detached_work() -> None:
    ticks: list[float] = []
    stopped = threading.Event()

    def tick() -> None:
        while not stopped.wait(0.005):
            ticks.append(time.monotonic())

    ticker = threading.Thread(target=tick)
    ticker.start()
    start = time.monotonic()
    gil.sleep(300)
    end = time.monotonic()
    stopped.set()
    ticker.join()
    assert end - start >= 0.3
    assert any(start < at < end for at in ticks)


def test_detached_work_gives_its_answer() -> None:
    assert gil.count_primes(2) == 0
    assert gil.count_primes(100) == 25


def test_native_threads_call_python() -> None:
    names: set[int] = set()

    def call(number: int) -> int:
        names.add(threading.get_ident())
        return number * number

    assert gil.call_in_threads(call, 4) == [0, 1, 4, 9]
    assert threading.get_ident() not in names


def test_an_exception_in_a_native_thread_is_raised() -> None:
    with pytest.raises(ValueError, match="not 1"):
        gil.call_in_threads(refuse_one, threads=3)


def refuse_one(number: int) -> int:
    """Refuse the number one."""
    if number == 1:
        msg = "not 1"
        raise ValueError(msg)
    return number


@pytest.mark.parametrize("limit", [-1, 2**32])
def test_a_number_that_does_not_fit(limit: int) -> None:
    with pytest.raises(OverflowError):
        gil.count_primes(limit)


def test_a_free_threaded_python_stays_free_threaded() -> None:
    """Each module says that it needs no GIL: without that Python turns the GIL on, and warns of it."""
    folder = Path(next(iter(example.__path__)))
    files = folder.glob(f"*{Path(gil.__file__).suffix}")
    code = f"""
import sys
from importlib import import_module
for name in {sorted({file.name.partition(".")[0] for file in files})}:
    import_module("example." + name)
print(getattr(sys, "_is_gil_enabled", lambda: True)())
"""
    command = [sys.executable, "-W", "error", "-c", code]
    run = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=True)
    assert run.stdout == f"{not sysconfig.get_config_var('Py_GIL_DISABLED')}\n"
