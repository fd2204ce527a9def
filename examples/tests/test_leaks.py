"""Nothing leaks: every function of every example, used rightly and wrongly for 10,000 rounds."""

import gc
import importlib
import pkgutil
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType

import example
import pytest
from uses_of_examples import SLOW, USES

ROUNDS, SLOW_EVERY, SERIES = 1_000, 100, 10


def native_modules() -> list[ModuleType]:
    """Give the modules of the package: all are Rust's."""
    names = [module.name for module in pkgutil.iter_modules(example.__path__, "example.")]
    return [importlib.import_module(name) for name in names]


def raises(use: Callable[[], object]) -> bool:
    """Say whether a use is a wrong one."""
    try:
        use()
    except Exception:
        return True
    return False


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what listeners raise: it would be printed."""
    monkeypatch.setattr(threading, "excepthook", lambda _: None)


def test_every_function_is_used() -> None:
    public = {
        module.__name__.partition(".")[2]: {name for name in vars(module) if name[0] != "_"}
        for module in native_modules()
    }
    assert {module: set(uses) for module, uses in USES.items()} == public


@pytest.mark.parametrize("module", USES)
def test_uses_are_right_and_wrong(module: str) -> None:
    for name, uses in USES[module].items():
        assert {raises(use) for use in uses} == {True, False}, name


def numbers() -> dict[str, int]:
    """Give how many blocks of memory there are, and with a debug build how many references."""
    gc.collect()
    with warnings.catch_warnings(action="ignore"):  # It goes away some day.
        sys._clear_type_cache()  # Each import of a module fills it a little more.
    counts = ("getallocatedblocks", "gettotalrefcount")
    return {name: getattr(sys, name)() for name in counts if hasattr(sys, name)}


def use_all() -> None:
    """Use every function in every way, `ROUNDS` times."""
    named = [(name, use) for uses in USES.values() for name, ways in uses.items() for use in ways]
    slow = [use for name, use in named if name in SLOW]
    quick = [use for name, use in named if name not in SLOW]
    for number in range(ROUNDS):
        for use in (*quick, *slow) if number % SLOW_EVERY == 0 else quick:
            with suppress(Exception):
                use()


def growth() -> dict[str, int]:
    """Give the least growth of each number over a series of rounds, once caches and free lists are warm."""
    for _ in range(SERIES // 2):
        use_all()
    least, before = dict.fromkeys(numbers(), sys.maxsize), numbers()
    for _ in range(SERIES // 2):
        use_all()
        after = numbers()
        least = {name: min(least[name], after[name] - before[name]) for name in after}
        before = after
    return least


def test_nothing_is_left() -> None:
    """What leaks one block or reference in one use leaks a thousand in a series, or ten if it is slow."""
    found = growth()
    print(found)
    assert max(found.values()) < ROUNDS // SLOW_EVERY, found
