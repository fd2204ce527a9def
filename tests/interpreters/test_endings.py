"""How Python ends while native code is busy: each way in a process of its own, which must neither crash nor hang.

What can't be done any more is left undone: a thread that never gets the interpreter back waits for the process to end, and
what nobody can release leaks.
"""

import os
import sys

import pytest
from conftest import run_program
from subinterpreters import KINDS

# Each way of `endings.py`, with the lines that it prints.
WAYS: dict[str, list[str]] = {
    "rust_threads_call": [],
    "rust_thread_is_waited_for": ["came to its end"],
    "rust_threads_in_exit_handlers": ["late: 4", "early: 0"],
    "daemon_detaches": [],
    "daemon_is_called_back": [],
    "daemon_waits_for_a_lock": [],
    "daemon_drops": [],
    "daemon_has_thread_locals": [],
    "daemon_uses_a_list": [],
    "imported_in_an_exit_handler": ["left: " + str([False] * len(KINDS))],
    "values_of_modules": ["called"],
    "values_of_main": ["called"],
    "values_in_circles": ["called"],
    "values_dropped_by_threads": ["called"],
    "thread_locals_of_a_thread": ["called"],
    "thread_locals_of_main": [],
    "values_in_exit_handlers": ["attached", "early: None", "detached", "early: None"],
    "process_end": ["process end: attached false"],
    "process_end_with_threads": ["process end: attached false"],
    "left_at_once": [],
}

# What runs Python code in the middle of a function of C's that Rust calls (`run_within` in `attachment.rs`).
WITHIN = [
    "key of a dict",
    "key looked up",
    "item of a set",
    "missing attribute",
    "attribute",
    "float",
    "buffer",
    "end",
    "end of a value",
    "garbage",
]

FORKS: dict[str, list[str]] = {
    "forked_with_threads_inside": ["child: 4", "child ended with 0", "did not wait"],
    "forked_while_threads_come_in": ["child: None", "child ended with 0"],
    "forked_with_a_lock_held": ["child: False", "child ended with 0"],
    "forked_while_it_holds_the_lock": ["child: False", "child ended with 0"],
    "forked_while_others_wait_for_a_mutex": ["child: 2", "child: 5", "child ended with 0"],
    "forked_while_dropping": ["child: None", "child ended with 0"] * 5,
    "forked_in_an_exit_handler": ["child: None", "child ended with 0", "early: None"],
}

# Threads race with the end: more than once.
TIMES = int(os.environ.get("PYDUST_TEST_ENDINGS", "3"))


def lines(way: str, *arguments: str) -> list[str]:
    """End a process in this way, and give what it prints."""
    variables = {"PYTHONWARNINGS": "ignore"}
    return run_program("endings.py", way, *arguments, variables=variables).splitlines()


@pytest.mark.parametrize("way", WAYS)
def test_python_ends(way: str) -> None:
    for _ in range(TIMES):
        assert lines(way) == WAYS[way]


@pytest.mark.parametrize("what", WITHIN)
def test_python_ends_while_a_daemon_runs_python_code(what: str) -> None:
    if what == "buffer" and sys.version_info < (3, 12):
        pytest.skip("before CPython 3.12 no Python code lends memory")
    for _ in range(TIMES):
        assert lines("daemon_runs_python_code", what) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
@pytest.mark.parametrize("way", FORKS)
def test_python_ends_in_a_forked_process(way: str) -> None:
    if way == "forked_in_an_exit_handler" and sys.version_info[:2] == (3, 12):
        pytest.skip("CPython 3.12 does not fork any more once its exit handlers run")
    for _ in range(TIMES):
        assert lines(way) == FORKS[way]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_lock_that_is_held_as_the_process_forks_stays_held() -> None:
    printed = lines("forked_with_a_lock_that_stays")
    assert printed == [
        "child: Caller.look(): the object is being changed by Caller.change_slowly() in another thread, "
        "which did not finish within 10 seconds",
        "child ended with 0",
    ]


def test_the_first_import_may_be_in_an_exit_handler() -> None:
    for _ in range(TIMES):
        assert run_program("imported_late.py", "4", "0.0005").splitlines() == ["called"]


def test_python_may_end_while_a_thread_is_released() -> None:
    # With a thread state that was deleted after the thread let go of it, CPython 3.15t crashed in each third run: its
    # end deleted that one, too.
    for _ in range(4 * TIMES):
        assert run_program("imported_late.py", "8", "0").splitlines() == ["called"]


def test_a_thread_that_never_comes_back_is_waited_for_in_vain() -> None:
    assert lines("rust_thread_never_comes_back") == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to threads")
def test_ctrl_c_ends_the_wait() -> None:
    printed = lines("interrupted_while_waiting")
    assert any("KeyboardInterrupt" in line for line in printed)
