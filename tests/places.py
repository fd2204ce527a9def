"""Where the CPythons of a machine are, and of which kind each of them is.

A place is a folder, or a pattern of folders, that has programs in it; the setting `PYDUST_PYTHONS`
names more, as PATH does. Which kinds there are is in `flavours.py`.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import embedding
from flavours import OLDEST, Flavour

SETTING = "PYDUST_PYTHONS"

PROGRAM = re.compile(r"python3(\.\d+t?d?)?")

# Longer than any Python takes to start on a busy machine.
TIMEOUT_S = 60

# What a program is asked; one without `ensurepip` can't make the virtual environment of a run.
QUESTION = """
import importlib.util, json, platform, sys, sysconfig
print(json.dumps([
    platform.python_implementation(),
    sys.version_info[:3],
    bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    hasattr(sys, "gettotalrefcount"),
    importlib.util.find_spec("ensurepip") is not None,
    sysconfig.get_config_var("LIBDIR"),
]))
"""


class Python(NamedTuple):
    """A program that runs a CPython with which the suites can run."""

    program: Path
    release: tuple[int, int, int]
    flavour: Flavour
    embeds: bool = True  # whether programs with this Python inside run here


def named(setting: str) -> list[list[Path]]:
    """Give the programs that the setting names, for each of its entries: a program, or a folder.

    Raises:
        SystemExit: where an entry is neither.
    """
    entries = [Path(entry).expanduser() for entry in setting.split(os.pathsep) if entry]
    found = [[entry] if entry.is_file() else programs(entry) for entry in entries]
    for entry, here in zip(entries, found, strict=True):
        if not here:
            sys.exit(f"{SETTING} names {entry}: expected a Python, or a folder with some")
    return found


def well_known(environ: Mapping[str, str], home: Path, root: Path) -> Iterator[list[Path]]:
    """Give the programs of each place where a machine has Pythons, the most deliberate first."""
    yield [Path(sys.executable)]
    for folder in environ.get("PATH", "").split(os.pathsep):
        yield programs(Path(folder)) if folder else []
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    for folder, versions in (
        (Path(environ.get("PYENV_ROOT") or home / ".pyenv") / "versions", "*"),
        (Path(environ.get("UV_PYTHON_INSTALL_DIR") or data / "uv" / "python"), "*"),
        (root / "opt" / "python", "*"),  # the images in which wheels for Linux are built
        (root / "Library" / "Frameworks", "Python*.framework/Versions/*"),
    ):
        yield [program for prefix in sorted(folder.glob(versions)) for program in programs(prefix)]


def programs(folder: Path) -> list[Path]:
    """List the programs called as Pythons are, in a folder or where it is what one is installed in."""
    return [
        path
        for bin_folder in (folder, folder / "bin")
        if bin_folder.is_dir()
        for path in sorted(bin_folder.iterdir())
        if PROGRAM.fullmatch(path.name) and os.access(path, os.X_OK)
    ]


def ask(program: Path) -> Python | None:
    """Ask a program what it is; None where it doesn't run, or is nothing to test with.

    A version manager's program may stand for a version that isn't there.
    """
    command = [str(program), "-I", "-c", QUESTION]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT_S, check=True
        )
        implementation, release, free_threaded, debug, usable, libraries = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    if implementation != "CPython" or not usable or tuple(release[:2]) < OLDEST:
        return None
    flavour = Flavour((release[0], release[1]), free_threaded, debug)
    return Python(program, tuple(release), flavour, embedding.works(libraries))


def identity(program: Path) -> Path:
    """Tell a program's names in its folder from others: `python3` may link to `python3.14` there.

    A link to another folder is not followed: what a virtual environment links to is not the same.
    """
    program = program.parent.resolve() / program.name
    while program.is_symlink() and "/" not in (target := os.readlink(program)):
        program = program.with_name(target)
    return program


def known(places: Iterable[Iterable[Path]]) -> Iterator[Python]:
    """Ask the programs of places, each once; the newest release of a place comes first."""
    asked: set[Path] = set()
    for place in places:
        here = {identity(path): path for path in place}
        answers = [ask(path) for same, path in here.items() if same not in asked]
        asked.update(here)
        pythons = [answer for answer in answers if answer is not None]
        yield from sorted(pythons, key=lambda python: python.release, reverse=True)


def choose(named: Iterable[Python], others: Iterable[Python]) -> dict[Flavour, Python]:
    """Choose one Python of each kind, the first found; one for debugging only where it is named."""
    chosen: dict[Flavour, Python] = {}
    for python in named:
        chosen.setdefault(python.flavour, python)
    for python in others:
        if not python.flavour.debug:
            chosen.setdefault(python.flavour, python)
    return chosen


def pythons() -> dict[Flavour, Python]:
    """Find the Pythons of this machine, one of each kind."""
    others = well_known(os.environ, Path.home(), Path("/"))
    return choose(known(named(os.environ.get(SETTING, ""))), known(others))
