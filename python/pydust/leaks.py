"""Finds out whether something leaves more behind each time it runs.

A leak is what grows in every run of the same: references in debug builds of Python, blocks of
memory, objects of a type, memory of Rust's. What only some runs keep is a cache that fills. So the
last runs count, and runs without growth end it early. How tests are run again and again is in
`pydust.pytest.leak_checks`.
"""

from __future__ import annotations

import gc
import sys
import warnings
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from reprlib import Repr
from typing import Any, Final

from pydust.rust_heap import Allocation, Frame, RustHeap

WARM_UP: Final = 2
"""Runs that are not counted: what is made once is made in them."""

ROUNDS: Final = 8
"""Runs that are counted, at most."""

_LAST: Final = 4
"""How many of these decide, being the last ones: what has no growth in one of them is no leak."""

_CLEAR: Final = 2
"""After as many runs one after the other without any growth there is no leak."""

_SHOWN: Final = 3
"""How many places and objects a report shows."""


def _never_freed() -> int:
    """How many names this Python keeps for ever: from 3.12 on there are interned texts of that kind.

    In 3.12 all are, those that `pathlib` makes of the parts of a path among them.
    """
    interned = getattr(sys, "getunicodeinternedsize", None)
    if interned is None:
        return 0
    options = {"_only_immortal": True} if sys.version_info >= (3, 13) else {}
    return int(interned(**options))


def _blocks() -> int:
    return sys.getallocatedblocks() - _never_freed()


_PYTHON: Final[Mapping[str, Callable[[], int]]] = {
    **({"references": sys.gettotalrefcount} if hasattr(sys, "gettotalrefcount") else {}),
    "blocks of Python's memory": _blocks,
}
_RUST: Final = ("blocks of Rust's memory", "bytes of Rust's memory")

Run = Callable[[], object]


class LeakError(AssertionError):
    """Something left more behind each time it ran."""

    __module__ = "pydust"


@dataclass
class Growth:
    """What each run leaves behind, at least.

    Attributes:
        counts: The growth of each count that has any, by its name.
        types: How many objects of a type are more, by its name, of those that the garbage collector knows.
        objects: Some of these objects, as text.
        allocations: Memory of Rust's that the last run left.
    """

    counts: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    objects: list[str] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.counts or self.types)

    def describe(self, project: Path | None = None) -> str:
        """The report of it.

        Args:
            project: A folder whose sources are better places than others.
        """
        lines = ["each run leaves more behind than it found:"]
        lines += [f"  {name}: +{number}" for name, number in self.counts.items()]
        lines += [f"  objects of type {name}: +{number}" for name, number in self.types.items()]
        if self.objects:
            lines += ["objects that the last run left:", *(f"  {text}" for text in self.objects)]
        if self.allocations:
            lines.append("memory of Rust's that the last run left, and who asked for it:")
            lines += [f"  {line}" for line in _places(self.allocations, project)]
        return "\n".join(lines)


def check(run: Run, heaps: Sequence[RustHeap] = (), *, warm_up: int = WARM_UP) -> Growth:
    """Runs something again and again, and looks what that leaves behind.

    Args:
        run: What to run.
        heaps: Libraries whose memory of Rust's is looked at, too.
        warm_up: How many runs are not counted.

    Returns:
        The least growth of the last runs, which is empty where there is no leak.
    """
    for _ in range(warm_up):
        run()
    gc.collect()
    gc.freeze()  # what is there now is of no interest, and there is much of it
    try:
        watch = _Watch([heap for heap in heaps if heap.count() is not None])
        clear = 0
        for number in range(ROUNDS):
            run()
            clear = 0 if watch.count(decides=number >= ROUNDS - _LAST) else clear + 1
            if clear == _CLEAR:
                return Growth()
        return watch.growth(run)
    finally:
        gc.unfreeze()


class _Watch:
    """Counts, again and again, in memory of a size that does not change."""

    def __init__(self, heaps: Sequence[RustHeap]) -> None:
        self._heaps = heaps
        self._python = list(_PYTHON.values())
        self._names = [*_PYTHON, *(_RUST if heaps else ())]
        self._totals = array("q", bytes(8 * len(self._names)))
        self._grown = [array("q", bytes(8 * len(self._names))) for _ in range(_LAST)]
        self._types: Counter[type] = Counter()
        self._least_types: dict[type, int] | None = None
        for _ in range(2):  # the first one makes what the others use
            self.count()

    def count(self, decides: bool = False) -> bool:
        """Counts, and says whether anything has grown since the last time."""
        _let_go()
        types = Counter(map(type, gc.get_objects()))
        known, least = self._types, self._least_types
        more = {it: n - known[it] for it, n in types.items() if n > known[it]}
        has_more = bool(more)
        if decides and least is not None:
            self._least_types = {it: min(more[it], least[it]) for it in more.keys() & least.keys()}
        elif decides:
            self._least_types = more
        self._types = types
        del types, known, least, more
        grown = self._grown.pop(0)
        self._grown.append(grown)
        for index in range(len(self._names)):
            total = self._total(index)
            grown[index] = total - self._totals[index]
            self._totals[index] = total
        return has_more or max(grown, default=0) > 0

    def _total(self, index: int) -> int:
        if index < len(self._python):
            total: int = self._python[index]()
            return total
        part = index - len(self._python)
        return sum((heap.count() or (0, 0))[part] for heap in self._heaps)

    def growth(self, run: Run) -> Growth:
        """Tells what has grown each time, with what one more run leaves."""
        least = {name: min(each) for name, *each in zip(self._names, *self._grown, strict=True)}
        types = self._least_types or {}
        growth = Growth(
            {name: number for name, number in least.items() if number > 0},
            {_name(kind): number for kind, number in types.items()},
        )
        if growth:
            for heap in self._heaps:
                heap.begin()
            growth.objects = _left_by(run, types)
            for heap in self._heaps:
                growth.allocations += heap.end()
        return growth


def _let_go() -> None:
    """Lets CPython release what it keeps for itself."""
    gc.collect()
    if hasattr(sys, "_clear_internal_caches"):  # from 3.13 on
        sys._clear_internal_caches()
    elif hasattr(sys, "_clear_type_cache"):
        with warnings.catch_warnings(action="ignore"):
            sys._clear_type_cache()


def _left_by(run: Run, types: Mapping[type, int]) -> list[str]:
    """Some objects that a run leaves, as text: no more of a type than there are more of it each time."""
    shown: Counter[type] = Counter()
    texts: list[str] = []
    _let_go()
    before = {id(found) for found in gc.get_objects()}
    run()
    _let_go()
    for found in gc.get_objects():
        kind = type(found)
        if id(found) not in before and shown[kind] < types.get(kind, 0) and len(texts) < _SHOWN:
            shown[kind] += 1
            texts.append(f"{_name(kind)}: {_shown(found)}")
    return texts


def _name(kind: type) -> str:
    module = kind.__module__
    return kind.__qualname__ if module == "builtins" else f"{module}.{kind.__qualname__}"


def _shown(found: Any) -> str:
    try:
        return _REPR.repr(found)
    except Exception as error:  # whatever it is, it is not what is looked for
        return f"(its repr raised {type(error).__name__})"


_REPR: Final = Repr()
_REPR.maxother = _REPR.maxstring = 80


def _places(allocations: Iterable[Allocation], project: Path | None) -> Iterator[str]:
    """Groups allocations by the place that is to blame for them, the largest groups first."""
    groups: dict[tuple[Frame, ...], list[int]] = {}
    for allocation in allocations:
        groups.setdefault(blamed(allocation.backtrace, project), []).append(allocation.size)
    largest = sorted(groups.items(), key=lambda group: -sum(group[1]))
    for frames, sizes in largest[:_SHOWN]:
        yield f"{_count(len(sizes), 'block')}, {_count(sum(sizes), 'byte')}"
        for frame in frames:
            yield f"  {frame.file.as_posix()}:{frame.line} in {frame.function}"
        if not frames:
            yield "  by no function of this project"
    if len(largest) > _SHOWN:
        yield f"and at {_count(len(largest) - _SHOWN, 'other place')}"


def blamed(frames: Sequence[Frame], project: Path | None) -> tuple[Frame, ...]:
    """The calls of a backtrace that lead to where the user has asked for memory, the innermost first.

    Args:
        frames: The backtrace.
        project: The folder with the user's sources, in whose files they are told.
    """
    if project is None:
        return tuple(frames[:_SHOWN])
    own = (frame._replace(file=_in_project(frame.file, project)) for frame in frames)
    return tuple(it for it in own if it.file != _ELSEWHERE and "pydust::" not in it.function)[
        :_SHOWN
    ]


_ELSEWHERE: Final = Path()
_FOREIGN: Final = frozenset({".cargo", ".pydust", "target"})
"""In which folders is what the user has not written."""


def _in_project(file: Path, project: Path) -> Path:
    """A source file as seen from the project. rustc names those of its own workspace relative to that."""
    for folder in (project, *project.parents):
        found = folder / file
        if found.is_file() and found.is_relative_to(project):
            inside = found.relative_to(project)
            return _ELSEWHERE if _FOREIGN.intersection(inside.parts) else inside
    return _ELSEWHERE


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
