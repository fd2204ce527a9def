"""Runs a test in a pytest of its own, so that a crash is that test's failure and nothing else.

The child gets the arguments of the run, so that options and fixtures are the same, and is then
told to run the one test. Its reports come back through a file, line by line; what it writes
otherwise is kept, and shown where the test crashed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final, Literal

import pytest

from pydust.pytest.functions import place_of
from pydust.rust_harness import ended_by

VARIABLE: Final = "PYDUST_ISOLATED_TEST"
"""The environment variable by which a child knows that it is one, and what to do."""

_QUIET: Final[dict[str, Any]] = {
    "cacheclear": False,
    "collectonly": False,
    "deselect": None,
    "dist": "no",
    "durations": None,
    "failedfirst": False,
    "keyword": "",
    "lf": False,
    "looponfail": False,
    "markexpr": "",
    "newfirst": False,
    "numprocesses": None,
    "stepwise": False,
    "tx": [],
    "usepdb": False,
    "xmlpath": None,
}
"""Options of a run that a child must not follow: they choose tests, or write files."""

_PROGRAM: Final = f"""\
import json, os, sys
sys.path[:] = json.loads(os.environ["{VARIABLE}"])["path"]
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""

_MACHINERY: Final = re.compile(
    r'  File "(?:<string>|.*[/\\\\](?:_pytest|pluggy|pydust)[/\\\\][^"]*)", line \d+ in '
)

Task = dict[str, Any]
"""What a parent asks for, as JSON has it."""

Step = Literal["setup", "call", "teardown"]

_STEPS: Final[tuple[Step, ...]] = ("setup", "call", "teardown")


class Crashed(Exception):  # noqa: N818  # as it is shown
    """The process of an isolated test ended before the test did."""

    __module__ = "pydust"  # where users look for it is of no use in a report


class Child:
    """The plugin of a child: it runs one test, and writes down how that went.

    Args:
        config: The child's.
        task: What its parent asks for.
    """

    def __init__(self, config: pytest.Config, task: Task) -> None:
        self.config = config
        self.task = task
        self.inventory = Path(task["inventory"]).read_text(encoding="ascii")
        # To plugins a child is what a worker of xdist is: one whose results another one writes.
        config.workerinput = {  # type: ignore[attr-defined]
            "workerid": task["worker"],
            "workercount": 1,
            "testrunuid": os.environ.get("PYTEST_XDIST_TESTRUNUID", "isolated"),
        }

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Replaces what the arguments say of which tests to run, and how."""
        config.args = [self.task["test"]]
        for name, value in _QUIET.items():
            if hasattr(config.option, name):
                setattr(config.option, name, value)
        config.option.basetemp = self.task["basetemp"]

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Leaves the terminal to the parent."""
        config.pluginmanager.unregister(name="terminalreporter")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hands a report over."""
        self._tell(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Hands over why the test can't be found."""
        if report.failed:
            self._tell(report)

    def _tell(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        with open(self.task["reports"], "a", encoding="utf-8") as file:
            file.write(json.dumps(data, default=str) + "\n")


def child_of(config: pytest.Config) -> Child | None:
    """The plugin that makes this run a child's, if it is one."""
    text = os.environ.pop(VARIABLE, "")
    return Child(config, json.loads(text)) if text else None


def run(item: pytest.Function, inventory: str) -> list[pytest.TestReport]:
    """Runs an item in a child.

    Args:
        item: The test.
        inventory: The Rust tests of this run, for the child.

    Returns:
        Its reports; where it crashed, one of them says so.
    """
    with tempfile.TemporaryDirectory(prefix="pydust-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "inventory").write_text(inventory, encoding="ascii")
        task = {
            # Whatever folder the run was started in, node ids are relative to the rootdir.
            "test": str(item.path) + item.nodeid.removeprefix(item.nodeid.partition("::")[0]),
            "reports": str(folder / "reports"),
            "inventory": str(folder / "inventory"),
            "basetemp": _temporary(item.config, folder.name),
            "path": sys.path,
            "worker": os.environ.get("PYTEST_XDIST_WORKER", "master"),
        }
        began = time.time()
        code, output = _run_child(item.config, task)
        reports = _read(item, folder / "reports")
    given = {report.when for report in reports}
    if "teardown" in given:
        if output:
            reports[-1].sections.append(("Captured output of the isolated test", output))
        return reports
    # As long as a step has no report, it is what was running.
    step: Step = next((step for step in _STEPS if step not in given), "call")
    reports.append(_crash(item, code, output, step))
    reports[-1].start, reports[-1].duration = began, time.time() - began
    if step != "teardown":
        end = pytest.CallInfo.from_call(lambda: None, "teardown")
        reports.append(item.ihook.pytest_runtest_makereport(item=item, call=end))
    return reports


def _temporary(config: pytest.Config, name: str) -> str | None:
    """The folder for `tmp_path` in the child: within the one that the run was given, if it was."""
    given = config.option.basetemp
    return os.path.join(given, name) if given else None


def _run_child(config: pytest.Config, task: Task) -> tuple[int, str]:
    """Runs a pytest, and gives its exit code and what it wrote."""
    arguments = [str(argument) for argument in config.invocation_params.args]
    # What a crashed process has captured is lost, and so nothing is.
    arguments += ["--rootdir", str(config.rootpath), "--capture=no"]
    plugins = config.pluginmanager
    arguments += ["-n0"] if plugins.has_plugin("xdist") else []
    arguments += ["--no-cov"] if plugins.has_plugin("_cov") else []
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=config.invocation_params.dir,
        env={**os.environ, VARIABLE: json.dumps(task)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, _without_machinery(done.stdout.decode(errors="replace"))


def _without_machinery(output: str) -> str:
    """Leaves out how pytest came to call the test, of which `faulthandler` writes pages."""
    lines = output.splitlines(keepends=True)
    return "".join(line for line in lines if not _MACHINERY.match(line))


def _read(item: pytest.Item, file: Path) -> list[pytest.TestReport]:
    reports = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        data: dict[str, Any] = json.loads(line)
        report = item.config.hook.pytest_report_from_serializable(config=item.config, data=data)
        if isinstance(report, pytest.TestReport):
            reports.append(report)
    return reports


def _crash(item: pytest.Function, code: int, output: str, step: Step) -> pytest.TestReport:
    """The report of a test whose process ended before it did."""
    error = Crashed(ending(code))
    traceback = place_of(item.function).entry(None)

    def fail() -> None:
        raise error.with_traceback(traceback)

    call = pytest.CallInfo.from_call(fail, step)
    report: pytest.TestReport = item.ihook.pytest_runtest_makereport(item=item, call=call)
    if output:
        report.sections.append(("Output until then", output))
    mark = item.get_closest_marker("xfail")
    # A mark with conditions, or for exceptions, does not mean a crash.
    expected = mark and not mark.args and not {"condition", "raises"} & mark.kwargs.keys()
    if mark and expected and step == "call" and not item.config.getoption("runxfail"):
        report.outcome = "skipped"
        report.wasxfail = mark.kwargs.get("reason", "")
    return report


def ending(code: int) -> str:
    """Says how the process of a test ended; the signal comes first, as summaries are short.

    Args:
        code: As `subprocess` gives it: negative where a signal ended it.

    Example:
        >>> ending(-11)
        "SIGSEGV ended the test's process"
        >>> ending(3)
        "exit code 3 ended the test's process"
    """
    return f"{ended_by(code)} ended the test's process"
