"""Timing cases: short interleaved rounds in one process, and the ratios between contenders.

Compiling a case into a loop lives in `loops`, showing the results in `report`.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles

from calling.loops import UNROLLED, Loop


@dataclass(frozen=True)
class Effort:
    """How much to measure: rounds per case, and how long one contender runs in a round."""

    rounds: int
    burst_ns: int


THOROUGH = Effort(rounds=201, burst_ns=500_000)
QUICK = Effort(rounds=31, burst_ns=200_000)


@dataclass(frozen=True)
class Ratio:
    """A contender's time over its base's: the median of the rounds, and the middle half's width."""

    median: float
    spread: float


def ratio(times: list[float], base: list[float]) -> Ratio:
    """Compare two contenders round by round, so that what slows a whole round cancels out."""
    paired = [own / other for own, other in zip(times, base, strict=True)]
    low, _, high = quantiles(paired, n=4)
    return Ratio(median(paired), high - low)


def measure(loops: Mapping[str, Loop], effort: Effort) -> dict[str, list[float]]:
    """Nanoseconds per call of every contender in every round.

    All contenders run once in each round, next to each other; every second round goes backwards, so
    that none is always the one that runs after a certain other.
    """
    times: dict[str, list[float]] = {name: [] for name in loops}
    forwards = list(loops)
    with collector_off():
        repeats = calibrate(loops, effort)
        for number in range(effort.rounds):
            for name in forwards if number % 2 == 0 else reversed(forwards):
                times[name].append(loops[name](repeats) / (repeats * UNROLLED))
    return times


def calibrate(loops: Mapping[str, Loop], effort: Effort) -> int:
    """How often a loop must repeat so that the quickest contender fills its burst.

    It also warms every loop up: CPython specialises code only after some runs.
    """
    repeats = 1
    while min(loop(repeats) for loop in loops.values()) < effort.burst_ns:
        repeats *= 2
    return repeats


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep Python's cyclic collector from running inside the block."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
