"""Whether a run can come upon Rust tests: they are compiled only then.

What is selected among collected tests, with `-k` and so on, is not known that early.
"""

from __future__ import annotations

from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest

from pydust.config import Project
from pydust.tested_sources import read_crate


def rust_tests_wanted(config: pytest.Config, project: Project) -> bool:
    """Whether a path that pytest will look through leads to the sources of a module."""
    paths = list(_paths(config))
    return any(_meet(path, source) for path in paths for source in _sources(project))


def left_out(config: pytest.Config, project: Project) -> list[str]:
    """Says where there are Rust tests that a run without arguments does not look for."""
    options = config.known_args_namespace
    if options.file_or_dir or not config.getini("testpaths") or rust_tests_wanted(config, project):
        return []
    roots = [module.root for module in project.modules if module.root]
    with_tests = [root for root in roots if read_crate(root).kinds]
    if not with_tests:
        return []
    folder = with_tests[0].parent.relative_to(project.directory).as_posix()
    return [f'pydust: Rust tests are not collected: add "{folder}" to testpaths']


def _paths(config: pytest.Config) -> Iterator[Path]:
    """What pytest will look through: its arguments, or its setting, or where it was started."""
    here = config.invocation_params.dir
    given = config.known_args_namespace.file_or_dir
    if given:
        for name in given:
            yield here / str(name).partition("::")[0]
        return
    in_root = here == config.rootpath
    settings = config.getini("testpaths") if in_root else []
    root = config.rootpath
    found = [root / name for text in settings for name in glob(text, root_dir=root, recursive=True)]
    yield from found or [here]


def _sources(project: Project) -> Iterator[Path]:
    """The folders with the sources of modules."""
    for module in project.modules:
        # Where the user manages the packages, cargo alone knows their folders.
        yield module.root.parent if module.root else project.directory


def _meet(path: Path, source: Path) -> bool:
    """Whether looking through a path comes upon a source folder, or upon a part of it."""
    path, source = path.resolve(), source.resolve()
    inside = path.is_relative_to(source) and (path.suffix == ".rs" or path.is_dir())
    return inside or source.is_relative_to(path)
