"""How a Rust executable gets Python's functions: by linking the library of an interpreter.

Modules never need this, as the process that loads them has the functions. Executables with tests do.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydust.errors import PydustError


class LibraryMissingError(PydustError):
    """An installation of Python comes without a library to link."""


@dataclass(frozen=True)
class Installation:
    """The facts about an installed CPython on which linking depends.

    Attributes:
        platform: As `sys.platform`.
        base: What it was installed into, with its standard library: `sys.base_prefix`.
        version: As in the names of its files: `3.13t`.
        variables: What it was built with: `sysconfig.get_config_vars()`.
        search: Where it looks for modules: `sys.path`.
    """

    platform: str
    base: Path
    version: str
    variables: Mapping[str, str]
    search: tuple[str, ...] = field(default=())

    @classmethod
    def running(cls) -> Installation:
        """Describes the interpreter that runs this code."""
        known = sysconfig.get_config_vars()
        return cls(
            platform=sys.platform,
            base=Path(sys.base_prefix),
            version=str(known.get("LDVERSION") or "{}.{}".format(*sys.version_info)),
            variables={name: value for name, value in known.items() if isinstance(value, str)},
            search=tuple(os.path.abspath(path) for path in sys.path),
        )


def rustc_arguments(python: Installation) -> list[str]:
    """What rustc is given to link an executable with an interpreter's library.

    The shared library is taken where there is one, and found there again as the program starts.
    Else the static one becomes part of the program, whose functions are then seen by modules that
    it loads.

    Raises:
        LibraryMissingError: where the installation has neither.
    """
    if python.platform == "win32":
        return []  # the bindings name the DLL, which is found by the PATH
    shared = _shared(python)
    if shared is not None:
        arguments = [str(shared), f"-Wl,-rpath,{_run_path(python, shared)}"]
    else:
        arguments = _static(python)
    return [f"-Clink-arg={argument}" for argument in arguments]


def environment(python: Installation, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for an executable in which the interpreter starts.

    It has the standard library of the given interpreter, and finds the same modules, also in a
    virtual environment.
    """
    added = {
        "PYTHONHOME": str(python.base),
        "PYTHONPATH": os.pathsep.join(python.search),
    }
    if python.platform == "win32":
        added["PATH"] = os.pathsep.join([str(python.base), environ.get("PATH", "")])
    return {**environ, **added}


def _shared(python: Installation) -> Path | None:
    """The shared library, if there is one: of a framework, or of its own."""
    known = python.variables
    folders = [known.get("PYTHONFRAMEWORKPREFIX"), known.get("LIBDIR")]
    folders.append(os.path.join(python.base, "lib"))
    names = [known.get("LDLIBRARY"), known.get("INSTSONAME")]
    for folder in filter(None, folders):
        for name in filter(None, names):
            path = Path(folder, name)
            if path.suffix != ".a" and path.is_file():
                return path
    return None


def _run_path(python: Installation, shared: Path) -> Path:
    """Where a program looks for the library: a framework's name has folders of its own."""
    prefix = python.variables.get("PYTHONFRAMEWORKPREFIX")
    return Path(prefix) if prefix else shared.parent


def _static(python: Installation) -> list[str]:
    known = python.variables
    path = Path(known.get("LIBPL", ""), known.get("LIBRARY", f"libpython{python.version}.a"))
    if not path.is_file():
        raise LibraryMissingError(
            "#[test] functions and examples can't be linked: they need the library of this Python\n"
            f"  found:    neither a shared library ({known.get('LDLIBRARY')}) nor {path}\n"
            "  expected: one of them; systems have it in a package such as python3-dev\n"
            "  to do:    install it, or use another Python; tests with #[py::test] need no library"
        )
    further = [*known.get("LIBS", "").split(), *known.get("SYSLIBS", "").split()]
    if python.platform == "darwin":
        return [f"-Wl,-force_load,{path}", *further]
    # All of it, for modules that the program will load. rustc has named the C library before.
    whole = ["-Wl,--whole-archive", str(path), "-Wl,--no-whole-archive"]
    return [*whole, "-Wl,--export-dynamic", *further, "-lc"]
