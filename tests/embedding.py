"""Programs with a Python inside: how they find its library, and whether they run on this machine."""

import os
import subprocess
import sys

VARIABLE = "DYLD_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH"


def environment(libraries: str | None) -> dict[str, str]:
    """Give the environment in which programs find a Python's library; its folder is `LIBDIR`."""
    folders = [libraries, os.environ.get(VARIABLE)]
    return os.environ | {VARIABLE: os.pathsep.join(folder for folder in folders if folder)}


def works(libraries: str | None) -> bool:
    """Say whether programs of this machine run with the libraries beside a Python.

    A Python that was made elsewhere may bring a C library of its own, which only itself can load.
    """
    command = ["cargo", "--version"]
    done = subprocess.run(command, env=environment(libraries), capture_output=True, check=False)
    return done.returncode == 0
