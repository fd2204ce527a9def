"""The plugin of a run with native modules: when what happens.

What happens is in the files beside this one; whether there is such a plugin at all is decided in
`pydust.pytest_plugin`.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from pydust.config import Project, load_project
from pydust.errors import PydustError
from pydust.pytest import isolated, leak_checks, selection
from pydust.pytest.failures import with_functions
from pydust.pytest.functions import native_test
from pydust.pytest.importable import find_places
from pydust.pytest.inventory import Inventory
from pydust.pytest.rebuild import copies, rebuild
from pydust.pytest.rust_file import RustFile, RustMod, make_item

NAME: Final = "pydust-project"
"""By which other plugins find the plugin of this run."""

_CACHED: Final = f"pydust/tests-{sys.implementation.cache_tag}{sys.abiflags}"
"""Where pytest's cache has the Rust tests that were built last, for runs without a build."""

_ONLY_TEXT: Final = ("help", "version", "markers", "cacheshow")
"""Options with which pytest prints something and runs nothing."""


def start(config: pytest.Config, directory: Path) -> None:
    """Builds the project, and adds the plugin for the rest of the run.

    Args:
        config: The run's, with the options that are known before any `conftest.py`.
        directory: Where the project's `pyproject.toml` is.

    Raises:
        UsageError: where the build fails, so that pytest ends with that message alone.
    """
    try:
        plugin = Plugin(load_project(directory), isolated.child_of(config))
        config.pluginmanager.register(plugin, NAME)
        config.pluginmanager.register(leak_checks)
        if plugin.child:
            config.pluginmanager.register(plugin.child)
        elif _builds(config):
            plugin.build(config)
    except PydustError as error:
        raise pytest.UsageError(str(error)) from None
    except KeyboardInterrupt:
        raise SystemExit(int(pytest.ExitCode.INTERRUPTED)) from None


def _builds(config: pytest.Config) -> bool:
    options = config.known_args_namespace
    return not is_worker() and not any(getattr(options, name, False) for name in _ONLY_TEXT)


def is_worker() -> bool:
    """Whether this process is one of several that xdist runs tests in. Their controller builds."""
    return "PYTEST_XDIST_WORKER" in os.environ


class Plugin:
    """The hooks of a run in one project.

    Args:
        project: The project.
        child: The plugin that makes this run one of an isolated test, if it is one.
    """

    def __init__(self, project: Project, child: isolated.Child | None = None) -> None:
        self.project = project
        self.child = child
        self.inventory = Inventory()
        self._built = False
        self._notes: list[str] = []
        self._missing: set[str] = set()

    def build(self, config: pytest.Config) -> None:
        """Builds, unless the options say that what is there will do."""
        options = config.known_args_namespace
        search_path: list[Path] = config.getini("pythonpath")
        if options.pydust_no_build:
            self._notes = copies(find_places(self.project, search_path))
            return
        wanted = selection.rust_tests_wanted(config, self.project)
        rebuilt = rebuild(
            self.project,
            options.pydust_profile,
            search_path,
            tests=wanted,
            leak_checks=options.pydust_leaks,
        )
        self._built = wanted
        self.inventory = rebuilt.inventory
        self._notes = rebuilt.summary() + selection.left_out(config, self.project)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Gets the tests that another process has built, or an earlier run."""
        if self.child:
            text = self.child.inventory
        elif is_worker():
            text = getattr(config, "workerinput", {}).get(NAME, "")
        elif self._built:
            self._keep(config)
            return
        elif config.option.pydust_no_build:
            cache = getattr(config, "cache", None)
            text = cache.get(_CACHED, "") if cache else ""
            self._notes.insert(0, "pydust: nothing is built (--pydust-no-build)")
            if not text:
                self._notes[0] += ", so no Rust tests are known"
        else:
            return
        self.inventory = Inventory.load(text) or Inventory()

    def _keep(self, config: pytest.Config) -> None:
        cache = getattr(config, "cache", None)
        if cache:
            cache.set(_CACHED, self.inventory.dump())

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tells a worker of xdist which Rust tests there are."""
        node.workerinput[NAME] = self.inventory.dump()

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> RustFile | None:
        """Collects the files with Rust tests, and those that the command line names."""
        if file_path.suffix != ".rs":
            return None
        there = file_path.resolve() in self.inventory.files
        if not there and not parent.session.isinitpath(file_path):
            return None
        return RustFile.of(parent, file_path, partial(self.inventory.tests_in, file_path))

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self, collector: pytest.Collector, name: str) -> RustMod | None:
        """Collects the modules of a Rust file; its tests are functions to pytest."""
        return make_item(collector, name)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool | None:
        """Runs isolated tests in a child, unless this is one or there is nothing to run."""
        test = native_test(item)
        if test is None or not test.isolated or self.child or item.get_closest_marker("skip"):
            return None
        assert isinstance(item, pytest.Function)
        hook = item.ihook
        hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in isolated.run(item, self.inventory.dump()):
            hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        # The test before this one has left the fixtures that it shares with this one.
        item.session._setupstate.teardown_exact(nextitem)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
        """Shows the functions of Rust that errors in Python's tests come from."""
        if call.excinfo and native_test(item) is None:
            error = call.excinfo.value
            traceback = with_functions(call.excinfo.tb)
            if traceback:
                call.excinfo = pytest.ExceptionInfo.from_exc_info((type(error), error, traceback))

    def pytest_report_header(self) -> list[str]:
        """Says in the head of the run what was built."""
        return self._notes

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Keeps pytest from looking for tests among the thousands of files that cargo makes."""
        if (collection_path / ".rustc_info.json").exists():
            return True
        return None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Notices tests that can't import what was built."""
        if report.failed:
            text = str(report.longrepr)
            tops = {module.name.parts[0] for module in self.project.modules}
            self._missing |= {top for top in tops if f"No module named '{top}'" in text}

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Says what to do about them."""
        for top in sorted(self._missing):
            terminalreporter.write_line(
                f"pydust: {top} is not installed: `pip install -e .` in {self.project.directory} "
                "makes tests find it",
                yellow=True,
            )
