"""What the pytest plugin costs where there is no project of ours: no file, no module, no time.

Each run is a process of its own: what one costs shows in a fresh interpreter alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LIMIT = 0.005
"""Seconds of the processor that the plugin may take at the start of a run."""

PROGRAM = '''
"""Runs pytest, and writes down what it opens, and how long our hooks take in the last run of several."""
import json, os, sys, time
import pytest

spent, opened, noting = [], [], True

def note(event, arguments):
    if noting and event == "open" and isinstance(arguments[0], str):
        opened.append(os.path.abspath(arguments[0]))

def timed(function):
    def run(**arguments):
        began = time.thread_time()
        result = function(**arguments)
        spent.append(time.thread_time() - began)
        return result
    return run

def timed_start(function):
    def run(**arguments):
        began = time.thread_time()
        steps = function(**arguments)
        next(steps)
        spent.append(time.thread_time() - began)
        yield
        next(steps, None)
    return run

class Timed:
    """Our plugin with a watch."""
    def __init__(self, module):
        self.module = module
    @pytest.hookimpl
    def pytest_addoption(self, parser):
        timed(self.module.pytest_addoption)(parser=parser)
    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(self, early_config):
        yield from timed_start(self.module.pytest_load_initial_conftests)(early_config=early_config)

plugins = []
if sys.argv.pop(1) == "with":
    began = time.thread_time()
    import pydust.pytest_plugin
    spent.append(time.thread_time() - began)
    plugins.append(Timed(pydust.pytest_plugin))
before = set(sys.modules)
sys.addaudithook(note)
code = pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]], plugins)
noting = False
modules = sorted(name for name in sys.modules if name.partition(".")[0] == "pydust")
print(json.dumps({"code": code, "opened": opened, "spent": sum(spent), "modules": modules}))
'''

OTHERS = {
    "nothing": {},
    "pyproject": {"pyproject.toml": '[project]\nname = "other"\n[tool.pytest.ini_options]\n'},
    "a pyproject that names us": {"pyproject.toml": '[project]\ndependencies = ["pydust"]\n'},
    "pytest.ini": {"pytest.ini": "[pytest]\n", "pyproject.toml": "[tool.pydust]\n"},
    "a folder inside": {"setup.cfg": "[tool:pytest]\n", "inner/pyproject.toml": "[tool.other]\n"},
}
"""Projects that are not ours, as far as pytest looks."""


def run(folder: Path, plugin: str, *arguments: str) -> dict[str, Any]:
    """Runs pytest with our plugin or without, and with no other."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, plugin, *arguments],
        cwd=folder,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert result["code"] == 0, done.stdout
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "test_it.py").write_text("def test_it(): pass\n")
    return tmp_path


@pytest.mark.parametrize("files", OTHERS.values(), ids=OTHERS)
def test_pytest_reads_no_other_files_than_without_us(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text)
    found = run(folder, "with", "inner")
    own = {path for path in found["opened"] if path.startswith(str(folder))}
    usual = {path for path in run(folder, "without", "inner")["opened"] if path in own}
    assert own == usual
    assert found["modules"] == ["pydust", "pydust.pytest_plugin"]


def test_the_plugin_takes_next_to_no_time(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(OTHERS["pyproject"]["pyproject.toml"])
    assert min(run(folder, "with", "inner")["spent"] for _ in range(3)) < LIMIT
