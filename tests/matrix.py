"""The whole matrix: `make test` for each CPython on this machine, for both interfaces to Python.

The program behind `make test-matrix`. Choosing one Python is `make test PYTHON=... ABI=...`.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MINOR_VERSIONS = range(11, 16)
ABIS = ("abi3", "full")
PYENV_VERSIONS = Path.home() / ".pyenv" / "versions"


def works(python: str) -> bool:
    """Say whether a program runs: a version manager's may stand for a version that isn't there."""
    return subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0


def pythons() -> Iterator[str]:
    """Find one Python of each minor version: on the path, or among pyenv's."""
    for minor in MINOR_VERSIONS:
        on_path = shutil.which(f"python3.{minor}")
        of_pyenv = sorted(PYENV_VERSIONS.glob(f"3.{minor}.*/bin/python3"))
        candidates = [*([on_path] if on_path else []), *map(str, of_pyenv)]
        yield from [python for python in candidates if works(python)][:1]


def passes(python: str, abi: str) -> bool:
    """Run the suite once, and say whether it is green."""
    command = ["make", "test", f"PYTHON={python}", f"ABI={abi}"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def main() -> int:
    """Run the suite for each Python and interface; give how many runs failed."""
    runs = [(python, abi) for python in pythons() for abi in ABIS]
    if not runs:
        sys.exit(f"expected a CPython of 3.{MINOR_VERSIONS[0]} or newer on PATH, found none")
    failed = [f"{python} {abi}" for python, abi in runs if not passes(python, abi)]
    print(f"{len(runs) - len(failed)} of {len(runs)} runs are green", *failed, sep="\n  failed: ")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
