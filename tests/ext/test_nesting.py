"""What a module holds: submodules, constants, functions from elsewhere."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures import nesting


def test_docstrings() -> None:
    assert nesting.__doc__ == "The outermost module."
    assert nesting.middle.__doc__ == "The middle one."
    assert nesting.middle.innermost.__doc__ in (None, "")


def test_submodules_are_attributes_and_importable() -> None:
    assert nesting.middle.depth() == 1
    assert nesting.middle.innermost.depth() == nesting.middle.innermost.DEPTH == 2
    name = "fixtures.nesting.middle.innermost"
    assert importlib.import_module(name) is nesting.middle.innermost
    assert nesting.module_name() == nesting.middle.innermost.__name__ == name


@pytest.mark.parametrize(
    "statement",
    [
        "import fixtures.nesting.middle.innermost",
        "from fixtures.nesting.middle.innermost import depth",
        "from fixtures.nesting.middle import innermost",
        "from fixtures.nesting import middle",
    ],
)
def test_every_form_of_import_works_in_a_fresh_process(statement: str) -> None:
    here = Path(__file__).parent
    subprocess.run([sys.executable, "-c", statement], cwd=here, check=True)


def test_submodules_have_a_spec_like_any_module() -> None:
    spec = nesting.middle.__spec__
    assert spec.name == "fixtures.nesting.middle"
    assert spec.loader is nesting.__spec__.loader
    assert spec.origin == nesting.__spec__.origin
    assert nesting.middle.__package__ == "fixtures.nesting"
    assert nesting.middle.__file__ == nesting.__file__


def test_functions_from_elsewhere() -> None:
    assert nesting.double(2) == 4
    assert nesting.thrice(2) == 6
    assert nesting.thrice.__name__ == "triple"
    assert nesting.double.__module__ == "fixtures.nesting"
    assert nesting.double.__doc__ == "Doubles."


def test_constants() -> None:
    assert (nesting.ANSWER, nesting.NAME) == (42, "nesting")


def test_only_what_is_public_and_compiled_is_there() -> None:
    public = {name for name in dir(nesting) if not name.startswith("_")}
    own = {"ANSWER", "NAME", "double", "thrice", "exported", "middle", "module_name"}
    assert public == own | ({"on_unix"} if sys.platform != "win32" else set())
    assert nesting.exported() == 7
