"""A Rust program with Python inside: it runs scripts that use its own native module."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

EMBED = Path(__file__).parents[1] / "embed"
ROOT = EMBED.parents[1]
TARGET = ROOT / "target"

pytestmark = pytest.mark.skipif(
    not sysconfig.get_config_var("Py_ENABLE_SHARED"),
    reason="this Python has no shared library to link a program with",
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def embed() -> Run:
    """Build the program for this Python, and give what runs it."""
    variable = "DYLD_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH"
    environment = os.environ | {
        "PYO3_PYTHON": sys.executable,
        "CARGO_TARGET_DIR": str(TARGET),
        variable: sysconfig.get_config_var("LIBDIR"),
    }
    if subprocess.run(["cargo", "--version"], env=environment, check=False).returncode != 0:
        pytest.skip("this Python has libraries that only itself can load")
    # Not from within examples/, where cargo is told to build modules instead of programs.
    build = ["cargo", "build", "--quiet", "--locked", "--manifest-path", EMBED / "Cargo.toml"]
    subprocess.run(build, cwd=ROOT, env=environment, check=True)

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        command = [TARGET / "debug" / "embed", *args]
        return subprocess.run(
            command, cwd=EMBED, env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_a_script_works_on_what_is_the_programs(embed: Run) -> None:
    done = embed("restock.py", "bolt=3", "nut")
    assert done.stdout == "3 x bolt\n1 x nut\n2 items, Some(2)\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_an_exception_is_reported_and_python_ends(embed: Run) -> None:
    done = embed("restock.py", "bolt=3", "=1")
    assert done.returncode == 1
    assert done.stdout == "1 items, None\n"
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("ValueError: an item needs a name\n")


def test_a_script_that_is_not_there(embed: Run) -> None:
    done = embed("missing.py")
    assert done.returncode == 1
    assert "FileNotFoundError" in done.stderr


def test_without_a_script_no_python_is_started(embed: Run) -> None:
    done = embed()
    assert (done.returncode, done.stderr) == (2, "usage: embed SCRIPT [ARGUMENT...]\n")
