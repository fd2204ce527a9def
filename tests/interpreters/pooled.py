"""Interpreters as Python's library has them since 3.14, at work with native modules.

A program: `pooled.py FUNCTION`, for `test_pools.py`. The interpreters import it too, to find what they are to call.
"""

import sys
from concurrent import futures
from typing import Any

COUNT = """
from example import modules
for _ in range(times):
    modules.increment()
queue.put(modules.count())
"""


def use_a_pool() -> None:
    """Pass native functions, arguments and results between interpreters."""
    from example import functions, gil, modules

    with futures.InterpreterPoolExecutor(max_workers=4) as pool:
        limits = list(range(1_000, 3_000, 50))
        counts = list(pool.map(gil.count_primes, limits))
        assert counts == [gil.count_primes(limit) for limit in limits]
        assert pool.submit(functions.join, ["a", "b"], separator="-").result() == "a-b"
        # Each interpreter has a state of its own; this one has none that was changed.
        for _ in range(20):
            pool.submit(modules.increment).result()
        assert modules.count() == 0
        assert list(pool.map(add_points, range(10))) == list(range(10))
        error = pool.submit(functions.scale, "one").exception()
        assert "must be" in str(error), repr(error)


def add_points(count: int) -> int:
    """Add up native instances, which never leave their interpreter."""
    from example.points import Point

    total = Point(0.0)
    for _ in range(count):
        total += Point(1.0)
    return int(total.x)


def use_interpreters() -> None:
    """Call in them, prepare their `__main__`, and fail."""
    from concurrent import interpreters

    one, two = interpreters.create(), interpreters.create()
    queue: Any = interpreters.create_queue()
    for number, interpreter in enumerate((one, two)):
        interpreter.prepare_main(queue=queue, times=number + 1)
        interpreter.exec(COUNT)
    assert [queue.get(), queue.get()] == [1, 2]
    refused = (
        "from contextlib import suppress\nwith suppress(ImportError): import fixtures.main_only"
    )
    one.exec(f"{refused}\nimport sys\nassert 'fixtures.main_only' not in sys.modules")
    running = two.call_in_thread(add_points, 20)
    assert one.call(add_points, 5) == 5
    running.join()
    one.close()
    two.close()


if __name__ == "__main__":
    # By the name under which the other interpreters find it.
    import pooled

    getattr(pooled, sys.argv[1])()
