"""What pytest loads wherever this package is installed: it finds out whether there is work for it.

In runs without a project of ours this is all that happens: three options, and a look at the
`pyproject.toml` that pytest has just read itself. So this file imports nothing that pytest does
not. The plugin proper is `pydust.pytest`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options. Which project is meant is not known this early."""
    group = parser.getgroup("pydust", "native modules in Rust (pydust)")
    group.addoption(
        "--pydust-profile",
        choices=("dev", "release"),
        default="dev",
        help="how to build native modules: dev compiles quickly and checks more (the default), "
        "release is what users get",
    )
    group.addoption(
        "--pydust-no-build",
        action="store_true",
        help="run what was built before, whatever has changed since",
    )
    group.addoption(
        "--pydust-leaks",
        action="store_true",
        help="run tests in Rust, and those marked pydust_leaks, again and again, and fail those "
        "that leave something behind each time",
    )


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Builds before anything that may import what is built, and before output is captured."""
    if directory := _project(early_config):
        from pydust.pytest import plugin

        plugin.start(early_config, directory)
    yield


def _project(config: pytest.Config) -> Path | None:
    """The directory of the project that the tests belong to, if it is one of ours."""
    for folder in _folders(config):
        file = folder / "pyproject.toml"
        if not file.is_file():
            continue
        try:
            text = file.read_text(encoding="utf-8")
            if "pydust" in text and _has_table(text):
                return folder
        except (OSError, ValueError):
            pass  # pytest complains itself of what it can't read
    return None


def _has_table(text: str) -> bool:
    """Whether a `pyproject.toml` has a table of ours."""
    import tomllib  # which pytest has, as it has read the same text

    return "pydust" in tomllib.loads(text).get("tool", {})


def _folders(config: pytest.Config) -> Iterator[Path]:
    """The folders whose `pyproject.toml` pytest has read, from the inner ones to its rootdir."""
    root = config.rootpath
    here = config.invocation_params.dir
    given = config.known_args_namespace.file_or_dir
    paths = [path for path in (here / name.partition("::")[0] for name in given) if path.exists()]
    first, *others = paths or [here]
    for folder in (first, *first.parents):
        if folder == root or root not in folder.parents:
            break
        if all(path.is_relative_to(folder) for path in others):
            yield folder
    if config.inipath is None:
        # It has found no settings, and has looked for them as far up as there are folders.
        yield from (root, *root.parents)
    elif config.inipath == root / "pyproject.toml" or (root / "Cargo.toml").exists():
        # With a pytest.ini beside it, pytest does not read it. Every project of ours that was
        # built has a Cargo.toml there.
        yield root
