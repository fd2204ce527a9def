"""The file of a native module in the hands of a Python that it was not built for.

Such a file is only found by name, and a file can be renamed. Whatever loads it, the outcome is an
`ImportError`: a module for another layout of objects must never run.
"""

import ctypes
import re
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))

import places
from flavours import Flavour

# What `PyInit_NAME` says itself, what CPython of 3.15 says of a `PyABIInfo`, and what there is to
# say of a file that lacks what this Python looks for, or asks for what it lacks.
REFUSALS = re.compile(
    r"module state was built for CPython 3\.\d+( and later)? with(out)? the GIL, and this is "
    r"CPython 3\.\d+ with(out)? the GIL: build it for this one"
    r"|incompatible (future stable )?ABI version"
    r"|incompatible with free-threaded CPython|only compatible with free-threaded CPython"
    r"|does not define module export function"
    r"|undefined symbol|symbol not found"
)

LOAD = """
import importlib.util, sys
from importlib.machinery import ExtensionFileLoader
loader = ExtensionFileLoader("state", sys.argv[1])
spec = importlib.util.spec_from_file_location("state", sys.argv[1], loader=loader)
try:
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
except ImportError as error:
    print("refused:", error)
else:
    print("loaded:", module.__name__)
"""

RUNNING = Flavour.running()

FIXTURES = Path(__file__).parents[1] / "ext" / "fixtures"


@pytest.fixture(scope="module")
def file() -> Path:
    """A native module that this Python would import."""
    spec = PathFinder.find_spec("state", [str(FIXTURES)])
    assert spec is not None, f"no module was built in {FIXTURES}"
    return Path(spec.origin or "")


@pytest.fixture(scope="module")
def abi(file: Path) -> str:
    """The ABI of the modules of this run, by the name of the file."""
    found = re.search(r"\.(abi3t?)\.", file.name)
    return found[1] if found else "full"


def is_loaded_by(python: Flavour, abi: str) -> bool:
    """Whether a Python of this kind can use the modules of this run."""
    if abi == "full":
        return (python.version, python.free_threaded) == (RUNNING.version, RUNNING.free_threaded)
    return abi in python.abis


def test_the_function_that_python_looks_for(file: Path, abi: str) -> None:
    has_slots = abi == "abi3t" or (abi == "full" and RUNNING.version >= (3, 15))
    library = ctypes.PyDLL(str(file))
    exported = [name for name in ("PyInit_state", "PyModExport_state") if hasattr(library, name)]
    assert exported == ["PyModExport_state" if has_slots else "PyInit_state"]


def test_what_each_python_makes_of_the_file(file: Path, abi: str) -> None:
    """An error that says why, or the module; in no case a crash."""
    others = places.pythons().values()
    if len(others) < 2:
        pytest.skip("there is no other Python on this machine")
    for other in others:
        done = subprocess.run(
            [other.program, "-I", "-c", LOAD, str(file)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        what, _, message = done.stdout.partition(": ")
        assert (done.returncode, done.stderr) == (0, ""), other
        if is_loaded_by(other.flavour, abi):
            assert (what, message) == ("loaded", "state\n"), other
        else:
            assert what == "refused", other
            assert REFUSALS.search(message), (other, message)
