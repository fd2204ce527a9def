"""Calls of containers, iterators, descriptors and exporters in every way, for the tests of leaks."""

import operator
from collections.abc import Callable
from typing import Any

from fixtures import attributes, exporters, iteration, native_dict, native_list, sequences

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def in_block(block: Any, error: Exception | None) -> None:
    with block:
        if error:
            raise error


def delegated(inner: Any, *sent: Any) -> list[Any]:
    def outer() -> Any:
        return (yield from inner)

    generator = outer()
    return [generator.send(value) for value in (None, *sent)]


async def paged(pages: Any) -> Any:
    async with pages:
        return [page async for page in pages]


def run(pages: Any) -> None:
    """Run to its end what waits for nothing."""
    coroutine = paged(pages)
    try:
        coroutine.send(None)
    finally:
        coroutine.close()


def described(name: str, *args: Any) -> Any:
    class Owner:
        bounded = attributes.Bounded(1, 5)
        lookup = attributes.Lookup()

    return {"get": getattr, "set": setattr, "del": delattr}[name](Owner(), *args)


def in_cycle(container: Any, add: Callable[[Any], Any]) -> None:
    add(container)
    iter(container)


def containers() -> list[Call]:
    """Typed containers, used rightly and wrongly."""
    numbers, headers = sequences.Numbers([1, 2, 3, 4]), sequences.Headers()
    numbers_for_change = sequences.Numbers([1, 2, 3, 4])
    keys: tuple[Any, ...] = (0, -1, 9, "x", slice(1, 3), slice(None, None, -2), slice(0, 1, 0))
    return [
        *((operator.getitem, (numbers, key), {}) for key in keys),
        *((operator.setitem, (numbers_for_change, key, 5), {}) for key in keys),
        (operator.setitem, (numbers, 0, "x"), {}),
        (operator.delitem, (sequences.Numbers([1, 2]), 0), {}),
        (operator.delitem, (sequences.Numbers([1, 2]), slice(0, 5, 2)), {}),
        (operator.delitem, (numbers, 99), {}),
        *((operator.contains, (numbers, item), {}) for item in (1, 99, "x", 10**30)),
        (operator.add, (numbers, numbers), {}),
        (operator.add, (numbers, [1]), {}),
        (operator.mul, (numbers, 2), {}),
        (operator.iadd, (sequences.Numbers([1]), [1, 2]), {}),
        (operator.imul, (sequences.Numbers([1]), 2), {}),
        (lambda: list(numbers), (), {}),
        (lambda: list(reversed(numbers)), (), {}),
        (lambda: [len(numbers), sequences.Squares(5)[9]], (), {}),
        (numbers.replace, (slice(0, 0), [1]), {}),
        (operator.setitem, (headers, "a", "b"), {}),
        (operator.getitem, (headers, "missing"), {}),
        (lambda: list(headers), (), {}),
    ]


def protocols() -> list[Call]:
    """Iterators, attributes, memory and containers of objects, used rightly and wrongly."""
    watched, settings = attributes.Watched(), attributes.Settings()
    native = native_list.List([[], "x", 2.5])
    mapping = native_dict.Dict(a=[], b="x")
    return [
        *containers(),
        (list, (iteration.Countdown(3),), {}),
        (lambda: [list(iteration.Steps(3)), iteration.Ticks(1).__aiter__()], (), {}),
        (lambda: [iteration.Nothings().__next__() for _ in range(5)], (), {}),
        (delegated, (iteration.Mean(), 1.0, float("nan")), {}),
        (delegated, (iteration.Returns((1, [])),), {}),
        (iteration.Mean().throw, (KeyError("x"),), {}),
        (iteration.Mean().throw, (OSError("x"),), {}),
        (lambda: iteration.ready([]).__await__().__next__(), (), {}),
        (lambda: run(iteration.Pages(2, iteration.ready)), (), {}),
        (lambda: run(iteration.Pages(2, lambda _: 1 // 0)), (), {}),
        (in_block, (iteration.Ignoring(KeyError), None), {}),
        (in_block, (iteration.Ignoring(KeyError), KeyError("x")), {}),
        (in_block, (iteration.Ignoring(KeyError), OSError("x")), {}),
        *((getattr, (settings, name), {}) for name in ("strict", "missing")),
        (setattr, (watched, "value", 300), {}),
        (setattr, (watched, "other", 300), {}),
        (delattr, (watched, "value"), {}),
        (lambda: attributes.Watched.seen(watched), (), {}),
        (lambda: attributes.Both().second, (), {}),
        (lambda: attributes.Both().third, (), {}),
        *((described, ("get", name), {}) for name in ("bounded", "lookup")),
        (described, ("set", "bounded", 3), {}),
        (described, ("set", "bounded", 9), {}),
        (described, ("del", "bounded"), {}),
        *(
            (lambda view=view: memoryview(exporters.Matrix(3, 3, view)).tolist(), (), {})
            for view in ("all", "read", "transposed", "columns", "panic", "x")
        ),
        (lambda: exporters.Samples([1.0]).resize(9), (), {}),
        (lambda: bytes(exporters.Text("x")), (), {}),
        (lambda: memoryview(exporters.Samples([1.0]))[0], (), {}),
        *((operator.getitem, (native, key), {}) for key in (0, 9, "x", slice(1, 3))),
        (operator.setitem, (native_list.List([[]]), slice(0, 1), [[], []]), {}),
        (native_list.List([3, 1, 2]).sort, (), {}),
        (native_list.List([3, "x"]).sort, (), {}),
        (native.index, ("y",), {}),
        (repr, (native,), {}),
        (in_cycle, (native_list.List(), lambda made: made.append(made)), {}),
        (lambda: in_cycle(made := native_list.List(), made.append), (), {}),
        (operator.getitem, (mapping, "a"), {}),
        (operator.getitem, (mapping, []), {}),
        (lambda: native_dict.Dict(mapping).popitem(), (), {}),
        (lambda: [*mapping.items(), *mapping.keys(), mapping == {"a": 1}], (), {}),
        (native_dict.Dict.fromkeys, ("ab", []), {}),
    ]


__all__ = ("protocols",)
