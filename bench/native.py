"""Building and loading native modules, for both benchmarks: commands, the C compiler, the import.

What is built, and how it is measured, lives in `calling` and `building`.
"""

import importlib.util
import os
import subprocess
import sysconfig
from collections.abc import Mapping, Sequence
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from types import ModuleType

BENCH = Path(__file__).resolve().parent
TARGET = BENCH.parent / "target" / "bench"
C_SOURCES = BENCH / "c"

C_FLAGS = ("-std=c11", "-O3", "-DNDEBUG", "-fPIC", "-fvisibility=hidden", "-shared")


class BuildError(Exception):
    """A contender could not be built; the message shows the command and what it printed."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Run a build command in a folder; raises BuildError with its output if it fails."""
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BuildError(f"`{' '.join(command)}` failed in {folder}:\n{done.stdout}{done.stderr}")


def compile_c(
    sources: Sequence[str],
    output: Path,
    flags: Sequence[str] = (),
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Make an extension module of C files with the system's compiler, as for this Python.

    Relative names are those of the reference's files, and its headers are found.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    include = [f"-I{C_SOURCES}", f"-I{sysconfig.get_path('include')}"]
    command = ["cc", *C_FLAGS, *flags, *include, *sources, "-lm", "-o", str(output)]
    run(command, C_SOURCES, environment)


def load(path: Path) -> ModuleType:
    """Import the module in this file, without entering it into sys.modules.

    Its name is the file's, up to the first dot, so several files of one name can be loaded.
    """
    name = path.name.partition(".")[0]
    loader = ExtensionFileLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    if spec is None:
        raise ImportError(f"{path} is no extension module")
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module
