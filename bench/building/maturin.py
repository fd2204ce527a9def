"""Getting maturin, which builds the PyO3 contenders: from PyPI, into a virtual environment of its own.

How it is called lives in `projects`.
"""

import sys
from pathlib import Path

from native import TARGET, run

VERSION = "1.16.0"


def install() -> Path:
    """The maturin executable of the pinned version, installed under target/bench if it is not yet.

    Raises BuildError if pip fails.
    """
    folder = TARGET / f"maturin-{VERSION}"
    executable = folder / "bin" / "maturin"
    if not executable.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        run([sys.executable, "-m", "venv", str(folder)], folder.parent)
        requirement = f"maturin=={VERSION}"
        run([str(folder / "bin" / "pip"), "install", "--quiet", requirement], folder.parent)
    return executable
