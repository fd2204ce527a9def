"""Two interpreters at the same time, on two threads: no mix-up, and with own GILs no waiting."""

import os
import pkgutil
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from subinterpreters import Interpreter

WORK = """
from concurrent.futures import ThreadPoolExecutor

from example import modules
from example.gil import count_primes
from example.identifiers import most_common
from example.points import Point
from fixtures import errors, signatures, threads

for number in range(5_000):
    modules.increment()
    assert (Point(number) + Point(0.0, y=1.0)).x == number
    assert signatures.two(b=number, a=1) == signatures.two(1, number)
    assert modules.hello("you") == "Hello, you. It's Rusty"
    if number % 50 == 0:
        try:
            errors.panic("x")
        except RuntimeError as error:
            assert str(error).startswith("x ("), error
        else:
            raise AssertionError("no panic")
        threads.drop_on_thread(object())
        assert threads.nested() == 4
assert modules.count() == 5_000, modules.count()
assert count_primes(20_000) == 2_262
found, unreadable = most_common([__import__("os").__file__], keywords=["def"], limit=1)
assert found and not unreadable, (found, unreadable)
"""

# Each thread of these throws away what the other has stored.
CROSSING = """
from fixtures import threads
for number in range(2_000):
    threads.keep([number])
    try:
        assert len(threads.kept() or [number]) == 1
    except RuntimeError as error:
        assert "not its own" in str(error), error
    if number % 10 == 0:
        threads.forget()
        threads.nested()
"""

# Opening a pipe for writing without waiting is an error (ENXIO) while nobody opens it for reading.
WORK_UNTIL_OPENED = """
import errno
import os

from example import modules

def opened():
    try:
        os.close(os.open({pipe!r}, os.O_WRONLY | os.O_NONBLOCK))
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        return False
    return True

rounds = 1
modules.increment()
while not opened():
    modules.increment()
    rounds += 1
assert modules.count() == rounds, modules.count()
"""


def at_once(*work: Callable[[], None]) -> None:
    """Call functions on a thread each, and raise the first exception of any."""
    failures: list[BaseException] = []

    def call(function: Callable[[], None]) -> None:
        try:
            function()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=call, args=(function,)) for function in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        raise failure


def in_new_interpreters(kind: str, code: str, times: int) -> Callable[[], None]:
    """Give a function that runs code in one new interpreter after the other."""

    def run() -> None:
        for _ in range(times):
            with Interpreter(kind) as interpreter:
                interpreter.run(code)

    return run


def test_work(kind: str) -> None:
    work = in_new_interpreters(kind, WORK, 2)
    at_once(work, work)


def test_first_imports_at_once(kind: str) -> None:
    """The process learns of the module, and that there are many interpreters, on two threads."""
    code = "from example.points import Point; assert (Point(1.0) + Point(1.0)).x == 2.0"
    work = in_new_interpreters(kind, code, 10)
    at_once(work, work)


# Each module is a library with statics of its own, so each of its first imports in a process is a race of its own.
IMPORT_AT_ONCE = """
import importlib
import time

for name, moment in {schedule!r}:
    time.sleep(max(0.0, moment - time.monotonic() - 0.002))
    while time.monotonic() < moment:
        pass
    module = importlib.import_module(name)
    for made in list(vars(module).values()):
        if isinstance(made, type):
            assert made.__module__ == name or made.__module__.startswith(name + "."), (name, made)
            repr(vars(made))
"""


def test_first_imports_of_every_module_at_once(kind: str) -> None:
    """Four interpreters fill the tables of each library at the same instant, and then end in turn."""
    from example import __path__ as folders

    names = [module.name for module in pkgutil.iter_modules(folders, "example.")]
    start = time.monotonic() + 1.0
    schedule = [(name, start + index * 0.05) for index, name in enumerate(names)]
    code = IMPORT_AT_ONCE.format(schedule=schedule)
    at_once(*[in_new_interpreters(kind, code, 2) for _ in range(4)])


def test_one_ends_while_another_begins(kind: str) -> None:
    """Classes, states and what was stored come and go on four threads, out of step with each other."""
    code = """
from example import classes, modules
from fixtures import threads
threads.keep(classes.Temperature(1.0))
threads.drop_detached(modules)
modules.increment()
assert modules.count() == 1
assert classes.Temperature.BOILING.degrees == 100.0
try:
    threads.kept()
except RuntimeError as error:
    assert "not its own" in str(error), error
threads.forget()
"""
    at_once(*[in_new_interpreters(kind, code, times) for times in (7, 8, 9, 10)])


def test_stored_references(kind: str) -> None:
    work = in_new_interpreters(kind, CROSSING, 1)
    at_once(work, work)


@pytest.mark.skipif(
    bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    reason="without a GIL, who is attached and blocks holds up each stop of the world, in all interpreters",
)
def test_one_works_while_the_other_holds_its_gil(own_gil: str) -> None:
    """Native code that opens a pipe for reading holds its GIL until somebody opens it for writing.

    The other interpreter does, and goes on with its work until it can. Were there one GIL for both,
    it would never run again.
    """
    with tempfile.TemporaryDirectory() as folder:
        pipe = str(Path(folder) / "pipe")
        os.mkfifo(pipe)
        hold = f"from fixtures import errors; assert errors.open({pipe!r}) == 0"
        work = WORK_UNTIL_OPENED.format(pipe=pipe)
        at_once(in_new_interpreters(own_gil, hold, 1), in_new_interpreters(own_gil, work, 1))
