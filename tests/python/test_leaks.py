"""What counts as a leak, and how it is told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pydust import leaks
from pydust.leaks import Growth
from pydust.rust_heap import Allocation, Frame, RustHeap, frames

BACKTRACE = """\
   0: pydust::raw::heap::record
             at ./pydust/raw/heap.rs:146:14
   9: alloc::boxed::Box<T>::new
             at /rustc/59807616e1fa/library/alloc/src/boxed.rs:286:19
  10: example_modules::tests::inner
             at ./src/modules.rs:52:19
  11: example_modules::tests::leaks::h0123456789abcdef
             at ./src/modules.rs:57:9
  12: <example_modules::tests::_::Test as pydust::function::Function>::call
             at ./src/modules.rs:56:8
  18: __rust_try
"""


class Kept:
    """What is found in a report."""

    def __repr__(self) -> str:
        return "<kept>"


class MadeUpHeap(RustHeap):
    """Memory of Rust's that grows as it is told."""

    def __init__(self, grows: Callable[[int], int]) -> None:
        self.grows, self.run, self.blocks, self.recorded = grows, 0, 0, False

    def step(self) -> None:
        self.run += 1
        self.blocks += self.grows(self.run)

    def count(self) -> tuple[int, int]:
        return self.blocks, 24 * self.blocks

    def begin(self) -> None:
        self.recorded = True

    def end(self) -> list[Allocation]:
        return [Allocation(24, tuple(frames(BACKTRACE)))]


def test_objects_that_are_kept_each_time() -> None:
    kept: list[Kept] = []
    growth = leaks.check(lambda: kept.append(Kept()))
    assert growth.types == {f"{__name__}.Kept": 1}
    assert growth.objects == [f"{__name__}.Kept: <kept>"]
    assert f"  objects of type {__name__}.Kept: +1\n" in growth.describe()


def test_a_list_that_is_kept_is_shown() -> None:
    kept: list[list[str]] = []
    growth = leaks.check(lambda: kept.append(["left"]))
    assert growth.objects == ["list: ['left']"]


def test_objects_that_the_collector_does_not_know() -> None:
    kept: list[bytes] = []
    kept_at_once = [b""] * 1000
    growth = leaks.check(lambda: kept.append(b"x" * len(kept) + b"-" * 1))
    assert kept_at_once
    assert growth.counts["blocks of Python's memory"] >= 1
    assert not growth.types


@pytest.mark.skipif(not hasattr(sys, "gettotalrefcount"), reason="needs a debug build of Python")
def test_references_to_the_same_object() -> None:
    kept, places = Kept(), iter(range(100))
    slots: list[Kept | None] = [None] * 100

    def keep() -> None:
        slots[next(places)] = kept

    assert leaks.check(keep).counts["references"] >= 1


@pytest.mark.parametrize("every", [2, 3, 4])
def test_what_is_kept_only_now_and_then_is_no_leak(every: int) -> None:
    kept: list[Kept] = []
    calls = iter(range(1000))

    def run() -> None:
        if next(calls) % every == 0:
            kept.append(Kept())

    assert not leaks.check(run)


def test_caches_may_fill() -> None:
    cache: dict[int, Kept] = {}
    calls = iter(range(1000))
    assert not leaks.check(lambda: cache.setdefault(min(next(calls), 3), Kept()))


def test_circles_are_no_leak() -> None:
    def run() -> None:
        circle = Kept()
        circle.itself = circle  # type: ignore[attr-defined]

    assert not leaks.check(run)


def test_what_does_not_leak_runs_only_as_often_as_it_takes() -> None:
    calls: list[None] = [None] * 100
    number = iter(range(100))
    leaks.check(lambda: calls.__setitem__(next(number), None))
    assert next(number) < leaks.WARM_UP + leaks.ROUNDS


def test_what_is_raised_ends_the_runs() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        leaks.check(fail)


def test_memory_of_rust(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/modules.rs").touch()
    heap = MadeUpHeap(lambda _: 1)
    growth = leaks.check(heap.step, [heap])
    assert heap.recorded
    assert growth.counts == {"blocks of Rust's memory": 1, "bytes of Rust's memory": 24}
    assert growth.describe(tmp_path) == (
        "each run leaves more behind than it found:\n"
        "  blocks of Rust's memory: +1\n"
        "  bytes of Rust's memory: +24\n"
        "memory of Rust's that the last run left, and who asked for it:\n"
        "  1 block, 24 bytes\n"
        "    src/modules.rs:52 in example_modules::tests::inner\n"
        "    src/modules.rs:57 in example_modules::tests::leaks"
    )


def test_memory_of_rust_that_grows_at_first() -> None:
    heap = MadeUpHeap(lambda run: int(run < 5))
    assert not leaks.check(heap.step, [heap])
    assert not heap.recorded


def test_a_library_that_counts_nothing() -> None:
    assert RustHeap({}).count() is None
    assert not leaks.check(lambda: None, [RustHeap({"heap.count": lambda: None})])


def test_backtraces_are_read() -> None:
    found = list(frames(BACKTRACE))
    assert found[2:4] == [
        Frame("example_modules::tests::inner", Path("src/modules.rs"), 52),
        Frame("example_modules::tests::leaks", Path("src/modules.rs"), 57),
    ]


def test_places_are_grouped(tmp_path: Path) -> None:
    sources = [tmp_path / f"{name}.rs" for name in "abcde"]
    for source in sources:
        source.touch()
    allocations = [
        Allocation(8 * (index + 1), (Frame("f", source, 3),))
        for index, source in enumerate(sources)
        for _ in range(2)
    ]
    text = Growth({"blocks of Rust's memory": 10}, allocations=allocations).describe(tmp_path)
    assert text.splitlines()[3:] == [
        "  2 blocks, 80 bytes",
        "    e.rs:3 in f",
        "  2 blocks, 64 bytes",
        "    d.rs:3 in f",
        "  2 blocks, 48 bytes",
        "    c.rs:3 in f",
        "  and at 2 other places",
    ]


def test_memory_that_another_crate_asks_for_is_told_without_a_place(tmp_path: Path) -> None:
    (tmp_path / ".pydust").mkdir()
    (tmp_path / ".pydust/lib.rs").touch()
    allocation = Allocation(8, (Frame("g", Path(".pydust/lib.rs"), 1), Frame("h", Path("x.rs"), 2)))
    text = Growth({"blocks of Rust's memory": 1}, allocations=[allocation]).describe(tmp_path)
    assert text.endswith("  1 block, 8 bytes\n    by no function of this project")
