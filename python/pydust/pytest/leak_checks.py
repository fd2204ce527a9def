"""Runs tests again and again to see whether each run leaves something behind: `--pydust-leaks`.

What is counted, and what growth is, is in `pydust.leaks`. A test is set up and torn down each time,
with its fixtures; those that it shares with other tests stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import pytest
from _pytest.runner import runtestprotocol

from pydust import leaks
from pydust.leaks import Growth, LeakError
from pydust.pytest.functions import library_of, native_test, place_of
from pydust.rust_heap import RustHeap

MARK = "pydust_leaks"
"""Chooses tests in Python, and with False as its argument takes tests out."""

_WARM_UP = 1
"""Runs that are not counted, beside the first one, whose reports are shown."""


def pytest_configure(config: pytest.Config) -> None:
    """Registers the mark."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(check=True): --pydust-leaks runs this test again and again, and fails it if each "
        "run leaves something behind; with False it does not",
    )


@pytest.fixture
def leak_check() -> Callable[..., None]:
    """A function that calls another one again and again: it raises if each call leaves something behind.

    `leak_check(parse, "1 + 2")` calls `parse("1 + 2")`.
    """

    def check(function: Callable[..., object], /, *args: Any, **kwargs: Any) -> None:
        __tracebackhide__ = True
        if growth := leaks.check(lambda: function(*args, **kwargs)):
            raise LeakError(growth.describe())

    return check


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Runs the tests that are to be checked."""
    if not _is_checked(item):
        return None
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in _reports(item, nextitem):
        hook.pytest_runtest_logreport(report=report)
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _is_checked(item: pytest.Item) -> bool:
    if not item.config.getoption("pydust_leaks"):
        return False
    mark = item.get_closest_marker(MARK)
    if mark is None:
        return native_test(item) is not None
    return bool(mark.kwargs.get("check", mark.args[0] if mark.args else True))


def _reports(item: pytest.Item, nextitem: pytest.Item | None) -> list[pytest.TestReport]:
    """Runs a test as often as it takes, and gives its reports."""
    reports = _run(item)
    if _have_passed(reports):
        try:
            finalizers = _finalizers(item)
            growth = leaks.check(
                lambda: _run_again(item, finalizers), _heaps(item), warm_up=_WARM_UP
            )
        except _FailedLater as failed:
            reports = failed.reports
        else:
            if growth:
                reports = [_leaking(item, growth) if it.when == "call" else it for it in reports]
    # What the test shared with others, and not with the next one.
    end = pytest.CallInfo.from_call(
        lambda: item.session._setupstate.teardown_exact(nextitem), "teardown"
    )
    if end.excinfo:
        report = item.ihook.pytest_runtest_makereport(item=item, call=end)
        reports = [*(it for it in reports if it.when != "teardown"), report]
    return reports


class _FailedLater(Exception):  # noqa: N818  # it ends the runs, and is not shown
    """A test that has passed once failed as it was run again."""

    def __init__(self, reports: list[pytest.TestReport]) -> None:
        super().__init__()
        self.reports = reports


def _run(item: pytest.Item) -> list[pytest.TestReport]:
    """Runs a test with all its fixtures; what it shares with the tests beside it stays."""
    reports = runtestprotocol(item, log=False, nextitem=item.parent)  # type: ignore[arg-type]
    item._report_sections.clear()
    return reports


def _run_again(item: pytest.Item, finalizers: list[tuple[list[Any], int]]) -> None:
    if isinstance(item, pytest.Function):
        item._initrequest()  # its fixtures are made anew
    reports = _run(item)
    for kept, number in finalizers:
        del kept[number:]
    if not _have_passed(reports):
        for report in reports:
            if report.failed:
                report.sections.append(
                    ("pydust", "It passed at first, and failed as it was run again.")
                )
        raise _FailedLater(reports)


def _finalizers(item: pytest.Item) -> list[tuple[list[Any], int]]:
    """What fixtures keep to end others that use them, with how much of it is needed.

    A fixture that lives longer than a test keeps an entry for each fixture of each run that has used it, even if that
    has ended.
    """
    info = getattr(item, "_fixtureinfo", None)
    definitions = [it for found in info.name2fixturedefs.values() for it in found] if info else []
    lists = [getattr(definition, "_finalizers", []) for definition in definitions]
    return [(finalizers, len(finalizers)) for finalizers in lists]


def _have_passed(reports: Sequence[pytest.TestReport]) -> bool:
    return all(report.passed and not hasattr(report, "wasxfail") for report in reports)


def _heaps(item: pytest.Item) -> list[RustHeap]:
    library = library_of(item)
    return [library.rust_heap()] if library else []


def _leaking(item: pytest.Item, growth: Growth) -> pytest.TestReport:
    """The report of a test that leaks: a failure that leads to its first line."""
    error = LeakError(growth.describe(item.config.rootpath))
    if isinstance(item, pytest.Function):
        error = error.with_traceback(place_of(item.function).entry(None))

    def fail() -> NoReturn:
        raise error

    call = pytest.CallInfo.from_call(fail, "call")
    report: pytest.TestReport = item.ihook.pytest_runtest_makereport(item=item, call=call)
    return report
