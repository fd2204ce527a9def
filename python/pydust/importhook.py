"""Importing this compiles Rust modules as they are imported.

    import pydust.importhook

    import fast  # from fast.rs, in any folder of sys.path, with `#[py::module] pub mod fast`

Modules of a project that is installed in editable form are compiled again where their sources have
changed. What is compiled is kept in the user's cache directory, so nothing is done twice. Where a
module does not compile, the `ImportError` has the compiler's words.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib.machinery import PathFinder

from pydust.on_import.finder import RustFinder
from pydust.settings import Options, Profile

__all__ = ["install", "uninstall"]


def install(*, profile: Profile = "release", target_cpu: str | None = None) -> None:
    """Compiles modules from now on as they are imported; importing this has called it already.

    Args:
        profile: `release` is optimised, `dev` is quick to compile.
        target_cpu: The CPU to compile for, such as `native`; by default any of the architecture,
            or what the environment variable `PYDUST_TARGET_CPU` says.

    Raises:
        PydustError: where the CPU cannot be the name of one.
    """
    options = Options.from_environment(os.environ, profile=profile, target_cpu=target_cpu)
    # Whatever wheels are for, what is imported is for this Python.
    options = replace(options, abis=(), limited_api=None)
    for finder in sys.meta_path:
        if isinstance(finder, RustFinder):
            finder.options = options
            return
    # What is compiled into Python itself is not shadowed, just as a `sys.py` would not do it.
    place = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else 0
    sys.meta_path.insert(place, RustFinder(options))


def uninstall() -> None:
    """Leaves imports to Python again; modules that are imported stay."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, RustFinder)]


install()
