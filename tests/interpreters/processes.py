"""Processes of Python's library at work with native modules: `processes.py START_METHOD`.

A program, for `test_processes.py`. The processes import it too, to find what they are to call.
"""

import multiprocessing
import sys
import threading
from concurrent import futures

from example import gil
from example.records import Item, Version


def sell(item: Item) -> tuple[Item, int]:
    """Change an instance that came by pickle, and send it back."""
    return item, item.sell()


def main(method: str) -> None:
    """Pass instances there and back, with this process's own threads at work."""
    context = multiprocessing.get_context(method)
    is_over = threading.Event()
    shared = Item("shared", 1.0)

    def use() -> None:
        while not is_over.is_set():
            shared.price += 1.0
            gil.count_primes(50)

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        with context.Pool(2) as pool:
            versions = [Version(1, minor) for minor in range(50)]
            assert pool.map(Version.next, versions) == [version.next() for version in versions]
            sold = pool.map(sell, [Item("pen", 2.0, amount) for amount in range(1, 20)])
            assert sold == [(Item("pen", 2.0, amount - 1), 1) for amount in range(1, 20)]
        with futures.ProcessPoolExecutor(2, mp_context=context) as executor:
            error = executor.submit(sell, Item("pen", 2.0, 0)).exception()
            assert isinstance(error, LookupError)
            assert "found no 'pen'" in str(error)
            limits = list(range(100, 200, 10))
            counts = list(executor.map(gil.count_primes, limits))
            assert counts == [gil.count_primes(limit) for limit in limits]
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    # By the name under which the other processes find it.
    import processes

    processes.main(sys.argv[1])
