"""The plugin of a run with native modules: when what happens.

What happens is in the files beside this one; whether there is such a plugin at all is decided in
`pydust.pytest_plugin`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import pytest

from pydust.config import Project, load_project
from pydust.errors import PydustError
from pydust.pytest.importable import find_places
from pydust.pytest.rebuild import Rebuilt, copies, rebuild

NAME: Final = "pydust-project"
"""By which other plugins find the plugin of this run."""

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
        plugin = Plugin(load_project(directory))
        config.pluginmanager.register(plugin, NAME)
        if _builds(config):
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
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.rebuilt: Rebuilt | None = None
        self._notes: list[str] = []
        self._missing: set[str] = set()

    def build(self, config: pytest.Config) -> None:
        """Builds, unless the options say that what is there will do."""
        options = config.known_args_namespace
        search_path: list[Path] = config.getini("pythonpath")
        if options.pydust_no_build:
            self._notes = ["pydust: nothing is built (--pydust-no-build)"]
            self._notes += copies(find_places(self.project, search_path))
        else:
            self.rebuilt = rebuild(self.project, options.pydust_profile, search_path)
            self._notes = self.rebuilt.summary()

    def pytest_report_header(self) -> list[str]:
        """Says in the head of the run what was built."""
        return self._notes

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Keeps pytest from looking for tests among the thousands of files that cargo makes."""
        if (collection_path / "CACHEDIR.TAG").exists() and collection_path.name == "target":
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
