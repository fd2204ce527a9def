"""Native iterators, generators, awaitables and context managers, as Python's statements use them."""

import asyncio
import gc
import math
import weakref
from collections.abc import AsyncIterator, Awaitable, Generator, Iterator
from typing import Any

import pytest
from fixtures import iteration
from fixtures.iteration import (
    Calls,
    Countdown,
    Delayed,
    Ignoring,
    Mean,
    Nothings,
    Pages,
    Returns,
    Words,
    ready,
)


def test_an_iterator_of_its_own() -> None:
    countdown = Countdown(3)
    assert iter(countdown) is countdown
    assert isinstance(countdown, Iterator)
    assert next(countdown) == 2
    assert countdown.__length_hint__() == 2
    assert list(countdown) == [1, 0]
    assert list(countdown) == []
    with pytest.raises(StopIteration) as caught:
        next(countdown)
    assert caught.value.value is None
    assert next(countdown, "default") == "default"
    assert countdown.__iter__() is countdown
    with pytest.raises(StopIteration):
        countdown.__next__()
    assert [*zip(Countdown(3), Countdown(2), strict=False)] == [(2, 1), (1, 0)]


def test_an_iterable_makes_iterators() -> None:
    words = Words("to be or")
    assert list(words) == list(words) == ["to", "be", "or"]
    first, second = iter(words), iter(words)
    assert (next(first), next(first), next(second)) == ("to", "be", "to")
    a, *b = words
    assert (a, b) == ("to", ["be", "or"])


def test_none_is_an_item_like_any_other() -> None:
    nothings = Nothings()
    assert next(iter(nothings.__next__, 1)) is None
    assert nothings.__next__() is None
    with pytest.raises(OSError, match="third"):
        nothings.__next__()
    with pytest.raises(RuntimeError, match="fourth"):
        nothings.__next__()
    with pytest.raises(StopIteration):
        nothings.__next__()


def test_an_iterator_that_asks_for_itself() -> None:
    calls: Calls

    def inner() -> Any:
        return next(calls)

    calls = Calls(inner)
    message = r"Calls.__next__\(\): .*further up in this same thread"
    with pytest.raises(RuntimeError, match=message):
        next(calls)
    with pytest.raises(ZeroDivisionError):
        next(Calls(lambda: 1 // 0))
    values = iter([1, 2, None, 3])
    assert list(Calls(lambda: next(values))) == [1, 2]


def test_a_generator() -> None:
    mean = Mean()
    assert isinstance(mean, Generator)
    assert math.isnan(next(mean))
    assert mean.send(1.0) == 1.0
    assert mean.send(2.0) == 1.5
    with pytest.raises(StopIteration) as caught:
        mean.send(math.nan)
    assert caught.value.value == 2


def delegate(inner: Any) -> Generator[Any, Any, Any]:
    result = yield from inner
    yield ("result", result)


def test_yield_from_a_generator() -> None:
    outer = delegate(Mean())
    assert math.isnan(next(outer))
    assert outer.send(4.0) == 4.0
    assert outer.send(2.0) == 3.0
    assert outer.send(math.nan) == ("result", 2)

    outer = delegate(Mean())
    next(outer)
    outer.send(4.0)
    assert outer.throw(KeyError("x")) == ("result", 1)

    outer = delegate(Mean())
    next(outer)
    error = OSError("out again")
    with pytest.raises(OSError, match="out again") as caught:
        outer.throw(error)
    assert caught.value is error

    mean = Mean()
    outer = delegate(mean)
    next(outer)
    outer.close()
    assert not mean.is_running()


@pytest.mark.parametrize(
    "value", [None, 1, (1, 2), (), ValueError("a value"), StopIteration(5)], ids=repr
)
def test_what_is_returned_is_the_value(value: Any) -> None:
    outer = delegate(Returns(value))
    found = next(outer)
    assert found[0] == "result"
    assert found[1] is value

    async def wait() -> Any:
        return await Returns(value)

    assert asyncio.run(wait()) is value

    async def wait_at_once() -> Any:
        return await ready(value)

    assert asyncio.run(wait_at_once()) is value


def test_what_was_awaited_is_gone() -> None:
    awaitable = ready(5)
    assert isinstance(awaitable, Awaitable)

    async def twice() -> None:
        assert await awaitable == 5
        with pytest.raises(RuntimeError, match="awaited"):
            await awaitable

    asyncio.run(twice())


def test_a_cycle_through_what_is_awaited_is_collected() -> None:
    class Holder:
        pass

    holder = Holder()
    holder.awaitable = ready(holder)  # type: ignore[attr-defined]
    seen = weakref.ref(holder)
    del holder
    gc.collect()
    assert seen() is None


def test_awaiting_what_python_waits_for() -> None:
    async def compute() -> int:
        await asyncio.sleep(0)
        return 42

    async def main() -> tuple[int, int, int]:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        loop.call_soon(future.set_result, 7)
        delayed = Delayed(future)
        assert isinstance(delayed, Awaitable)
        gathered = await asyncio.gather(Delayed(compute()), ready(1))
        return await delayed, *gathered

    assert asyncio.run(main()) == (7, 42, 1)


async def fetch(number: int) -> str:
    await asyncio.sleep(0)
    if number == 4:
        raise OSError("no page 4")
    return f"page {number}"


def test_asynchronous_iteration() -> None:
    async def main() -> None:
        pages = Pages(3, fetch)
        assert isinstance(pages, AsyncIterator)
        assert [page async for page in pages] == ["page 1", "page 2", "page 3"]
        with pytest.raises(StopAsyncIteration):
            await anext(pages)
        assert await anext(pages, "default") == "default"
        with pytest.raises(OSError, match="no page 4"):
            async for _ in Pages(5, fetch):
                pass
        with pytest.raises(ZeroDivisionError):
            async for _ in Pages(1, lambda _: 1 // 0):
                pass
        with pytest.raises(ZeroDivisionError):
            await anext(Pages(1, lambda _: 1 // 0), "default")
        with pytest.raises(TypeError, match="__anext__"):
            async for _ in Pages(1, lambda _: 5):
                pass

    asyncio.run(main())


def test_asynchronous_blocks() -> None:
    async def main() -> None:
        pages = Pages(0, fetch)
        async with pages as entered:
            assert entered is pages
        async with pages:
            raise LookupError
        with pytest.raises(ValueError, match="out"):
            async with pages:
                raise ValueError("out")
        assert pages.log() == [
            *("enter", "exit well"),
            *("enter", "exit LookupError"),
            *("enter", "exit ValueError"),
        ]

    asyncio.run(main())


def test_blocks() -> None:
    block = Ignoring(LookupError)
    with block as entered:
        assert entered is block
    with block:
        raise KeyError("ignored")
    with pytest.raises(ValueError, match="not ignored"), block:
        raise ValueError("not ignored")
    assert block.seen() == [
        "nothing",
        "KeyError('ignored') and a traceback",
        "ValueError('not ignored') and a traceback",
    ]
    assert block.__exit__(None, None, None) is False
    with pytest.raises(TypeError, match="missing"):
        block.__exit__(None)


class Louder(Countdown):
    """A subclass that changes what is given."""

    def __next__(self) -> int:
        return super().__next__() * 10


class Reading(Pages):
    """A subclass that changes what is awaited."""

    async def __anext__(self) -> str:
        return (await super().__anext__()).upper()


def test_python_classes_override_them() -> None:
    assert list(Louder(3)) == [20, 10, 0]

    async def main() -> list[str]:
        return [page async for page in Reading(2, fetch)]

    assert asyncio.run(main()) == ["PAGE 1", "PAGE 2"]


def test_an_iterator_is_its_own() -> None:
    steps = iteration.Steps(3)
    assert iter(steps) is steps
    assert isinstance(steps, Iterator)
    assert list(steps) == [2, 1, 0]

    class Fewer(iteration.Steps):
        pass

    assert list(Fewer(2)) == [1, 0]
    ticks = iteration.Ticks(3)
    assert ticks.__aiter__() is ticks
    assert isinstance(ticks, AsyncIterator)

    async def collected() -> list[int]:
        return [tick async for tick in ticks]

    assert asyncio.run(collected()) == [2, 1, 0]


def test_a_base_says_how_an_iterator_is_iterated() -> None:
    reader = iteration.Reader("a b c")
    assert next(reader) == "a"
    assert list(reader) == ["a", "b", "c"]
    numbers = iteration.Numbers()
    assert (next(numbers), list(numbers)) == (1, [7, 8])
