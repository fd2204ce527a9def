"""Interpreters as Python's library has them since 3.14: `concurrent.interpreters` and `InterpreterPoolExecutor`."""

import sys

import pytest
from programs import run_program

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 14), reason="before CPython 3.14 the library has no interpreters"
)


COUNT = """
from example import modules
for _ in range(times):
    modules.increment()
queue.put(modules.count())
"""


def test_a_pool_calls_native_functions() -> None:
    run_program("child.py", "test_pools", "use_a_pool", "")


def use_a_pool(_: str) -> None:
    """Pass native functions, arguments and results between interpreters."""
    from concurrent.futures import InterpreterPoolExecutor

    from example import functions, gil, modules

    with InterpreterPoolExecutor(max_workers=4) as pool:
        limits = list(range(1_000, 3_000, 50))
        counts = list(pool.map(gil.count_primes, limits))
        assert counts == [gil.count_primes(limit) for limit in limits]
        assert pool.submit(functions.join, ["a", "b"], separator="-").result() == "a-b"
        # Each interpreter has a state of its own; this one has none that was changed.
        [pool.submit(modules.increment).result() for _ in range(20)]
        assert modules.count() == 0
        assert sum(pool.map(count_points, range(10))) == sum(range(10))
        with pytest.raises(Exception, match="must be float"):
            pool.submit(functions.scale, "one").result()


def count_points(number: int) -> int:
    """Add up native instances, which never leave their interpreter."""
    from example.points import Point

    total = Point(0.0)
    for _ in range(number):
        total += Point(1.0)
    return int(total.x)


def test_interpreters_of_the_library() -> None:
    run_program("child.py", "test_pools", "use_interpreters", "")


def use_interpreters(_: str) -> None:
    """Call in them, prepare their `__main__`, and fail."""
    from concurrent import interpreters

    one, two = interpreters.create(), interpreters.create()
    queue = interpreters.create_queue()
    for number, interpreter in enumerate((one, two)):
        interpreter.prepare_main(queue=queue, times=number + 1)
        interpreter.exec(COUNT)
    assert [queue.get(), queue.get()] == [1, 2]
    with pytest.raises(interpreters.ExecutionFailed, match="needs the main interpreter"):
        one.exec("import fixtures.main_only")
    running = two.call_in_thread(work, 20)
    assert one.call(work, 5) == 5
    running.join()
    one.close()
    two.close()


def work(rounds: int) -> int:
    """Use several modules."""
    from example import gil, posts

    for _ in range(rounds):
        assert gil.count_primes(100) == 25
        assert posts.__name__ == "example.posts"
    return rounds
